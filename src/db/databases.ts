import { connect, type Db, type TenantDb } from "./client.ts";

/** One of the deployment's D1 databases, by the name of its binding: `DB`, `SHARD_2`, `SHARD_3` … */
export interface NamedDatabase {
  name: string;
  db: Db;
  /** For batches of statements that drizzle has no form for. */
  binding: D1Database;
}

const SHARD = /^SHARD_(\d+)$/;

/** Every database that is bound, `DB` first and the shards by number: nobody else needs to know how many there are. */
export function databasesOf(env: Env): NamedDatabase[] {
  const bindings = Object.entries(env).flatMap(([name, binding]) => {
    const number = name === "DB" ? 1 : Number(SHARD.exec(name)?.[1]);
    return number >= 1 ? [{ name, number, binding: binding as D1Database }] : [];
  });
  const ordered = bindings.sort((a, b) => a.number - b.number);
  return ordered.map(({ name, binding }) => ({ name, db: connect<TenantDb>(binding), binding }));
}
