import type { ServiceContext } from "../context.ts";
import { DomainError } from "../core/errors.ts";
import { log } from "../core/log.ts";
import { now, SECOND } from "../core/time.ts";
import { isGuardFailure } from "../db/guard.ts";
import type { JobQueue, JobRow } from "../db/tables/jobs.ts";
import { settleJob } from "../domains/billing/credits.service.ts";
import { followers } from "../domains/billing/paid-jobs.service.ts";
import { recordUsage } from "../domains/billing/usage.queries.ts";
import { stepsOf } from "../domains/jobs/job-steps.service.ts";
import { guardHeld, insertJobs, moveJob, takeTurn } from "../domains/jobs/jobs.queries.ts";
import {
  type JobHandlers,
  JobInterrupted,
  type JobOutcome,
  reporter,
  type UsageLine,
} from "../domains/jobs/jobs.service.ts";
import { claimNextJob } from "../domains/jobs/jobs.system-queries.ts";
import { chargeOf, isLastAttempt, MESSAGE_PATIENCE_MS, retryDelaySeconds } from "../domains/jobs/jobs.ts";
import { notice } from "../domains/notifications/notify.service.ts";
import type { Message } from "../messages/jobs.ts";
import { ProviderError } from "../providers/ai/ai.ts";
import { failJob } from "./fail-job.ts";
import { startFollowers } from "./start-followers.ts";

/**
 * Runs the job whose turn it is in a queue; nothing when nobody waits. A message is only a wake-up: it says that somebody
 * has work there, and whose comes next is decided at the claim, by the account that was served longest ago. So ten thousand
 * messages of one account in front of another's do not hold it up: one of them runs the other's job, whose own message
 * then runs one of the ten thousand. There is a message for each job, so that all are run.
 */
export async function runNextJob(ctx: ServiceContext, queue: JobQueue, handlers: JobHandlers): Promise<void> {
  for (;;) {
    const at = now();
    const { job, inLine } = await claimNextJob(ctx.db, queue, at, at + ctx.config.leaseMs);
    if (job) return runJob(ctx.forAccount(job.accountId), job, handlers);
    if (!inLine) return;
  }
}

/**
 * The shape all row jobs share: run, store result and `done` in one batch, settle, start what follows. Once the result is
 * stored the hold can only be settled; what fails before that costs nothing.
 */
async function runJob(ctx: ServiceContext, row: JobRow, handlers: JobHandlers): Promise<void> {
  const startedAt = now();
  const handler = handlers[row.type];
  try {
    if (!handler) throw new Error(`nobody knows how to do ${row.type}`);
    const steps = stepsOf(ctx, row);
    const running = { row, lastAttempt: isLastAttempt(row), report: reporter(ctx, row), step: steps.step };
    const outcome = await handler.run(ctx, running);
    const { lines, cost, paid } = chargeOf(row.estimatedCredits, [...(await steps.usage()), ...outcome.usage]);
    if (paid < cost) log("warn", "cost exceeded its hold", { job: row.id, cost, paid });
    const next = await store(ctx, row, outcome, { lines, paid });
    await settleJob(ctx, row, paid);
    await startFollowers(ctx, next, handlers);
    logEnd(row, "done", startedAt);
  } catch (error) {
    if (error instanceof JobInterrupted || isGuardFailure(error, "job held"))
      return logEnd(row, "interrupted", startedAt);
    logEnd(row, "failed", startedAt, error);
    if (isLastAttempt(row) || isPermanent(error)) await failJob(ctx, row, handler, messageFor(error), codeOf(error));
    else await retryLater(ctx, row, error);
  }
}

/** Answers the rows of the jobs that follow. */
async function store(
  ctx: ServiceContext,
  row: JobRow,
  outcome: JobOutcome,
  { lines, paid: credits }: { lines: readonly UsageLine[]; paid: number },
): Promise<JobRow[]> {
  const at = now();
  const next = followers(ctx, row, outcome.next ?? []);
  const notices = outcome.notification ? [notice(ctx, outcome.notification, row.id)] : [];
  const done = {
    state: "done",
    progress: 100,
    phase: "done",
    result: outcome.result,
    credits,
    finishedAt: at,
    updatedAt: at,
  } as const;
  const completed = {
    type: "task_completed",
    task_id: row.id,
    task_type: row.type,
    credits,
    result: outcome.result,
    site_id: row.siteId,
  } as const;
  const results: readonly unknown[] = await ctx.commit(
    [
      guardHeld(ctx.db, row),
      ...outcome.effects,
      ...recordUsage(ctx.db, row, lines, at),
      ...notices.map((n) => n.statement),
      moveJob(ctx.db, row, done),
      ...(next.length > 0 ? [insertJobs(ctx.db, next)] : []),
    ],
    [...(outcome.events ?? []), completed, ...notices.map((n) => n.event)],
  );
  // safe: the last statement answers the rows that it inserted
  return next.length > 0 ? (results.at(-1) as JobRow[]) : [];
}

/** The row waits, and has its place in the line for then; the message is only a reminder. */
async function retryLater(ctx: ServiceContext, row: JobRow, error: unknown): Promise<void> {
  const asked = error instanceof ProviderError ? error.retryAfterSeconds : undefined;
  const delay = retryDelaySeconds(row.attempts, asked);
  const at = now();
  const runAfter = at + delay * SECOND;
  const phase = "waiting to try again";
  const waiting = {
    state: "queued",
    phase,
    runAfter,
    leaseUntil: runAfter + MESSAGE_PATIENCE_MS,
    updatedAt: at,
  } as const;
  await ctx.db.batch([moveJob(ctx.db, row, waiting), takeTurn(ctx.db, row.accountId, row.queue, runAfter)]);
  await ctx.enqueue({ type: row.type, accountId: row.accountId, jobId: row.id } as Message, delay);
}

const isPermanent = (error: unknown) =>
  error instanceof DomainError || (error instanceof ProviderError && !error.retryable);

const codeOf = (error: unknown) =>
  error instanceof DomainError ? error.code : error instanceof ProviderError ? "provider_error" : "internal_error";

const messageFor = (error: unknown) =>
  error instanceof DomainError || error instanceof ProviderError
    ? error.message
    : "Something went wrong on our side; nothing was charged.";

function logEnd(row: JobRow, end: string, startedAt: number, error?: unknown): void {
  const facts = { job: row.id, type: row.type, account: row.accountId, attempt: row.attempts, end };
  const failure = error === undefined ? {} : { error };
  log(error === undefined ? "info" : "error", "job ended", { ...facts, ms: now() - startedAt, ...failure });
}
