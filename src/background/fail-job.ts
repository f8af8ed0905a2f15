import type { ServiceContext } from "../context.ts";
import { now } from "../core/time.ts";
import { isGuardFailure } from "../db/guard.ts";
import type { JobRow } from "../db/tables/jobs.ts";
import { releaseJob } from "../domains/billing/credits.service.ts";
import { guardHeld, moveJob } from "../domains/jobs/jobs.queries.ts";
import type { JobHandler } from "../domains/jobs/jobs.service.ts";
import { notice } from "../domains/notifications/notify.service.ts";

export const STOPPED = "The work stopped unexpectedly several times; nothing was charged.";

/**
 * Ends a job that has failed for good: row, effects and notification in one batch, then its credits come back. Nothing
 * happens when the job is no longer as `row` says: another worker has taken it over, or it is over.
 */
export async function failJob(
  ctx: ServiceContext,
  row: JobRow,
  handler: JobHandler | undefined,
  message: string,
  code: string,
): Promise<void> {
  const at = now();
  const failure = handler?.failed(ctx, row, message) ?? { effects: [], notification: null };
  const notices = failure.notification ? [notice(ctx, failure.notification, row.id)] : [];
  const ended = {
    state: "failed",
    phase: "failed",
    errorCode: code,
    error: message,
    credits: 0,
    finishedAt: at,
    updatedAt: at,
  } as const;
  try {
    await ctx.commit(
      [guardHeld(ctx.db, row), ...failure.effects, ...notices.map((n) => n.statement), moveJob(ctx.db, row, ended)],
      [
        { type: "task_failed", task_id: row.id, task_type: row.type, error: message, site_id: row.siteId },
        ...notices.map((n) => n.event),
      ],
    );
  } catch (error) {
    if (!isGuardFailure(error, "job held")) throw error;
    return;
  }
  await releaseJob(ctx, row.id);
}
