import { and, eq, isNull, sql } from "drizzle-orm";
import type { RunnableQuery } from "drizzle-orm/runnable-query";
import type { TenantDb } from "../../db/client.ts";
import { found } from "../../db/list.ts";
import type { Total } from "../../db/page.ts";
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

/**
 * The answer of a list's statements, each row with its sector's name; one round trip. The names of all sectors of the
 * account, deleted ones included, are one row of JSON beside the page (migration 0003), or none yet.
 */
export async function withSectorNames<Row extends { sectorId: number }>(
  db: TenantDb,
  { accountId }: Tenant,
  [page, total]: readonly [RunnableQuery<Row[], "sqlite">, Total],
) {
  const allNames = db
    .select({ names: sql<string>`names` })
    .from(sql`sector_names`)
    .where(sql`account_id = ${accountId}`);
  const [rows, totals, [known]] = await db.batch([page, total, allNames]);
  const names = JSON.parse(known?.names ?? "{}") as Record<string, string>;
  return found([rows.map((row) => ({ ...row, sectorName: names[row.sectorId] ?? "" })), totals]);
}
