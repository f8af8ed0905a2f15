import { connectShard, type TenantDb } from "./client.ts";
import { DIRECTORY_SHARD, shardBindings } from "./shards.ts";

/** One of the deployment's D1 databases, by the name of its binding: `DB`, `SHARD_2`, `SHARD_3` … */
export interface NamedDatabase {
  name: string;
  db: TenantDb;
  /** For batches of statements that drizzle has no form for. */
  binding: D1Database;
}

/** Every database that is bound, `DB` first and the shards by number: nobody else needs to know how many there are. */
export const databasesOf = (env: Env): NamedDatabase[] =>
  [...shardBindings(env)].map(([number, binding]) => ({
    name: number === DIRECTORY_SHARD ? "DB" : `SHARD_${number}`,
    db: connectShard(binding, number),
    binding,
  }));
