import { and, eq, lt, type SQL, sql } from "drizzle-orm";
import type { Db, DirectoryDb, TenantDb } from "../../db/client.ts";
import { guard } from "../../db/guard.ts";
import { type AccountMove, accountMoves } from "../../db/tables/directory.ts";
import { accounts } from "../../db/tables/identity.ts";

export const findMove = (db: DirectoryDb, accountId: number) =>
  db.select().from(accountMoves).where(eq(accountMoves.accountId, accountId)).limit(1);

/** One move of an account at a time. */
export const insertMove = (db: DirectoryDb, row: AccountMove) => db.insert(accountMoves).values(row);

/** True while this database knows of no later step of the move. */
export const isCurrent = ({ accountId, updatedAt }: AccountMove): SQL =>
  sql`EXISTS (SELECT 1 FROM account_moves WHERE account_id = ${accountId} AND updated_at = ${updatedAt})`;

/** Fails its batch when somebody else has led the move on since it was read. */
export const guardMove = (db: Db, move: AccountMove) => guard(db, isCurrent(move), "move as it was");

export const updateMove = (db: DirectoryDb, { accountId, ...values }: AccountMove) =>
  db.update(accountMoves).set(values).where(eq(accountMoves.accountId, accountId));

/** Brings the move's row onto a shard, unless that knows of a later step. */
export function copyMove(db: TenantDb, move: AccountMove) {
  const { accountId: _id, ...values } = move;
  return db
    .insert(accountMoves)
    .values(move)
    .onConflictDoUpdate({
      target: accountMoves.accountId,
      set: values,
      setWhere: lt(accountMoves.updatedAt, move.updatedAt),
    });
}

export const deleteMove = (db: Db, { accountId, updatedAt }: AccountMove) =>
  db.delete(accountMoves).where(and(eq(accountMoves.accountId, accountId), eq(accountMoves.updatedAt, updatedAt)));

/** The account's row on a shard that it has left; never the directory's own. */
export const deleteCopy = (db: TenantDb, move: AccountMove) =>
  db.delete(accounts).where(and(eq(accounts.id, move.accountId), isCurrent(move)));
