import Papa from "papaparse";
import { DomainError } from "../../core/errors.ts";
import { type CsvColumn, type CsvValues, columnOf, readValues } from "./keyword-csv-columns.ts";

const MAX_CSV_ROWS = 5_000;
/** Records looked at, blank ones included: bounds the work that a file of empty lines can cause. */
const MAX_RECORDS = 4 * MAX_CSV_ROWS;

/** What is wrong with one field. `row` counts as a spreadsheet does: the header is row 1. */
export interface CsvError {
  row: number;
  column: string;
  message: string;
}

export interface CsvKeywords {
  rows: CsvValues[];
  errors: CsvError[];
}

const malformed = (message: string) => new DomainError("bad_request", message);

/**
 * Reads keywords from a CSV file: UTF-8 with or without BOM; comma, semicolon or tab; any order and case of the columns
 * keyword, volume, difficulty, intent, country. A bad row is reported and left out. Throws `bad_request` when the file as
 * a whole cannot be trusted: not UTF-8, no keyword column, an unclosed quote, HTML, no or too many rows.
 */
export function parseKeywordCsv(bytes: Uint8Array): CsvKeywords {
  const text = decode(bytes);
  const delimiter = delimiterOf(text);
  const { data, errors, meta } = Papa.parse<string[]>(text, { delimiter, preview: MAX_RECORDS });
  const broken = errors.find(({ type }) => type === "Quotes");
  if (broken)
    throw malformed(`Row ${(broken.row ?? 0) + 1}: a quoted field is not closed, or goes on after its quote.`);
  const [header = [], ...records] = data;
  const columns = columnsOf(header);
  const filled = records.flatMap((fields, index) => (isBlank(fields) ? [] : [{ fields, row: index + 2 }]));
  if (filled.length > MAX_CSV_ROWS || meta.truncated)
    throw malformed(`The file has more than ${MAX_CSV_ROWS} rows. Split it.`);
  if (filled.length === 0) throw malformed("The file has a header but no keywords.");

  const result: CsvKeywords = { rows: [], errors: [] };
  for (const { fields, row } of filled) {
    const { values, problems } = readRecord(fields, columns);
    if (values) result.rows.push(values);
    result.errors.push(...problems.map((problem) => ({ row, ...problem })));
  }
  return result;
}

function decode(bytes: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    throw malformed("The file is not UTF-8 text. Save it as CSV UTF-8.");
  }
  if (text.trim() === "") throw malformed("The file is empty.");
  if (text.includes("\0")) throw malformed("The file is not text. Save it as CSV UTF-8.");
  if (text.trimStart().startsWith("<")) throw malformed("The file is HTML or XML, not CSV.");
  return text;
}

/** The delimiter under which the header names most of our columns; a comma when there is only one column. */
function delimiterOf(text: string): string {
  const known = (delimiter: string) => {
    const [header = []] = Papa.parse<string[]>(text, { delimiter, preview: 1 }).data;
    return header.filter((name) => columnOf(name) !== undefined).length;
  };
  return [",", ";", "\t"].reduce((best, delimiter) => (known(delimiter) > known(best) ? delimiter : best));
}

function columnsOf(header: readonly string[]): (CsvColumn | undefined)[] {
  const columns = header.map(columnOf);
  const twice = columns.find((column, place) => column !== undefined && columns.indexOf(column) !== place);
  if (twice)
    throw malformed(
      `Two columns of the file mean ${twice}: ${header
        .map((name) => `"${name}"`)
        .join(", ")
        .slice(0, 300)}.`,
    );
  if (!columns.includes("keyword"))
    throw malformed("The first row must name the columns, and one of them must be keyword.");
  return columns;
}

const isBlank = (fields: readonly string[]) => fields.every((field) => field.trim() === "");

function readRecord(fields: readonly string[], columns: readonly (CsvColumn | undefined)[]) {
  const extra = fields.slice(columns.length);
  if (!isBlank(extra)) {
    const message = `The row has ${fields.length} fields, the header ${columns.length}: quote a field that holds the delimiter`;
    return { values: undefined, problems: [{ column: "keyword", message }] };
  }
  const given: Partial<Record<CsvColumn, string>> = {};
  columns.forEach((column, place) => {
    if (column) given[column] = fields[place] ?? "";
  });
  return readValues(given);
}
