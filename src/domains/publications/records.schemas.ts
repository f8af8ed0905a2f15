import { z } from "@hono/zod-openapi";
import { isoTime, isoTimeOrNull } from "../../core/time.ts";
import { PLATFORMS } from "../../db/tables/connections.ts";
import { PUBLICATION_STATES, type Publication, type PublicationState } from "../../db/tables/publications.ts";
import { readOnlyKeys } from "../../http/envelope.ts";
import { idFilter, listQuery } from "../../http/fields.ts";
import { PlatformName } from "../connections/platforms.schemas.ts";
import { recordStatus } from "./publication-states.ts";
import type { RecordQuery } from "./records.queries.ts";

export const RECORD_STATUSES = ["pending", "publishing", "published", "failed", "retracted"] as const;

/** The states behind a v1 word. */
const statesOf = (status: (typeof RECORD_STATUSES)[number]): PublicationState[] =>
  PUBLICATION_STATES.filter((state) => recordStatus(state) === status);

export const ListRecordsQuery = listQuery<RecordQuery>({
  site_id: idFilter("Only records of this site"),
  content_id: idFilter("Only records of this content"),
  destination: PlatformName.optional().openapi({ description: "Only this platform", example: "wordpress" }),
  status: z
    .enum(RECORD_STATUSES)
    .transform(statesOf)
    .optional()
    .openapi({ description: "Only records with this status", example: "published" }),
});

/** A moment with an offset, or a local one with a time zone beside it; read by `momentOf`. */
export const ScheduledAt = z.string().max(40).openapi({
  description: "When: with an offset (Z, +01:00), or local time with `timezone` beside it",
  example: "2026-12-01T09:00:00Z",
});
export const Timezone = z
  .string()
  .max(64)
  .openapi({ description: "IANA time zone of a local `scheduled_at`", example: "Europe/Berlin" });

export const CreateRecordBody = z
  .object({
    content_id: z.int().positive().openapi({ description: "What to publish", example: 1 }),
    destination: PlatformName.optional().openapi({
      description: "Platform; this or `integration_id`",
      example: "wordpress",
    }),
    integration_id: z.int().positive().optional().openapi({ description: "One connection of it", example: 3 }),
    scheduled_at: ScheduledAt.optional(),
    timezone: Timezone.optional(),
    repost: z
      .boolean()
      .default(false)
      .openapi({ description: "Allow a second post where a live one cannot be edited", example: false }),
    remote_status: z
      .enum(["publish", "draft"])
      .default("publish")
      .openapi({ description: "draft: leave it unpublished at the platform", example: "publish" }),
    ...readOnlyKeys(
      "id",
      "uuid",
      "site_id",
      "status",
      "state",
      "content_revision",
      "external_id",
      "external_url",
      "published_at",
      "lateness_ms",
      "attempts",
      "error",
      "metadata",
      "created_at",
      "updated_at",
    ),
  })
  .strict()
  .refine((body) => body.destination !== undefined || body.integration_id !== undefined, {
    message: "Give destination or integration_id",
    path: ["destination"],
  })
  .openapi("CreateRecordBody");

export const ConfirmRecordBody = z
  .object({
    url: z
      .url({ protocol: /^https?$/ })
      .max(2_048)
      .openapi({ description: "Where you found the post", example: "https://blog.example.com/espresso/" }),
    external_id: z
      .string()
      .min(1)
      .max(255)
      .optional()
      .openapi({ description: "Its id at the platform, if you know it", example: "1234" }),
  })
  .strict()
  .openapi("ConfirmRecordBody");

export const PublishingRecord = z
  .object({
    id: z.int().openapi({ description: "Id of the record", example: 1 }),
    uuid: z.uuid().openapi({
      description: "The same publication in the studio API",
      example: "3b241101-e2bb-4255-8caf-4136c566a962",
    }),
    site_id: z.int().nullable().openapi({ description: "Site", example: 1 }),
    content_id: z.int().openapi({ description: "Content", example: 1 }),
    integration_id: z.int().openapi({ description: "Connection it goes out on", example: 3 }),
    destination: z.enum(PLATFORMS).openapi({ description: "Platform", example: "wordpress" }),
    status: z.enum(RECORD_STATUSES).openapi({ description: "Where it stands", example: "published" }),
    state: z.enum(PUBLICATION_STATES).openapi({
      description: "The exact state; unconfirmed and reconciling: the platform is being read back",
      example: "published",
    }),
    content_revision: z.int().openapi({ description: "Revision of the content that went out", example: 1 }),
    external_id: z.string().max(255).nullable().openapi({ description: "Id at the platform", example: "1234" }),
    external_url: z
      .string()
      .max(2_048)
      .nullable()
      .openapi({ description: "Address of the post", example: "https://blog.example.com/espresso/" }),
    scheduled_at: z.string().openapi({ description: "When it is to go out, UTC", example: "2026-12-01T09:00:00Z" }),
    published_at: z
      .string()
      .nullable()
      .openapi({ description: "When it went live, UTC", example: "2026-12-01T09:00:01Z" }),
    lateness_ms: z.int().nullable().openapi({ description: "How late it went out, milliseconds", example: 840 }),
    attempts: z.int().openapi({ description: "How often it was sent", example: 1 }),
    error: z
      .object({
        code: z.string().max(64).openapi({ description: "For programs", example: "auth_failed" }),
        message: z
          .string()
          .max(2_000)
          .openapi({ description: "For people", example: "WordPress refused the password." }),
      })
      .nullable()
      .openapi({ description: "Why it is not live; null when all is well" }),
    metadata: z
      .record(z.string(), z.unknown())
      .openapi({ description: "What the platform added", example: { slug: "espresso-3b241101" } }),
    created_at: z.string().openapi({ description: "UTC", example: "2026-11-22T09:00:00Z" }),
    updated_at: z.string().openapi({ description: "UTC", example: "2026-11-22T09:00:00Z" }),
  })
  .openapi("PublishingRecord");

export const presentRecord = (row: Publication): z.infer<typeof PublishingRecord> => ({
  id: row.id,
  uuid: row.uuid,
  site_id: row.siteId,
  content_id: row.contentId,
  integration_id: row.connectionId,
  destination: row.platform,
  status: recordStatus(row.state),
  state: row.state,
  content_revision: row.contentRevision,
  external_id: row.platformPostId,
  external_url: row.url,
  scheduled_at: isoTime(row.dueAt),
  published_at: isoTimeOrNull(row.publishedAt),
  lateness_ms: row.latenessMs,
  attempts: row.attempts,
  error: row.errorCode === null ? null : { code: row.errorCode, message: row.error ?? "" },
  metadata: row.metadata,
  created_at: isoTime(row.createdAt),
  updated_at: isoTime(row.updatedAt),
});
