import { notFound } from "../../core/errors.ts";

/** Where a new row goes: a live sector of a live site. */
export interface Placement {
  siteId: number;
  sectorId: number;
  sectorName: string;
  /** The site's industry and the sector's template, or null where none was chosen. */
  industryId: number | null;
  industrySectorId: number | null;
}

interface Candidate {
  siteId: number;
  industryId: number | null;
  sectorId: number | null;
  sectorName: string | null;
  industrySectorId: number | null;
}

/** Throws `not_found` for the site, or for a sector that is not one of that site. */
export function placementOf(rows: readonly Candidate[], siteId: number, sectorId: number): Placement {
  const row = rows[0];
  if (!row) throw notFound("site", siteId);
  if (row.sectorId === null || row.sectorName === null) throw notFound("sector", sectorId);
  return { ...row, sectorId: row.sectorId, sectorName: row.sectorName };
}
