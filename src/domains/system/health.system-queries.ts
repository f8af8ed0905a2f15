import { and, asc, inArray, lt } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
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
