import { and, eq, getTableColumns, isNull, type SQL } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { list, type QueryOf } from "../../db/list.ts";
import { apiKeys } from "../../db/tables/api-keys.ts";
import { sites } from "../../db/tables/sites.ts";
import { type Tenant, within } from "../../db/tenant.ts";

const live = (tenant: Tenant) => and(within(apiKeys, tenant), isNull(apiKeys.revokedAt)) as SQL;

const API_KEYS = list({ table: apiKeys, columns: getTableColumns(apiKeys), scope: live, filters: {} });

export type ApiKeyQuery = QueryOf<typeof API_KEYS>;

export const findApiKeys = (db: TenantDb, tenant: Tenant, query: ApiKeyQuery) => API_KEYS.find(db, tenant, query);

export async function findApiKey(db: TenantDb, tenant: Tenant, keyId: number) {
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

export const insertApiKey = (db: TenantDb, row: typeof apiKeys.$inferInsert) =>
  db.insert(apiKeys).values(row).returning();

export const revokeApiKey = (db: TenantDb, accountId: number, keyId: number, now: number) =>
  db
    .update(apiKeys)
    .set({ revokedAt: now })
    .where(and(eq(apiKeys.accountId, accountId), eq(apiKeys.id, keyId), isNull(apiKeys.revokedAt)));
