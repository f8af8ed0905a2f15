import { sql } from "drizzle-orm";
import { foreignKey, index, integer, sqliteTable, text, unique, uniqueIndex } from "drizzle-orm/sqlite-core";
import { accountId, id, time, timestamps, uuid } from "../columns.ts";
import { connections, PLATFORMS } from "./connections.ts";
import { content } from "./content.ts";
import { publications } from "./publications.ts";

export const SCHEDULE_STATES = ["pending", "in_progress", "published", "failed", "cancelled"] as const;

/** A date in the calendar. It arms a publication; cancelling or moving it makes sure that the old date cannot fire. */
export const scheduleEntries = sqliteTable(
  "schedule_entries",
  {
    id: id(),
    uuid: uuid(),
    accountId: accountId(),
    siteId: integer("site_id"),
    contentId: integer("content_id").notNull(),
    connectionId: integer("connection_id").notNull(),
    publicationId: integer("publication_id").notNull(),
    platform: text("platform", { enum: PLATFORMS }).notNull(),
    scheduledAt: time("scheduled_at").notNull(),
    timezone: text("timezone").notNull().default("UTC"),
    status: text("status", { enum: SCHEDULE_STATES }).notNull().default("pending"),
    error: text("error"),
    ...timestamps(),
  },
  (t) => [
    unique("schedule_entries_account_id").on(t.accountId, t.id),
    uniqueIndex("schedule_entries_pending")
      .on(t.accountId, t.publicationId)
      .where(sql`status IN ('pending', 'in_progress')`),
    index("schedule_entries_by_status").on(t.accountId, t.status, t.scheduledAt, t.id),
    index("schedule_entries_by_platform").on(t.accountId, t.platform, t.scheduledAt, t.id),
    index("schedule_entries_by_content").on(t.accountId, t.contentId, t.status),
    foreignKey({ columns: [t.accountId, t.contentId], foreignColumns: [content.accountId, content.id] }),
    foreignKey({ columns: [t.accountId, t.connectionId], foreignColumns: [connections.accountId, connections.id] }),
    foreignKey({
      columns: [t.accountId, t.publicationId],
      foreignColumns: [publications.accountId, publications.id],
    }),
  ],
);

export type ScheduleEntry = typeof scheduleEntries.$inferSelect;
