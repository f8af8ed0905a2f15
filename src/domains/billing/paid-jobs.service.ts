import type { BatchResponse } from "drizzle-orm/batch";
import type { ServiceContext } from "../../context.ts";
import { DomainError } from "../../core/errors.ts";
import { newId } from "../../core/ids.ts";
import { log } from "../../core/log.ts";
import { MINUTE, now } from "../../core/time.ts";
import type { Statement } from "../../db/guard.ts";
import type { Operation } from "../../db/tables/billing.ts";
import { HOLD_LIFETIME_MS, type Message, queueOf, type RowJobType } from "../../messages/jobs.ts";
import { deleteNewJob, guardNew, insertJob, updateNewJob } from "../jobs/jobs.queries.ts";
import { findPrices } from "./prices.queries.ts";
import type { PriceList } from "./prices.ts";

/** What a job is to do, decided from the rows that were read together with its own first row. */
export interface JobPlan {
  /** Ids only: a message and a row outlive the content they speak of. */
  input: Record<string, unknown>;
  /** Ceiling of the cost in credits; 0 for free work. */
  estimate: number;
  operation: Operation | null;
  siteId: number | null;
  /** Rows that change because the job was queued, in the same batch. */
  effects?: Statement[];
}

export interface QueuedJob {
  task_id: string;
  status: "queued";
  estimated_credits: number;
}

const MAX_ATTEMPTS = 3;
/** A row that is still `new` after this long lost its request: the sweeper ends it. */
const NEW_LIFETIME_MS = 2 * MINUTE;

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
  const id = newId();
  const first = insertJob(ctx.db, newRow(ctx, id, type));
  const results = await ctx.db.batch([first, findPrices(ctx.db), ...reads]);
  try {
    // safe: the reads stand behind the two statements above
    const planned = plan(results.slice(2) as never, results[1]);
    if (planned.estimate > 0) await holdCredits(ctx, id, planned.estimate, planned.operation ?? "content_generation");
    await queueRow(ctx, id, type, planned);
    ctx.defer(ctx.enqueue({ type, accountId: ctx.accountId, jobId: id } as Message).catch(leftToSweeper));
    return { task_id: id, status: "queued", estimated_credits: planned.estimate };
  } catch (error) {
    ctx.defer(abandon(ctx, id));
    throw error;
  }
}

function newRow(ctx: ServiceContext, id: string, type: RowJobType) {
  const at = now();
  const common = {
    id,
    accountId: ctx.accountId,
    type,
    queue: queueOf(type),
    requestedBy: ctx.actor.name,
    maxAttempts: MAX_ATTEMPTS,
  };
  return { ...common, state: "new" as const, input: {}, runAfter: at + NEW_LIFETIME_MS, createdAt: at, updatedAt: at };
}

async function holdCredits(ctx: ServiceContext, id: string, estimate: number, operation: Operation): Promise<void> {
  const { state, available } = await ctx.account.hold(
    id,
    estimate,
    now() + HOLD_LIFETIME_MS,
    operation.replaceAll("_", " "),
  );
  if (state === "held") return;
  throw new DomainError("insufficient_credits", `This needs up to ${estimate} credits; ${available} are available.`, {
    required: estimate,
    available,
    operation,
  });
}

async function queueRow(ctx: ServiceContext, id: string, type: RowJobType, planned: JobPlan): Promise<void> {
  const at = now();
  const { input, siteId, estimate } = planned;
  const values = { state: "queued" as const, input, siteId, estimatedCredits: estimate, runAfter: at, updatedAt: at };
  const settled = estimate === 0 ? { settledAt: at } : {};
  const queue = updateNewJob(ctx.db, ctx.accountId, id, { ...values, ...settled });
  await ctx.commit(
    [guardNew(ctx.db, ctx.accountId, id), queue, ...(planned.effects ?? [])],
    [{ type: "task_queued", task_id: id, task_type: type, estimated_credits: estimate, site_id: siteId }],
  );
}

/** Takes the row back, then its hold. A row that was queued although the answer was lost keeps its hold and runs. */
async function abandon(ctx: ServiceContext, id: string): Promise<void> {
  const [deleted] = await deleteNewJob(ctx.db, ctx.accountId, id);
  if (deleted) await ctx.account.release(id);
}

const leftToSweeper = (error: unknown) => log("warn", "queue refused a job; the sweeper will send it", { error });
