import { and, eq, inArray, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { AnySQLiteColumn } from "drizzle-orm/sqlite-core";

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

/** Nothing of a suspended account is started: the condition of every claim. Each shard has the status of its accounts. */
export const isActive = (accountId: number | SQLWrapper): SQL =>
  sql`EXISTS (SELECT 1 FROM accounts AS holder WHERE holder.id = ${accountId} AND holder.status = 'active')`;

/** A list of any length as one bound parameter: D1 takes at most 100. Use with `inArray(column, listOf(ids))`. */
export const listOf = (values: readonly (number | string)[]): SQL =>
  sql`(SELECT value FROM json_each(${JSON.stringify(values)}))`;
