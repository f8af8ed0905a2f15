import { and, eq, getTableColumns, isNull, type SQL, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { guard } from "../../db/guard.ts";
import { equals, list, live, type QueryOf } from "../../db/list.ts";
import { sectors } from "../../db/tables/sites.ts";
import type { Tenant } from "../../db/tenant.ts";

/** A site is about a few things. */
export const MAX_ACTIVE_SECTORS = 5;

const SECTORS = list({
  table: sectors,
  columns: getTableColumns(sectors),
  scope: live(sectors),
  filters: { site_id: equals(sectors.siteId) },
});

export type SectorQuery = QueryOf<typeof SECTORS>;

export const findSectors = (db: TenantDb, tenant: Tenant, query: SectorQuery) => SECTORS.find(db, tenant, query);

const activeOn = (accountId: number, siteId: number): SQL =>
  and(
    eq(sectors.accountId, accountId),
    eq(sectors.siteId, siteId),
    eq(sectors.isActive, true),
    isNull(sectors.deletedAt),
  ) as SQL;

export const countActiveSectors = (db: TenantDb, accountId: number, siteId: number) =>
  db.select({ total: sql<number>`count(*)` }).from(sectors).where(activeOn(accountId, siteId));

/** Fails the batch it stands in unless the site may have one more active sector. */
export const guardSectorLimit = (db: TenantDb, accountId: number, siteId: number) =>
  guard(
    db,
    sql`(SELECT count(*) FROM ${sectors} WHERE ${activeOn(accountId, siteId)}) < ${MAX_ACTIVE_SECTORS}`,
    "sector limit",
  );

export const insertSector = (db: TenantDb, row: typeof sectors.$inferInsert) =>
  db.insert(sectors).values(row).returning();
