import { and, asc, inArray, lt, sql } from "drizzle-orm";
import type { DirectoryDb, TenantDb } from "../../db/client.ts";
import { jobs } from "../../db/tables/jobs.ts";

/** When the job that waits longest might have run, over all accounts; undefined when none waits. */
export async function findOldestWaiting(db: TenantDb, now: number): Promise<number | undefined> {
  const [row] = await db
    .select({ since: jobs.runAfter })
    .from(jobs)
    .where(and(inArray(jobs.state, ["new", "queued"]), lt(jobs.runAfter, now)))
    .orderBy(asc(jobs.runAfter))
    .limit(1);
  return row?.since;
}

/** The shards on which accounts live: one row read for each, by the index of shards. */
export async function findUsedShards(db: DirectoryDb): Promise<number[]> {
  const rows = await db.all<{ shard: number }>(sql`
    WITH RECURSIVE used(shard) AS (
      SELECT min(shard) FROM accounts
      UNION ALL SELECT (SELECT min(shard) FROM accounts WHERE shard > used.shard) FROM used WHERE used.shard IS NOT NULL
    ) SELECT shard FROM used WHERE shard IS NOT NULL`);
  return rows.map(({ shard }) => shard);
}
