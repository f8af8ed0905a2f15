import { and, eq, getTableColumns, inArray, or, type SQL, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { insertRows } from "../../db/json-rows.ts";
import { equals, list, live, type QueryOf } from "../../db/list.ts";
import { contentTaxonomies, type Taxonomy, taxonomies } from "../../db/tables/content.ts";
import { listOf, type Tenant } from "../../db/tenant.ts";
import { termSlug } from "./content-text.ts";

const TAXONOMIES = list({
  table: taxonomies,
  columns: getTableColumns(taxonomies),
  scope: live(taxonomies),
  filters: { site_id: equals(taxonomies.siteId), taxonomy_type: equals(taxonomies.taxonomyType) },
  sortable: { name: taxonomies.name, count: taxonomies.contentCount },
  searched: true,
  way: ({ oneIndex, sorted }) => (oneIndex && !sorted ? "walk" : "sort"),
});

export type TaxonomyQuery = QueryOf<typeof TAXONOMIES>;

export const findTaxonomies = (db: TenantDb, tenant: Tenant, query: TaxonomyQuery) =>
  TAXONOMIES.find(db, tenant, query);

/** Links a content row to exactly these terms, and recounts those it gained and lost. */
export const replaceTerms = (
  db: TenantDb,
  accountId: number,
  contentId: number | SQL<number>,
  ids: readonly number[],
) =>
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
const recountTerms = (db: TenantDb, accountId: number, contentId: number | SQL<number>) =>
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
  db: TenantDb,
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
