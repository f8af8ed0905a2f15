import type { SystemContext } from "../../context.ts";
import { sha256 } from "../../core/crypto.ts";
import type { TenantDb } from "../../db/client.ts";
import type { AccountMove, MovePhase } from "../../db/tables/directory.ts";
import { type TenantTable, tenantTables } from "../../db/tenant-tables.ts";
import { afterChunk, type Chunk, STEP } from "./account-moves.ts";
import { copyRows, countFitting, deleteRows, type RawRow, readRows } from "./move-rows.queries.ts";

/** What one of the phases that go through the tables does with the next rows, at most `budget`, of one of them. */
type Work = (system: SystemContext, move: AccountMove, table: TenantTable, budget: number) => Promise<Chunk>;

const deleteFrom =
  (side: "fromShard" | "toShard"): Work =>
  async (system, move, table, budget) => {
    const rows = await deleteRows(system.shard(move[side]), table, move, budget);
    return { rows, next: null, isLast: rows < budget };
  };

const copy: Work = async (system, move, table, budget) => {
  const { rows, isLast } = await nextRows(system.shard(move.fromShard), table, move, budget);
  await copyRows(system.shard(move.toShard), table, move, rows);
  return { rows: rows.length, next: cursorAt(table, rows), isLast };
};

/** Reads the same on both shards, and the row behind it, which may be on one of them only. */
const compare: Work = async (system, move, table, budget) => {
  const { rows, isLast, read } = await nextRows(system.shard(move.fromShard), table, move, budget);
  const copies = await readRows(system.shard(move.toShard), table, move.accountId, move.cursor, rows.length + 1);
  const chunk = { rows: rows.length, next: cursorAt(table, rows), isLast };
  if (JSON.stringify(copies) !== JSON.stringify(read)) return { ...chunk, sum: null };
  const known = move.sums[table.name] ?? { rows: 0, hash: "" };
  if (rows.length === 0) return chunk;
  const hash = await sha256(known.hash + JSON.stringify(rows));
  return { ...chunk, sum: { rows: known.rows + rows.length, hash } };
};

/** The phases that go through the tables, and the shard that each writes. */
export const TABLE_WORK: Partial<Record<MovePhase, { work: Work; writes: "fromShard" | "toShard" | null }>> = {
  clearing: { work: deleteFrom("toShard"), writes: "toShard" },
  copying: { work: copy, writes: "toShard" },
  comparing: { work: compare, writes: null },
  removing: { work: deleteFrom("fromShard"), writes: "fromShard" },
};

/**
 * One step's worth of rows, table after table. Answers where the move is then, and whether its phase is over; or, as
 * `differs`, the name of a table whose rows are not the same on both shards.
 */
export async function workThroughTables(
  system: SystemContext,
  move: AccountMove,
  work: Work,
): Promise<{ move: AccountMove; isOver: boolean } | { differs: string }> {
  const tables = tenantTables();
  let state = { move, isOver: false };
  for (let budget = STEP.limit; budget > 0 && !state.isOver; ) {
    const table = tables[state.move.tableIndex];
    if (!table) throw new Error(`there is no table ${state.move.tableIndex}`);
    const chunk: Chunk = await work(system, state.move, table, budget);
    if (chunk.sum === null) return { differs: table.name };
    budget -= chunk.rows;
    state = afterChunk(state.move, table.name, chunk, tables.length);
  }
  return state;
}

/** The rows after the cursor that make up a step, and one more if there is one. */
async function nextRows(db: TenantDb, table: TenantTable, { accountId, cursor }: AccountMove, budget: number) {
  const fitting = await countFitting(db, table, accountId, cursor, { ...STEP, limit: budget });
  // a row that is too long for a step is a step of its own
  const count = Math.max(1, fitting);
  const read = await readRows(db, table, accountId, cursor, count + 1);
  return { read, rows: read.slice(0, count), isLast: read.length <= count };
}

function cursorAt(table: TenantTable, rows: readonly RawRow[]): AccountMove["cursor"] {
  const last = rows.at(-1);
  if (!last) return null;
  // safe: the columns of a walk are never null
  return table.walk.map((name) => last[table.columns.indexOf(name)] as string | number);
}
