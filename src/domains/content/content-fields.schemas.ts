import { z } from "@hono/zod-openapi";
import { CONTENT_STRUCTURES, CONTENT_TYPES } from "../../db/tables/content-enums.ts";
import { WORD_COUNT } from "./limits.ts";

/** Fields that several schemas of this domain share. */

export const contentType = z.enum(CONTENT_TYPES).openapi({ description: "What kind of page it is", example: "post" });

export const contentStructure = z
  .enum(CONTENT_STRUCTURES)
  .openapi({ description: "How the page is built", example: "guide" });

export const wordCount = (description: string, example: number) =>
  z.int().min(WORD_COUNT.min).max(WORD_COUNT.max).openapi({ description, example });

export const quality = z
  .enum(["basic", "quality", "premium"])
  .default("basic")
  .openapi({ description: "Decides the price of each picture", example: "basic" });
