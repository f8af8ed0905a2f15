import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import { accountId, id, json, time, timestamps, uuid } from "../columns.ts";

export const JOB_STATES = ["new", "queued", "running", "done", "failed", "cancelled"] as const;
export const JOB_QUEUES = ["ai", "publish"] as const;

/** A job is a row before it is a message; what it is about is in `input` (ids only). */
export const jobs = sqliteTable(
  "jobs",
  {
    id: text("id").primaryKey(),
    accountId: accountId(),
    siteId: integer("site_id"),
    /** A member of the Job union (`messages/jobs.ts`). */
    type: text("type").notNull(),
    queue: text("queue", { enum: JOB_QUEUES }).notNull(),
    state: text("state", { enum: JOB_STATES }).notNull(),
    input: json<Record<string, unknown>>("input").notNull(),
    /** 0 to 100, and what is being done, for people. */
    progress: integer("progress").notNull().default(0),
    phase: text("phase").notNull().default("queued"),
    result: json<Record<string, unknown>>("result"),
    errorCode: text("error_code"),
    error: text("error"),
    /** What was held for it; 0 for free work. */
    estimatedCredits: integer("estimated_credits").notNull().default(0),
    /** What it cost; null until it is over. */
    credits: integer("credits"),
    /** When the hold was settled or released; null while money is still to be moved. */
    settledAt: time("settled_at"),
    attempts: integer("attempts").notNull().default(0),
    maxAttempts: integer("max_attempts").notNull(),
    leaseUntil: time("lease_until"),
    /** Not before this moment: the delay of a retry. */
    runAfter: time("run_after").notNull(),
    requestedBy: text("requested_by").notNull(),
    ...timestamps(),
    startedAt: time("started_at"),
    finishedAt: time("finished_at"),
  },
  (t) => [
    unique("jobs_account_id").on(t.accountId, t.id),
    index("jobs_all").on(t.accountId, t.createdAt, t.id),
    index("jobs_by_state").on(t.accountId, t.state, t.createdAt, t.id),
    index("jobs_by_type").on(t.accountId, t.type, t.createdAt, t.id),
    index("jobs_by_site").on(t.accountId, t.siteId, t.createdAt, t.id),
    /** Of the sweeper: what waits for a message, what lost its worker, what still owes a settlement. */
    index("jobs_waiting").on(t.runAfter).where(sql`state IN ('new', 'queued')`),
    index("jobs_leased").on(t.leaseUntil).where(sql`state = 'running'`),
    index("jobs_unsettled").on(t.finishedAt).where(sql`settled_at IS NULL AND finished_at IS NOT NULL`),
  ],
);

/** One row per fact, written in the batch of its effect; feeds the WebSocket, webhooks and the pull endpoint. */
export const events = sqliteTable(
  "events",
  {
    id: id(),
    uuid: uuid(),
    accountId: accountId(),
    type: text("type").notNull(),
    payload: json<Record<string, unknown>>("payload").notNull(),
    createdAt: time("created_at").notNull(),
  },
  (t) => [index("events_by_account").on(t.accountId, t.id), index("events_by_time").on(t.createdAt)],
);

/** Proof that a POST with this key took effect: written in the effect's own batch, so that it cannot happen twice. */
export const idempotencyKeys = sqliteTable(
  "idempotency_keys",
  {
    accountId: accountId(),
    keyHash: text("key_hash").notNull(),
    createdAt: time("created_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.keyHash] }), index("idempotency_keys_by_time").on(t.createdAt)],
);

/** Append-only: sign-ins, keys, credentials, money, publishing, operator acts. */
export const auditEntries = sqliteTable(
  "audit_entries",
  {
    id: id(),
    accountId: accountId(),
    actor: text("actor").notNull(),
    action: text("action").notNull(),
    target: text("target"),
    details: json<Record<string, unknown>>("details").notNull(),
    createdAt: time("created_at").notNull(),
  },
  (t) => [index("audit_entries_by_account").on(t.accountId, t.id)],
);

export type JobRow = typeof jobs.$inferSelect;
export type JobState = (typeof JOB_STATES)[number];
export type EventRow = typeof events.$inferSelect;
