import type { ServiceContext, Shard, SystemContext } from "../context.ts";
import { log } from "../core/log.ts";
import { MINUTE, now } from "../core/time.ts";
import type { JobRow } from "../db/tables/jobs.ts";
import { releaseJob, settleJob } from "../domains/billing/credits.service.ts";
import { resolveSettled } from "../domains/identity/account-refs.service.ts";
import { takeTurn } from "../domains/jobs/jobs.queries.ts";
import { claimLapsedJobs, claimUnsentJobs, findUnsettledJobs } from "../domains/jobs/jobs.system-queries.ts";
import { NEXT_LOOK_MS, rescueOf } from "../domains/jobs/jobs.ts";
import type { Message, RowJobType } from "../messages/jobs.ts";
import { failJob, STOPPED } from "./fail-job.ts";
import { JOB_HANDLERS } from "./handlers.ts";
import { startFollower } from "./start-followers.ts";

/** A minute's work: as many copies of messages as a long queue bears, and as many ends as one run has time for. */
const PAGE = 200;

/** Sends again what waits without a message. */
export async function resendJobs(system: SystemContext, shard: Shard): Promise<void> {
  const at = now();
  await sendAgain(system, shard, await claimUnsentJobs(shard.db, at, at + NEXT_LOOK_MS, PAGE));
}

/**
 * Deals with the jobs whose request or worker is gone: queues again what may be tried again, starts what a job asked for
 * before its worker died, and ends what cannot go on.
 */
export async function rescueJobs(system: SystemContext, shard: Shard): Promise<void> {
  const at = now();
  const rows = await claimLapsedJobs(shard.db, at, at + NEXT_LOOK_MS, PAGE);
  const { send = [], start = [], end = [] } = Object.groupBy(rows, rescueOf);
  await sendAgain(system, shard, send);
  await oneByOne(system, shard, [...start, ...end], startOrEnd);
}

/** Each account takes its turn at once: its messages may stand behind thousands of another's. */
async function sendAgain(system: SystemContext, { db }: Shard, rows: readonly JobRow[]): Promise<void> {
  const at = now();
  const lines = new Map(rows.map((row) => [`${row.accountId}/${row.queue}`, row]));
  const [first, ...others] = [...lines.values()].map((row) => takeTurn(db, row.accountId, row.queue, at));
  if (!first) return;
  await db.batch([first, ...others]);
  await system.enqueueAll(rows.map(({ type, accountId, id }) => ({ type, accountId, jobId: id }) as Message));
}

function startOrEnd(ctx: ServiceContext, row: JobRow): Promise<void> {
  const handler = JOB_HANDLERS[row.type as RowJobType];
  if (rescueOf(row) === "start") return startFollower(ctx, row, handler);
  return failJob(ctx, row, handler, row.state === "new" ? NEVER_BEGAN : STOPPED, "internal_error");
}

const NEVER_BEGAN = "The request that asked for it ended before it began.";

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
      log("error", "job not dealt with", { job: row.id, account: row.accountId, error });
    }
  }
  if (failures > 0) throw new Error(`${failures} jobs could not be dealt with`);
}
