import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Db } from "../../db/client.ts";
import { type Industry, type IndustrySector, industries, industrySectors } from "../../db/tables/library.ts";

/** Global rows, the same for every account. */
export const findIndustry = (db: Db, industryId: number) =>
  db
    .select()
    .from(industries)
    .where(and(eq(industries.id, industryId), eq(industries.isActive, true)))
    .limit(1);

export const findIndustrySector = (db: Db, sectorId: number) =>
  db.select().from(industrySectors).where(eq(industrySectors.id, sectorId)).limit(1);

/** One page of active industries by name, each with its sectors. */
export async function findIndustries(db: Db, { limit, offset }: { limit: number; offset: number }) {
  const active = eq(industries.isActive, true);
  const byName = [asc(industries.name), asc(industries.id)];
  const onPage = db
    .select({ id: industries.id })
    .from(industries)
    .where(active)
    .orderBy(...byName)
    .limit(limit)
    .offset(offset);
  const [rows, sectors, totals] = await db.batch([
    db
      .select()
      .from(industries)
      .where(active)
      .orderBy(...byName)
      .limit(limit)
      .offset(offset),
    db
      .select()
      .from(industrySectors)
      .where(inArray(industrySectors.industryId, onPage))
      .orderBy(asc(industrySectors.name), asc(industrySectors.id)),
    db.select({ total: sql<number>`count(*)` }).from(industries).where(active),
  ]);
  return { rows: rows.map((industry) => withSectors(industry, sectors)), total: totals[0]?.total ?? 0 };
}

const withSectors = (industry: Industry, sectors: readonly IndustrySector[]) => ({
  ...industry,
  sectors: sectors.filter((sector) => sector.industryId === industry.id),
});
