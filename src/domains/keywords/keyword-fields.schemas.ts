import { z } from "@hono/zod-openapi";
import { MAX_VOLUME } from "../library/limits.ts";

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
