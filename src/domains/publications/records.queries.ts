import { and, desc, eq, getTableColumns, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { equals, isOneOf, list, type QueryOf } from "../../db/list.ts";
import { content } from "../../db/tables/content.ts";
import { publications } from "../../db/tables/publications.ts";
import { type Tenant, within } from "../../db/tenant.ts";

const RECORDS = list({
  table: publications,
  columns: getTableColumns(publications),
  scope: (tenant: Tenant) => within(publications, tenant),
  filters: {
    site_id: equals(publications.siteId),
    content_id: equals(publications.contentId),
    destination: equals(publications.platform),
    status: isOneOf(publications.state),
  },
});

export type RecordQuery = QueryOf<typeof RECORDS>;

export const findRecords = (db: TenantDb, tenant: Tenant, query: RecordQuery) => RECORDS.find(db, tenant, query);

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
