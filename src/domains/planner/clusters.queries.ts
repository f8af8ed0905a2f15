import { and, asc, desc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/sqlite-core";
import type { Db } from "../../db/client.ts";
import { CLUSTER_STATUSES, type Cluster, clusters, keywords } from "../../db/tables/planner.ts";
import { listOf, type Tenant, within } from "../../db/tenant.ts";
import { foldText } from "./keyword-text.ts";
import type { ClusterOrdering } from "./orderings.ts";
import { findSectorNames } from "./placement.queries.ts";

export interface ClusterFilter {
  siteId?: number | undefined;
  sectorId?: number | undefined;
  status?: Cluster["status"] | undefined;
  search?: string | undefined;
  ordering?: ClusterOrdering | undefined;
  limit: number;
  offset: number;
}

/** One page of live clusters and how many there are; one D1 round trip. */
export async function findClusters(db: Db, tenant: Tenant, filter: ClusterFilter) {
  const where = and(
    within(clusters, tenant),
    isNull(clusters.deletedAt),
    filter.siteId === undefined ? undefined : eq(clusters.siteId, filter.siteId),
    filter.sectorId === undefined ? undefined : eq(clusters.sectorId, filter.sectorId),
    filter.status && eq(clusters.status, filter.status),
    filter.search === undefined ? undefined : sql`instr(${clusters.nameFolded}, ${foldText(filter.search)}) > 0`,
  );
  const [rows, totals, sectorNames] = await db.batch([
    pageOf(db, filter, where),
    db.select({ total: sql<number>`count(*)` }).from(clusters).where(where),
    findSectorNames(db, tenant, filter),
  ]);
  const names = new Map(sectorNames.map(({ id, name }) => [id, name]));
  return {
    rows: rows.map((row) => ({ ...row, sectorName: names.get(row.sectorId) ?? "" })),
    total: totals[0]?.total ?? 0,
  };
}

/** `+` keeps a column from being walked by its index: without it a site's page could walk the whole account. */
function pageOf(db: Db, filter: ClusterFilter, where: SQL | undefined) {
  const { limit, offset, ordering = "-created_at" } = filter;
  const select = (condition: SQL | undefined) => db.select().from(clusters).where(condition);
  const direction = ordering.startsWith("-") ? desc : asc;
  const columns = { name: clusters.nameFolded, volume: clusters.volume, keywords_count: clusters.keywordsCount };
  const field = ordering.replace("-", "");
  if (field in columns) {
    const column = columns[field as keyof typeof columns];
    const filtered = [filter.siteId, filter.sectorId, filter.status, filter.search].some(
      (value) => value !== undefined,
    );
    const order = filtered
      ? [direction(sql`+${column}`), direction(sql`+${clusters.id}`)]
      : [direction(column), direction(clusters.id)];
    return select(where)
      .orderBy(...order)
      .limit(limit)
      .offset(offset);
  }
  // rows are numbered in the order of their creation
  const order = direction(clusters.id);
  if (filter.siteId === undefined || filter.sectorId !== undefined || filter.status)
    return select(where).orderBy(order).limit(limit).offset(offset);
  // the index holds site, status, id: one ordered walk for each status, merged
  const [fresh, mapped] = CLUSTER_STATUSES.map((status) => select(and(where, eq(clusters.status, status))));
  if (!fresh || !mapped) throw new Error("a cluster has two statuses");
  return unionAll(fresh, mapped).orderBy(order).limit(limit).offset(offset);
}

/** Live clusters by id. */
export const findClustersByIds = (db: Db, tenant: Tenant, ids: readonly number[]) =>
  db
    .select()
    .from(clusters)
    .where(and(within(clusters, tenant), inArray(clusters.id, listOf(ids)), isNull(clusters.deletedAt)));

export const insertCluster = (db: Db, row: typeof clusters.$inferInsert) => db.insert(clusters).values(row).returning();

export const clusterIsOneOf = (ids: readonly number[]): SQL => inArray(clusters.id, listOf(ids));

/** The clusters that these keywords are in, those of deleted keywords included. */
export const clustersOf = (tenant: Tenant, keywordIds: readonly number[]): SQL =>
  sql`${clusters.id} IN (
    SELECT ${keywords.clusterId} FROM ${keywords}
    WHERE ${and(within(keywords, tenant), inArray(keywords.id, listOf(keywordIds)))}
  )`;

const MEMBERS = sql`FROM keywords AS k
  WHERE k.account_id = clusters.account_id AND k.cluster_id = clusters.id AND k.deleted_at IS NULL`;

/** Counts the live keywords of clusters again; `which` says whose. Belongs into the batch that changes membership or figures. */
export const recountKeywords = (db: Db, accountId: number, which: SQL, at: number) =>
  db
    .update(clusters)
    .set({
      keywordsCount: sql`(SELECT count(*) ${MEMBERS})`,
      volume: sql`(SELECT coalesce(sum(k.volume), 0) ${MEMBERS})`,
      difficultyAverage: sql`(SELECT coalesce(CAST(round(avg(k.difficulty)) AS INTEGER), 0) ${MEMBERS})`,
      updatedAt: at,
    })
    .where(and(eq(clusters.accountId, accountId), which));

/** Counts the live ideas of clusters again; `status` is set beside where given. */
export const recountIdeas = (
  db: Db,
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
