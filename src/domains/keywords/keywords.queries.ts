import { and, eq, getTableColumns, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { guard } from "../../db/guard.ts";
import { jsonParts, rowsFrom } from "../../db/json-rows.ts";
import { type Keyword, keywords } from "../../db/tables/keywords.ts";
import { seedKeywords } from "../../db/tables/library.ts";
import { listOf, type Tenant, within } from "../../db/tenant.ts";
import { clusterName } from "./keyword-list.queries.ts";

/** The live keyword with the names shown beside it: at most one row. */
export const findKeyword = (db: TenantDb, tenant: Tenant, id: number) =>
  db
    .select({
      ...getTableColumns(keywords),
      clusterName,
      sectorName: sql<string>`(
        SELECT s.name FROM sectors AS s WHERE s.account_id = keywords.account_id AND s.id = keywords.sector_id
      )`.as("sector_name"),
    })
    .from(keywords)
    .where(live(tenant, [id]));

const live = (tenant: Tenant, ids: readonly number[]): SQL =>
  and(within(keywords, tenant), inArray(keywords.id, listOf(ids)), isNull(keywords.deletedAt)) as SQL;

export const findKeywordIds = (db: TenantDb, tenant: Tenant, ids: readonly number[]) =>
  db.select({ id: keywords.id }).from(keywords).where(live(tenant, ids));

/** Fails the batch it stands in unless all of `ids` (each one once) are live keywords of the tenant. */
export const guardKeywords = (db: TenantDb, tenant: Tenant, ids: readonly number[]) =>
  guard(db, sql`(SELECT count(*) FROM ${keywords} WHERE ${live(tenant, ids)}) = ${ids.length}`, "keywords exist");

/** Fails the batch it stands in unless the keyword is still live and in the cluster that it was read in. */
export const guardMembership = (db: TenantDb, accountId: number, id: number, clusterId: number | null) => {
  const same = and(
    eq(keywords.accountId, accountId),
    eq(keywords.id, id),
    isNull(keywords.deletedAt),
    clusterId === null ? isNull(keywords.clusterId) : eq(keywords.clusterId, clusterId),
  );
  return guard(db, sql`EXISTS (SELECT 1 FROM ${keywords} WHERE ${same})`, "keyword unchanged");
};

export const insertKeyword = (db: TenantDb, row: typeof keywords.$inferInsert) =>
  db.insert(keywords).values(row).returning();

/** What differs from one row of an import to the next. */
export type KeywordLine = Pick<
  Keyword,
  "keyword" | "keywordFolded" | "seedKeywordId" | "volume" | "difficulty" | "intent" | "country"
>;

/** Inserts any number of new keywords of one sector: one statement for each 900 KB of them. */
export function insertKeywords(db: TenantDb, place: Place, lines: readonly KeywordLine[], at: number) {
  const rows = lines.map((line) => [
    line.keyword,
    line.keywordFolded,
    line.seedKeywordId,
    line.volume,
    line.difficulty,
    line.intent,
    line.country,
  ]);
  return jsonParts(rows).map((part) =>
    db.insert(keywords).select(
      rowsFrom(keywords, sql`json_each(${part}) AS line`, {
        ...place,
        seedKeywordId: sql`line.value ->> 2`,
        clusterId: null,
        clusterReason: null,
        keyword: sql`line.value ->> 0`,
        keywordFolded: sql`line.value ->> 1`,
        volume: sql`line.value ->> 3`,
        difficulty: sql`line.value ->> 4`,
        volumeOverride: null,
        difficultyOverride: null,
        sourceVolume: sql`line.value ->> 3`,
        sourceDifficulty: sql`line.value ->> 4`,
        intent: sql`line.value ->> 5`,
        country: sql`line.value ->> 6`,
        attributeValues: "[]",
        status: "new",
        disabled: 0,
        createdAt: at,
        updatedAt: at,
        deletedAt: null,
      }),
    ),
  );
}

type Place = { accountId: number; siteId: number; sectorId: number };

/** Which of these case-folded texts the sector has already. */
export const findTaken = (db: TenantDb, place: Place, folded: readonly string[]) =>
  findTexts(db, place, listOf(folded));

/** Which texts of these seed keywords the sector has already. */
export const findTakenBySeeds = (db: TenantDb, place: Place, seedIds: readonly number[]) =>
  findTexts(
    db,
    place,
    sql`(SELECT ${seedKeywords.keywordFolded} FROM ${seedKeywords} WHERE ${inArray(seedKeywords.id, listOf(seedIds))})`,
  );

const findTexts = (db: TenantDb, place: Place, folded: SQL) =>
  db
    .select({ folded: keywords.keywordFolded })
    .from(keywords)
    .where(
      and(
        eq(keywords.accountId, place.accountId),
        eq(keywords.siteId, place.siteId),
        eq(keywords.sectorId, place.sectorId),
        inArray(keywords.keywordFolded, folded),
        isNull(keywords.deletedAt),
      ),
    );

export const updateKeywords = (db: TenantDb, tenant: Tenant, ids: readonly number[], values: Partial<Keyword>) =>
  db.update(keywords).set(values).where(live(tenant, ids)).returning();

/** Takes rows away for good. Only after `updateKeywords` has set `deletedAt`, so that clusters could be recounted. */
export const eraseKeywords = (db: TenantDb, tenant: Tenant, ids: readonly number[]) =>
  db.delete(keywords).where(and(within(keywords, tenant), inArray(keywords.id, listOf(ids))));

/** Active seed keywords of the global library. */
export const findSeeds = (db: TenantDb, ids: readonly number[]) =>
  db
    .select()
    .from(seedKeywords)
    .where(and(inArray(seedKeywords.id, listOf(ids)), eq(seedKeywords.isActive, true)));
