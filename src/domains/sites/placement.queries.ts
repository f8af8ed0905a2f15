import { and, eq, isNull, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { sectors, sites } from "../../db/tables/sites.ts";
import { type Tenant, within } from "../../db/tenant.ts";

/**
 * The site, and the sector if it is a live one of that site: at most one row, whose `sectorId` is null when only the site
 * exists. Site ids outside the tenant answer no row.
 */
export const findPlacement = (db: TenantDb, tenant: Tenant, siteId: number, sectorId: number) =>
  db
    .select({
      siteId: sites.id,
      industryId: sites.industryId,
      // named apart: D1 answers a batch as objects, in which two columns of one name are one
      sectorId: sql<number | null>`${sectors.id}`.as("sector_id"),
      sectorName: sectors.name,
      industrySectorId: sectors.industrySectorId,
    })
    .from(sites)
    .leftJoin(
      sectors,
      and(
        eq(sectors.accountId, tenant.accountId),
        eq(sectors.siteId, sites.id),
        eq(sectors.id, sectorId),
        isNull(sectors.deletedAt),
      ),
    )
    .where(
      and(
        within({ accountId: sites.accountId, siteId: sites.id }, tenant),
        eq(sites.id, siteId),
        isNull(sites.deletedAt),
      ),
    );

/** `{"id": "name"}` of the account's sectors, deleted ones included, as JSON: one row (migration 0003), or none yet. */
export const findSectorNames = (db: TenantDb, { accountId }: Tenant) =>
  db.select({ names: sql<string>`names` }).from(sql`sector_names`).where(sql`account_id = ${accountId}`);

/** Rows of a list with their sectors' names. */
export function withSectorNames<Row extends { sectorId: number }>(rows: readonly Row[], found: { names: string }[]) {
  const names = JSON.parse(found[0]?.names ?? "{}") as Record<string, string>;
  return rows.map((row) => ({ ...row, sectorName: names[row.sectorId] ?? "" }));
}
