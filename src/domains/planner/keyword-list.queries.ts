import {
  and,
  asc,
  desc,
  eq,
  getTableColumns,
  gte,
  inArray,
  isNull,
  lte,
  type SQL,
  type SQLWrapper,
  sql,
} from "drizzle-orm";
import { unionAll } from "drizzle-orm/sqlite-core";
import type { Db } from "../../db/client.ts";
import { KEYWORD_STATUSES, type Keyword, keywords } from "../../db/tables/planner.ts";
import { type Tenant, within } from "../../db/tenant.ts";
import { foldText } from "./keyword-text.ts";
import type { KeywordOrdering } from "./orderings.ts";
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
    filter.country === undefined ? undefined : eq(keywords.country, filter.country.toUpperCase()),
    filter.disabled === undefined ? undefined : eq(keywords.disabled, filter.disabled),
    filter.difficultyMin === undefined ? undefined : gte(keywords.difficulty, filter.difficultyMin),
    filter.difficultyMax === undefined ? undefined : lte(keywords.difficulty, filter.difficultyMax),
    filter.volumeMin === undefined ? undefined : gte(keywords.volume, filter.volumeMin),
    filter.volumeMax === undefined ? undefined : lte(keywords.volume, filter.volumeMax),
    filter.search === undefined ? undefined : sql`instr(${keywords.keywordFolded}, ${foldText(filter.search)}) > 0`,
  ) as SQL;

/** Columns with which a filter is an index's whole prefix, so that the index goes on in the order of ids. */
const WALKED = ["status", "clusterId", "seedKeywordId", "intent"] as const;
const OTHERS = ["country", "disabled", "difficultyMin", "difficultyMax", "volumeMin", "volumeMax", "search"] as const;

/**
 * The page by the cheapest way. Left alone SQLite may walk the whole account in the order asked for and throw away what
 * does not match; and a sort reads each matching row twice. `+` keeps a column from being walked by its index.
 */
function pageOf(db: Db, { accountId }: Tenant, filter: KeywordFilter, where: SQL) {
  const { limit, offset } = filter;
  const select = (condition: SQL | undefined) => db.select(COLUMNS).from(keywords).where(condition);
  const ids = () => db.select({ id: keywords.id }).from(keywords).where(where);
  const oneOf = (subquery: SQLWrapper) =>
    select(and(eq(keywords.accountId, accountId), inArray(keywords.id, subquery)));
  const { direction, column } = orderOf(filter.ordering);
  const given = (keys: readonly (keyof KeywordFilter)[]) => keys.filter((key) => filter[key] !== undefined).length;
  const placed = given(["siteId", "sectorId"]) > 0;

  if (given(OTHERS) === 0 && !placed && given(WALKED) <= (column ? 0 : 1)) {
    const order = column ? [direction(column), direction(keywords.id)] : [direction(keywords.id)];
    return select(where)
      .orderBy(...order)
      .limit(limit)
      .offset(offset);
  }
  if (column) {
    const order = [direction(sql`+${column}`), direction(sql`+${keywords.id}`)];
    const page = ids()
      .orderBy(...order)
      .limit(limit)
      .offset(offset);
    return oneOf(page)
      .orderBy(...order)
      .limit(limit)
      .offset(0);
  }
  if (given(OTHERS) === 0 && given(["clusterId", "seedKeywordId", "intent"]) === 0) {
    // site or sector, then status, then id: one ordered walk for each status, merged
    const [fresh, mapped] = KEYWORD_STATUSES.map((status) => select(and(where, eq(keywords.status, status))));
    if (fresh && mapped) return unionAll(fresh, mapped).orderBy(direction(keywords.id)).limit(limit).offset(offset);
  }
  return oneOf(ids()).orderBy(direction(keywords.id)).limit(limit).offset(offset);
}

/** Rows are numbered in the order of their creation, so `created_at` is the order of ids, which is no column of its own. */
function orderOf(ordering: KeywordOrdering = "-created_at") {
  const columns = { volume: keywords.volume, difficulty: keywords.difficulty, keyword: keywords.keywordFolded };
  const field = ordering.replace("-", "");
  return {
    direction: ordering.startsWith("-") ? desc : asc,
    column: field in columns ? columns[field as keyof typeof columns] : undefined,
  };
}
