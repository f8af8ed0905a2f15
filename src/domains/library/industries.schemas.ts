import { z } from "@hono/zod-openapi";
import type { Industry as IndustryRow, IndustrySector } from "../../db/tables/library.ts";
import { listQuery } from "../../http/fields.ts";
import type { IndustryQuery } from "./industries.queries.ts";

export const ListIndustriesQuery = listQuery<IndustryQuery>({});

const text = (max: number, description: string, example: string) =>
  z.string().max(max).openapi({ description, example });

export const Industry = z
  .object({
    id: z.int().openapi({ description: "Id of the industry", example: 3 }),
    name: text(200, "Its name", "Food & Drink"),
    slug: text(200, "Its unique short name", "food-and-drink"),
    description: text(2_000, "What belongs to it", "Restaurants, cooking, drinks"),
    sectors: z
      .array(
        z.object({
          id: z.int().openapi({ description: "Id of the sector", example: 21 }),
          name: text(200, "Its name", "Coffee & Tea"),
          slug: text(200, "Unique in the industry", "coffee-and-tea"),
          suggested_keywords: z
            .array(z.string().max(200))
            .max(1_000)
            .openapi({ description: "Where to begin", example: ["espresso machine"] }),
        }),
      )
      .max(1_000)
      .openapi({ description: "Its sectors" }),
  })
  .openapi("Industry");

export const presentIndustry = (row: IndustryRow & { sectors: IndustrySector[] }): z.infer<typeof Industry> => ({
  id: row.id,
  name: row.name,
  slug: row.slug,
  description: row.description,
  sectors: row.sectors.map(({ id, name, slug, suggestedKeywords }) => ({
    id,
    name,
    slug,
    suggested_keywords: suggestedKeywords,
  })),
});
