import { eq, getTableColumns, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { equals, list, live, type QueryOf } from "../../db/list.ts";
import { KEYWORD_STATUSES, type Keyword, keywords } from "../../db/tables/keywords.ts";
import type { Tenant } from "../../db/tenant.ts";
import { figureRanges } from "../library/seed-keywords.queries.ts";
import { withSectorNames } from "../sites/placement.queries.ts";

/** With the names that are shown beside its ids. */
export interface NamedKeyword extends Keyword {
  clusterName: string | null;
  sectorName: string;
}

/** Looked up for the rows of a page only. */
export const clusterName = sql<string | null>`(
  SELECT c.name FROM clusters AS c WHERE c.account_id = keywords.account_id AND c.id = keywords.cluster_id
)`.as("cluster_name");

const KEYWORDS = list({
  table: keywords,
  columns: { ...getTableColumns(keywords), clusterName },
  scope: live(keywords),
  filters: {
    site_id: equals(keywords.siteId),
    // its index has the status before the id, as the site's has
    sector_id: { ...equals(keywords.sectorId), walks: false },
    cluster_id: equals(keywords.clusterId),
    seed_keyword_id: equals(keywords.seedKeywordId),
    status: equals(keywords.status),
    intent: equals(keywords.intent),
    country: equals(keywords.country),
    disabled: equals(keywords.disabled),
    ...figureRanges(keywords),
  },
  sortable: { volume: keywords.volume, difficulty: keywords.difficulty, keyword: keywords.keywordFolded },
  searched: true,
  way({ given, onSite, sorted, oneIndex }) {
    if (oneIndex) return "walk";
    const placed = onSite || given.includes("sector_id");
    const byStatus = given.every((name) => name === "sector_id" || name === "status");
    if (sorted || !placed || !byStatus) return "sort";
    return given.includes("status") ? "walk" : KEYWORD_STATUSES.map((status) => eq(keywords.status, status));
  },
});

export type KeywordQuery = QueryOf<typeof KEYWORDS>;

/** One page of live keywords and how many there are. */
export const findKeywords = (db: TenantDb, tenant: Tenant, query: KeywordQuery) =>
  withSectorNames(db, tenant, KEYWORDS.statements(db, tenant, query));
