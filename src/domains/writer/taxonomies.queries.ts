import { and, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "../../db/client.ts";
import { insertRows } from "../../db/json-rows.ts";
import { contentTaxonomies, type Taxonomy, taxonomies } from "../../db/tables/writer.ts";
import { listOf, type Tenant, within } from "../../db/tenant.ts";
import { termSlug } from "./content-text.ts";
import { contains, sortedBy } from "./list-conditions.ts";

export interface TaxonomyFilter {
  siteId?: number | undefined;
  taxonomyType?: Taxonomy["taxonomyType"] | undefined;
  search?: string | undefined;
  ordering?: string | undefined;
  limit: number;
  offset: number;
}

const SORTABLE = { name: taxonomies.name, count: taxonomies.contentCount };

export async function findTaxonomies(db: Db, tenant: Tenant, filter: TaxonomyFilter) {
  const where = and(
    within(taxonomies, tenant),
    isNull(taxonomies.deletedAt),
    filter.siteId === undefined ? undefined : eq(taxonomies.siteId, filter.siteId),
    filter.taxonomyType ? eq(taxonomies.taxonomyType, filter.taxonomyType) : undefined,
    filter.search ? contains(taxonomies.name, filter.search) : undefined,
  );
  const [rows, totals] = await db.batch([
    db
      .select()
      .from(taxonomies)
      .where(where)
      .orderBy(...sortedBy(SORTABLE, taxonomies.id, filter.ordering, true))
      .limit(filter.limit)
      .offset(filter.offset),
    db.select({ total: sql<number>`count(*)` }).from(taxonomies).where(where),
  ]);
  return { rows, total: totals[0]?.total ?? 0 };
}

/** Links a content row to exactly these terms, and recounts those it gained and lost. */
export const replaceTerms = (db: Db, accountId: number, contentId: number | SQL<number>, ids: readonly number[]) =>
  [
    // while the old links still stand: one less for each term that goes
    db
      .update(taxonomies)
      .set({ contentCount: sql`${taxonomies.contentCount} - 1` })
      .where(and(eq(taxonomies.accountId, accountId), inArray(taxonomies.id, linked(accountId, contentId)))),
    db
      .delete(contentTaxonomies)
      .where(and(eq(contentTaxonomies.accountId, accountId), eq(contentTaxonomies.contentId, contentId as number))),
    db
      .insert(contentTaxonomies)
      .select(sql`SELECT ${accountId}, ${contentId}, value FROM json_each(${JSON.stringify(ids)}) WHERE true`)
      .onConflictDoNothing(),
    recountTerms(db, accountId, contentId),
  ] as const;

const linked = (accountId: number, contentId: number | SQL<number>) =>
  sql`(SELECT taxonomy_id FROM content_taxonomies WHERE account_id = ${accountId} AND content_id = ${contentId})`;

/** Counts the terms of a content row anew. */
const recountTerms = (db: Db, accountId: number, contentId: number | SQL<number>) =>
  db
    .update(taxonomies)
    .set({
      contentCount: sql`(SELECT count(*) FROM content_taxonomies AS link WHERE link.account_id = ${accountId} AND link.taxonomy_id = taxonomies.id)`,
    })
    .where(and(eq(taxonomies.accountId, accountId), inArray(taxonomies.id, linked(accountId, contentId))));

export interface Term {
  type: Taxonomy["taxonomyType"];
  name: string;
}

/** Finds or creates the terms on the site and links the content row to them. */
export function addTerms(
  db: Db,
  accountId: number,
  siteId: number,
  contentId: number,
  terms: readonly Term[],
  now: number,
) {
  const rows = terms.map(({ type, name }) => ({
    accountId,
    siteId,
    name,
    slug: termSlug(name),
    taxonomyType: type,
    createdAt: now,
    updatedAt: now,
  }));
  const slugsOf = (type: Term["type"]) => rows.filter((row) => row.taxonomyType === type).map(({ slug }) => slug);
  const wanted = or(
    ...(["category", "tag"] as const).map((type) =>
      and(eq(taxonomies.taxonomyType, type), inArray(taxonomies.slug, listOf(slugsOf(type)))),
    ),
  );
  return [
    insertRows(db, taxonomies, rows).onConflictDoUpdate({
      target: [taxonomies.accountId, taxonomies.siteId, taxonomies.taxonomyType, taxonomies.slug],
      set: { deletedAt: null },
    }),
    db
      .insert(contentTaxonomies)
      .select(
        sql`SELECT ${accountId}, ${contentId}, id FROM taxonomies WHERE ${and(eq(taxonomies.accountId, accountId), eq(taxonomies.siteId, siteId), wanted)}`,
      )
      .onConflictDoNothing(),
    recountTerms(db, accountId, contentId),
  ] as const;
}
