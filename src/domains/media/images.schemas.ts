import { z } from "@hono/zod-openapi";
import { IMAGE_TYPES, MEDIA_STATUSES } from "../../db/tables/content-enums.ts";
import { idField, idFilter, lines, listQuery, sortedBy } from "../../http/fields.ts";
import { quality } from "../content/content-fields.schemas.ts";
import type { ImageQuery } from "./images.queries.ts";

export const ListImagesQuery = listQuery<ImageQuery>({
  content_id: idFilter("Only images of this content"),
  task_id: idFilter("Only images of content written for this task"),
  image_type: z.enum(IMAGE_TYPES).optional().openapi({ description: "Only this type", example: "featured" }),
  status: z.enum(MEDIA_STATUSES).optional().openapi({ description: "Only this status", example: "generated" }),
  ordering: sortedBy(["created_at", "position"], "position"),
});

export const GenerateImagesBody = z
  .object({
    in_article: z
      .int()
      .min(0)
      .max(8)
      .default(2)
      .openapi({ description: "Images inside the article, beside the featured one", example: 2 }),
    quality,
  })
  .strict()
  .openapi("GenerateImagesBody");

export const GenerateForContentBody = z
  .object({
    content_id: idField("Content whose images are to be made"),
    image_ids: z
      .array(z.int().positive().openapi({ description: "Id of an image", example: 1 }))
      .min(1)
      .max(100)
      .optional()
      .openapi({ description: "Only these; all that are pending or failed without it", example: [1] }),
    quality,
  })
  .strict()
  .openapi("GenerateForContentBody");

export const RegenerateImageBody = z
  .object({
    image_id: idField("The image to make anew; the old file stays until the new one is there"),
    prompt: lines(4_000, "What it should show; as before without it", "A burr grinder in morning light")
      .min(1)
      .optional(),
    quality,
  })
  .strict()
  .openapi("RegenerateImageBody");
