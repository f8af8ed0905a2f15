import { z } from "@hono/zod-openapi";
import { isoTime } from "../../core/time.ts";
import { IMAGE_TYPES, MEDIA_STATUSES } from "../../db/tables/content-enums.ts";
import type { Media } from "../../db/tables/media.ts";
import { mediaUrl } from "./picture-files.ts";

/** A picture as v1 shows it, alone and inside its content. */
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
