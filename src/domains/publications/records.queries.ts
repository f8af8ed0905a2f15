import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import type { Platform } from "../../db/tables/connections.ts";
import { content } from "../../db/tables/content.ts";
import { type PublicationState, publications } from "../../db/tables/publications.ts";
import { type Tenant, within } from "../../db/tenant.ts";

export interface RecordFilter {
  siteId?: number | undefined;
  contentId?: number | undefined;
  platform?: Platform | undefined;
  states?: readonly PublicationState[] | undefined;
  limit: number;
  offset: number;
}

export async function findRecords(db: TenantDb, tenant: Tenant, filter: RecordFilter) {
  const where = and(
    within(publications, tenant),
    filter.siteId ? eq(publications.siteId, filter.siteId) : undefined,
    filter.contentId ? eq(publications.contentId, filter.contentId) : undefined,
    filter.platform ? eq(publications.platform, filter.platform) : undefined,
    filter.states ? inArray(publications.state, [...filter.states]) : undefined,
  );
  const [rows, totals] = await db.batch([
    db
      .select()
      .from(publications)
      .where(where)
      .orderBy(desc(publications.id))
      .limit(filter.limit)
      .offset(filter.offset),
    db.select({ total: sql<number>`count(*)` }).from(publications).where(where),
  ]);
  return { rows, total: totals[0]?.total ?? 0 };
}

export const findRecord = (db: TenantDb, tenant: Tenant, id: number) =>
  db
    .select()
    .from(publications)
    .where(and(within(publications, tenant), eq(publications.id, id)))
    .limit(1);

/** The content row and every record of it, in one batch. */
export const findPublishStatus = (db: TenantDb, tenant: Tenant, contentId: number) =>
  db.batch([
    db
      .select()
      .from(content)
      .where(and(within(content, tenant), eq(content.id, contentId), sql`deleted_at IS NULL`))
      .limit(1),
    db
      .select()
      .from(publications)
      .where(and(eq(publications.accountId, tenant.accountId), eq(publications.contentId, contentId)))
      .orderBy(desc(publications.id))
      .limit(100),
  ]);
