import { sql } from "drizzle-orm";
import { foreignKey, index, integer, primaryKey, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import { accountId, json, time, timestamps } from "../columns.ts";
import { OPERATIONS } from "./billing.ts";

export const JOB_STATES = ["new", "queued", "running", "done", "failed", "cancelled"] as const;
export const JOB_QUEUES = ["ai", "publish"] as const;

/** A job is a row before it is a message; what it is about is in `input` (ids only). Who may follow whom: `jobs/jobs.ts`. */
export const jobs = sqliteTable(
  "jobs",
  {
    id: text("id").primaryKey(),
    accountId: accountId(),
    siteId: integer("site_id"),
    /** The run that it is a part of: handed on from job to job. */
    runId: text("run_id"),
    /** The job that asked for it when it ended; no foreign key, since a table that refers to itself cannot be copied in pieces. */
    parentId: text("parent_id"),
    /** A member of the Job union (`messages/jobs.ts`). */
    type: text("type").notNull(),
    queue: text("queue", { enum: JOB_QUEUES }).notNull(),
    state: text("state", { enum: JOB_STATES }).notNull(),
    input: json<Record<string, unknown>>("input").notNull(),
    /** Id of the row that it is about, where others must know whether one of its type is under way; null until it is queued. */
    subject: integer("subject"),
    /** What its credits are held for; null for free work. */
    operation: text("operation", { enum: OPERATIONS }),
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
    /**
     * Until then somebody has it: its request (new), its message (queued), its worker (running). After that the sweep acts.
     * Null while it waits for its account to be active again.
     */
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
    /** Of the guards: what is under way about one thing. */
    index("jobs_open").on(t.accountId, t.type, t.subject).where(sql`finished_at IS NULL`),
    /** Of the claim: what an account has waiting in a queue. */
    index("jobs_ready").on(t.accountId, t.queue, t.runAfter).where(sql`state = 'queued'`),
    /** Of the sweeps, which have no account: what lost its message, its request or worker, what owes a settlement, what is old. */
    index("jobs_unsent").on(t.leaseUntil).where(sql`state = 'queued'`),
    index("jobs_lapsed").on(t.leaseUntil).where(sql`finished_at IS NULL AND state <> 'queued'`),
    index("jobs_unsettled").on(t.finishedAt).where(sql`settled_at IS NULL AND finished_at IS NOT NULL`),
    index("jobs_over").on(t.finishedAt).where(sql`settled_at IS NOT NULL`),
    index("jobs_by_parent").on(t.accountId, t.parentId).where(sql`parent_id IS NOT NULL`),
  ],
);

/** A part of a job that is done and paid for: whoever runs the job again goes on after it. */
export const jobSteps = sqliteTable(
  "job_steps",
  {
    accountId: accountId(),
    jobId: text("job_id").notNull(),
    name: text("name").notNull(),
    /** Order in which the steps were begun, from 0. */
    position: integer("position").notNull(),
    value: json<unknown>("value").notNull(),
    /** What it used; operation and model are null, and the rest 0, for a step that used nothing. */
    operation: text("operation", { enum: OPERATIONS }),
    credits: integer("credits").notNull(),
    tokensIn: integer("tokens_in").notNull(),
    tokensOut: integer("tokens_out").notNull(),
    model: text("model"),
    finishedAt: time("finished_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.jobId, t.name] }),
    foreignKey({ columns: [t.accountId, t.jobId], foreignColumns: [jobs.accountId, jobs.id] }),
  ],
);

/** Whose turn it is: one row for each account that ever had a job in the queue. */
export const jobTurns = sqliteTable(
  "job_turns",
  {
    queue: text("queue", { enum: JOB_QUEUES }).notNull(),
    accountId: accountId(),
    /** Served last, or ready since: the earliest comes first. Null while nothing of the account waits. */
    turnAt: time("turn_at"),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.queue] }),
    index("job_turns_in_line").on(t.queue, t.turnAt, t.accountId).where(sql`turn_at IS NOT NULL`),
  ],
);

export type JobRow = typeof jobs.$inferSelect;
export type JobQueue = (typeof JOB_QUEUES)[number];
export type JobStep = typeof jobSteps.$inferSelect;
export type JobState = (typeof JOB_STATES)[number];
