import { and, desc, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { DirectoryDb, TenantDb } from "../../db/client.ts";
import { apiKeys } from "../../db/tables/api-keys.ts";
import { sites } from "../../db/tables/sites.ts";
import { type Tenant, within } from "../../db/tenant.ts";

const live = (tenant: Tenant) => and(within(apiKeys, tenant), isNull(apiKeys.revokedAt)) as SQL;

export async function findApiKeys(
  db: DirectoryDb,
  tenant: Tenant,
  { limit, offset }: { limit: number; offset: number },
) {
  const [rows, totals] = await db.batch([
    db.select().from(apiKeys).where(live(tenant)).orderBy(desc(apiKeys.id)).limit(limit).offset(offset),
    db.select({ total: sql<number>`count(*)` }).from(apiKeys).where(live(tenant)),
  ]);
  return { rows, total: totals[0]?.total ?? 0 };
}

export async function findApiKey(db: DirectoryDb, tenant: Tenant, keyId: number) {
  const [row] = await db
    .select()
    .from(apiKeys)
    .where(and(live(tenant), eq(apiKeys.id, keyId)))
    .limit(1);
  return row;
}

/** The site that a new key is for, if the tenant may see it. */
export const findSiteOfKey = (db: TenantDb, tenant: Tenant, siteId: number) =>
  db
    .select({ id: sites.id })
    .from(sites)
    .where(
      and(
        within({ accountId: sites.accountId, siteId: sites.id }, tenant),
        eq(sites.id, siteId),
        isNull(sites.deletedAt),
      ),
    );

export const insertApiKey = (db: DirectoryDb, row: typeof apiKeys.$inferInsert) =>
  db.insert(apiKeys).values(row).returning();

export const revokeApiKey = (db: DirectoryDb, accountId: number, keyId: number, now: number) =>
  db
    .update(apiKeys)
    .set({ revokedAt: now })
    .where(and(eq(apiKeys.accountId, accountId), eq(apiKeys.id, keyId), isNull(apiKeys.revokedAt)));
