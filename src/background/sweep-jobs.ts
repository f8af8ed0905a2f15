import type { SystemContext } from "../context.ts";
import { log } from "../core/log.ts";
import { MINUTE, now, SECOND } from "../core/time.ts";
import type { JobRow } from "../db/tables/jobs.ts";
import { releaseJob, settleJob } from "../domains/billing/credits.service.ts";
import { claimStalledJobs, findHopelessJobs, findUnsettledJobs } from "../domains/jobs/jobs.system-queries.ts";
import type { Message, RowJobType } from "../messages/jobs.ts";
import { failJob } from "./fail-job.ts";
import { JOB_HANDLERS } from "./handlers.ts";

const PAGE = 200;
/** A message normally arrives within seconds; after this long it may be lost. */
const PATIENCE_MS = 30 * SECOND;
const NEXT_LOOK_MS = 3 * MINUTE;

/** Sends again what waits without a message, or whose worker is gone. */
export async function resendStalledJobs(system: SystemContext): Promise<void> {
  const at = now();
  const [waiting, abandoned] = await claimStalledJobs(system.db, at - PATIENCE_MS, at, at + NEXT_LOOK_MS, PAGE);
  const messages = [...waiting, ...abandoned].map(
    (row) => ({ type: row.type, accountId: row.accountId, jobId: row.id }) as Message,
  );
  if (messages.length > 0) await system.enqueueAll(messages);
}

/** Ends what cannot go on: never started, or the last worker died. */
export async function endHopelessJobs(system: SystemContext): Promise<void> {
  await oneByOne(await findHopelessJobs(system.db, now(), PAGE), (row) => {
    const message =
      row.state === "new"
        ? "The request that asked for it ended before it began."
        : "The work stopped unexpectedly several times; nothing was charged.";
    const handler = JOB_HANDLERS[row.type as RowJobType];
    return failJob(system.forAccount(row.accountId), row, handler, message, "internal_error");
  });
}

/** Moves the money of jobs that ended while their worker died: the result is stored, so it is paid; a failure is not. */
export async function settleEndedJobs(system: SystemContext): Promise<void> {
  await oneByOne(await findUnsettledJobs(system.db, now() - MINUTE, PAGE), (row) => {
    const ctx = system.forAccount(row.accountId);
    return row.state === "done" ? settleJob(ctx, row, row.credits ?? 0) : releaseJob(ctx, row.id);
  });
}

/** A row that cannot be dealt with does not keep the others waiting, minute after minute. Throws at the end, so that it is seen. */
async function oneByOne(rows: readonly JobRow[], deal: (row: JobRow) => Promise<void>): Promise<void> {
  let failures = 0;
  for (const row of rows) {
    try {
      await deal(row);
    } catch (error) {
      failures++;
      log("error", "job not ended", { job: row.id, account: row.accountId, error });
    }
  }
  if (failures > 0) throw new Error(`${failures} jobs could not be ended`);
}
