import { z } from "@hono/zod-openapi";
import { INTENTS, type SeedKeyword as SeedKeywordRow } from "../../db/tables/library.ts";
import { digits, searchQuery } from "../../http/envelope.ts";
import { type FieldsOf, idFilter, listQuery, orderings } from "../../http/fields.ts";
import { MAX_VOLUME } from "./limits.ts";
import type { RangeQuery, SeedKeywordQuery } from "./seed-keywords.queries.ts";

const bound = (description: string, max: number, example: number) =>
  digits(z.number().int().min(0).max(max)).optional().openapi({ description, example });

/** Bounds of a list of keywords, or of clusters by all of their keywords. */
export const RANGES: FieldsOf<RangeQuery> = {
  difficulty_min: bound("Least difficulty, 0 to 100", 100, 0),
  difficulty_max: bound("Greatest difficulty, 0 to 100", 100, 40),
  volume_min: bound("Least volume, searches a month", MAX_VOLUME, 500),
  volume_max: bound("Greatest volume, searches a month", MAX_VOLUME, 20_000),
};

export const ListSeedKeywordsQuery = listQuery<SeedKeywordQuery>({
  industry_id: idFilter("Only keywords of this industry", 3),
  sector_id: idFilter("Only keywords of this industry sector", 3),
  country: z
    .string()
    .max(2)
    .regex(/^[A-Za-z]{2}$/, "Give a country of two letters")
    .transform((text) => text.toUpperCase())
    .optional()
    .openapi({ description: "Only keywords of this country, two letters (ISO 3166)", example: "US" }),
  intent: z.enum(INTENTS).optional().openapi({ description: "Only this intent", example: "commercial" }),
  search: searchQuery("the keyword"),
  ...RANGES,
  ordering: z
    .enum(orderings(["keyword", "volume", "difficulty"]))
    .optional()
    .openapi({ description: "Order; - for descending; newest first when absent", example: "-volume" }),
});

const text = (max: number, description: string, example: string) =>
  z.string().max(max).openapi({ description, example });

export const SeedKeyword = z
  .object({
    id: z.int().openapi({ description: "Id of the seed keyword", example: 412 }),
    keyword: text(200, "The search phrase", "espresso machine with grinder"),
    industry_id: z.int().openapi({ description: "Its industry", example: 3 }),
    industry_name: text(200, "Name of its industry", "Food & Drink"),
    sector_id: z.int().openapi({ description: "Its industry sector", example: 21 }),
    sector_name: text(200, "Name of its industry sector", "Coffee & Tea"),
    volume: z.int().openapi({ description: "Searches a month", example: 14_800 }),
    difficulty: z.int().openapi({ description: "0 easy to 100 hard", example: 55 }),
    country: text(2, "Two letters (ISO 3166)", "US"),
    intent: z.enum(INTENTS).openapi({ description: "What the searcher wants", example: "commercial" }),
  })
  .openapi("SeedKeyword");

type NamedRow = Omit<SeedKeywordRow, "keywordFolded" | "isActive"> & { industryName: string; sectorName: string };

export const presentSeedKeyword = (row: NamedRow): z.infer<typeof SeedKeyword> => ({
  id: row.id,
  keyword: row.keyword,
  industry_id: row.industryId,
  industry_name: row.industryName,
  sector_id: row.sectorId,
  sector_name: row.sectorName,
  volume: row.volume,
  difficulty: row.difficulty,
  country: row.country,
  intent: row.intent,
});
