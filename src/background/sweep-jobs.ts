import type { ServiceContext, Shard, SystemContext } from "../context.ts";
import { log } from "../core/log.ts";
import { MINUTE, now, SECOND } from "../core/time.ts";
import type { JobRow } from "../db/tables/jobs.ts";
import { releaseJob, settleJob } from "../domains/billing/credits.service.ts";
import { resolveSettled } from "../domains/identity/account-refs.service.ts";
import { claimStalledJobs, findHopelessJobs, findUnsettledJobs } from "../domains/jobs/jobs.system-queries.ts";
import type { Message, RowJobType } from "../messages/jobs.ts";
import { failJob } from "./fail-job.ts";
import { JOB_HANDLERS } from "./handlers.ts";

const PAGE = 200;
/** A message normally arrives within seconds; after this long it may be lost. */
const PATIENCE_MS = 30 * SECOND;
const NEXT_LOOK_MS = 3 * MINUTE;

/** Sends again what waits without a message, or whose worker is gone. */
export async function resendStalledJobs(system: SystemContext, { db }: Shard): Promise<void> {
  const at = now();
  const [waiting, abandoned] = await claimStalledJobs(db, at - PATIENCE_MS, at, at + NEXT_LOOK_MS, PAGE);
  const messages = [...waiting, ...abandoned].map(
    (row) => ({ type: row.type, accountId: row.accountId, jobId: row.id }) as Message,
  );
  if (messages.length > 0) await system.enqueueAll(messages);
}

/** Ends what cannot go on: never started, or the last worker died. */
export async function endHopelessJobs(system: SystemContext, shard: Shard): Promise<void> {
  await oneByOne(system, shard, await findHopelessJobs(shard.db, now(), PAGE), (ctx, row) => {
    const message =
      row.state === "new"
        ? "The request that asked for it ended before it began."
        : "The work stopped unexpectedly several times; nothing was charged.";
    const handler = JOB_HANDLERS[row.type as RowJobType];
    return failJob(ctx, row, handler, message, "internal_error");
  });
}

/** Moves the money of jobs that ended while their worker died: the result is stored, so it is paid; a failure is not. */
export async function settleEndedJobs(system: SystemContext, shard: Shard): Promise<void> {
  await oneByOne(system, shard, await findUnsettledJobs(shard.db, now() - MINUTE, PAGE), (ctx, row) =>
    row.state === "done" ? settleJob(ctx, row, row.credits ?? 0) : releaseJob(ctx, row.id),
  );
}

/** A row that cannot be dealt with does not keep the others waiting, minute after minute. Throws at the end, so that it is seen. */
async function oneByOne(
  system: SystemContext,
  shard: Shard,
  rows: readonly JobRow[],
  deal: (ctx: ServiceContext, row: JobRow) => Promise<void>,
): Promise<void> {
  const accounts = await resolveSettled(
    system,
    rows.map((row) => row.accountId),
  );
  let failures = 0;
  for (const row of rows) {
    const account = accounts.get(row.accountId);
    // of an account that moves, or a copy that a move has made or left
    if (account?.shard !== shard.number) continue;
    try {
      await deal(system.forAccount(account), row);
    } catch (error) {
      failures++;
      log("error", "job not ended", { job: row.id, account: row.accountId, error });
    }
  }
  if (failures > 0) throw new Error(`${failures} jobs could not be ended`);
}
