import { eq, getTableColumns, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { TenantDb } from "../../db/client.ts";
import { atLeast, atMost, byOneIndex, equals, found, list, type QueryOf, type ValuesOf } from "../../db/list.ts";
import { seedKeywords } from "../../db/tables/library.ts";

/** Filters of a list with these two figures. */
export const figureRanges = (table: { difficulty: SQLiteColumn; volume: SQLiteColumn }) => ({
  difficulty_min: atLeast(table.difficulty),
  difficulty_max: atMost(table.difficulty),
  volume_min: atLeast(table.volume),
  volume_max: atMost(table.volume),
});

export type RangeQuery = ValuesOf<ReturnType<typeof figureRanges>>;

const SEED_KEYWORDS = list({
  table: seedKeywords,
  columns: getTableColumns(seedKeywords),
  scope: () => eq(seedKeywords.isActive, true),
  filters: {
    industry_id: equals(seedKeywords.industryId),
    sector_id: equals(seedKeywords.sectorId),
    country: equals(seedKeywords.country),
    intent: equals(seedKeywords.intent),
    ...figureRanges(seedKeywords),
  },
  sortable: { keyword: seedKeywords.keyword, volume: seedKeywords.volume, difficulty: seedKeywords.difficulty },
  searched: true,
  way: byOneIndex,
});

export type SeedKeywordQuery = QueryOf<typeof SEED_KEYWORDS>;

/** Global rows, the same for every account. All names of industries and sectors are one row beside the page. */
export async function findSeedKeywords(db: TenantDb, query: SeedKeywordQuery) {
  const statements = SEED_KEYWORDS.statements(db, null, query);
  const [rows, totals, [names]] = await db.batch([...statements, libraryNames(db)]);
  const nameIn = (list: string | undefined) => {
    const byId = JSON.parse(list ?? "{}") as Record<string, string>;
    return (id: number) => byId[id] ?? "";
  };
  const [industryName, sectorName] = [nameIn(names?.industries), nameIn(names?.sectors)];
  const named = rows.map((row) => ({
    ...row,
    industryName: industryName(row.industryId),
    sectorName: sectorName(row.sectorId),
  }));
  return found([named, totals]);
}

/** `{"id": "name"}` of all industries and of all their sectors, as JSON (migration 0003): one row. */
const libraryNames = (db: TenantDb) =>
  db.select({ industries: sql<string>`industries`, sectors: sql<string>`sectors` }).from(sql`library_names`);
