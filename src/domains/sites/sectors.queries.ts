import { and, desc, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { guard } from "../../db/guard.ts";
import { sectors } from "../../db/tables/sites.ts";
import { type Tenant, within } from "../../db/tenant.ts";

export interface SectorFilter {
  siteId?: number | undefined;
  limit: number;
  offset: number;
}

/** A site is about a few things. */
export const MAX_ACTIVE_SECTORS = 5;

export async function findSectors(db: TenantDb, tenant: Tenant, filter: SectorFilter) {
  const where = and(
    within(sectors, tenant),
    isNull(sectors.deletedAt),
    filter.siteId === undefined ? undefined : eq(sectors.siteId, filter.siteId),
  );
  const [rows, totals] = await db.batch([
    db.select().from(sectors).where(where).orderBy(desc(sectors.id)).limit(filter.limit).offset(filter.offset),
    db.select({ total: sql<number>`count(*)` }).from(sectors).where(where),
  ]);
  return { rows, total: totals[0]?.total ?? 0 };
}

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
