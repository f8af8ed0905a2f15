import type { SystemContext } from "../../context.ts";
import { now } from "../../core/time.ts";
import { findOldestTurn } from "./health.system-queries.ts";

type Verdict = "ok" | "failed";

export interface Health {
  status: "ok" | "degraded";
  database: Verdict;
  storage: Verdict;
  /** failed: queued work does not move, or nobody can tell. */
  queue: Verdict;
  /** How long the account whose turn it is has been waiting for it, seconds. */
  oldestWaitingSeconds: number;
}

/** A turn that waits longer than this means that the queues do not move: two sweeps have not helped. */
const SLOW_QUEUE_SECONDS = 300;

const verdict = (works: boolean): Verdict => (works ? "ok" : "failed");

export async function checkHealth(system: SystemContext): Promise<Health> {
  const [waiting, storage] = await Promise.allSettled([findOldestTurn(system.db, now()), system.images.head("health")]);
  const since = waiting.status === "fulfilled" ? waiting.value : undefined;
  const oldestWaitingSeconds = since === undefined ? 0 : Math.floor((now() - since) / 1_000);
  const parts = {
    database: verdict(waiting.status === "fulfilled"),
    storage: verdict(storage.status === "fulfilled"),
    queue: verdict(waiting.status === "fulfilled" && oldestWaitingSeconds <= SLOW_QUEUE_SECONDS),
  };
  const status = Object.values(parts).includes("failed") ? "degraded" : "ok";
  return { status, ...parts, oldestWaitingSeconds };
}
