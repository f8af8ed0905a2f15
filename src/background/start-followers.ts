import type { ServiceContext } from "../context.ts";
import { DomainError } from "../core/errors.ts";
import { log } from "../core/log.ts";
import { isGuardFailure } from "../db/guard.ts";
import type { JobRow } from "../db/tables/jobs.ts";
import { startJob } from "../domains/billing/paid-jobs.service.ts";
import type { JobHandler } from "../domains/jobs/jobs.service.ts";
import { failJob } from "./fail-job.ts";

/**
 * Holds, queues and sends a job that another asked for when it ended. One that cannot be paid ends as failed and says so;
 * nothing happens to one that somebody else has started meanwhile.
 */
export async function startFollower(ctx: ServiceContext, row: JobRow, handler: JobHandler | undefined): Promise<void> {
  try {
    await startJob(ctx, row);
  } catch (error) {
    if (isGuardFailure(error, "job new")) return;
    if (!(error instanceof DomainError)) throw error;
    await failJob(ctx, row, handler, error.message, error.code);
  }
}

/** The job they follow from is done: whatever goes wrong here is left to the sweep, which starts them too. */
export async function startFollowers(
  ctx: ServiceContext,
  rows: readonly JobRow[],
  handlers: Readonly<Record<string, JobHandler>>,
): Promise<void> {
  for (const row of rows) {
    await startFollower(ctx, row, handlers[row.type]).catch((error) =>
      log("warn", "a job that follows is left to the sweeper", { job: row.id, error }),
    );
  }
}
