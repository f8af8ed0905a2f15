import { and, eq, getTableColumns, gte, lte, type SQL, sql } from "drizzle-orm";
import type { Db } from "../../db/client.ts";
import { orderingOf, type PageStatements, sortedPage, totalOf, walkedPage } from "../../db/page.ts";
import { searchPage } from "../../db/search.ts";
import { type Intent, seedKeywords } from "../../db/tables/library.ts";

type OrderField = "keyword" | "volume" | "difficulty";

export interface SeedKeywordFilter {
  industryId?: number | undefined;
  sectorId?: number | undefined;
  country?: string | undefined;
  intent?: Intent | undefined;
  search?: string | undefined;
  difficultyMin?: number | undefined;
  difficultyMax?: number | undefined;
  volumeMin?: number | undefined;
  volumeMax?: number | undefined;
  /** Absent: newest first. */
  ordering?: OrderField | `-${OrderField}` | undefined;
  limit: number;
  offset: number;
}

const COLUMNS = getTableColumns(seedKeywords);

const SORTABLE = { keyword: seedKeywords.keyword, volume: seedKeywords.volume, difficulty: seedKeywords.difficulty };

/** Global rows, the same for every account. All names of industries and sectors are one row beside the page. */
export async function findSeedKeywords(db: Db, filter: SeedKeywordFilter) {
  const [page, total] = statements(db, filter);
  const [rows, totals, names] = await db.batch([page, total, libraryNames(db)]);
  const nameIn = (list: string | undefined) => {
    const byId = JSON.parse(list ?? "{}") as Record<string, string>;
    return (id: number) => byId[id] ?? "";
  };
  const [industryName, sectorName] = [nameIn(names[0]?.industries), nameIn(names[0]?.sectors)];
  return {
    rows: rows.map((row) => ({
      ...row,
      industryName: industryName(row.industryId),
      sectorName: sectorName(row.sectorId),
    })),
    total: totals[0]?.total ?? 0,
  };
}

/** `{"id": "name"}` of all industries and of all their sectors, as JSON (migration 0003): one row. */
const libraryNames = (db: Db) =>
  db.select({ industries: sql<string>`industries`, sectors: sql<string>`sectors` }).from(sql`library_names`);

function statements(db: Db, filter: SeedKeywordFilter): PageStatements<typeof COLUMNS> {
  const { search: text, limit, offset } = filter;
  const cut = { ordering: orderingOf(SORTABLE, filter.ordering), limit, offset };
  const scope = eq(seedKeywords.isActive, true);
  const equal = [
    given(filter.industryId, (id) => eq(seedKeywords.industryId, id)),
    given(filter.sectorId, (id) => eq(seedKeywords.sectorId, id)),
    given(filter.country, (country) => eq(seedKeywords.country, country)),
    given(filter.intent, (intent) => eq(seedKeywords.intent, intent)),
  ].filter((condition) => condition !== undefined);
  const range = and(
    given(filter.difficultyMin, (least) => gte(seedKeywords.difficulty, least)),
    given(filter.difficultyMax, (most) => lte(seedKeywords.difficulty, most)),
    given(filter.volumeMin, (least) => gte(seedKeywords.volume, least)),
    given(filter.volumeMax, (most) => lte(seedKeywords.volume, most)),
  );
  const others = and(...equal, range);
  if (text !== undefined) return searchPage(db, seedKeywords, COLUMNS, { text, tenant: null }, { scope, others }, cut);
  const where = and(scope, others) as SQL;
  // each order has an index, and each filter but a range one that goes on with the id
  const isWalk = !range && equal.length <= (cut.ordering.column ? 0 : 1);
  return [(isWalk ? walkedPage : sortedPage)(db, seedKeywords, COLUMNS, where, cut), totalOf(db, seedKeywords, where)];
}

const given = <T>(value: T | undefined, condition: (value: T) => SQL): SQL | undefined =>
  value === undefined ? undefined : condition(value);
