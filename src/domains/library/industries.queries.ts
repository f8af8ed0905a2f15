import { and, asc, eq, getTableColumns, inArray, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { found, list, type QueryOf } from "../../db/list.ts";
import { inOrder, sliceOf } from "../../db/page.ts";
import { type Industry, type IndustrySector, industries, industrySectors } from "../../db/tables/library.ts";

/** Global rows, the same for every account. */
export const findIndustry = (db: TenantDb, industryId: number) =>
  db
    .select()
    .from(industries)
    .where(and(eq(industries.id, industryId), eq(industries.isActive, true)))
    .limit(1);

export const findIndustrySector = (db: TenantDb, sectorId: number) =>
  db.select().from(industrySectors).where(eq(industrySectors.id, sectorId)).limit(1);

const INDUSTRIES = list({
  table: industries,
  columns: getTableColumns(industries),
  scope: () => eq(industries.isActive, true),
  filters: {},
  sortable: { name: industries.name },
});

export type IndustryQuery = Omit<QueryOf<typeof INDUSTRIES>, "ordering">;

/** Active industries by name, each with its sectors: templates for sites. One page and how many there are. */
export async function findIndustries(db: TenantDb, query: IndustryQuery) {
  const byName = { ...query, ordering: "name" } as const;
  const { where, cut } = INDUSTRIES.read(null, byName);
  const onPage = sql`(
    SELECT ${industries.id} FROM ${industries} WHERE ${where} ${inOrder(cut.ordering, industries.id)} ${sliceOf(cut)})`;
  const theirSectors = db
    .select()
    .from(industrySectors)
    .where(inArray(industrySectors.industryId, onPage))
    .orderBy(asc(industrySectors.name), asc(industrySectors.id));
  const [rows, totals, sectors] = await db.batch([...INDUSTRIES.statements(db, null, byName), theirSectors]);
  return found([rows.map((industry) => withSectors(industry, sectors)), totals]);
}

const withSectors = (industry: Industry, sectors: readonly IndustrySector[]) => ({
  ...industry,
  sectors: sectors.filter((sector) => sector.industryId === industry.id),
});
