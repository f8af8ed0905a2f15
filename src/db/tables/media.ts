import { sql } from "drizzle-orm";
import { foreignKey, index, integer, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import { accountId, id, time, timestamps, uuid } from "../columns.ts";
import { content } from "./content.ts";
import * as enums from "./content-enums.ts";

/** A picture of a content row: v1 calls it an image, studio media. */
export const media = sqliteTable(
  "media",
  {
    id: id(),
    uuid: uuid(),
    accountId: accountId(),
    siteId: integer("site_id"),
    contentId: integer("content_id").notNull(),
    taskId: integer("task_id"),
    imageType: text("image_type", { enum: enums.IMAGE_TYPES }).notNull(),
    position: integer("position").notNull().default(0),
    prompt: text("prompt").notNull(),
    alt: text("alt").notNull().default(""),
    caption: text("caption"),
    /** The heading an in-article picture stands under. */
    heading: text("heading"),
    status: text("status", { enum: enums.MEDIA_STATUSES }).notNull().default("pending"),
    error: text("error"),
    /** Name of the stored file, `/media/{file_id}.{extension}`; a regenerated picture is a new file, and the old one stays: posts elsewhere may show it. */
    fileId: text("file_id").unique(),
    extension: text("extension"),
    mimeType: text("mime_type"),
    width: integer("width"),
    height: integer("height"),
    bytes: integer("bytes"),
    provider: text("provider"),
    ...timestamps(),
    deletedAt: time("deleted_at"),
  },
  (t) => [
    unique("media_account_id").on(t.accountId, t.id),
    index("media_live").on(t.accountId, t.id).where(sql`deleted_at IS NULL`),
    index("media_by_content").on(t.accountId, t.contentId, t.position, t.id).where(sql`deleted_at IS NULL`),
    index("media_by_task").on(t.accountId, t.taskId, t.id).where(sql`deleted_at IS NULL`),
    index("media_by_status").on(t.accountId, t.status, t.id).where(sql`deleted_at IS NULL`),
    index("media_by_type").on(t.accountId, t.imageType, t.id).where(sql`deleted_at IS NULL`),
    foreignKey({ columns: [t.accountId, t.contentId], foreignColumns: [content.accountId, content.id] }),
  ],
);

export type Media = typeof media.$inferSelect;
