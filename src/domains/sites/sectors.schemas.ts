import { z } from "@hono/zod-openapi";
import { isoTime } from "../../core/time.ts";
import type { Sector as SectorRow } from "../../db/tables/sites.ts";
import { readOnlyKeys } from "../../http/envelope.ts";
import { idField, idFilter, line, lines, listQuery } from "../../http/fields.ts";
import type { SectorQuery } from "./sectors.queries.ts";

export const CreateSectorBody = z
  .object({
    site_id: idField("The site it belongs to"),
    name: line(200, "Name of the sector; its slug is unique in the site", "Espresso machines"),
    industry_sector_id: idField("The sector of GET /auth/industries/ that it follows", 21).nullable().optional(),
    description: lines(2_000, "What it is about", "Buying and looking after machines").nullable().optional(),
    ...readOnlyKeys("id", "slug", "is_active", "created_at", "updated_at"),
  })
  .strict()
  .openapi("CreateSectorBody");

export const ListSectorsQuery = listQuery<SectorQuery>({ site_id: idFilter("Only sectors of this site") });

export const Sector = z
  .object({
    id: z.int().openapi({ description: "Id of the sector", example: 1 }),
    site_id: z.int().openapi({ description: "The site it belongs to", example: 1 }),
    name: z.string().max(200).openapi({ description: "Its name", example: "Espresso machines" }),
    slug: z.string().max(100).openapi({ description: "Unique in the site", example: "espresso-machines" }),
    description: z
      .string()
      .max(2_000)
      .nullable()
      .openapi({ description: "What it is about", example: "Buying and looking after machines" }),
    industry_sector_id: z.int().nullable().openapi({ description: "The global sector it follows", example: 21 }),
    is_active: z.boolean().openapi({ description: "False: left out of automatic steps", example: true }),
    created_at: z.string().openapi({ description: "UTC", example: "2026-11-22T09:00:00Z" }),
    updated_at: z.string().openapi({ description: "UTC", example: "2026-11-22T09:00:00Z" }),
  })
  .openapi("Sector");

export const presentSector = (row: SectorRow): z.infer<typeof Sector> => ({
  id: row.id,
  site_id: row.siteId,
  name: row.name,
  slug: row.slug,
  description: row.description,
  industry_sector_id: row.industrySectorId,
  is_active: row.isActive,
  created_at: isoTime(row.createdAt),
  updated_at: isoTime(row.updatedAt),
});
