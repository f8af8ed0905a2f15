import { z } from "@hono/zod-openapi";
import { isoTime } from "../../core/time.ts";
import type { Media } from "../../db/tables/media.ts";
import { IMAGE_TYPES, MEDIA_STATUSES } from "../../db/tables/writer-enums.ts";
import { PageQuery } from "../../http/envelope.ts";
import { lines } from "../auth/fields.ts";
import { mediaUrl } from "./media-files.ts";
import { filterId, id, orderings, quality } from "./shared.schemas.ts";

export const ListImagesQuery = z
  .object({
    ...PageQuery,
    content_id: filterId("Only images of this content"),
    task_id: filterId("Only images of content written for this task"),
    image_type: z.enum(IMAGE_TYPES).optional().openapi({ description: "Only this type", example: "featured" }),
    status: z.enum(MEDIA_STATUSES).optional().openapi({ description: "Only this status", example: "generated" }),
    ordering: z
      .enum(orderings(["created_at", "position"]))
      .optional()
      .openapi({
        description: "Field to sort by, with `-` for descending; newest first without it",
        example: "position",
      }),
  })
  .strict();

export const Image = z
  .object({
    id: z.int().openapi({ description: "Id of the image", example: 1 }),
    uuid: z
      .uuid()
      .openapi({ description: "The same image in studio", example: "0d5a9a5e-6a8f-4a39-9d7b-3f1f0f6f1c11" }),
    site_id: z.int().nullable().openapi({ description: "Its site", example: 1 }),
    content_id: z.int().openapi({ description: "Its content", example: 1 }),
    task_id: z.int().nullable().openapi({ description: "The task that the content was written for", example: 1 }),
    image_type: z.enum(IMAGE_TYPES).openapi({ description: "Where it is used", example: "featured" }),
    position: z.int().openapi({ description: "0 for the featured image; in the article from 0", example: 0 }),
    prompt: z.string().max(8_000).openapi({ description: "What it should show", example: "A burr grinder on a bench" }),
    alt: z.string().max(500).openapi({ description: "Text instead of the image", example: "A burr grinder" }),
    caption: z.string().max(500).nullable().openapi({ description: "Text below the image", example: null }),
    heading: z
      .string()
      .max(500)
      .nullable()
      .openapi({ description: "Heading it stands under", example: "Burr or blade" }),
    status: z.enum(MEDIA_STATUSES).openapi({ description: "Whether it is made", example: "generated" }),
    error: z.string().max(2_000).nullable().openapi({ description: "Why the last try failed", example: null }),
    image_url: z.string().max(2_048).nullable().openapi({
      description: "Public address",
      example: "https://keyline.example/media/0d5a9a5e-6a8f-4a39-9d7b-3f1f0f6f1c11.png",
    }),
    mime_type: z.string().max(64).nullable().openapi({ description: "Format", example: "image/png" }),
    width: z.int().nullable().openapi({ description: "Pixels", example: 1_200 }),
    height: z.int().nullable().openapi({ description: "Pixels", example: 630 }),
    bytes: z.int().nullable().openapi({ description: "Size of the file", example: 48_213 }),
    created_at: z.string().openapi({ description: "UTC", example: "2026-11-22T09:00:00Z" }),
    updated_at: z.string().openapi({ description: "UTC", example: "2026-11-22T09:00:00Z" }),
  })
  .openapi("Image");

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
    content_id: id("Content whose images are to be made"),
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
    image_id: id("The image to make anew; the old file stays until the new one is there"),
    prompt: lines(4_000, "What it should show; as before without it", "A burr grinder in morning light")
      .min(1)
      .optional(),
    quality,
  })
  .strict()
  .openapi("RegenerateImageBody");

/** `publicUrl` is what the address starts with. */
export const presentImage = (row: Media, publicUrl: string): z.infer<typeof Image> => ({
  id: row.id,
  uuid: row.uuid,
  site_id: row.siteId,
  content_id: row.contentId,
  task_id: row.taskId,
  image_type: row.imageType,
  position: row.position,
  prompt: row.prompt,
  alt: row.alt,
  caption: row.caption,
  heading: row.heading,
  status: row.status,
  error: row.error,
  image_url: row.fileId === null ? null : mediaUrl(publicUrl, row),
  mime_type: row.mimeType,
  width: row.width,
  height: row.height,
  bytes: row.bytes,
  created_at: isoTime(row.createdAt),
  updated_at: isoTime(row.updatedAt),
});
