import { sql } from "drizzle-orm";
import type { TenantDb } from "./client.ts";
import type { Statement } from "./guard.ts";

/** The shard that shares its database with the directory: the binding `DB`. Further ones are bound as `SHARD_2`, `SHARD_3`, … */
export const DIRECTORY_SHARD = 1;

/** Each shard gives ids of a range of its own, so that rows keep their ids when their account moves: 30 × 2^33 fit the search index (`idToken`). */
const IDS_A_SHARD = 2 ** 33;
export const MAX_SHARDS = 30;

/** Each bound D1 database by its number. */
export function shardBindings(env: Env): Map<number, D1Database> {
  const bound = new Map([[DIRECTORY_SHARD, env.DB]]);
  for (let number = DIRECTORY_SHARD + 1; number <= MAX_SHARDS; number++) {
    const binding = env[`SHARD_${number}`];
    if (binding) bound.set(number, binding);
  }
  return bound;
}

/**
 * SQL that lets a shard's ids begin where they belong. May be run at any time, and is after each migration: a table that
 * is new begins there too.
 */
export function startOfIds(shard: number): string[] {
  const start = (shard - DIRECTORY_SHARD) * IDS_A_SHARD;
  return [
    `INSERT INTO sqlite_sequence (name, seq) SELECT name, ${start} FROM sqlite_master
      WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%' AND name NOT IN (SELECT name FROM sqlite_sequence)`,
    `UPDATE sqlite_sequence SET seq = ${start} WHERE seq < ${start}`,
  ];
}

export const startIds = (db: TenantDb): Statement[] => startOfIds(db.shard).map((text) => db.run(sql.raw(text)));
