import { sql } from "drizzle-orm";
import { foreignKey, index, integer, primaryKey, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import { accountId, id, json, time } from "../columns.ts";

export const NOTIFICATION_TYPES = [
  "ai_cluster_complete",
  "ai_cluster_failed",
  "ai_ideas_complete",
  "ai_ideas_failed",
  "ai_content_complete",
  "ai_content_failed",
  "ai_images_complete",
  "ai_images_failed",
  "ai_prompts_complete",
  "ai_prompts_failed",
  "content_ready_review",
  "content_published",
  "content_publish_failed",
  "wordpress_sync_success",
  "wordpress_sync_failed",
  "credits_low",
  "credits_depleted",
  "site_setup_complete",
  "keywords_imported",
  "system_info",
] as const;

export const NOTIFICATION_GROUPS = [
  "ai_task",
  "system",
  "credit",
  "billing",
  "integration",
  "content",
  "info",
] as const;

export const SEVERITIES = ["info", "success", "warning", "error"] as const;

export const notifications = sqliteTable(
  "notifications",
  {
    id: id(),
    accountId: accountId(),
    siteId: integer("site_id"),
    notificationType: text("notification_type", { enum: NOTIFICATION_TYPES }).notNull(),
    severity: text("severity", { enum: SEVERITIES }).notNull(),
    title: text("title").notNull(),
    message: text("message").notNull(),
    actionLabel: text("action_label"),
    /** A path of this product, never a foreign address. */
    actionUrl: text("action_url"),
    metadata: json<Record<string, unknown>>("metadata").notNull(),
    /** The job it reports: one notification each. */
    jobId: text("job_id"),
    createdAt: time("created_at").notNull(),
    deletedAt: time("deleted_at"),
  },
  (t) => [
    unique("notifications_account_id").on(t.accountId, t.id),
    unique("notifications_by_job").on(t.accountId, t.jobId, t.notificationType),
    index("notifications_live").on(t.accountId, t.id).where(sql`deleted_at IS NULL`),
    index("notifications_by_type").on(t.accountId, t.notificationType, t.id).where(sql`deleted_at IS NULL`),
    index("notifications_by_time").on(t.createdAt),
  ],
);

/** Read state belongs to a reader, `user:7` or `key:3`. */
export const notificationReads = sqliteTable(
  "notification_reads",
  {
    accountId: accountId(),
    reader: text("reader").notNull(),
    notificationId: integer("notification_id").notNull(),
    readAt: time("read_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.reader, t.notificationId] }),
    index("notification_reads_by_notification").on(t.accountId, t.notificationId),
    foreignKey({
      columns: [t.accountId, t.notificationId],
      foreignColumns: [notifications.accountId, notifications.id],
    }),
  ],
);

export type Notification = typeof notifications.$inferSelect;
export type NotificationType = (typeof NOTIFICATION_TYPES)[number];
