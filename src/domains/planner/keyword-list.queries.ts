import { and, asc, desc, eq, getTableColumns, gte, inArray, isNull, lte, type SQL, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/sqlite-core";
import type { Db } from "../../db/client.ts";
import { KEYWORD_STATUSES, type Keyword, keywords } from "../../db/tables/planner.ts";
import { type Tenant, within } from "../../db/tenant.ts";
import { foldText } from "./keyword-text.ts";
import { findSectorNames } from "./placement.queries.ts";

export interface KeywordFilter {
  siteId?: number | undefined;
  sectorId?: number | undefined;
  clusterId?: number | undefined;
  seedKeywordId?: number | undefined;
  status?: Keyword["status"] | undefined;
  intent?: NonNullable<Keyword["intent"]> | undefined;
  country?: string | undefined;
  disabled?: boolean | undefined;
  difficultyMin?: number | undefined;
  difficultyMax?: number | undefined;
  volumeMin?: number | undefined;
  volumeMax?: number | undefined;
  search?: string | undefined;
  ordering?: KeywordOrdering | undefined;
  limit: number;
  offset: number;
}

export const KEYWORD_ORDERINGS = [
  "created_at",
  "-created_at",
  "volume",
  "-volume",
  "difficulty",
  "-difficulty",
  "keyword",
  "-keyword",
] as const;
export type KeywordOrdering = (typeof KEYWORD_ORDERINGS)[number];

/** A keyword with the names that are shown beside it. */
export interface NamedKeyword extends Keyword {
  clusterName: string | null;
  sectorName: string;
}

/** Looked up for the rows of a page only: SQLite computes a column after LIMIT when an index gives the order. */
export const clusterName = sql<string | null>`(
  SELECT c.name FROM clusters AS c WHERE c.account_id = keywords.account_id AND c.id = keywords.cluster_id
)`.as("cluster_name");

const COLUMNS = { ...getTableColumns(keywords), clusterName };

/** One page of live keywords and how many there are; one D1 round trip. */
export async function findKeywords(db: Db, tenant: Tenant, filter: KeywordFilter) {
  const where = matching(tenant, filter);
  const [rows, totals, sectorNames] = await db.batch([
    pageOf(db, tenant, filter, where),
    db.select({ total: sql<number>`count(*)` }).from(keywords).where(where),
    findSectorNames(db, tenant, filter),
  ]);
  const names = new Map(sectorNames.map(({ id, name }) => [id, name]));
  return {
    rows: rows.map((row) => ({ ...row, sectorName: names.get(row.sectorId) ?? "" })),
    total: totals[0]?.total ?? 0,
  };
}

const matching = (tenant: Tenant, filter: KeywordFilter): SQL =>
  and(
    within(keywords, tenant),
    isNull(keywords.deletedAt),
    filter.siteId === undefined ? undefined : eq(keywords.siteId, filter.siteId),
    filter.sectorId === undefined ? undefined : eq(keywords.sectorId, filter.sectorId),
    filter.status && eq(keywords.status, filter.status),
    filter.clusterId === undefined ? undefined : eq(keywords.clusterId, filter.clusterId),
    filter.seedKeywordId === undefined ? undefined : eq(keywords.seedKeywordId, filter.seedKeywordId),
    filter.intent && eq(keywords.intent, filter.intent),
    filter.country && eq(keywords.country, filter.country.toUpperCase()),
    filter.disabled === undefined ? undefined : eq(keywords.disabled, filter.disabled),
    filter.difficultyMin === undefined ? undefined : gte(keywords.difficulty, filter.difficultyMin),
    filter.difficultyMax === undefined ? undefined : lte(keywords.difficulty, filter.difficultyMax),
    filter.volumeMin === undefined ? undefined : gte(keywords.volume, filter.volumeMin),
    filter.volumeMax === undefined ? undefined : lte(keywords.volume, filter.volumeMax),
    filter.search === undefined ? undefined : sql`instr(${keywords.keywordFolded}, ${foldText(filter.search)}) > 0`,
  ) as SQL;

/** Rows are numbered in the order of their creation, so `created_at` is the order of ids. */
function orderOf(ordering: KeywordOrdering = "-created_at"): SQL[] {
  const direction = ordering.startsWith("-") ? desc : asc;
  const field = ordering.replace("-", "");
  const column = { volume: keywords.volume, difficulty: keywords.difficulty, keyword: keywords.keywordFolded }[field];
  return column ? [direction(column), direction(keywords.id)] : [direction(keywords.id)];
}

/**
 * The page by the cheapest way. Left alone, SQLite walks the whole account in the order asked for and throws away what
 * does not match; a sort reads each matching row twice.
 */
function pageOf(db: Db, tenant: Tenant, filter: KeywordFilter, where: SQL) {
  const order = orderOf(filter.ordering);
  const byId = order.length === 1;
  const select = () => db.select(COLUMNS).from(keywords);
  const ids = () => db.select({ id: keywords.id }).from(keywords).where(where);
  const cut = { limit: filter.limit, offset: filter.offset };
  const narrowed = NARROWING.some((key) => filter[key] !== undefined);

  if (!narrowed && (filter.siteId === undefined && filter.sectorId === undefined ? true : byId && !!filter.status))
    return select().where(where).orderBy(...order).limit(cut.limit).offset(cut.offset);
  if (!narrowed && byId) {
    // their indexes hold site or sector, then status, then id: one ordered walk for each status, merged
    const [first, second] = KEYWORD_STATUSES.map((status) => select().where(and(where, eq(keywords.status, status))));
    if (first && second) return unionAll(first, second).orderBy(...order.map(unqualified)).limit(cut.limit).offset(cut.offset);
  }
  const account = eq(keywords.accountId, tenant.accountId);
  if (byId)
    return select().where(and(account, inArray(keywords.id, ids()))).orderBy(...order).limit(cut.limit).offset(cut.offset);
  const page = ids().orderBy(...order).limit(cut.limit).offset(cut.offset);
  return select().where(and(account, inArray(keywords.id, page))).orderBy(...order).limit(cut.limit).offset(0);
}
