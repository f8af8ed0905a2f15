import type { CsvError } from "./keyword-csv.ts";

/** What came of taking seed keywords into a sector. */
export interface AddedSeeds {
  created: number;
  /** Already in the sector, or named twice. */
  skipped: number;
  errors: { seedKeywordId: number; message: string }[];
}

/** What came, or would come, of a CSV file. */
export interface Imported {
  created: number;
  /** Already in the sector, or twice in the file. */
  skipped: number;
  /** Rows that could not be read. `errors` has one entry for each bad field, so it may be longer, and is cut. */
  rowsLeftOut: number;
  errors: CsvError[];
}
