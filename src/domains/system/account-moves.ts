import type { AccountMove, MovePhase, TableSum } from "../../db/tables/directory.ts";

/**
 * How an account moves from one shard to another:
 *
 *   draining   nobody acts for it any more; what has begun ends
 *   clearing   whatever an earlier attempt left on the new shard goes
 *   copying    its rows, table by table, parents before children
 *   comparing  every row, on both; a difference begins again at clearing
 *   switching  the directory says where it lives
 *   resuming   it has its status back, and is let in
 *   removing   its rows leave the old shard
 *
 * Each step is small and may be repeated. Until `switching` the account can be called back.
 */
const FOLLOWS: Record<MovePhase, MovePhase | null> = {
  draining: "clearing",
  clearing: "copying",
  copying: "comparing",
  comparing: "switching",
  switching: "resuming",
  resuming: "removing",
  removing: null,
};

/** Rows that one step copies, compares or deletes at most, and their length together in characters. */
export const STEP = { limit: 500, characters: 1_000_000 };

/** A table whose rows differ again and again is changed by somebody: then people have to look. */
export const MOST_RESTARTS = 3;

/** The account has not switched yet: the move can be called back. */
export const isCallable = (phase: MovePhase): boolean => !["resuming", "removing"].includes(phase);

/** Deleting goes from children to parents, everything else the other way. */
const isBackward = (phase: MovePhase) => phase === "clearing" || phase === "removing";

/** Where a phase begins. */
const beginning = (phase: MovePhase, tables: number) => ({
  phase,
  tableIndex: isBackward(phase) ? tables - 1 : 0,
  cursor: null,
  rows: 0,
});

/** The move in the next phase. Throws an Error after the last one. */
export function nextPhase(move: AccountMove, tables: number): AccountMove {
  const next = FOLLOWS[move.phase];
  if (next === null) throw new Error(`nothing follows ${move.phase}`);
  return { ...move, ...beginning(next, tables) };
}

/** What was done with some rows of one table. */
export interface Chunk {
  rows: number;
  /** The last of them; null: begin at the table's first again, for those are deleted. */
  next: AccountMove["cursor"];
  isLast: boolean;
  /** Of the comparison: the table's sum with these rows, or null when they differ. */
  sum?: TableSum | null;
}

/** The move after a chunk, and whether this was the last one of its phase. */
export function afterChunk(
  move: AccountMove,
  tableName: string,
  chunk: Chunk,
  tables: number,
): { move: AccountMove; isOver: boolean } {
  const sums = chunk.sum ? { ...move.sums, [tableName]: chunk.sum } : move.sums;
  const done = { ...move, rows: move.rows + chunk.rows, cursor: chunk.next, sums };
  if (!chunk.isLast) return { move: done, isOver: false };
  const tableIndex = move.tableIndex + (isBackward(move.phase) ? -1 : 1);
  return { move: { ...done, tableIndex, cursor: null }, isOver: tableIndex < 0 || tableIndex >= tables };
}

/** Everything is copied anew, after a difference. */
export const restarted = (move: AccountMove, tables: number): AccountMove => ({
  ...move,
  ...beginning("clearing", tables),
  restarts: move.restarts + 1,
  sums: {},
});

/** The move the other way: the account stays, and what was copied is removed. */
export const calledBack = (move: AccountMove, tables: number): AccountMove => ({
  ...move,
  ...beginning("resuming", tables),
  fromShard: move.toShard,
  toShard: move.fromShard,
  sums: {},
});

/** A move at its beginning. */
export const newMove = (accountId: number, fromShard: number, toShard: number, at: number): AccountMove => ({
  accountId,
  fromShard,
  toShard,
  ...beginning("draining", 0),
  restarts: 0,
  sums: {},
  createdAt: at,
  updatedAt: at,
});
