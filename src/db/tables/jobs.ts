import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import { accountId, json, time, timestamps } from "../columns.ts";

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

export type JobRow = typeof jobs.$inferSelect;
export type JobState = (typeof JOB_STATES)[number];
