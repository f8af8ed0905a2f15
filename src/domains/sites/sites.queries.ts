import { and, eq, getTableColumns, isNull, type SQL, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { guard } from "../../db/guard.ts";
import { orderingOf, type PageStatements, sortedPage, totalOf } from "../../db/page.ts";
import { searchPage } from "../../db/search.ts";
import { connections } from "../../db/tables/connections.ts";
import { accounts, plans } from "../../db/tables/identity.ts";
import { type Site, sites } from "../../db/tables/sites.ts";
import { type Tenant, within } from "../../db/tenant.ts";

export interface SiteFilter {
  search?: string | undefined;
  siteType?: Site["siteType"] | undefined;
  isActive?: boolean | undefined;
  ordering: "name" | "-name" | "created_at" | "-created_at";
  limit: number;
  offset: number;
}

/** The sites that a caller may see: a limited member's own. */
const visible = (tenant: Tenant) =>
  and(within({ accountId: sites.accountId, siteId: sites.id }, tenant), isNull(sites.deletedAt)) as SQL;

const COLUMNS = getTableColumns(sites);

export async function findSites(db: TenantDb, tenant: Tenant, filter: SiteFilter) {
  const [rows, totals] = await db.batch(statements(db, tenant, filter));
  return { rows, total: totals[0]?.total ?? 0 };
}

function statements(db: TenantDb, tenant: Tenant, filter: SiteFilter): PageStatements<typeof COLUMNS> {
  const { search: text, ordering, limit, offset } = filter;
  const cut = { ordering: orderingOf({ name: sites.name }, ordering), limit, offset };
  const scope = visible(tenant);
  const others = and(
    filter.siteType && eq(sites.siteType, filter.siteType),
    filter.isActive === undefined ? undefined : eq(sites.isActive, filter.isActive),
  );
  if (text !== undefined) return searchPage(db, sites, COLUMNS, { text, tenant }, { scope, others }, cut);
  const where = and(scope, others) as SQL;
  return [sortedPage(db, sites, COLUMNS, where, cut), totalOf(db, sites, where)];
}

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
