import type { ServiceContext } from "../context.ts";
import { DomainError } from "../core/errors.ts";
import { log } from "../core/log.ts";
import { now } from "../core/time.ts";
import { isGuardFailure } from "../db/guard.ts";
import type { JobRow } from "../db/tables/jobs.ts";
import { settleJob } from "../domains/billing/credits.service.ts";
import { recordUsage } from "../domains/billing/usage.queries.ts";
import { claimJob, endJob, guardHeld } from "../domains/jobs/jobs.queries.ts";
import {
  type JobHandler,
  JobInterrupted,
  type JobOutcome,
  reporter,
  type UsageLine,
} from "../domains/jobs/jobs.service.ts";
import { notice } from "../domains/notifications/notify.service.ts";
import type { Message, RowJob } from "../messages/jobs.ts";
import { ProviderError } from "../providers/ai/ai.ts";
import { failJob } from "./fail-job.ts";

/**
 * The shape all row jobs share: claim, run, store result and `done` in one batch, settle. Once the result is stored the
 * hold can only be settled; what fails before that costs nothing.
 */
export async function runJob(ctx: ServiceContext, job: RowJob, handler: JobHandler): Promise<void> {
  const startedAt = now();
  const row = await claimJob(ctx.db, ctx.accountId, job.jobId, startedAt, startedAt + ctx.config.leaseMs);
  if (!row) return;
  const lastAttempt = row.attempts >= row.maxAttempts;
  try {
    const outcome = await handler.run(ctx, { row, lastAttempt, report: reporter(ctx, row) });
    const usage = chargeable(row, outcome.usage);
    await store(ctx, row, outcome, usage);
    await settleJob(ctx, row, creditsOf(usage));
    logEnd(row, "done", startedAt);
  } catch (error) {
    if (error instanceof JobInterrupted || isGuardFailure(error, "job held"))
      return logEnd(row, "interrupted", startedAt);
    logEnd(row, "failed", startedAt, error);
    if (lastAttempt || isPermanent(error)) await failJob(ctx, row, handler, messageFor(error), codeOf(error));
    else await retryLater(ctx, row, error);
  }
}

/** The usage as it is charged: never more in all than was held. An overrun is ours, and said in the log. */
function chargeable(row: JobRow, usage: readonly UsageLine[]): UsageLine[] {
  let left = row.estimatedCredits;
  const charged = usage.map((line) => {
    const credits = Math.min(line.credits, left);
    left -= credits;
    return { ...line, credits };
  });
  const [cost, paid] = [creditsOf(usage), creditsOf(charged)];
  if (paid < cost) log("warn", "cost exceeded its hold", { job: row.id, cost, paid });
  return charged;
}

const creditsOf = (usage: readonly UsageLine[]) => usage.reduce((sum, line) => sum + line.credits, 0);

async function store(ctx: ServiceContext, row: JobRow, outcome: JobOutcome, usage: UsageLine[]): Promise<void> {
  const at = now();
  const credits = creditsOf(usage);
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
  await ctx.commit(
    [
      guardHeld(ctx.db, row),
      ...outcome.effects,
      ...recordUsage(ctx.db, row, usage, at),
      ...notices.map((n) => n.statement),
      endJob(ctx.db, row, done),
    ],
    [...(outcome.events ?? []), completed, ...notices.map((n) => n.event)],
  );
}

/** 10 s, 20 s, … or what the provider asks for, at most five minutes. The row waits; the message is only a reminder. */
async function retryLater(ctx: ServiceContext, row: JobRow, error: unknown): Promise<void> {
  const asked = error instanceof ProviderError ? error.retryAfterSeconds : undefined;
  const delay = Math.min(asked ?? 10 * 2 ** (row.attempts - 1), 300);
  const at = now();
  await endJob(ctx.db, row, {
    state: "queued",
    phase: "waiting to try again",
    runAfter: at + delay * 1_000,
    leaseUntil: null,
    updatedAt: at,
  });
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
