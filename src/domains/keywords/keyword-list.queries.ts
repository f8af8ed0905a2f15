import { and, eq, getTableColumns, gte, isNull, lte, type SQL, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import {
  type Cut,
  mergedPage,
  orderingOf,
  type PageStatements,
  sortedPage,
  totalOf,
  walkedPage,
} from "../../db/page.ts";
import { searchPage } from "../../db/search.ts";
import { KEYWORD_STATUSES, type Keyword, keywords } from "../../db/tables/keywords.ts";
import { type Tenant, within } from "../../db/tenant.ts";
import { findSectorNames, withSectorNames } from "../sites/placement.queries.ts";
import type { KeywordOrdering } from "./orderings.ts";

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

/** Looked up for the rows of a page only. */
export const clusterName = sql<string | null>`(
  SELECT c.name FROM clusters AS c WHERE c.account_id = keywords.account_id AND c.id = keywords.cluster_id
)`.as("cluster_name");

const COLUMNS = { ...getTableColumns(keywords), clusterName };

const SORTABLE = { volume: keywords.volume, difficulty: keywords.difficulty, keyword: keywords.keywordFolded };

/** One page of live keywords and how many there are; one D1 round trip. */
export async function findKeywords(db: TenantDb, tenant: Tenant, filter: KeywordFilter) {
  const [page, total] = statements(db, tenant, filter);
  const [rows, totals, names] = await db.batch([page, total, findSectorNames(db, tenant)]);
  return { rows: withSectorNames(rows, names), total: totals[0]?.total ?? 0 };
}

function statements(db: TenantDb, tenant: Tenant, filter: KeywordFilter): PageStatements<typeof COLUMNS> {
  const { siteId, search: text, ordering, limit, offset } = filter;
  const cut = { ordering: orderingOf(SORTABLE, ordering), limit, offset };
  const onSite = siteId === undefined ? undefined : eq(keywords.siteId, siteId);
  const scope = and(within(keywords, tenant), isNull(keywords.deletedAt), onSite) as SQL;
  const others = narrowedBy(filter);
  if (text !== undefined) return searchPage(db, keywords, COLUMNS, { text, tenant, siteId }, { scope, others }, cut);
  const where = and(scope, others) as SQL;
  return [pageOf(db, tenant, filter, where, cut), totalOf(db, keywords, where)];
}

const narrowedBy = (filter: KeywordFilter) =>
  and(
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
  );

/** Columns with which a filter is an index's whole prefix, so that the index goes on in the order of ids. */
const WALKED = ["status", "clusterId", "seedKeywordId", "intent", "country", "disabled"] as const;
const PLACES = ["siteId", "sectorId"] as const;
const RANGES = ["difficultyMin", "difficultyMax", "volumeMin", "volumeMax"] as const;

/** The page by the cheapest way: left alone SQLite may walk the whole account and throw away what does not match. */
function pageOf(db: TenantDb, tenant: Tenant, filter: KeywordFilter, where: SQL, cut: Cut) {
  const given = (keys: readonly (keyof KeywordFilter)[]) => keys.filter((key) => filter[key] !== undefined);
  const [walked, placed, ranged] = [given(WALKED), given(PLACES), given(RANGES)];
  const { column } = cut.ordering;
  const everySite = tenant.siteIds === null && placed.length === 0;
  if (everySite && ranged.length === 0 && walked.length <= (column ? 0 : 1)) {
    return walkedPage(db, keywords, COLUMNS, where, cut);
  }
  if (column || ranged.length > 0 || placed.length === 0 || walked.some((key) => key !== "status")) {
    return sortedPage(db, keywords, COLUMNS, where, cut);
  }
  const statuses = filter.status ? [filter.status] : KEYWORD_STATUSES;
  const walks = statuses.map((status) => and(where, eq(keywords.status, status)) as SQL);
  return mergedPage(db, keywords, COLUMNS, walks, cut);
}
