import type { Shard, SystemContext } from "../../context.ts";
import { now } from "../../core/time.ts";
import { findOldestTurn, findUsedShards } from "./health.system-queries.ts";

type Verdict = "ok" | "failed";

export interface ShardHealth {
  shard: number;
  /** missing: accounts live there, and no database is bound under that number. */
  status: Verdict | "missing";
}

export interface Health {
  status: "ok" | "degraded";
  /** failed: the directory or a shard. */
  database: Verdict;
  shards: ShardHealth[];
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
  const [used, storage, ...bound] = await Promise.all([
    settled(findUsedShards(system.directory)),
    settled(system.images.head("health")),
    ...system.shards.map(askShard),
  ]);
  const missing = (used.value ?? []).filter((number) => !bound.some(({ shard }) => shard === number));
  const shards = [
    ...bound.map(({ shard, works }) => ({ shard, status: verdict(works) })),
    ...missing.map((shard) => ({ shard, status: "missing" as const })),
  ];
  const asked = used.works && bound.every(({ works }) => works);
  const oldestWaitingSeconds = Math.max(...bound.map(({ waitingSeconds }) => waitingSeconds));
  const parts = {
    database: verdict(asked && missing.length === 0),
    storage: verdict(storage.works),
    queue: verdict(asked && oldestWaitingSeconds <= SLOW_QUEUE_SECONDS),
  };
  const status = Object.values(parts).includes("failed") ? "degraded" : "ok";
  return { status, ...parts, shards, oldestWaitingSeconds };
}

async function askShard({ number, db }: Shard) {
  const { works, value: since } = await settled(findOldestTurn(db, now()));
  return { shard: number, works, waitingSeconds: since === undefined ? 0 : Math.floor((now() - since) / 1_000) };
}

const settled = <T>(asked: Promise<T>): Promise<{ works: boolean; value?: T }> =>
  asked.then(
    (value) => ({ works: true, value }),
    () => ({ works: false }),
  );
