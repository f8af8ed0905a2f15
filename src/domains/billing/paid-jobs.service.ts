import type { BatchResponse } from "drizzle-orm/batch";
import type { ServiceContext } from "../../context.ts";
import { DomainError } from "../../core/errors.ts";
import { newId } from "../../core/ids.ts";
import { log } from "../../core/log.ts";
import { now } from "../../core/time.ts";
import type { Statement } from "../../db/guard.ts";
import type { JobRow, jobs } from "../../db/tables/jobs.ts";
import { HOLD_LIFETIME_MS, type Message, queueOf, type RowJobType } from "../../messages/jobs.ts";
import { deleteNewJob, guardNew, insertJobs, takeTurn, updateNewJob } from "../jobs/jobs.queries.ts";
import type { JobRequest } from "../jobs/jobs.service.ts";
import { MAX_ATTEMPTS, MESSAGE_PATIENCE_MS, NEW_LIFETIME_MS } from "../jobs/jobs.ts";
import { findPrices } from "./prices.queries.ts";
import type { PriceList } from "./prices.ts";

/** What a job is to do, decided from the rows that were read together with its own first row. */
export interface JobPlan extends Omit<JobRequest, "type"> {
  /** The run that it begins, and that is handed on to the jobs which follow from it. */
  runId?: string;
  /** Rows that change because the job was queued, in the same batch. */
  effects?: Statement[];
}

export interface QueuedJob {
  task_id: string;
  status: "queued";
  estimated_credits: number;
}

/** A row that is `new`: all that is needed to hold its credits, queue it and send its message. */
type NewJob = Pick<
  JobRow,
  "id" | "type" | "queue" | "input" | "subject" | "operation" | "siteId" | "estimatedCredits" | "runId"
>;

/**
 * Starts a job: row `new` (read together with `reads`), hold, `queued`, send. `plan` judges what was
 * read and may throw any DomainError: then nothing is left behind. Two D1 round trips. Throws `insufficient_credits`
 * before any work. A queue that refuses the message does not matter: the sweeper sends.
 */
export async function requestJob<T extends readonly [Statement, ...Statement[]]>(
  ctx: ServiceContext,
  type: RowJobType,
  reads: T,
  plan: (rows: BatchResponse<T>, prices: PriceList) => JobPlan,
): Promise<QueuedJob> {
  const row = { ...newRow(ctx, type), input: {} };
  const results = await ctx.db.batch([insertJobs(ctx.db, [row]), findPrices(ctx.db), ...reads]);
  try {
    // safe: the reads stand behind the two statements above
    const planned = plan(results.slice(2) as never, results[1]);
    const job = { ...row, ...partsOf(planned), runId: planned.runId ?? null };
    await startJob(ctx, job, planned.effects);
    return { task_id: row.id, status: "queued", estimated_credits: planned.estimate };
  } catch (error) {
    ctx.defer(abandon(ctx, row.id));
    throw error;
  }
}

/**
 * The rows of the jobs that follow from `parent`, to be written in the batch that ends it. Each is then started with
 * `startJob`; the sweep starts what a crash leaves.
 */
export const followers = (ctx: ServiceContext, parent: JobRow, requests: readonly JobRequest[]) =>
  requests.map((request) => ({
    ...newRow(ctx, request.type),
    ...partsOf(request),
    runId: parent.runId,
    parentId: parent.id,
    requestedBy: parent.requestedBy,
  }));

/**
 * Takes a `new` row through hold, `queued` and send; may be repeated until it is queued. Throws `insufficient_credits`, and
 * what a guard throws when somebody else has started or ended it.
 */
export async function startJob(ctx: ServiceContext, job: NewJob, effects: readonly Statement[] = []): Promise<void> {
  if (job.estimatedCredits > 0) await holdCredits(ctx, job);
  await queueRow(ctx, job, effects);
  ctx.defer(ctx.enqueue({ type: job.type, accountId: ctx.accountId, jobId: job.id } as Message).catch(leftToSweeper));
}

function newRow(ctx: ServiceContext, type: RowJobType) {
  const at = now();
  const common = { id: newId(), accountId: ctx.accountId, type, queue: queueOf(type), requestedBy: ctx.actor.name };
  const times = { runAfter: at, leaseUntil: at + NEW_LIFETIME_MS, createdAt: at, updatedAt: at };
  return { ...common, state: "new" as const, maxAttempts: MAX_ATTEMPTS, ...times } satisfies Partial<
    typeof jobs.$inferInsert
  >;
}

const partsOf = ({ input, subject, operation, siteId, estimate }: Omit<JobRequest, "type">) => ({
  input,
  subject: subject ?? null,
  operation,
  siteId,
  estimatedCredits: estimate,
});

async function holdCredits(ctx: ServiceContext, { id, estimatedCredits, operation }: NewJob): Promise<void> {
  const named = operation ?? "content_generation";
  const expiry = now() + HOLD_LIFETIME_MS;
  const { state, available } = await ctx.account.hold(id, estimatedCredits, expiry, named.replaceAll("_", " "));
  if (state === "held") return;
  throw new DomainError(
    "insufficient_credits",
    `This needs up to ${estimatedCredits} credits; ${available} are available.`,
    { required: estimatedCredits, available, operation: named },
  );
}

async function queueRow(ctx: ServiceContext, job: NewJob, effects: readonly Statement[]): Promise<void> {
  const at = now();
  const { id, type, queue, input, subject, operation, siteId, estimatedCredits, runId } = job;
  const queued = { state: "queued" as const, runAfter: at, leaseUntil: at + MESSAGE_PATIENCE_MS, updatedAt: at };
  const values = { ...queued, input, subject, operation, siteId, estimatedCredits, runId };
  const settled = estimatedCredits === 0 ? { settledAt: at } : {};
  await ctx.commit(
    [
      guardNew(ctx.db, ctx.accountId, id),
      updateNewJob(ctx.db, ctx.accountId, id, { ...values, ...settled }),
      takeTurn(ctx.db, ctx.accountId, queue, at),
      ...effects,
    ],
    [{ type: "task_queued", task_id: id, task_type: type, estimated_credits: estimatedCredits, site_id: siteId }],
  );
}

/** Takes the row back, then its hold. A row that was queued although the answer was lost keeps its hold and runs. */
async function abandon(ctx: ServiceContext, id: string): Promise<void> {
  const [deleted] = await deleteNewJob(ctx.db, ctx.accountId, id);
  if (deleted) await ctx.account.release(id);
}

const leftToSweeper = (error: unknown) => log("warn", "queue refused a job; the sweeper will send it", { error });
