import { and, eq, isNull, sql } from "drizzle-orm";
import type { Db } from "../../db/client.ts";
import { sites } from "../../db/tables/accounts.ts";
import { sectors } from "../../db/tables/reference.ts";
import { type Tenant, within } from "../../db/tenant.ts";

/**
 * The site, and the sector if it is a live one of that site: at most one row, whose `sectorId` is null when only the site
 * exists. Site ids outside the tenant answer no row.
 */
export const findPlacement = (db: Db, tenant: Tenant, siteId: number, sectorId: number) =>
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

export type PlacementRow = Awaited<ReturnType<typeof findPlacement>>[number];

/** Names of the tenant's sectors, for lists: a handful of rows, where a join would read one for each row shown. */
export const findSectorNames = (
  db: Db,
  tenant: Tenant,
  filter: { siteId?: number | undefined; sectorId?: number | undefined },
) =>
  db
    .select({ id: sectors.id, name: sectors.name })
    .from(sectors)
    .where(
      and(
        within(sectors, tenant),
        filter.siteId ? eq(sectors.siteId, filter.siteId) : undefined,
        filter.sectorId ? eq(sectors.id, filter.sectorId) : undefined,
      ),
    );
