import { z } from "@hono/zod-openapi";
import { digits } from "../../http/envelope.ts";
import { MAX_VOLUME } from "./keyword-values.ts";

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

const bound = (description: string, max: number, example: number) =>
  digits(z.number().int().min(0).max(max)).optional().openapi({ description, example });

/** Ranges of a list of keywords, or of clusters by all of their keywords. */
export const RANGES = {
  difficulty_min: bound("Least difficulty, 0 to 100", 100, 0),
  difficulty_max: bound("Greatest difficulty, 0 to 100", 100, 40),
  volume_min: bound("Least volume, searches a month", MAX_VOLUME, 500),
  volume_max: bound("Greatest volume, searches a month", MAX_VOLUME, 20_000),
};
