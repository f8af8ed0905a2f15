import type { ServiceContext } from "../../context.ts";
import { conflict, notFound } from "../../core/errors.ts";
import { now } from "../../core/time.ts";
import { isGuardFailure, type Statement } from "../../db/guard.ts";
import type { NotificationType } from "../../db/tables/notifications.ts";
import type { JobRow } from "../../db/tables/system.ts";
import type { AccountEvent } from "../../messages/events.ts";
import {
  closeTask,
  findTask,
  findTasks,
  guardOpen,
  OPEN_STATES,
  type TaskFilter,
  updateProgress,
} from "./tasks.queries.ts";

import type { UsageLine } from "./usage-line.ts";

export type { UsageLine };

export interface NotificationInput {
  type: NotificationType;
  title: string;
  message: string;
  siteId?: number | null;
  metadata?: Record<string, unknown>;
}

/** What a job leaves behind; all of it is written in one batch with the job's own `done`. */
export interface JobOutcome {
  effects: Statement[];
  result: Record<string, unknown>;
  usage: UsageLine[];
  notification: NotificationInput | null;
  events?: AccountEvent[];
}

export interface RunningJob {
  row: JobRow;
  /** No further attempt will follow: what fails now has failed. */
  lastAttempt: boolean;
  /** Shows progress (0 to 100) and renews the lease. Throws `JobInterrupted` when the job was cancelled or taken over. */
  report(progress: number, phase: string): Promise<void>;
}

/** One kind of job. `run` may be called again after a crash: it must find what it already did. */
export interface JobHandler {
  run(ctx: ServiceContext, job: RunningJob): Promise<JobOutcome>;
  /** What else changes, and what people are told, when the last attempt failed. */
  failed(
    ctx: ServiceContext,
    job: JobRow,
    message: string,
  ): { effects: Statement[]; notification: NotificationInput | null };
  /** What a cancelled job leaves to be put back. */
  cancelled?(ctx: ServiceContext, job: JobRow): Statement[];
}

/** The job was cancelled, or another worker took it over: stop quietly. */
export class JobInterrupted extends Error {
  override name = "JobInterrupted";
}

export const listTasks = (ctx: ServiceContext, filter: TaskFilter) => findTasks(ctx.db, ctx.tenant, filter);

/** Throws `not_found`. */
export async function getTask(ctx: ServiceContext, id: string): Promise<JobRow> {
  const row = await findTask(ctx.db, ctx.tenant, id);
  if (!row) throw notFound("task", id);
  return row;
}

/**
 * Stops a job that is not over and gives its credits back. A worker that is running it notices at its next step and
 * can no longer store anything; `system.cancelled` puts back what it had taken, and settles it. Throws `not_found`, or `conflict` when it is over.
 */
export async function cancelTask(ctx: ServiceContext, id: string): Promise<JobRow> {
  const job = await getTask(ctx, id);
  const at = now();
  const ended = { state: "cancelled", phase: "cancelled", credits: 0, finishedAt: at, updatedAt: at } as const;
  const event: AccountEvent = { type: "task_cancelled", task_id: id, task_type: job.type, site_id: job.siteId };
  if (!OPEN_STATES.includes(job.state)) throw conflict(`The task is already ${job.state}.`);
  const close = closeTask(ctx.db, ctx.accountId, id, OPEN_STATES, ended);
  const [, rows] = await ctx.commit([guardOpen(ctx.db, ctx.accountId, id), close], [event]).catch((error) => {
    throw isGuardFailure(error) ? conflict("The task ended at this very moment.") : error;
  });
  await ctx.account.release(id);
  ctx.defer(ctx.enqueue({ type: "system.cancelled", accountId: ctx.accountId, jobId: id }));
  return rows[0] as JobRow;
}

/** Makes the `report` of a running job. */
export const reporter = (ctx: ServiceContext, row: JobRow) => async (progress: number, phase: string) => {
  const at = now();
  const values = { progress, phase, leaseUntil: at + ctx.config.leaseMs, updatedAt: at };
  const [held] = await updateProgress(ctx.db, row, values);
  if (!held) throw new JobInterrupted(`Job ${row.id} is no longer ours`);
  ctx.progress({ type: "task_progress", task_id: row.id, task_type: row.type, progress, phase, site_id: row.siteId });
};
