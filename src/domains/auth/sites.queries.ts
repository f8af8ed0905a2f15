import { and, asc, desc, eq, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "../../db/client.ts";
import { guard } from "../../db/guard.ts";
import { accounts, plans, type Site, sites } from "../../db/tables/accounts.ts";
import { connections } from "../../db/tables/connections.ts";
import { type Tenant, within } from "../../db/tenant.ts";

export interface SiteFilter {
  search?: { text: string; slug: string } | undefined;
  siteType?: Site["siteType"] | undefined;
  isActive?: boolean | undefined;
  ordering: "name" | "-name" | "created_at" | "-created_at";
  limit: number;
  offset: number;
}

/** The sites that a caller may see: a limited member's own. */
const visible = (tenant: Tenant) =>
  and(within({ accountId: sites.accountId, siteId: sites.id }, tenant), isNull(sites.deletedAt)) as SQL;

const ORDER = {
  name: [asc(sites.name), asc(sites.id)],
  "-name": [desc(sites.name), desc(sites.id)],
  created_at: [asc(sites.createdAt), asc(sites.id)],
  "-created_at": [desc(sites.createdAt), desc(sites.id)],
};

export async function findSites(db: Db, tenant: Tenant, filter: SiteFilter) {
  const { search } = filter;
  const where = and(
    visible(tenant),
    filter.siteType ? eq(sites.siteType, filter.siteType) : undefined,
    filter.isActive === undefined ? undefined : eq(sites.isActive, filter.isActive),
    search ? or(contains(sites.name, search.text), contains(sites.slug, search.slug)) : undefined,
  );
  const [rows, totals] = await db.batch([
    db
      .select()
      .from(sites)
      .where(where)
      .orderBy(...ORDER[filter.ordering])
      .limit(filter.limit)
      .offset(filter.offset),
    db.select({ total: sql<number>`count(*)` }).from(sites).where(where),
  ]);
  return { rows, total: totals[0]?.total ?? 0 };
}

/** Not LIKE: D1 refuses its patterns beyond 50 bytes. */
const contains = (column: typeof sites.name | typeof sites.slug, text: string): SQL =>
  sql`instr(lower(${column}), lower(${text})) > 0`;

export const findSite = (db: Db, tenant: Tenant, siteId: number) =>
  db
    .select()
    .from(sites)
    .where(and(visible(tenant), eq(sites.id, siteId)))
    .limit(1);

export const insertSite = (
  db: Db,
  row: Omit<typeof sites.$inferInsert, "publicSlug"> & { publicSlug: string | SQL<string> | null },
) => db.insert(sites).values(row).returning();

/** Fails the batch it stands in unless the plan allows one more site. */
export const guardSiteLimit = (db: Db, accountId: number) => {
  const limit = sql`(SELECT ${plans.maxSites} FROM ${accounts} JOIN ${plans} ON ${plans.slug} = ${accounts.planSlug}
    WHERE ${accounts.id} = ${accountId})`;
  const live = sql`(SELECT count(*) FROM ${sites} WHERE ${sites.accountId} = ${accountId} AND ${sites.deletedAt} IS NULL)`;
  return guard(db, sql`${limit} IS NULL OR ${live} < ${limit}`, "site limit");
};

/** The connection through which content reaches a hosted site; the site is made in the same batch, so found by its slug. */
export function insertHostedConnection(
  db: Db,
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
