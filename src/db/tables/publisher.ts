import { sql } from "drizzle-orm";
import { foreignKey, index, integer, sqliteTable, text, unique, uniqueIndex } from "drizzle-orm/sqlite-core";
import { accountId, id, json, time, timestamps, uuid } from "../columns.ts";
import { connections, PLATFORMS } from "./connections.ts";
import { content } from "./writer.ts";

/** Who may move a row from which state to which stands in `publisher/intent-states.ts`. */
export const INTENT_STATES = [
  "scheduled",
  "claimed",
  "sending",
  "published",
  "rejected",
  "unconfirmed",
  "reconciling",
  "absent",
  "needs_human",
  "cancelled",
  "missed",
  "retracted",
] as const;

export const SCHEDULE_STATES = ["pending", "in_progress", "published", "failed", "cancelled"] as const;
export const ATTEMPT_OUTCOMES = ["succeeded", "rejected", "retryable", "unknown"] as const;

/**
 * The wish that one revision of a content row be live on one connection; unique for ever, so that nothing goes out
 * twice. v1 shows it as a publishing record, studio as a publication once it is live.
 */
export const publicationIntents = sqliteTable(
  "publication_intents",
  {
    id: id(),
    uuid: uuid(),
    accountId: accountId(),
    siteId: integer("site_id"),
    contentId: integer("content_id").notNull(),
    connectionId: integer("connection_id").notNull(),
    platform: text("platform", { enum: PLATFORMS }).notNull(),
    contentRevision: integer("content_revision").notNull(),
    /** 0 where the article itself is sent. */
    adaptationRevision: integer("adaptation_revision").notNull().default(0),
    state: text("state", { enum: INTENT_STATES }).notNull(),
    /** When it should go out. */
    dueAt: time("due_at").notNull(),
    /** When it may be tried again after a refusal known to precede acceptance. */
    retryAt: time("retry_at"),
    /** The claim: nobody else may touch the row until then. */
    leaseUntil: time("lease_until"),
    attempts: integer("attempts").notNull().default(0),
    /** Spaced reads of the platform that did not find the post. */
    absentReads: integer("absent_reads").notNull().default(0),
    /** The remote slug or record key, fixed before the first call. */
    remoteKey: text("remote_key").notNull(),
    platformPostId: text("platform_post_id"),
    url: text("url"),
    publishedAt: time("published_at"),
    /** How late the post went out: published_at - due_at. */
    latenessMs: integer("lateness_ms"),
    retractedAt: time("retracted_at"),
    errorCode: text("error_code"),
    error: text("error"),
    /** `publish` or `draft` at the remote side. */
    remoteStatus: text("remote_status", { enum: ["publish", "draft"] })
      .notNull()
      .default("publish"),
    requestedBy: text("requested_by").notNull(),
    metadata: json<Record<string, unknown>>("metadata").notNull(),
    ...timestamps(),
  },
  (t) => [
    unique("publication_intents_account_id").on(t.accountId, t.id),
    unique("publication_intents_once").on(
      t.accountId,
      t.contentId,
      t.connectionId,
      t.contentRevision,
      t.adaptationRevision,
    ),
    index("publication_intents_all").on(t.accountId, t.id),
    index("publication_intents_by_state").on(t.accountId, t.state, t.id),
    index("publication_intents_by_site").on(t.accountId, t.siteId, t.state, t.id),
    index("publication_intents_by_platform").on(t.accountId, t.platform, t.id),
    /** Of the sweeps, which have no account: what is due, what lost its holder. */
    index("publication_intents_due").on(t.dueAt).where(sql`state = 'scheduled'`),
    index("publication_intents_leased")
      .on(t.leaseUntil)
      .where(sql`state IN ('claimed', 'sending', 'unconfirmed', 'reconciling', 'absent')`),
    foreignKey({ columns: [t.accountId, t.contentId], foreignColumns: [content.accountId, content.id] }),
    foreignKey({ columns: [t.accountId, t.connectionId], foreignColumns: [connections.accountId, connections.id] }),
  ],
);

/** One remote call: written before it starts, completed when it is known what came of it. */
export const publicationAttempts = sqliteTable(
  "publication_attempts",
  {
    id: id(),
    accountId: accountId(),
    intentId: integer("intent_id").notNull(),
    number: integer("number").notNull(),
    startedAt: time("started_at").notNull(),
    finishedAt: time("finished_at"),
    outcome: text("outcome", { enum: ATTEMPT_OUTCOMES }),
    errorCode: text("error_code"),
    error: text("error"),
    /** Ids of thread parts already sent, so that a thread goes on where it stopped. */
    progress: json<{ platformPostId: string; url: string }[]>("progress").notNull(),
  },
  (t) => [
    uniqueIndex("publication_attempts_by_intent").on(t.accountId, t.intentId, t.number),
    foreignKey({
      columns: [t.accountId, t.intentId],
      foreignColumns: [publicationIntents.accountId, publicationIntents.id],
    }),
  ],
);

/** A date in the calendar. It arms an intent; cancelling or moving it makes sure that the old date cannot fire. */
export const scheduleEntries = sqliteTable(
  "schedule_entries",
  {
    id: id(),
    uuid: uuid(),
    accountId: accountId(),
    siteId: integer("site_id"),
    contentId: integer("content_id").notNull(),
    connectionId: integer("connection_id").notNull(),
    intentId: integer("intent_id").notNull(),
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
      .on(t.accountId, t.intentId)
      .where(sql`status IN ('pending', 'in_progress')`),
    index("schedule_entries_by_status").on(t.accountId, t.status, t.scheduledAt, t.id),
    index("schedule_entries_by_platform").on(t.accountId, t.platform, t.scheduledAt, t.id),
    index("schedule_entries_by_content").on(t.accountId, t.contentId, t.status),
    foreignKey({ columns: [t.accountId, t.contentId], foreignColumns: [content.accountId, content.id] }),
    foreignKey({ columns: [t.accountId, t.connectionId], foreignColumns: [connections.accountId, connections.id] }),
    foreignKey({
      columns: [t.accountId, t.intentId],
      foreignColumns: [publicationIntents.accountId, publicationIntents.id],
    }),
  ],
);

export type PublicationIntent = typeof publicationIntents.$inferSelect;
export type IntentState = (typeof INTENT_STATES)[number];
export type PublicationAttempt = typeof publicationAttempts.$inferSelect;
export type ScheduleEntry = typeof scheduleEntries.$inferSelect;
