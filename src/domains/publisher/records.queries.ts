import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { Db } from "../../db/client.ts";
import type { Platform } from "../../db/tables/connections.ts";
import { type IntentState, publicationIntents } from "../../db/tables/publisher.ts";
import { content } from "../../db/tables/writer.ts";
import { type Tenant, within } from "../../db/tenant.ts";

export interface RecordFilter {
  siteId?: number | undefined;
  contentId?: number | undefined;
  platform?: Platform | undefined;
  states?: readonly IntentState[] | undefined;
  limit: number;
  offset: number;
}

export async function findRecords(db: Db, tenant: Tenant, filter: RecordFilter) {
  const where = and(
    within(publicationIntents, tenant),
    filter.siteId ? eq(publicationIntents.siteId, filter.siteId) : undefined,
    filter.contentId ? eq(publicationIntents.contentId, filter.contentId) : undefined,
    filter.platform ? eq(publicationIntents.platform, filter.platform) : undefined,
    filter.states ? inArray(publicationIntents.state, [...filter.states]) : undefined,
  );
  const [rows, totals] = await db.batch([
    db
      .select()
      .from(publicationIntents)
      .where(where)
      .orderBy(desc(publicationIntents.id))
      .limit(filter.limit)
      .offset(filter.offset),
    db.select({ total: sql<number>`count(*)` }).from(publicationIntents).where(where),
  ]);
  return { rows, total: totals[0]?.total ?? 0 };
}

export const findRecord = (db: Db, tenant: Tenant, id: number) =>
  db
    .select()
    .from(publicationIntents)
    .where(and(within(publicationIntents, tenant), eq(publicationIntents.id, id)))
    .limit(1);

/** The content row and every record of it, in one batch. */
export const findPublishStatus = (db: Db, tenant: Tenant, contentId: number) =>
  db.batch([
    db
      .select()
      .from(content)
      .where(and(within(content, tenant), eq(content.id, contentId), sql`deleted_at IS NULL`))
      .limit(1),
    db
      .select()
      .from(publicationIntents)
      .where(and(eq(publicationIntents.accountId, tenant.accountId), eq(publicationIntents.contentId, contentId)))
      .orderBy(desc(publicationIntents.id))
      .limit(100),
  ]);
