import type { SystemContext } from "../../context.ts";
import { now } from "../../core/time.ts";
import { findOldestWaiting } from "./health.system-queries.ts";

export interface Health {
  status: "ok" | "degraded";
  database: "ok" | "failed";
  storage: "ok" | "failed";
  /** How long the job that waits longest has been waiting, seconds. */
  oldestWaitingSeconds: number;
}

/** A waiting job older than this means that the queues do not move: two sweeps have not helped. */
const SLOW_QUEUE_SECONDS = 300;

export async function checkHealth(system: SystemContext): Promise<Health> {
  const [waiting, storage] = await Promise.allSettled([
    findOldestWaiting(system.db, now()),
    system.images.head("health"),
  ]);
  const since = waiting.status === "fulfilled" ? waiting.value : undefined;
  const oldestWaitingSeconds = since === undefined ? 0 : Math.floor((now() - since) / 1_000);
  const failed =
    waiting.status === "rejected" || storage.status === "rejected" || oldestWaitingSeconds > SLOW_QUEUE_SECONDS;
  return {
    status: failed ? "degraded" : "ok",
    database: waiting.status === "fulfilled" ? "ok" : "failed",
    storage: storage.status === "fulfilled" ? "ok" : "failed",
    oldestWaitingSeconds,
  };
}
