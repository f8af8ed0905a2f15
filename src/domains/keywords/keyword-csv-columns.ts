import { cutAt } from "../../core/words.ts";
import { INTENTS, type Intent } from "../../db/tables/library.ts";
import { MAX_VOLUME } from "../library/limits.ts";
import { cleanText } from "./keyword-text.ts";
import { isSearchable, MAX_KEYWORD_LENGTH } from "./keyword-values.ts";

const CSV_COLUMNS = ["keyword", "volume", "difficulty", "intent", "country"] as const;
export type CsvColumn = (typeof CSV_COLUMNS)[number];

export interface CsvValues {
  keyword: string;
  volume: number | null;
  difficulty: number | null;
  /** Null: to be worked out from the words. */
  intent: Intent | null;
  country: string | null;
}

/** What the usual research tools call our columns in their exports; compared in lower case without signs. */
const ALIASES: Record<CsvColumn, readonly string[]> = {
  keyword: ["keyword", "keywords", "search term", "search phrase", "term", "phrase", "query"],
  volume: ["volume", "search volume", "sv", "searches", "monthly searches", "avg monthly searches", "monthly volume"],
  difficulty: ["difficulty", "kd", "keyword difficulty", "seo difficulty"],
  intent: ["intent", "intents", "search intent", "keyword intent"],
  country: ["country", "country code", "location", "geo"],
};

export function columnOf(name: string): CsvColumn | undefined {
  const plain = cleanText(name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " "));
  return CSV_COLUMNS.find((column) => ALIASES[column].includes(plain));
}

/** One field's value, or what is wrong with it. */
type Reading<T> = { value: T } | { message: string };

interface Problem {
  column: CsvColumn;
  message: string;
}

/** A record's fields as values, or everything that is wrong with them. An absent or empty field is unknown. */
export function readValues(given: Partial<Record<CsvColumn, string>>): {
  values: CsvValues | undefined;
  problems: Problem[];
} {
  const problems: Problem[] = [];
  const read = <T>(column: CsvColumn, reader: (text: string) => Reading<T>): T | null => {
    const text = cleanText(given[column] ?? "");
    if (column !== "keyword" && UNKNOWN.has(text.toLowerCase())) return null;
    const reading = reader(text);
    if ("value" in reading) return reading.value;
    problems.push({ column, message: reading.message });
    return null;
  };
  const keyword = read("keyword", readKeyword);
  const rest = {
    volume: read("volume", readVolume),
    difficulty: read("difficulty", readDifficulty),
    intent: read("intent", readIntent),
    country: read("country", readCountry),
  };
  return { values: keyword === null || problems.length > 0 ? undefined : { keyword, ...rest }, problems };
}

const UNKNOWN = new Set(["", "-", "–", "n/a", "na", "null", "none"]);

function readKeyword(text: string): Reading<string> {
  if (text === "") return { message: "The keyword is missing" };
  if (text.length > MAX_KEYWORD_LENGTH) return { message: `Longer than ${MAX_KEYWORD_LENGTH} characters` };
  if (!isSearchable(text)) return { message: "A keyword needs a letter or a digit, and no control characters" };
  return { value: text };
}

/** `12100`, `12,100`, `12 100` or `12100.0`; research tools write thousands in all of these ways. */
function readVolume(text: string): Reading<number> {
  const whole = text.replace(/\.0+$/, "");
  const digits = /^\d{1,3}([, ']\d{3})+$/.test(whole) ? whole.replace(/[, ']/g, "") : whole;
  const value = Number(digits);
  if (/^\d+$/.test(digits) && value <= MAX_VOLUME) return { value };
  return { message: `Not a whole number from 0 to ${MAX_VOLUME}: ${cutAt(text, 40)}` };
}

/** 0 to 100, decimals rounded, with or without a percent sign. */
function readDifficulty(text: string): Reading<number> {
  const digits = text.replace(/ ?%$/, "").replace(",", ".");
  const value = Math.round(Number(digits));
  if (/^\d+(\.\d+)?$/.test(digits) && Number(digits) <= 100) return { value };
  return { message: `Not a number from 0 to 100: ${cutAt(text, 40)}` };
}

/** A word or its first letter; of several, as some tools list them, the first. */
function readIntent(text: string): Reading<Intent> {
  const first =
    text
      .toLowerCase()
      .split(/[,;/|]/)[0]
      ?.trim() ?? "";
  const value = INTENTS.find((intent) => intent === first || intent[0] === first);
  return value ? { value } : { message: `Not one of ${INTENTS.join(", ")}: ${cutAt(text, 40)}` };
}

function readCountry(text: string): Reading<string> {
  if (/^[A-Za-z]{2}$/.test(text)) return { value: text.toUpperCase() };
  return { message: `Not a country of two letters: ${cutAt(text, 40)}` };
}
