import type { SystemContext } from "../context.ts";
import { MINUTE, now, SECOND } from "../core/time.ts";
import { releaseJob, settleJob } from "../domains/billing/credits.service.ts";
import { claimStalledTasks, findHopelessTasks, findUnsettledTasks } from "../domains/system/tasks.system-queries.ts";
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
  const [waiting, abandoned] = await claimStalledTasks(system.db, at - PATIENCE_MS, at, at + NEXT_LOOK_MS, PAGE);
  const messages = [...waiting, ...abandoned].map(
    (row) => ({ type: row.type, accountId: row.accountId, jobId: row.id }) as Message,
  );
  if (messages.length > 0) await system.enqueueAll(messages);
}

/** Ends what cannot go on: never started, or the last worker died. */
export async function endHopelessJobs(system: SystemContext): Promise<void> {
  for (const row of await findHopelessTasks(system.db, now(), PAGE)) {
    const message =
      row.state === "new"
        ? "The request that asked for it ended before it began."
        : "The work stopped unexpectedly several times; nothing was charged.";
    await failJob(
      system.forAccount(row.accountId),
      row,
      JOB_HANDLERS[row.type as RowJobType],
      message,
      "internal_error",
    );
  }
}

/** Moves the money of jobs that ended while their worker died: the result is stored, so it is paid; a failure is not. */
export async function settleEndedJobs(system: SystemContext): Promise<void> {
  for (const row of await findUnsettledTasks(system.db, now() - MINUTE, PAGE)) {
    const ctx = system.forAccount(row.accountId);
    if (row.state === "done") await settleJob(ctx, row, row.credits ?? 0);
    else await releaseJob(ctx, row.id);
  }
}
