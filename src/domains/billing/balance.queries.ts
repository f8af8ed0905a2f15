import { and, eq, gte, isNull, sql } from "drizzle-orm";
import type { DirectoryDb, TenantDb } from "../../db/client.ts";
import { creditUsage } from "../../db/tables/billing.ts";
import { accounts, plans, users } from "../../db/tables/identity.ts";
import { keywords } from "../../db/tables/keywords.ts";
import { sites } from "../../db/tables/sites.ts";

const planOf = (db: TenantDb, accountId: number) =>
  db
    .select({ plan: plans })
    .from(accounts)
    .innerJoin(plans, eq(plans.slug, accounts.planSlug))
    .where(eq(accounts.id, accountId));

const creditsUsedSince = (db: TenantDb, accountId: number, since: number) =>
  db
    .select({ credits: sql<number>`coalesce(sum(${creditUsage.creditsUsed}), 0)` })
    .from(creditUsage)
    .where(and(eq(creditUsage.accountId, accountId), gte(creditUsage.createdAt, since)));

/** The account's plan, and the credits that its work used since a moment. One round trip. */
export async function findPlanAndUse(db: TenantDb, accountId: number, since: number) {
  const [planRows, useRows] = await db.batch([planOf(db, accountId), creditsUsedSince(db, accountId, since)]);
  return { plan: planRows[0]?.plan, creditsUsed: useRows[0]?.credits ?? 0 };
}

/** Members who may sign in. */
export async function countMembers(db: DirectoryDb, accountId: number): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)` })
    .from(users)
    .where(and(eq(users.accountId, accountId), eq(users.isActive, true)));
  return row?.count ?? 0;
}

/** The same as above, and how much of the plan's hard limits is used on the shard. One round trip. */
export async function findPlanUse(db: TenantDb, accountId: number, since: number) {
  const count = sql<number>`count(*)`;
  const [planRows, useRows, siteRows, keywordRows] = await db.batch([
    planOf(db, accountId),
    creditsUsedSince(db, accountId, since),
    db
      .select({ count })
      .from(sites)
      .where(and(eq(sites.accountId, accountId), isNull(sites.deletedAt))),
    db
      .select({ count })
      .from(keywords)
      .where(and(eq(keywords.accountId, accountId), isNull(keywords.deletedAt))),
  ]);
  return {
    plan: planRows[0]?.plan,
    creditsUsed: useRows[0]?.credits ?? 0,
    sites: siteRows[0]?.count ?? 0,
    keywords: keywordRows[0]?.count ?? 0,
  };
}
