import { and, asc, desc, eq, gte, inArray, lte, type SQL, sql } from "drizzle-orm";
import type { AnySQLiteColumn } from "drizzle-orm/sqlite-core";
import type { Db } from "../../db/client.ts";
import { type Intent, industries, industrySectors, seedKeywords } from "../../db/tables/reference.ts";

type OrderField = "keyword" | "volume" | "difficulty";

export interface SeedKeywordFilter {
  industryId?: number | undefined;
  sectorId?: number | undefined;
  country?: string | undefined;
  intent?: Intent | undefined;
  /** Case-folded. */
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

/**
 * Global rows, the same for every account. Names are joined onto the page's rows only; they have aliases because in a D1
 * batch columns of the same name overwrite each other.
 */
export async function findSeedKeywords(db: Db, filter: SeedKeywordFilter) {
  const where = conditions(filter);
  const onPage = db
    .select()
    .from(seedKeywords)
    .where(pageCondition(db, filter, where))
    .orderBy(...order(seedKeywords, filter.ordering))
    .limit(filter.limit)
    .offset(filter.offset)
    .as("on_page");
  const [rows, totals] = await db.batch([
    db
      .select({
        id: onPage.id,
        keyword: onPage.keyword,
        industryId: onPage.industryId,
        industryName: sql<string>`${industries.name}`.as("industry_name"),
        sectorId: onPage.sectorId,
        sectorName: sql<string>`${industrySectors.name}`.as("sector_name"),
        volume: onPage.volume,
        difficulty: onPage.difficulty,
        country: onPage.country,
        intent: onPage.intent,
      })
      .from(onPage)
      .innerJoin(industries, eq(industries.id, onPage.industryId))
      .innerJoin(industrySectors, eq(industrySectors.id, onPage.sectorId))
      .orderBy(...order(onPage, filter.ordering)),
    db.select({ total: sql<number>`count(*)` }).from(seedKeywords).where(where),
  ]);
  return { rows, total: totals[0]?.total ?? 0 };
}

const given = <T>(value: T | undefined, condition: (value: T) => SQL): SQL | undefined =>
  value === undefined ? undefined : condition(value);

const conditions = (filter: SeedKeywordFilter) =>
  and(
    eq(seedKeywords.isActive, true),
    given(filter.industryId, (id) => eq(seedKeywords.industryId, id)),
    given(filter.sectorId, (id) => eq(seedKeywords.sectorId, id)),
    given(filter.country, (country) => eq(seedKeywords.country, country)),
    given(filter.intent, (intent) => eq(seedKeywords.intent, intent)),
    given(filter.search, (text) => sql`instr(${seedKeywords.keywordFolded}, ${text}) > 0`),
    given(filter.difficultyMin, (least) => gte(seedKeywords.difficulty, least)),
    given(filter.difficultyMax, (most) => lte(seedKeywords.difficulty, most)),
    given(filter.volumeMin, (least) => gte(seedKeywords.volume, least)),
    given(filter.volumeMax, (most) => lte(seedKeywords.volume, most)),
  );

type Columns = Record<OrderField | "id", AnySQLiteColumn>;

function order(columns: Columns, ordering: SeedKeywordFilter["ordering"]): SQL[] {
  if (ordering === undefined) return [desc(columns.id)];
  const direction = ordering.startsWith("-") ? desc : asc;
  // safe: what is left of an ordering without its sign is a field
  return [direction(columns[ordering.replace("-", "") as OrderField]), direction(columns.id)];
}

const RANGES = ["difficultyMin", "difficultyMax", "volumeMin", "volumeMax"] as const;

/**
 * Which rows a page is cut from. Left alone SQLite may walk the whole library in the order of ids and throw away what is
 * out of range: as a list of ids the matching rows are read once, in their order.
 */
function pageCondition(db: Db, filter: SeedKeywordFilter, where: SQL | undefined): SQL | undefined {
  if (RANGES.every((bound) => filter[bound] === undefined)) return where;
  return inArray(seedKeywords.id, db.select({ id: seedKeywords.id }).from(seedKeywords).where(where));
}
