import { and, asc, isNotNull, isNull, lt, type SQL, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { type JobQueue, type JobRow, jobs, jobTurns } from "../../db/tables/jobs.ts";
import { isActive } from "../../db/tenant.ts";

/** Clocks of machines differ, and a wake-up that finds nothing is lost: what is due within a second is due. */
const EARLY_MS = 1_000;

/**
 * Claims the next job of the account whose turn it is: the one that was served longest ago. One worker at a time gets it,
 * and the account goes to the end of the line. `inLine` is false when nobody waits; true without a job when the account at the
 * head had none to give (cancelled, suspended): it has left the line, so ask again. One round trip.
 */
export async function claimNextJob(db: TenantDb, queue: JobQueue, now: number, leaseUntil: number) {
  const by = now + EARLY_MS;
  const head = sql`SELECT rowid FROM job_turns WHERE queue = ${queue} AND turn_at <= ${by} ORDER BY turn_at, account_id LIMIT 1`;
  const waiting = (accountId: SQL) =>
    sql`FROM jobs AS job WHERE job.state = 'queued' AND job.account_id = ${accountId} AND job.queue = ${queue} AND ${isActive(accountId)}`;
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
      .returning({ accountId: jobTurns.accountId }),
  ]);
  return { job: claimed[0], inLine: served.length > 0 };
}

/**
 * Takes up to `limit` jobs that nobody has any more (their lease is over) and puts the next look at them off. One whose
 * worker is gone is queued again while it has attempts left.
 */
export const claimOverdueJobs = (db: TenantDb, now: number, nextLook: number, limit: number): Promise<JobRow[]> =>
  db
    .update(jobs)
    .set({
      state: sql`CASE WHEN ${jobs.state} = 'running' AND ${jobs.attempts} < ${jobs.maxAttempts} THEN 'queued' ELSE ${jobs.state} END`,
      leaseUntil: nextLook,
    })
    .where(
      sql`jobs.rowid IN (SELECT rowid FROM jobs WHERE finished_at IS NULL AND lease_until < ${now} ORDER BY lease_until LIMIT ${limit})`,
    )
    .returning();

/** Jobs that are over but whose hold was not yet settled or released. */
export const findUnsettledJobs = (db: TenantDb, before: number, limit: number) =>
  db
    .select()
    .from(jobs)
    .where(and(isNull(jobs.settledAt), isNotNull(jobs.finishedAt), lt(jobs.finishedAt, before)))
    .orderBy(asc(jobs.finishedAt))
    .limit(limit);
