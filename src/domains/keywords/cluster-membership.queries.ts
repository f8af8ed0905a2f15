import { and, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { clusters } from "../../db/tables/clusters.ts";
import { keywords } from "../../db/tables/keywords.ts";
import { listOf, type Tenant, within } from "../../db/tenant.ts";

/** Live clusters by id. */
export const findClustersByIds = (db: TenantDb, tenant: Tenant, ids: readonly number[]) =>
  db
    .select()
    .from(clusters)
    .where(and(within(clusters, tenant), inArray(clusters.id, listOf(ids)), isNull(clusters.deletedAt)));

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
export const recountKeywords = (db: TenantDb, accountId: number, which: SQL, at: number) =>
  db
    .update(clusters)
    .set({
      keywordsCount: sql`(SELECT count(*) ${MEMBERS})`,
      volume: sql`(SELECT coalesce(sum(k.volume), 0) ${MEMBERS})`,
      difficultyAverage: sql`(SELECT coalesce(CAST(round(avg(k.difficulty)) AS INTEGER), 0) ${MEMBERS})`,
      updatedAt: at,
    })
    .where(and(eq(clusters.accountId, accountId), which));
