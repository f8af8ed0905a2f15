import type { ServiceContext } from "../../context.ts";
import { conflict, notFound } from "../../core/errors.ts";
import { log } from "../../core/log.ts";
import { now } from "../../core/time.ts";
import { isGuardFailure, type Statement } from "../../db/guard.ts";
import type { Operation } from "../../db/tables/billing.ts";
import type { JobRow } from "../../db/tables/jobs.ts";
import type { NotificationType } from "../../db/tables/notifications.ts";
import type { AccountEvent } from "../../messages/events.ts";
import type { RowJobType } from "../../messages/jobs.ts";
import { endCancellable, findJob, guardCancellable, markSettled, updateProgress } from "./jobs.queries.ts";
import { CANCELLABLE_STATES } from "./jobs.ts";
import type { UsageLine } from "./usage-line.ts";

export type { UsageLine };

export interface NotificationInput {
  type: NotificationType;
  title: string;
  message: string;
  siteId?: number | null;
  metadata?: Record<string, unknown>;
}

/** What a job is to do. */
export interface JobRequest {
  type: RowJobType;
  /** Ids only: a message and a row outlive the content they speak of. */
  input: Record<string, unknown>;
  /** Id of the row that it is about, where others must know whether one of its type is under way. */
  subject?: number;
  /** Ceiling of the cost in credits; 0 for free work. */
  estimate: number;
  operation: Operation | null;
  siteId: number | null;
}

/** What a job leaves behind; all of it is written in one batch with the job's own `done`. */
export interface JobOutcome {
  effects: Statement[];
  result: Record<string, unknown>;
  usage: UsageLine[];
  notification: NotificationInput | null;
  events?: AccountEvent[];
  /**
   * Jobs that follow, of the same run: their rows are written in that batch too, then each is held and sent as one that a
   * request asked for. One that the balance is too short for ends as failed and says so.
   */
  next?: JobRequest[];
}

/** Does one step; `value` is stored as JSON, at most about a megabyte. */
export type StepWork<T> = () => Promise<{ value: T; usage?: UsageLine }>;

export interface RunningJob {
  row: JobRow;
  lastAttempt: boolean;
  /** Shows progress (0 to 100) and renews the lease. Throws `JobInterrupted` when the job was cancelled or taken over. */
  report(progress: number, phase: string): Promise<void>;
  /**
   * Does a part of the work once for all attempts: what is stored under this name is answered, and nothing runs or is paid
   * again. Its usage is charged beside the outcome's. Throws what `work` throws, and `JobInterrupted` like `report`.
   */
  step<T>(name: string, work: StepWork<T>): Promise<T>;
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
  /** Puts back what a queued or running job had taken; stands in the batch that cancels it. */
  cancelled?(ctx: ServiceContext, job: JobRow): Statement[];
}

/** By type of job. */
export type JobHandlers = Readonly<Record<string, JobHandler>>;

/** The job was cancelled, or another worker took it over: stop quietly. */
export class JobInterrupted extends Error {
  override name = "JobInterrupted";
}

/** Throws `not_found`. */
export async function getJob(ctx: ServiceContext, id: string): Promise<JobRow> {
  const row = await findJob(ctx.db, ctx.tenant, id);
  if (!row) throw notFound("task", id);
  return row;
}

/**
 * Stops a job that is not over, and puts back what it had taken, in one batch; then its credits come back. A worker
 * that is running it notices at its next step and can no longer store anything. Throws `not_found`, or `conflict` when
 * it is over or not yet queued.
 */
export async function cancelJob(ctx: ServiceContext, id: string, handlers: JobHandlers): Promise<JobRow> {
  const job = await getJob(ctx, id);
  if (job.state === "new") throw conflict("The task is not queued yet. Try again in a moment.");
  if (!CANCELLABLE_STATES.includes(job.state)) throw conflict(`The task is already ${job.state}.`);
  const at = now();
  const ended = { state: "cancelled", phase: "cancelled", credits: 0, finishedAt: at, updatedAt: at } as const;
  const event: AccountEvent = { type: "task_cancelled", task_id: id, task_type: job.type, site_id: job.siteId };
  const putBack = handlers[job.type]?.cancelled?.(ctx, job) ?? [];
  const end = endCancellable(ctx.db, ctx.accountId, id, ended);
  const statements = [guardCancellable(ctx.db, ctx.accountId, id), end, ...putBack] as const;
  const [, rows] = await ctx.commit(statements, [event]).catch((error) => {
    throw isGuardFailure(error) ? conflict("The task ended at this very moment.") : error;
  });
  if (job.settledAt === null) await giveBack(ctx, id);
  return rows[0] as JobRow;
}

/** The task is cancelled whatever happens here: the sweep of ended jobs does it again. */
async function giveBack(ctx: ServiceContext, id: string): Promise<void> {
  try {
    await ctx.account.release(id);
    ctx.defer(markSettled(ctx.db, ctx.accountId, id, now()).execute());
  } catch (error) {
    log("warn", "the credits of a cancelled job are left to the sweeper", { job: id, error });
  }
}

/** Makes the `report` of a running job. */
export const reporter = (ctx: ServiceContext, row: JobRow) => async (progress: number, phase: string) => {
  const at = now();
  const values = { progress, phase, leaseUntil: at + ctx.config.leaseMs, updatedAt: at };
  const [held] = await updateProgress(ctx.db, row, values);
  if (!held) throw new JobInterrupted(`Job ${row.id} is no longer ours`);
  ctx.progress({ type: "task_progress", task_id: row.id, task_type: row.type, progress, phase, site_id: row.siteId });
};
