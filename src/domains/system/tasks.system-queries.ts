import { and, asc, gte, inArray, isNotNull, isNull, lt, sql } from "drizzle-orm";
import type { Db } from "../../db/client.ts";
import { jobs } from "../../db/tables/system.ts";

/**
 * Jobs whose message may be lost: queued and not begun, or running under a lease that ran out. Their next look is put
 * off, so that a long queue is not flooded with copies.
 */
export const claimStalledTasks = (db: Db, now: number, nextLook: number, limit: number) => {
  const waiting = sql`SELECT id FROM jobs WHERE state = 'queued' AND run_after < ${now} AND attempts < max_attempts LIMIT ${limit}`;
  const abandoned = sql`SELECT id FROM jobs WHERE state = 'running' AND lease_until < ${now} AND attempts < max_attempts LIMIT ${limit}`;
  return db.batch([
    db
      .update(jobs)
      .set({ runAfter: nextLook })
      .where(sql`${jobs.id} IN (${waiting})`)
      .returning({ id: jobs.id, accountId: jobs.accountId, type: jobs.type }),
    db
      .update(jobs)
      .set({ state: "queued", runAfter: nextLook })
      .where(sql`${jobs.id} IN (${abandoned})`)
      .returning({ id: jobs.id, accountId: jobs.accountId, type: jobs.type }),
  ]);
};

/** Jobs that can end only here: never started, or their last worker died. */
export const findHopelessTasks = (db: Db, now: number, limit: number) =>
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
export const findUnsettledTasks = (db: Db, before: number, limit: number) =>
  db
    .select()
    .from(jobs)
    .where(and(isNull(jobs.settledAt), isNotNull(jobs.finishedAt), lt(jobs.finishedAt, before)))
    .orderBy(asc(jobs.finishedAt))
    .limit(limit);

/** Which of these jobs still live: a hold of any other one is released. */
export const findLiveTaskIds = (db: Db, ids: readonly string[]) =>
  db
    .select({ id: jobs.id })
    .from(jobs)
    .where(
      and(
        sql`${jobs.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`,
        inArray(jobs.state, ["new", "queued", "running"]),
        gte(jobs.createdAt, 0),
      ),
    );
