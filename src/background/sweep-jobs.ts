import type { SystemContext } from "../context.ts";
import { log } from "../core/log.ts";
import { MINUTE, now } from "../core/time.ts";
import type { JobRow } from "../db/tables/jobs.ts";
import { releaseJob, settleJob } from "../domains/billing/credits.service.ts";
import { takeTurn } from "../domains/jobs/jobs.queries.ts";
import { claimOverdueJobs, findUnsettledJobs } from "../domains/jobs/jobs.system-queries.ts";
import { NEXT_LOOK_MS, rescueOf } from "../domains/jobs/jobs.ts";
import type { Message, RowJobType } from "../messages/jobs.ts";
import { failJob, STOPPED } from "./fail-job.ts";
import { JOB_HANDLERS } from "./handlers.ts";
import { startFollower } from "./start-followers.ts";

const PAGE = 200;
/** A minute's run deals with at most this many pages; the rest is due in the next one. */
const MAX_PAGES = 10;

/**
 * Deals with the jobs that nobody has any more: sends again what waits without a message or lost its worker, starts what a
 * job asked for before it died, and ends what cannot go on.
 */
export async function rescueJobs(system: SystemContext): Promise<void> {
  for (let page = 0; page < MAX_PAGES; page++) {
    const at = now();
    const rows = await claimOverdueJobs(system.db, at, at + NEXT_LOOK_MS, PAGE);
    const { send = [], start = [], end = [] } = Object.groupBy(rows, rescueOf);
    await sendAgain(system, send);
    await oneByOne([...start, ...end], (row) => startOrEnd(system, row));
    if (rows.length < PAGE) return;
  }
}

/** Each account takes its turn at once: its messages may stand behind thousands of another's. */
async function sendAgain(system: SystemContext, rows: readonly JobRow[]): Promise<void> {
  const at = now();
  const lines = new Map(rows.map((row) => [`${row.accountId}/${row.queue}`, row]));
  const [first, ...others] = [...lines.values()].map((row) => takeTurn(system.db, row.accountId, row.queue, at));
  if (!first) return;
  await system.db.batch([first, ...others]);
  await system.enqueueAll(rows.map(({ type, accountId, id }) => ({ type, accountId, jobId: id }) as Message));
}

function startOrEnd(system: SystemContext, row: JobRow): Promise<void> {
  const ctx = system.forAccount(row.accountId);
  const handler = JOB_HANDLERS[row.type as RowJobType];
  if (rescueOf(row) === "start") return startFollower(ctx, row, handler);
  return failJob(ctx, row, handler, row.state === "new" ? NEVER_BEGAN : STOPPED, "internal_error");
}

const NEVER_BEGAN = "The request that asked for it ended before it began.";

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
      log("error", "job not dealt with", { job: row.id, account: row.accountId, error });
    }
  }
  if (failures > 0) throw new Error(`${failures} jobs could not be dealt with`);
}
