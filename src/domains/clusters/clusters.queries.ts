import { and, eq, getTableColumns, gte, inArray, isNull, lte, type SQL, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { orderingOf, type PageStatements, sortedPage, totalOf, walkedPage } from "../../db/page.ts";
import { searchPage } from "../../db/search.ts";
import { type Cluster, clusters } from "../../db/tables/clusters.ts";
import { listOf, type Tenant, within } from "../../db/tenant.ts";
import type { ClusterOrdering } from "../keywords/orderings.ts";
import { findSectorNames, withSectorNames } from "../sites/placement.queries.ts";

export interface ClusterFilter {
  siteId?: number | undefined;
  sectorId?: number | undefined;
  id?: number | undefined;
  status?: Cluster["status"] | undefined;
  difficultyMin?: number | undefined;
  difficultyMax?: number | undefined;
  volumeMin?: number | undefined;
  volumeMax?: number | undefined;
  search?: string | undefined;
  ordering?: ClusterOrdering | undefined;
  limit: number;
  offset: number;
}

const COLUMNS = getTableColumns(clusters);

const SORTABLE = { name: clusters.nameFolded, volume: clusters.volume, keywords_count: clusters.keywordsCount };

/** One page of live clusters and how many there are; one D1 round trip. */
export async function findClusters(db: TenantDb, tenant: Tenant, filter: ClusterFilter) {
  const [page, total] = statements(db, tenant, filter);
  const [rows, totals, names] = await db.batch([page, total, findSectorNames(db, tenant)]);
  return { rows: withSectorNames(rows, names), total: totals[0]?.total ?? 0 };
}

function statements(db: TenantDb, tenant: Tenant, filter: ClusterFilter): PageStatements<typeof COLUMNS> {
  const { siteId, search: text, ordering, limit, offset } = filter;
  const cut = { ordering: orderingOf(SORTABLE, ordering), limit, offset };
  const onSite = siteId === undefined ? undefined : eq(clusters.siteId, siteId);
  const scope = and(within(clusters, tenant), isNull(clusters.deletedAt), onSite) as SQL;
  const others = and(
    filter.sectorId === undefined ? undefined : eq(clusters.sectorId, filter.sectorId),
    filter.id === undefined ? undefined : eq(clusters.id, filter.id),
    filter.status && eq(clusters.status, filter.status),
    rangesOf(filter),
  );
  if (text !== undefined) return searchPage(db, clusters, COLUMNS, { text, tenant, siteId }, { scope, others }, cut);
  const where = and(scope, others) as SQL;
  // an index for each order, and for sector and status one that goes on in the order of ids
  const isWalk = cut.ordering.column ? !others : !rangesOf(filter) && !(filter.sectorId && filter.status);
  const page = isWalk && siteId === undefined && tenant.siteIds === null ? walkedPage : sortedPage;
  return [page(db, clusters, COLUMNS, where, cut), totalOf(db, clusters, where)];
}

const rangesOf = (filter: ClusterFilter): SQL | undefined =>
  and(
    filter.difficultyMin === undefined ? undefined : gte(clusters.difficultyAverage, filter.difficultyMin),
    filter.difficultyMax === undefined ? undefined : lte(clusters.difficultyAverage, filter.difficultyMax),
    filter.volumeMin === undefined ? undefined : gte(clusters.volume, filter.volumeMin),
    filter.volumeMax === undefined ? undefined : lte(clusters.volume, filter.volumeMax),
  );

export const insertCluster = (db: TenantDb, row: typeof clusters.$inferInsert) =>
  db.insert(clusters).values(row).returning();

/** Counts the live ideas of clusters again; `status` is set beside where given. */
export const recountIdeas = (
  db: TenantDb,
  accountId: number,
  ids: readonly number[],
  at: number,
  changes: { status?: Cluster["status"] } = {},
) =>
  db
    .update(clusters)
    .set({
      ...changes,
      ideasCount: sql`(
        SELECT count(*) FROM content_ideas AS i
        WHERE i.account_id = clusters.account_id AND i.cluster_id = clusters.id AND i.deleted_at IS NULL
      )`,
      updatedAt: at,
    })
    .where(and(eq(clusters.accountId, accountId), inArray(clusters.id, listOf(ids))));
