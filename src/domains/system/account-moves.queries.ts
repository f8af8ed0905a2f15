import { and, eq, sql } from "drizzle-orm";
import type { DirectoryDb, TenantDb } from "../../db/client.ts";
import { guard } from "../../db/guard.ts";
import { type AccountMove, accountMoves } from "../../db/tables/directory.ts";
import { accounts } from "../../db/tables/identity.ts";

export const findMove = (db: DirectoryDb, accountId: number) =>
  db.select().from(accountMoves).where(eq(accountMoves.accountId, accountId)).limit(1);

/** One move of an account at a time. */
export const insertMove = (db: DirectoryDb, row: AccountMove) => db.insert(accountMoves).values(row);

/** Fails its batch when somebody else has led the move on since it was read. */
export const guardMove = (db: DirectoryDb, { accountId, updatedAt }: AccountMove) => {
  const same = and(eq(accountMoves.accountId, accountId), eq(accountMoves.updatedAt, updatedAt));
  return guard(db, sql`EXISTS (SELECT 1 FROM ${accountMoves} WHERE ${same})`, "move as it was");
};

export const updateMove = (db: DirectoryDb, { accountId, ...values }: AccountMove) =>
  db.update(accountMoves).set(values).where(eq(accountMoves.accountId, accountId));

export const deleteMove = (db: DirectoryDb, accountId: number) =>
  db.delete(accountMoves).where(eq(accountMoves.accountId, accountId));

/** The account's row on a shard that it has left; never the directory's own. */
export const deleteCopy = (db: TenantDb, accountId: number) => db.delete(accounts).where(eq(accounts.id, accountId));
