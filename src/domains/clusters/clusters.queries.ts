import { and, eq, getTableColumns, inArray, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { byOneIndex, equals, list, live, type QueryOf } from "../../db/list.ts";
import { type Cluster, clusters } from "../../db/tables/clusters.ts";
import { listOf, type Tenant } from "../../db/tenant.ts";
import { figureRanges } from "../library/seed-keywords.queries.ts";
import { withSectorNames } from "../sites/placement.queries.ts";

/** With the name that is shown beside its sector's id. */
export interface NamedCluster extends Cluster {
  sectorName: string;
}

const CLUSTERS = list({
  table: clusters,
  columns: getTableColumns(clusters),
  scope: live(clusters),
  filters: {
    site_id: equals(clusters.siteId),
    sector_id: equals(clusters.sectorId),
    cluster_id: equals(clusters.id),
    status: equals(clusters.status),
    ...figureRanges({ difficulty: clusters.difficultyAverage, volume: clusters.volume }),
  },
  sortable: { name: clusters.nameFolded, volume: clusters.volume, keywords_count: clusters.keywordsCount },
  searched: true,
  way: byOneIndex,
});

export type ClusterQuery = QueryOf<typeof CLUSTERS>;

/** One page of live clusters and how many there are. */
export const findClusters = (db: TenantDb, tenant: Tenant, query: ClusterQuery) =>
  withSectorNames(db, tenant, CLUSTERS.statements(db, tenant, query));

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
