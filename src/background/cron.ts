import { createSystemContext, type Shard, type SystemContext } from "../context.ts";
import { log } from "../core/log.ts";
import { bringDueCopies } from "../domains/identity/account-copies.service.ts";
import { sweepPublications } from "../domains/schedules/due.service.ts";
import { finishAddresses } from "../domains/sites/addresses.service.ts";
import { readinessOf } from "../domains/system/readiness.service.ts";
import { forgetOldRows, forgetOldRowsOfDirectory } from "../domains/system/retention.service.ts";
import { rescueJobs, resendJobs, settleEndedJobs } from "./sweep-jobs.ts";

/** The safety net, each minute: everything here claims by one conditional UPDATE, so a doubled run does no harm. */
const OF_EACH_SHARD: readonly ((system: SystemContext, shard: Shard) => Promise<unknown>)[] = [
  resendJobs,
  rescueJobs,
  settleEndedJobs,
  sweepPublications,
  forgetOldRows,
];

const OF_THE_DIRECTORY: readonly ((system: SystemContext) => Promise<unknown>)[] = [
  bringDueCopies,
  finishAddresses,
  forgetOldRowsOfDirectory,
];

/** One sweep's failure does not stop the others; the run as a whole then fails, so that it is seen. */
export async function scheduled(_event: ScheduledController, env: Env, execution: ExecutionContext): Promise<void> {
  const system = createSystemContext(env, (work) => execution.waitUntil(work));
  // half a restored database would show jobs without their articles
  if ((await readinessOf(system)) !== "ready") return;
  const ends = await Promise.allSettled([
    ...system.shards.flatMap((shard) => OF_EACH_SHARD.map((sweep) => sweep(system, shard))),
    ...OF_THE_DIRECTORY.map((sweep) => sweep(system)),
  ]);
  const failures = ends.flatMap((end) => (end.status === "rejected" ? [end.reason] : []));
  for (const error of failures) log("error", "sweep failed", { error });
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} sweeps failed`);
}
