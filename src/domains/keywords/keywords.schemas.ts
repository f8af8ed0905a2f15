import { z } from "@hono/zod-openapi";
import { isoTime } from "../../core/time.ts";
import { KEYWORD_STATUSES } from "../../db/tables/keywords.ts";
import { INTENTS } from "../../db/tables/library.ts";
import { BooleanQuery, readOnlyKeys, searchQuery } from "../../http/envelope.ts";
import { idField, idFilter, line, listQuery, orderings, timeField } from "../../http/fields.ts";
import { RANGES } from "../library/seed-keywords.schemas.ts";
import { difficultyField, volumeField } from "./keyword-fields.schemas.ts";
import type { KeywordQuery, NamedKeyword } from "./keyword-list.queries.ts";
import { isSearchable, MAX_KEYWORD_LENGTH } from "./keyword-values.ts";

const status = z.enum(KEYWORD_STATUSES).openapi({ description: "mapped once it is in a cluster", example: "new" });
const intent = z.enum(INTENTS).openapi({ description: "What the searcher wants", example: "commercial" });
const country = z
  .string()
  .max(2)
  .regex(/^[A-Za-z]{2}$/, "Give a country of two letters")
  .openapi({ description: "Two letters (ISO 3166)", example: "US" });
const disabled = z.boolean().openapi({ description: "Left out of every automatic step", example: false });
const attributes = z
  .array(line(200, "One attribute", "persona: home barista"))
  .max(50)
  .openapi({ description: "Free labels of your own", example: ["persona: home barista"] });

export const ListKeywordsQuery = listQuery<KeywordQuery>({
  site_id: idFilter("Only those of this site"),
  sector_id: idFilter("Only those of this sector"),
  cluster_id: idFilter("Only those of this cluster"),
  seed_keyword_id: idFilter("Only those of this seed keyword"),
  status: status.optional(),
  intent: intent.optional(),
  country: country.transform((text) => text.toUpperCase()).optional(),
  disabled: BooleanQuery.optional().openapi({ description: "Only disabled, or only enabled ones", example: "false" }),
  ...RANGES,
  search: searchQuery("the keyword"),
  ordering: z
    .enum(orderings(["created_at", "volume", "difficulty", "keyword"]))
    .default("-created_at")
    .openapi({ description: "Order; - for descending", example: "-volume" }),
});

/** Letters or digits of any script: what is left of a text of signs alone cannot be searched for. */
const phrase = line(
  MAX_KEYWORD_LENGTH,
  "The search phrase; unique in its sector, whatever its case",
  "espresso machine with grinder",
).refine(isSearchable, "A keyword needs a letter or a digit");

export const CreateKeywordBody = z
  .object({
    site_id: idField("Site it is for"),
    sector_id: idField("Sector of that site"),
    seed_keyword_id: idField("Take it from the library, with its figures", 412).optional(),
    keyword: phrase.optional(),
    volume: volumeField.optional(),
    difficulty: difficultyField.optional(),
    intent: intent.optional().openapi({ description: "Worked out from the words when absent", example: "commercial" }),
    country: country.nullable().optional(),
    volume_override: volumeField.optional(),
    difficulty_override: difficultyField.optional(),
    attribute_values: attributes.default([]),
    disabled: disabled.default(false),
    ...readOnlyKeys("id", "cluster_name", "sector_name", "cluster_reason", "created_at", "updated_at"),
  })
  .strict()
  .superRefine((body, context) => {
    const issue = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if ((body.keyword === undefined) === (body.seed_keyword_id === undefined))
      issue("keyword", "Give either keyword or seed_keyword_id");
    if (body.seed_keyword_id === undefined) return;
    for (const key of ["volume", "difficulty"] as const)
      if (body[key] !== undefined) issue(key, `A seed keyword has its own ${key}; set ${key}_override instead`);
    for (const key of ["intent", "country"] as const)
      if (body[key] !== undefined) issue(key, `A seed keyword has its own ${key}`);
  })
  .openapi("CreateKeywordBody");

export const UpdateKeywordBody = z
  .object({
    volume_override: volumeField.optional(),
    difficulty_override: difficultyField.optional(),
    cluster_id: idField("A cluster of the same sector; null takes it out").nullable().optional(),
    status: status.optional(),
    disabled: disabled.optional(),
    intent: intent.nullable().optional(),
    attribute_values: attributes.nullable().optional(),
    ...readOnlyKeys(
      "id",
      "keyword",
      "site_id",
      "sector_id",
      "seed_keyword_id",
      "volume",
      "difficulty",
      "country",
      "cluster_name",
      "sector_name",
      "cluster_reason",
      "created_at",
      "updated_at",
    ),
  })
  .strict()
  .openapi("UpdateKeywordBody");

export const Keyword = z
  .object({
    id: z.int().openapi({ description: "Id of the keyword", example: 1 }),
    keyword: z
      .string()
      .max(255)
      .openapi({ description: "The search phrase", example: "espresso machine with grinder" }),
    site_id: z.int().openapi({ description: "Its site", example: 1 }),
    sector_id: z.int().openapi({ description: "Its sector", example: 1 }),
    sector_name: z.string().max(200).openapi({ description: "Name of its sector", example: "Coffee equipment" }),
    seed_keyword_id: z
      .int()
      .nullable()
      .openapi({ description: "Where it came from, if from the library", example: 412 }),
    volume: volumeField,
    difficulty: difficultyField,
    volume_override: volumeField,
    difficulty_override: difficultyField,
    intent: intent.nullable(),
    country: z.string().max(2).nullable().openapi({ description: "Two letters (ISO 3166)", example: "US" }),
    attribute_values: attributes,
    cluster_id: z.int().nullable().openapi({ description: "Its cluster", example: 7 }),
    cluster_name: z
      .string()
      .max(255)
      .nullable()
      .openapi({ description: "Name of its cluster", example: "Espresso Machines" }),
    cluster_reason: z
      .string()
      .max(500)
      .nullable()
      .openapi({ description: "Why clustering put it there, or found no place", example: "Shares espresso machine." }),
    status,
    disabled,
    created_at: timeField("UTC"),
    updated_at: timeField("UTC"),
  })
  .openapi("Keyword");

export const presentKeyword = (row: NamedKeyword): z.infer<typeof Keyword> => ({
  id: row.id,
  keyword: row.keyword,
  site_id: row.siteId,
  sector_id: row.sectorId,
  sector_name: row.sectorName,
  seed_keyword_id: row.seedKeywordId,
  volume: row.volume,
  difficulty: row.difficulty,
  volume_override: row.volumeOverride,
  difficulty_override: row.difficultyOverride,
  intent: row.intent,
  country: row.country,
  attribute_values: row.attributeValues,
  cluster_id: row.clusterId,
  cluster_name: row.clusterName,
  cluster_reason: row.clusterReason,
  status: row.status,
  disabled: row.disabled,
  created_at: isoTime(row.createdAt),
  updated_at: isoTime(row.updatedAt),
});
