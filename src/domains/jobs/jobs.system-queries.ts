import { and, asc, isNotNull, isNull, lt, type SQL, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { type JobQueue, type JobRow, jobs, jobTurns } from "../../db/tables/jobs.ts";
import { actsHere } from "../../db/tenant.ts";

/** Clocks of machines differ, and a wake-up that finds nothing is lost: what is due within a second is due. */
const EARLY_MS = 1_000;

/**
 * Claims the next job of the account whose turn it is: the one that was served longest ago. One worker at a time gets it,
 * and the account goes to the end of the line. No account: nobody waits. An account without a job had none to give (cancelled,
 * suspended, moved): it has left the line, so ask again. One round trip.
 */
export async function claimNextJob(db: TenantDb, queue: JobQueue, now: number, leaseUntil: number) {
  const by = now + EARLY_MS;
  const head = sql`SELECT rowid FROM job_turns WHERE queue = ${queue} AND turn_at <= ${by} ORDER BY turn_at, account_id LIMIT 1`;
  const waiting = (accountId: SQL) =>
    sql`FROM jobs AS job WHERE job.state = 'queued' AND job.account_id = ${accountId} AND job.queue = ${queue} AND ${actsHere(db, accountId)}`;
  const first = sql`SELECT job.rowid ${waiting(sql`(SELECT account_id FROM job_turns WHERE rowid = (${head}))`)}
    AND job.run_after <= ${by} ORDER BY job.run_after LIMIT 1`;
  const next = sql`SELECT max(${now}, job.run_after) ${waiting(sql`job_turns.account_id`)} ORDER BY job.run_after LIMIT 1`;
  const [claimed, served] = await db.batch([
    db
      .update(jobs)
      .set({
        state: "running",
        leaseUntil,
        attempts: sql`${jobs.attempts} + 1`,
        startedAt: sql`coalesce(${jobs.startedAt}, ${now})`,
        updatedAt: now,
      })
      .where(sql`jobs.rowid = (${first})`)
      .returning(),
    // the statement above has not moved the line: this is the same account
    db
      .update(jobTurns)
      .set({ turnAt: sql`(${next})` })
      .where(sql`job_turns.rowid = (${head})`)
      .returning({
        id: jobTurns.accountId,
        uuid: sql<string>`(SELECT uuid FROM accounts WHERE id = job_turns.account_id)`,
      }),
  ]);
  const account = served[0] && { ...served[0], shard: db.shard };
  return { job: claimed[0], account };
}

const overdue = (condition: SQL, now: number, limit: number) =>
  sql`jobs.rowid IN (SELECT rowid FROM jobs WHERE ${condition} AND lease_until < ${now} ORDER BY lease_until LIMIT ${limit})`;

/** Takes jobs that wait and whose message may be lost, and puts the next look at them off. */
export const claimUnsentJobs = (db: TenantDb, now: number, nextLook: number, limit: number): Promise<JobRow[]> =>
  db
    .update(jobs)
    .set({ leaseUntil: nextLook })
    .where(overdue(sql`state = 'queued'`, now, limit))
    .returning();

/**
 * Takes jobs whose request or worker is gone, and puts the next look at them off. One that was running is queued again while
 * it has attempts left.
 */
export const claimLapsedJobs = (db: TenantDb, now: number, nextLook: number, limit: number): Promise<JobRow[]> =>
  db
    .update(jobs)
    .set({
      state: sql`CASE WHEN ${jobs.state} = 'running' AND ${jobs.attempts} < ${jobs.maxAttempts} THEN 'queued' ELSE ${jobs.state} END`,
      leaseUntil: nextLook,
    })
    .where(overdue(sql`finished_at IS NULL AND state <> 'queued'`, now, limit))
    .returning();

/** Jobs that are over but whose hold was not yet settled or released. */
export const findUnsettledJobs = (db: TenantDb, before: number, limit: number) =>
  db
    .select()
    .from(jobs)
    .where(and(isNull(jobs.settledAt), isNotNull(jobs.finishedAt), lt(jobs.finishedAt, before)))
    .orderBy(asc(jobs.finishedAt))
    .limit(limit);
