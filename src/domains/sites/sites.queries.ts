import { and, eq, getTableColumns, isNull, type SQL, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { guard } from "../../db/guard.ts";
import { equals, list, type QueryOf } from "../../db/list.ts";
import { connections } from "../../db/tables/connections.ts";
import { accounts, plans } from "../../db/tables/identity.ts";
import { sites } from "../../db/tables/sites.ts";
import { type Tenant, within } from "../../db/tenant.ts";

/** The sites that a caller may see: a limited member's own. */
const visible = (tenant: Tenant) =>
  and(within({ accountId: sites.accountId, siteId: sites.id }, tenant), isNull(sites.deletedAt)) as SQL;

const SITES = list({
  table: sites,
  columns: getTableColumns(sites),
  scope: visible,
  filters: { site_type: equals(sites.siteType), is_active: equals(sites.isActive) },
  sortable: { name: sites.name },
  searched: true,
  way: () => "sort",
});

export type SiteQuery = QueryOf<typeof SITES>;

export const findSites = (db: TenantDb, tenant: Tenant, query: SiteQuery) => SITES.find(db, tenant, query);

export const findSite = (db: TenantDb, tenant: Tenant, siteId: number) =>
  db
    .select()
    .from(sites)
    .where(and(visible(tenant), eq(sites.id, siteId)))
    .limit(1);

export const insertSite = (
  db: TenantDb,
  row: Omit<typeof sites.$inferInsert, "publicSlug"> & { publicSlug: string | SQL<string> | null },
) => db.insert(sites).values(row).returning();

/** Fails the batch it stands in unless the plan allows one more site. */
export const guardSiteLimit = (db: TenantDb, accountId: number) => {
  const limit = sql`(SELECT ${plans.maxSites} FROM ${accounts} JOIN ${plans} ON ${plans.slug} = ${accounts.planSlug}
    WHERE ${accounts.id} = ${accountId})`;
  const live = sql`(SELECT count(*) FROM ${sites} WHERE ${sites.accountId} = ${accountId} AND ${sites.deletedAt} IS NULL)`;
  return guard(db, sql`${limit} IS NULL OR ${live} < ${limit}`, "site limit");
};

/** The connection through which content reaches a hosted site; the site is made in the same batch, so found by its slug. */
export function insertHostedConnection(
  db: TenantDb,
  accountId: number,
  site: { slug: string; name: string; connectionUuid: string; createdAt: number },
) {
  const siteId = sql<number>`(SELECT id FROM ${sites} WHERE account_id = ${accountId} AND slug = ${site.slug} AND deleted_at IS NULL)`;
  return db.insert(connections).values({
    uuid: site.connectionUuid,
    accountId,
    siteId,
    platform: "site",
    displayName: site.name,
    identity: sql<string>`${siteId} || '|site'`,
    credentials: null,
    config: {},
    healthy: true,
    checkedAt: site.createdAt,
    createdAt: site.createdAt,
    updatedAt: site.createdAt,
  });
}
