import { z } from "@hono/zod-openapi";
import { isoTime } from "../../core/time.ts";
import type { Taxonomy as TaxonomyRow } from "../../db/tables/content.ts";
import { TAXONOMY_TYPES } from "../../db/tables/content-enums.ts";
import { searchQuery } from "../../http/envelope.ts";
import { idFilter, listQuery, sortedBy } from "../../http/fields.ts";
import type { TaxonomyQuery } from "./taxonomies.queries.ts";

export const ListTaxonomiesQuery = listQuery<TaxonomyQuery>({
  site_id: idFilter("Only terms of this site"),
  taxonomy_type: z
    .enum(TAXONOMY_TYPES)
    .optional()
    .openapi({ description: "Only categories, or only tags", example: "category" }),
  search: searchQuery("the name"),
  ordering: sortedBy(["name", "count", "created_at"], "name"),
});

export const Taxonomy = z
  .object({
    id: z.int().openapi({ description: "Id of the term", example: 1 }),
    site_id: z.int().openapi({ description: "Its site", example: 1 }),
    name: z.string().max(255).openapi({ description: "Name", example: "Coffee grinders" }),
    slug: z.string().max(255).openapi({ description: "Unique for site and type", example: "coffee-grinders" }),
    taxonomy_type: z.enum(TAXONOMY_TYPES).openapi({ description: "Category or tag", example: "category" }),
    description: z.string().max(5_000).openapi({ description: "Description", example: "" }),
    parent_id: z.int().nullable().openapi({ description: "The term above it", example: null }),
    external_id: z.string().max(255).nullable().openapi({ description: "Its id on the site", example: "3" }),
    external_taxonomy: z
      .string()
      .max(64)
      .nullable()
      .openapi({ description: "Its taxonomy on the site", example: "category" }),
    sync_status: z
      .enum(["native", "imported", "synced"])
      .openapi({ description: "How it relates to the site's own term", example: "native" }),
    count: z.int().openapi({ description: "Content with this term", example: 4 }),
    created_at: z.string().openapi({ description: "UTC", example: "2026-11-22T09:00:00Z" }),
    updated_at: z.string().openapi({ description: "UTC", example: "2026-11-22T09:00:00Z" }),
  })
  .openapi("Taxonomy");

export const presentTaxonomy = (row: TaxonomyRow): z.infer<typeof Taxonomy> => ({
  id: row.id,
  site_id: row.siteId,
  name: row.name,
  slug: row.slug,
  taxonomy_type: row.taxonomyType,
  description: row.description,
  parent_id: row.parentId,
  external_id: row.externalId,
  external_taxonomy: row.externalTaxonomy,
  sync_status: row.syncStatus,
  count: row.contentCount,
  created_at: isoTime(row.createdAt),
  updated_at: isoTime(row.updatedAt),
});
