import { and, eq, getTableColumns, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { insertRows } from "../../db/json-rows.ts";
import { orderingOf, type PageStatements, sortedPage, totalOf, walkedPage } from "../../db/page.ts";
import { searchPage } from "../../db/search.ts";
import { contentTaxonomies, type Taxonomy, taxonomies } from "../../db/tables/content.ts";
import { listOf, type Tenant, within } from "../../db/tenant.ts";
import { termSlug } from "./content-text.ts";

export interface TaxonomyFilter {
  siteId?: number | undefined;
  taxonomyType?: Taxonomy["taxonomyType"] | undefined;
  search?: string | undefined;
  ordering?: string | undefined;
  limit: number;
  offset: number;
}

const SORTABLE = { name: taxonomies.name, count: taxonomies.contentCount };
const COLUMNS = getTableColumns(taxonomies);

export async function findTaxonomies(db: TenantDb, tenant: Tenant, filter: TaxonomyFilter) {
  const [rows, totals] = await db.batch(statements(db, tenant, filter));
  return { rows, total: totals[0]?.total ?? 0 };
}

function statements(db: TenantDb, tenant: Tenant, filter: TaxonomyFilter): PageStatements<typeof COLUMNS> {
  const { siteId, search: text, ordering, limit, offset } = filter;
  const cut = { ordering: orderingOf(SORTABLE, ordering), limit, offset };
  const onSite = siteId === undefined ? undefined : eq(taxonomies.siteId, siteId);
  const scope = and(within(taxonomies, tenant), isNull(taxonomies.deletedAt), onSite) as SQL;
  const others = filter.taxonomyType && eq(taxonomies.taxonomyType, filter.taxonomyType);
  if (text !== undefined) return searchPage(db, taxonomies, COLUMNS, { text, tenant, siteId }, { scope, others }, cut);
  const where = and(scope, others) as SQL;
  const isWalk = tenant.siteIds === null && siteId === undefined && !cut.ordering.column;
  return [(isWalk ? walkedPage : sortedPage)(db, taxonomies, COLUMNS, where, cut), totalOf(db, taxonomies, where)];
}

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
