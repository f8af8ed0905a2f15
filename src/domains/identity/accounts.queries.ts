import { and, eq, getTableColumns, gt, inArray, type SQL, sql } from "drizzle-orm";
import type { SQLiteInsertValue } from "drizzle-orm/sqlite-core";
import type { Db, DirectoryDb, TenantDb } from "../../db/client.ts";
import { guard } from "../../db/guard.ts";
import { DIRECTORY_SHARD } from "../../db/shards.ts";
import { type Account, type AccountRef, accounts, plans, SETTLED_STATUSES, users } from "../../db/tables/identity.ts";

/** The directory's row, or the shard's copy. */
export const findAccount = (db: Db, accountId: number) =>
  db.select().from(accounts).where(eq(accounts.id, accountId)).limit(1);

export const findPlan = (db: Db, slug: string) => db.select().from(plans).where(eq(plans.slug, slug)).limit(1);

/** A statement of its own: in a D1 batch a join's columns of the same name overwrite each other. */
export const findPlanOf = (db: Db, accountId: number) =>
  db
    .select()
    .from(plans)
    .where(eq(plans.slug, sql`(SELECT ${accounts.planSlug} FROM ${accounts} WHERE ${accounts.id} = ${accountId})`))
    .limit(1);

/** Changes the directory's row; the copy on another shard is then due. Each change is later than the one before it. */
export const updateAccount = (
  db: DirectoryDb,
  { id, shard }: Pick<AccountRef, "id" | "shard">,
  values: AccountValues,
) =>
  db
    .update(accounts)
    .set({
      ...values,
      updatedAt: sql`max(${values.updatedAt}, ${accounts.updatedAt} + 1)`,
      copyDue: shard !== DIRECTORY_SHARD,
    })
    .where(eq(accounts.id, id))
    .returning();

export type AccountValues = Partial<Omit<Account, "id" | "uuid" | "copyDue">> & { updatedAt: number };

/** Writes the directory's row onto the account's shard, unless that has a later one. */
export function copyAccount(db: TenantDb, row: Account) {
  const { id: _id, ...columns } = getTableColumns(accounts);
  const set = Object.fromEntries(
    Object.entries(columns).map(([key, column]) => [key, sql.raw(`excluded."${column.name}"`)] as [string, SQL]),
  );
  return db
    .insert(accounts)
    .values({ ...row, copyDue: false })
    .onConflictDoUpdate({ target: accounts.id, set, setWhere: gt(sql`excluded.updated_at`, accounts.updatedAt) });
}

/** The copy is as this row; a row that has changed since stays due. */
export const markCopied = (db: DirectoryDb, { id, updatedAt }: Account) =>
  db
    .update(accounts)
    .set({ copyDue: false })
    .where(and(eq(accounts.id, id), eq(accounts.updatedAt, updatedAt)));

/** Fails its batch while the account moves: its status is the move's own. */
export const guardSettled = (db: DirectoryDb, accountId: number) => {
  const settled = and(eq(accounts.id, accountId), inArray(accounts.status, [...SETTLED_STATUSES]));
  return guard(db, sql`EXISTS (SELECT 1 FROM ${accounts} WHERE ${settled})`, "account at home");
};

/** Fails its batch when the account's row is no longer as it was read. */
export const guardUnchanged = (db: DirectoryDb, { id, updatedAt }: Account) => {
  const same = and(eq(accounts.id, id), eq(accounts.updatedAt, updatedAt));
  return guard(db, sql`EXISTS (SELECT 1 FROM ${accounts} WHERE ${same})`, "account as it was");
};

export const insertAccount = (db: DirectoryDb, row: typeof accounts.$inferInsert) =>
  db.insert(accounts).values(row).returning();

export const insertUser = (db: DirectoryDb, row: SQLiteInsertValue<typeof users>) =>
  db.insert(users).values(row).returning();

/** The owner's id while it is being made in the same batch. */
export const idOfUser = (email: string) => sql<number>`(SELECT id FROM users WHERE email = ${email})`;
