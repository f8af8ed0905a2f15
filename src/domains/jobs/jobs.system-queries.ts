import { and, asc, isNotNull, isNull, lt, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { jobs } from "../../db/tables/jobs.ts";
import { actsHere } from "../../db/tenant.ts";

const named = { id: jobs.id, accountId: jobs.accountId, type: jobs.type };

/**
 * Jobs whose message may be lost: queued and not begun since `waitingBefore`, or running under a lease that ran out.
 * Their next look is put off, so that a long queue is not flooded with copies.
 */
export const claimStalledJobs = (db: TenantDb, waitingBefore: number, now: number, nextLook: number, limit: number) => {
  const acts = actsHere(db, sql`jobs.account_id`);
  const waiting = sql`SELECT id FROM jobs WHERE state = 'queued' AND run_after < ${waitingBefore} AND attempts < max_attempts AND ${acts} LIMIT ${limit}`;
  const abandoned = sql`SELECT id FROM jobs WHERE state = 'running' AND lease_until < ${now} AND attempts < max_attempts AND ${acts} LIMIT ${limit}`;
  return db.batch([
    db.update(jobs).set({ runAfter: nextLook }).where(sql`${jobs.id} IN (${waiting})`).returning(named),
    db
      .update(jobs)
      .set({ state: "queued", runAfter: nextLook })
      .where(sql`${jobs.id} IN (${abandoned})`)
      .returning(named),
  ]);
};

/** Jobs that can end only here: never started, or their last worker died. */
export const findHopelessJobs = (db: TenantDb, now: number, limit: number) =>
  db
    .select()
    .from(jobs)
    .where(
      sql`(${jobs.state} = 'new' AND ${jobs.runAfter} < ${now})
        OR (${jobs.state} = 'running' AND ${jobs.leaseUntil} < ${now} AND ${jobs.attempts} >= ${jobs.maxAttempts})
        OR (${jobs.state} = 'queued' AND ${jobs.runAfter} < ${now} AND ${jobs.attempts} >= ${jobs.maxAttempts})`,
    )
    .limit(limit);

/** Jobs that are over but whose hold was not yet settled or released. */
export const findUnsettledJobs = (db: TenantDb, before: number, limit: number) =>
  db
    .select()
    .from(jobs)
    .where(and(isNull(jobs.settledAt), isNotNull(jobs.finishedAt), lt(jobs.finishedAt, before)))
    .orderBy(asc(jobs.finishedAt))
    .limit(limit);
