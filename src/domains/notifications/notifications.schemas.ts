import { z } from "@hono/zod-openapi";
import { isoTime, isoTimeOrNull } from "../../core/time.ts";
import { NOTIFICATION_TYPES, type Notification as Row, SEVERITIES } from "../../db/tables/notifications.ts";
import { BooleanQuery } from "../../http/envelope.ts";
import { listQuery } from "../../http/fields.ts";
import { filterWords, typesMatching } from "./catalog.ts";
import type { NotificationQuery } from "./notifications.queries.ts";

export const ListNotificationsQuery = listQuery<NotificationQuery>({
  is_read: BooleanQuery.optional().openapi({
    type: "string",
    enum: ["true", "false"],
    description: "Only those that you have read, or have not",
    example: "false",
  }),
  notification_type: z
    .string()
    .min(1)
    .max(64)
    .transform((word, context) => {
      const types = typesMatching(word);
      if (types === null) context.addIssue({ code: "custom", message: `must be one of ${filterWords().join(", ")}` });
      return types ?? z.NEVER;
    })
    .optional()
    .openapi({
      description: "Only this group (ai_task, system, credit, billing, integration, content, info) or this exact type",
      example: "ai_task",
    }),
});

export const Notification = z
  .object({
    id: z.int().openapi({ description: "Id of the notification", example: 1 }),
    notification_type: z
      .enum(NOTIFICATION_TYPES)
      .openapi({ description: "What happened", example: "ai_content_complete" }),
    severity: z.enum(SEVERITIES).openapi({ description: "How grave it is", example: "success" }),
    title: z.string().max(200).openapi({ description: "A few words", example: "Content Generated" }),
    message: z
      .string()
      .max(1_000)
      .openapi({ description: "A sentence or two", example: "Generated 5 articles successfully" }),
    is_read: z.boolean().openapi({ description: "Whether you have read it", example: false }),
    created_at: z.string().max(20).openapi({ description: "When, UTC", example: "2025-12-27T12:00:00Z" }),
    read_at: z.string().max(20).nullable().openapi({ description: "When you read it, UTC", example: null }),
    action_label: z
      .string()
      .max(100)
      .nullable()
      .openapi({ description: "Text of the link that it offers", example: "View Content" }),
    action_url: z
      .string()
      .max(500)
      .nullable()
      .openapi({ description: "Where the link leads; a path of this product", example: "/writer/content" }),
    metadata: z
      .record(z.string(), z.unknown())
      .openapi({ description: "Facts for programs", example: { count: 5, credits: 250 } }),
  })
  .openapi("Notification");

export const presentNotification = ({
  notification: row,
  readAt,
}: {
  notification: Row;
  readAt: number | null;
}): z.infer<typeof Notification> => ({
  id: row.id,
  notification_type: row.notificationType,
  severity: row.severity,
  title: row.title,
  message: row.message,
  is_read: readAt !== null,
  created_at: isoTime(row.createdAt),
  read_at: isoTimeOrNull(readAt),
  action_label: row.actionLabel,
  action_url: row.actionUrl,
  metadata: row.metadata,
});

export const UpdatedCount = z
  .object({ updated_count: z.int().openapi({ description: "How many were unread", example: 3 }) })
  .openapi("UpdatedCount");

export const UnreadCount = z
  .object({ unread_count: z.int().openapi({ description: "How many you have not read", example: 3 }) })
  .openapi("UnreadCount");
