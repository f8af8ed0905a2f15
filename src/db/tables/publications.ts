import { sql } from "drizzle-orm";
import { foreignKey, index, integer, sqliteTable, text, unique, uniqueIndex } from "drizzle-orm/sqlite-core";
import { accountId, id, json, time, timestamps, uuid } from "../columns.ts";
import { connections, PLATFORMS } from "./connections.ts";
import { content } from "./content.ts";

/** Who may move a row from which state to which stands in `domains/publications/publication-states.ts`. */
export const PUBLICATION_STATES = [
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

export const ATTEMPT_OUTCOMES = ["succeeded", "rejected", "retryable", "unknown"] as const;

/** When a scheduled publication may go out. An index on an expression serves only who writes it in the same words. */
export const MOMENT = sql<number>`CASE WHEN retry_at > due_at THEN retry_at ELSE due_at END`;

/**
 * The wish that one revision of a content row be live on one connection; unique for ever, so that nothing goes out
 * twice. v1 shows it as a publishing record, studio as a publication once it is live.
 */
export const publications = sqliteTable(
  "publications",
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
    state: text("state", { enum: PUBLICATION_STATES }).notNull(),
    /** When it should go out. */
    dueAt: time("due_at").notNull(),
    /** When it may be tried again after a refusal known to precede acceptance. */
    retryAt: time("retry_at"),
    /** The claim: nobody else may touch the row until then. */
    leaseUntil: time("lease_until"),
    /**
     * When the minute's sweep sends it: once it is due, and later again if that was in vain. Null while it waits for its
     * account to be active again.
     */
    lookAt: time("look_at").default(0),
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
    unique("publications_account_id").on(t.accountId, t.id),
    unique("publications_once").on(t.accountId, t.contentId, t.connectionId, t.contentRevision, t.adaptationRevision),
    index("publications_all").on(t.accountId, t.id),
    index("publications_by_state").on(t.accountId, t.state, t.id),
    index("publications_by_site").on(t.accountId, t.siteId, t.state, t.id),
    index("publications_by_platform").on(t.accountId, t.platform, t.id),
    index("publications_waiting").on(t.accountId, MOMENT).where(sql`state = 'scheduled'`),
    /** Of the sweeps, which have no account: what is due, what lost its holder. */
    index("publications_due").on(t.lookAt).where(sql`state = 'scheduled'`),
    index("publications_leased").on(t.leaseUntil).where(sql`lease_until IS NOT NULL`),
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
    publicationId: integer("publication_id").notNull(),
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
    uniqueIndex("publication_attempts_by_publication").on(t.accountId, t.publicationId, t.number),
    foreignKey({
      columns: [t.accountId, t.publicationId],
      foreignColumns: [publications.accountId, publications.id],
    }),
    index("publication_attempts_by_time").on(t.startedAt),
  ],
);

export type Publication = typeof publications.$inferSelect;
export type PublicationState = (typeof PUBLICATION_STATES)[number];
export type PublicationAttempt = typeof publicationAttempts.$inferSelect;
