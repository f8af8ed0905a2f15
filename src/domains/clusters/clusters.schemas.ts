import { z } from "@hono/zod-openapi";
import { isoTime } from "../../core/time.ts";
import { CLUSTER_STATUSES } from "../../db/tables/clusters.ts";
import { readOnlyKeys, searchQuery } from "../../http/envelope.ts";
import { idField, idFilter, idList, line, lines, listQuery, orderings, timeField } from "../../http/fields.ts";
import { isSearchable } from "../keywords/keyword-values.ts";
import { RANGES } from "../library/seed-keywords.schemas.ts";
import type { ClusterQuery, NamedCluster } from "./clusters.queries.ts";

const status = z.enum(CLUSTER_STATUSES).openapi({ description: "mapped once it has ideas", example: "new" });

export const ListClustersQuery = listQuery<ClusterQuery>({
  site_id: idFilter("Only those of this site"),
  sector_id: idFilter("Only those of this sector"),
  cluster_id: idFilter("Only this one"),
  status: status.optional(),
  ...RANGES,
  search: searchQuery("the name"),
  ordering: z
    .enum(orderings(["created_at", "name", "volume", "keywords_count"]))
    .default("-created_at")
    .openapi({ description: "Order; - for descending", example: "-volume" }),
});

export const CreateClusterBody = z
  .object({
    site_id: idField("Site it is for"),
    sector_id: idField("Sector of that site"),
    name: line(255, "Name; unique in its sector, whatever its case", "Espresso Machines").refine(
      isSearchable,
      "A name needs a letter or a digit",
    ),
    description: lines(2_000, "What its keywords have in common", "Machines for espresso at home").default(""),
    disabled: z.boolean().default(false).openapi({ description: "Left out of every automatic step", example: false }),
    ...readOnlyKeys("id", "status", "sector_name", "method", "keywords_count", "volume", "difficulty_average"),
    ...readOnlyKeys("ideas_count", "content_count", "created_at", "updated_at"),
  })
  .strict()
  .openapi("CreateClusterBody");

const count = (description: string, example: number) => z.int().openapi({ description, example });

export const Cluster = z
  .object({
    id: count("Id of the cluster", 7),
    name: z.string().max(255).openapi({ description: "Its name", example: "Espresso Machines" }),
    description: z.string().max(2_000).openapi({ description: "What its keywords have in common", example: "" }),
    site_id: count("Its site", 1),
    sector_id: count("Its sector", 1),
    sector_name: z.string().max(200).openapi({ description: "Name of its sector", example: "Coffee equipment" }),
    status,
    disabled: z.boolean().openapi({ description: "Left out of every automatic step", example: false }),
    method: z.string().max(200).openapi({ description: "How the grouping was made", example: "manual" }),
    keywords_count: count("Keywords in it", 12),
    volume: count("Their searches a month together", 42_000),
    difficulty_average: count("Their difficulty on average, 0 to 100", 38),
    ideas_count: count("Ideas made from it", 5),
    content_count: count("Content made from it", 2),
    created_at: timeField("UTC"),
    updated_at: timeField("UTC"),
  })
  .openapi("Cluster");

export const presentCluster = (row: NamedCluster): z.infer<typeof Cluster> => ({
  id: row.id,
  name: row.name,
  description: row.description,
  site_id: row.siteId,
  sector_id: row.sectorId,
  sector_name: row.sectorName,
  status: row.status,
  disabled: row.disabled,
  method: row.method,
  keywords_count: row.keywordsCount,
  volume: row.volume,
  difficulty_average: row.difficultyAverage,
  ideas_count: row.ideasCount,
  content_count: row.contentCount,
  created_at: isoTime(row.createdAt),
  updated_at: isoTime(row.updatedAt),
});

/** `ids` or its long name, one of them. */
export const AutoClusterBody = z
  .object({
    ids: idList("keyword", 1_000).optional(),
    keyword_ids: idList("keyword", 1_000).optional(),
    site_id: idField("With sector_id and no ids: all new keywords there").optional(),
    sector_id: idField("Sector of that site").optional(),
  })
  .strict()
  .superRefine((body, context) => {
    const issue = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if (body.ids && body.keyword_ids) issue("keyword_ids", "Give either ids or keyword_ids");
    if (body.ids || body.keyword_ids) return;
    if (body.site_id === undefined) issue("ids", "Give ids of keywords, or site_id and sector_id");
    if (body.sector_id === undefined) issue("sector_id", "Give ids of keywords, or site_id and sector_id");
  })
  .openapi("AutoClusterBody");
