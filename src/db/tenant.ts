import { and, eq, inArray, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { AnySQLiteColumn } from "drizzle-orm/sqlite-core";
import type { Db, TenantDb } from "./client.ts";
import { guard, type Statement } from "./guard.ts";
import type { AccountRef } from "./tables/identity.ts";

/** Whose rows a query may see: an account, and for a limited member or a site's key only some of its sites. */
export interface Tenant {
  accountId: number;
  /** Null: every site of the account, and rows without a site. */
  siteIds: readonly number[] | null;
}

/** The condition that every query on a table with sites starts from. */
export function within(table: { accountId: AnySQLiteColumn; siteId: AnySQLiteColumn }, tenant: Tenant): SQL {
  const account = eq(table.accountId, tenant.accountId);
  if (tenant.siteIds === null) return account;
  return and(account, inArray(table.siteId, listOf(tenant.siteIds))) as SQL;
}

/** A list of any length as one bound parameter: D1 takes at most 100. Use with `inArray(column, listOf(ids))`. */
export const listOf = (values: readonly (number | string)[]): SQL =>
  sql`(SELECT value FROM json_each(${JSON.stringify(values)}))`;

/** True while the account lives in this database and may act; what a claim of background work asks besides. */
export const actsHere = (db: TenantDb, accountId: number | SQLWrapper): SQL =>
  sql`EXISTS (SELECT 1 FROM accounts AS home WHERE home.id = ${accountId} AND home.shard = ${db.shard} AND home.status = 'active')`;

/** Fails its batch when the account lives elsewhere, or is being copied. Nothing is written to a database that it has left. */
export const guardAtHome = (db: Db, { id, shard }: Pick<AccountRef, "id" | "shard">): Statement =>
  guard(
    db,
    sql`EXISTS (SELECT 1 FROM accounts WHERE id = ${id} AND shard = ${shard} AND status <> 'moving')`,
    "account at home",
  );
