import { and, asc, desc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { clusters } from "../../db/tables/clusters.ts";
import { content } from "../../db/tables/content.ts";
import { contentIdeas } from "../../db/tables/ideas.ts";
import { keywords } from "../../db/tables/keywords.ts";
import { sectors } from "../../db/tables/sites.ts";
import { listOf, type Tenant, within } from "../../db/tenant.ts";

/** Keywords of a cluster that ideas are built from: the most searched ones. */
const USED_KEYWORDS = 100;
/** The newest titles of each kind that no idea may repeat. */
const KNOWN_TITLES = 500;

/** Live clusters by id, oldest first, with their sector's name. */
export const findClustersToUse = (db: TenantDb, tenant: Tenant, ids: readonly number[]) =>
  db
    .select({
      id: clusters.id,
      siteId: clusters.siteId,
      sectorId: clusters.sectorId,
      name: clusters.name,
      description: clusters.description,
      sectorName: sql<string>`${sectors.name}`.as("sector_name"),
    })
    .from(clusters)
    .innerJoin(sectors, and(eq(sectors.accountId, clusters.accountId), eq(sectors.id, clusters.sectorId)))
    .where(and(within(clusters, tenant), inArray(clusters.id, listOf(ids)), isNull(clusters.deletedAt)))
    .orderBy(asc(clusters.id));

/** The most searched enabled keywords of clusters. */
export const findKeywordsToUse = (db: TenantDb, tenant: Tenant, clusterIds: readonly number[]) => {
  const best = sql`(
    SELECT id FROM (
      SELECT ${keywords.id} AS id, row_number() OVER (
        PARTITION BY ${keywords.clusterId} ORDER BY ${keywords.volume} DESC, ${keywords.id}
      ) AS place
      FROM ${keywords}
      WHERE ${and(
        within(keywords, tenant),
        inArray(keywords.clusterId, listOf(clusterIds)),
        eq(keywords.disabled, false),
        isNull(keywords.deletedAt),
      )}
    ) WHERE place <= ${USED_KEYWORDS}
  )`;
  return db
    .select()
    .from(keywords)
    .where(and(eq(keywords.accountId, tenant.accountId), inArray(keywords.id, best)))
    .orderBy(desc(keywords.volume), asc(keywords.id));
};

/** The site of the first of these clusters. */
const siteOf = (tenant: Tenant, clusterIds: readonly number[]): SQL =>
  sql`(SELECT ${clusters.siteId} FROM ${clusters} WHERE ${and(within(clusters, tenant), eq(clusters.id, clusterIds[0] ?? 0))})`;

export const findIdeaTitles = (db: TenantDb, tenant: Tenant, clusterIds: readonly number[]) =>
  db
    .select({ title: contentIdeas.title })
    .from(contentIdeas)
    .where(
      and(
        within(contentIdeas, tenant),
        eq(contentIdeas.siteId, siteOf(tenant, clusterIds)),
        isNull(contentIdeas.deletedAt),
      ),
    )
    .orderBy(desc(contentIdeas.id))
    .limit(KNOWN_TITLES);

export const findContentTitles = (db: TenantDb, tenant: Tenant, clusterIds: readonly number[]) =>
  db
    .select({ title: content.title })
    .from(content)
    .where(and(within(content, tenant), eq(content.siteId, siteOf(tenant, clusterIds)), isNull(content.deletedAt)))
    .orderBy(desc(content.id))
    .limit(KNOWN_TITLES);
