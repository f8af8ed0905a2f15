import { createSystemContext, type SystemContext } from "../context.ts";
import { log } from "../core/log.ts";
import { sweepPublications } from "../domains/schedules/due.service.ts";
import { readinessOf } from "../domains/system/readiness.service.ts";
import { forgetOldRows, forgetOldSessions } from "../domains/system/retention.service.ts";
import { rescueJobs, settleEndedJobs } from "./sweep-jobs.ts";

type Sweep = (system: SystemContext) => Promise<unknown>;

/** The safety net, each minute: everything here claims by one conditional UPDATE, so a doubled run does no harm. */
const EACH_MINUTE: readonly Sweep[] = [
  rescueJobs,
  settleEndedJobs,
  sweepPublications,
  forgetOldRows,
  forgetOldSessions,
];

/** One sweep's failure does not stop the others; the run as a whole then fails, so that it is seen. */
export async function scheduled(_event: ScheduledController, env: Env, execution: ExecutionContext): Promise<void> {
  const system = createSystemContext(env, (work) => execution.waitUntil(work));
  // half a restored database would show jobs without their articles
  if ((await readinessOf(system)) !== "ready") return;
  const ends = await Promise.allSettled(EACH_MINUTE.map((sweep) => sweep(system)));
  const failures = ends.flatMap((end) => (end.status === "rejected" ? [end.reason] : []));
  for (const error of failures) log("error", "sweep failed", { error });
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} sweeps failed`);
}
