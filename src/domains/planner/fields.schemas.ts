import { z } from "@hono/zod-openapi";
import { digits } from "../../http/envelope.ts";
import { MAX_VOLUME } from "./keyword-values.ts";

/** Fields that keywords, clusters and ideas have in common. `id` shapes: positive integers. */
export const idField = (description: string, example = 1) => z.int().positive().openapi({ description, example });

export const idFilter = (what: string) =>
  digits(z.number().int().positive())
    .optional()
    .openapi({ description: `Only those of this ${what}`, example: 1 });

/** Up to `max` ids of one kind. */
export const idList = (what: string, max: number) =>
  z
    .array(z.int().positive())
    .min(1, `Name at least one ${what}`)
    .max(max, `At most ${max} ids at a time`)
    .openapi({ description: `Ids of up to ${max} ${what}s`, example: [1, 2, 3] });

export const volumeField = z
  .int()
  .min(0)
  .max(MAX_VOLUME)
  .nullable()
  .openapi({ description: "Searches a month; null where unknown", example: 1_900 });

export const difficultyField = z
  .int()
  .min(0)
  .max(100)
  .nullable()
  .openapi({ description: "0 easy to 100 hard; null where unknown", example: 42 });

export const timeField = (description: string) =>
  z.string().max(20).openapi({ description, example: "2026-11-22T09:00:00Z" });
