import { sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { type JobQueue, jobTurns } from "../../db/tables/jobs.ts";
import { isActive } from "../../db/tenant.ts";

/**
 * Since when the account whose turn it is waits for it, in the queue that moves least; undefined when nobody waits. An
 * account whose last job was cancelled may still stand in the line.
 */
export async function findOldestTurn(db: TenantDb, now: number): Promise<number | undefined> {
  const head = (queue: JobQueue) =>
    db
      .select({ since: sql<number>`turn_at` })
      .from(jobTurns)
      .where(
        sql`queue = ${queue} AND turn_at <= ${now} AND ${isActive(jobTurns.accountId)} AND EXISTS (SELECT 1 FROM jobs AS job
          WHERE job.state = 'queued' AND job.account_id = ${jobTurns.accountId} AND job.queue = ${queue} AND job.run_after <= ${now})`,
      )
      .orderBy(jobTurns.turnAt)
      .limit(1);
  const heads = (await db.batch([head("ai"), head("publish")])).flat();
  return heads.length === 0 ? undefined : Math.min(...heads.map(({ since }) => since));
}
