import { and, asc, eq, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { jsonParts, rowsFrom } from "../../db/json-rows.ts";
import { type Cluster, clusters } from "../../db/tables/clusters.ts";
import { keywords } from "../../db/tables/keywords.ts";
import { sectors } from "../../db/tables/sites.ts";
import { listOf, type Tenant, within } from "../../db/tenant.ts";

/** Keywords by id (the sector, where not said, is that of the first); or all of a sector that are new, enabled and without a cluster. */
export type Selection = { keywordIds: readonly number[]; sectorId?: number } | { siteId: number; sectorId: number };

/** The most keywords that are grouped at a time, oldest first. */
const MAX_CLUSTERED = 1_000;
/** Keywords of an existing cluster that are shown to the provider: the most searched ones. */
const SHOWN_MEMBERS = 30;

/** Live keywords of the selection; those that have a cluster too, when named by id. */
export const findSelected = (db: TenantDb, tenant: Tenant, selection: Selection) => {
  const chosen =
    "keywordIds" in selection
      ? inArray(keywords.id, listOf(selection.keywordIds))
      : and(
          eq(keywords.siteId, selection.siteId),
          eq(keywords.sectorId, selection.sectorId),
          eq(keywords.status, "new"),
          eq(keywords.disabled, false),
          isNull(keywords.clusterId),
        );
  return db
    .select()
    .from(keywords)
    .where(and(within(keywords, tenant), isNull(keywords.deletedAt), chosen))
    .orderBy(asc(keywords.id))
    .limit(MAX_CLUSTERED);
};

/** The selection's sector: what was named, or that of its first keyword. */
const sectorOf = (tenant: Tenant, selection: Selection): SQL =>
  "keywordIds" in selection && selection.sectorId === undefined
    ? sql`(SELECT ${keywords.sectorId} FROM ${keywords} WHERE ${and(within(keywords, tenant), eq(keywords.id, selection.keywordIds[0] ?? 0))})`
    : sql`${selection.sectorId}`;

export const findSelectedSector = (db: TenantDb, tenant: Tenant, selection: Selection) =>
  db
    .select({ id: sectors.id, siteId: sectors.siteId, name: sectors.name })
    .from(sectors)
    .where(and(within(sectors, tenant), eq(sectors.id, sectorOf(tenant, selection)), isNull(sectors.deletedAt)));

/** The clusters that the selection's sector has. */
export const findExistingClusters = (db: TenantDb, tenant: Tenant, selection: Selection) =>
  db
    .select({ id: clusters.id, name: clusters.name, nameFolded: clusters.nameFolded })
    .from(clusters)
    .where(
      and(within(clusters, tenant), eq(clusters.sectorId, sectorOf(tenant, selection)), isNull(clusters.deletedAt)),
    )
    .orderBy(asc(clusters.id));

/** The most searched keywords of each cluster of the selection's sector. */
export const findExistingMembers = (db: TenantDb, tenant: Tenant, selection: Selection) => {
  const ranked = db
    .select({
      clusterId: keywords.clusterId,
      keyword: keywords.keyword,
      rank: sql<number>`row_number() OVER (PARTITION BY ${keywords.clusterId} ORDER BY ${keywords.volume} DESC, ${keywords.id})`.as(
        "place",
      ),
    })
    .from(keywords)
    .where(
      and(
        within(keywords, tenant),
        eq(keywords.sectorId, sectorOf(tenant, selection)),
        isNotNull(keywords.clusterId),
        isNull(keywords.deletedAt),
      ),
    )
    .as("ranked");
  return db
    .select({ clusterId: ranked.clusterId, keyword: ranked.keyword })
    .from(ranked)
    .where(sql`${ranked.rank} <= ${SHOWN_MEMBERS}`);
};

export type NewClusterRow = Pick<Cluster, "name" | "nameFolded" | "description">;

/** Makes the clusters of a sector that are not there yet, by case-folded name. */
export const ensureClusters = (
  db: TenantDb,
  place: { accountId: number; siteId: number; sectorId: number },
  proposed: readonly NewClusterRow[],
  method: string,
  at: number,
) =>
  jsonParts(proposed.map(({ name, nameFolded, description }) => [name, nameFolded, description])).map((part) =>
    db
      .insert(clusters)
      .select(
        rowsFrom(clusters, sql`json_each(${part}) AS line`, {
          ...place,
          name: sql`line.value ->> 0`,
          nameFolded: sql`line.value ->> 1`,
          description: sql`line.value ->> 2`,
          status: "new",
          disabled: 0,
          method,
          keywordsCount: 0,
          volume: 0,
          difficultyAverage: 0,
          ideasCount: 0,
          contentCount: 0,
          createdAt: at,
          updatedAt: at,
          deletedAt: null,
        }),
      )
      .onConflictDoNothing(),
  );

/** Puts keywords that are still without a cluster into those of these case-folded names, with the reason. */
export const assignClusters = (
  db: TenantDb,
  place: { accountId: number; sectorId: number },
  members: readonly { keywordId: number; nameFolded: string; reason: string }[],
  at: number,
) =>
  jsonParts(members.map(({ keywordId, nameFolded, reason }) => [keywordId, nameFolded, reason])).map((part) =>
    db
      .update(keywords)
      .set({ clusterId: sql`c.id`, clusterReason: sql`line.value ->> 2`, status: "mapped", updatedAt: at })
      .from(
        sql`json_each(${part}) AS line CROSS JOIN clusters AS c
          ON c.account_id = ${place.accountId} AND c.sector_id = ${place.sectorId}
          AND c.name_folded = line.value ->> 1 AND c.deleted_at IS NULL`,
      )
      .where(unassigned(place)),
  );

/** Notes why keywords found no cluster. */
export const noteOutliers = (
  db: TenantDb,
  place: { accountId: number; sectorId: number },
  outliers: readonly { keywordId: number; reason: string }[],
  at: number,
) =>
  jsonParts(outliers.map(({ keywordId, reason }) => [keywordId, reason])).map((part) =>
    db
      .update(keywords)
      .set({ clusterReason: sql`line.value ->> 1`, updatedAt: at })
      .from(sql`json_each(${part}) AS line`)
      .where(unassigned(place)),
  );

/**
 * The line's keyword, if it is still without a cluster. `+` keeps SQLite from walking an index of keywords and reading
 * all lines for each of them; CROSS JOIN above keeps the clusters second: 900 lines took 100 s without, and take 15 ms with them.
 */
const unassigned = (place: { accountId: number; sectorId: number }): SQL =>
  sql`${keywords.id} = line.value ->> 0 AND +${keywords.accountId} = ${place.accountId}
    AND +${keywords.sectorId} = ${place.sectorId} AND +${keywords.clusterId} IS NULL AND +${keywords.deletedAt} IS NULL`;

/** The sector's clusters of these case-folded names. */
export const clusterIsNamed = (sectorId: number, names: readonly string[]): SQL =>
  and(eq(clusters.sectorId, sectorId), inArray(clusters.nameFolded, listOf(names)), isNull(clusters.deletedAt)) as SQL;
