import { and, eq, isNull, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { guard } from "../../db/guard.ts";
import { accounts, plans } from "../../db/tables/identity.ts";
import { keywords } from "../../db/tables/keywords.ts";

const used = (accountId: number) =>
  sql<number>`(SELECT count(*) FROM ${keywords} WHERE ${and(eq(keywords.accountId, accountId), isNull(keywords.deletedAt))})`;

/** How many live keywords the account has, and its plan's limit (null: none). One row. */
export const findKeywordLimit = (db: TenantDb, accountId: number) =>
  db
    .select({ used: used(accountId).as("used"), limit: sql<number | null>`${plans.maxKeywords}`.as("max_keywords") })
    .from(accounts)
    .innerJoin(plans, eq(plans.slug, accounts.planSlug))
    .where(eq(accounts.id, accountId));

/** After the inserts of a batch: fails it when the account now has more live keywords than its plan allows. */
export const guardKeywordLimit = (db: TenantDb, accountId: number) => {
  const exceeded = sql`EXISTS (
    SELECT 1 FROM ${accounts} JOIN ${plans} ON ${plans.slug} = ${accounts.planSlug}
    WHERE ${accounts.id} = ${accountId} AND ${plans.maxKeywords} < ${used(accountId)}
  )`;
  return guard(db, sql`NOT ${exceeded}`, "keyword limit");
};
