import type { ServiceContext } from "../context.ts";
import { log } from "../core/log.ts";
import { now } from "../core/time.ts";
import { findJob } from "../domains/jobs/jobs.queries.ts";
import { isLastAttempt } from "../domains/jobs/jobs.ts";
import { type Message, RowJob } from "../messages/jobs.ts";
import { failJob, STOPPED } from "./fail-job.ts";
import { JOB_HANDLERS } from "./handlers.ts";

/**
 * A message that used up its deliveries: its worker died each time before our code could say so. A job that may still
 * be tried, or that another message's worker holds, is left to the sweeper; one that is used up is ended, its credits come
 * back and its owner is told. Errands have their truth elsewhere: the sweeps of their domains find them again.
 */
export async function handleDead(ctx: ServiceContext, message: Message): Promise<void> {
  const job = RowJob.safeParse(message);
  if (!job.success) return log("error", "errand died", { type: message.type, account: message.accountId });
  const row = await findJob(ctx.db, ctx.tenant, job.data.jobId);
  if (row?.state !== "running" || !isLastAttempt(row)) return;
  if (row.leaseUntil !== null && row.leaseUntil >= now()) return;
  await failJob(ctx, row, JOB_HANDLERS[job.data.type], STOPPED, "internal_error");
}
