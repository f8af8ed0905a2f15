import type { ServiceContext } from "../../context.ts";
import { now } from "../../core/time.ts";
import { isGuardFailure } from "../../db/guard.ts";
import type { JobRow } from "../../db/tables/jobs.ts";
import { guardUnsettled, markSettled } from "../jobs/jobs.queries.ts";
import type { NotificationInput } from "../jobs/jobs.service.ts";
import { notice } from "../notifications/notify.service.ts";

/** Under this share of the monthly credits the account is told once. */
const LOW_SHARE = 0.2;

/**
 * Pays for a job whose result is stored: what it cost is taken, the rest of the hold comes back. Repeating it takes
 * nothing more, and says what a worker that died in between had no time to say.
 */
export async function settleJob(ctx: ServiceContext, job: JobRow, cost: number): Promise<void> {
  if (job.settledAt !== null) return;
  const { taken, balance } = await ctx.account.settle(job.id, cost);
  const before = balance.available + taken;
  const warning = balanceWarning(before, balance.available, balance.planCreditsPerMonth);
  const month = `${balance.period}/${balance.planCreditsPerMonth}`;
  const notices = warning ? [notice(ctx, warning, `${warning.type}/${month}`)] : [];
  const settled = markSettled(ctx.db, ctx.accountId, job.id, now());
  try {
    await ctx.commit(
      [guardUnsettled(ctx.db, job), settled, ...notices.map((n) => n.statement)],
      notices.map((n) => n.event),
    );
  } catch (error) {
    if (!isGuardFailure(error, "job unsettled")) throw error;
  }
}

/** Gives a job's hold back: it failed or was cancelled, so it costs nothing. */
export async function releaseJob(ctx: ServiceContext, jobId: string): Promise<void> {
  await ctx.account.release(jobId);
  await markSettled(ctx.db, ctx.accountId, jobId, now());
}

function balanceWarning(before: number, after: number, monthly: number): NotificationInput | null {
  const threshold = monthly * LOW_SHARE;
  const metadata = { available: after, monthly };
  if (after <= 0 && before > 0)
    return {
      type: "credits_depleted",
      title: "Credits used up",
      message: "No credits are left. Work that costs credits waits until you add some or the month ends.",
      metadata,
    };
  if (after < threshold && before >= threshold)
    return {
      type: "credits_low",
      title: "Credits running low",
      message: `${after} credits are left of ${monthly} this month.`,
      metadata,
    };
  return null;
}
