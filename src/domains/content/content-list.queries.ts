import { and, eq, getTableColumns, inArray, type SQL, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { equals, found, isOneOf, list, live, notWalked, type QueryOf } from "../../db/list.ts";
import {
  type Cut,
  inOrder,
  mergedPage,
  type PageStatements,
  pageFrom,
  sliceOf,
  sortedPage,
  totalOf,
  walkedPage,
} from "../../db/page.ts";
import { searchPage } from "../../db/search.ts";
import { content, contentTags } from "../../db/tables/content.ts";
import { SHOWN_STATUSES } from "../../db/tables/content-enums.ts";
import type { Tenant } from "../../db/tenant.ts";
import { foldedTag } from "./content-text.ts";

const { bodyHtml: _html, bodyMarkdown: _markdown, ...SUMMARY } = getTableColumns(content);

const hasTag = (tag: string) => eq(contentTags.tag, foldedTag(tag));

const isTagged = (tag: string): SQL => {
  const same = and(eq(contentTags.accountId, content.accountId), eq(contentTags.contentId, content.id), hasTag(tag));
  return sql`EXISTS (SELECT 1 FROM ${contentTags} WHERE ${same})`;
};

const CONTENT = list({
  table: content,
  columns: SUMMARY,
  scope: live(content),
  filters: {
    site_id: equals(content.siteId),
    sector_id: equals(content.sectorId),
    cluster_id: equals(content.clusterId),
    task_id: equals(content.taskId),
    status: isOneOf(content.shownStatus),
    site_status: equals(content.siteStatus),
    content_type: equals(content.contentType),
    content_structure: equals(content.contentStructure),
    source: equals(content.source),
    tag: notWalked(isTagged),
  },
  sortable: {
    updated_at: content.updatedAt,
    title: content.title,
    word_count: content.wordCount,
    status: content.shownStatus,
  },
  searched: true,
});

export type ContentQuery = QueryOf<typeof CONTENT>;

/** One page of live content and how much there is; without a status all but archived. One D1 round trip. */
export const findContentPage = async (db: TenantDb, tenant: Tenant, query: ContentQuery) =>
  found(await db.batch(statements(db, tenant, query)));

/** So little is left out that a walk in the order asked for wastes nothing. */
const LISTED = SHOWN_STATUSES.filter((status) => status !== "archived");

function statements(
  db: TenantDb,
  tenant: Tenant,
  { status: statuses = LISTED, tag, ...query }: ContentQuery,
): PageStatements<typeof SUMMARY> {
  // each of these filters has an index that goes on with the id
  const { scope, others, cut, asked } = CONTENT.read(tenant, query);
  const { given, everySite, sorted } = asked;
  if (query.search !== undefined) {
    const search = { text: query.search, tenant, siteId: query.site_id, statuses };
    const tagged = tag === undefined ? undefined : isTagged(tag);
    return searchPage(db, content, SUMMARY, search, { scope, others: and(others, tagged) }, cut);
  }
  // `+` keeps the index of statuses out where a narrower one leads
  const status = tag !== undefined || others ? sql`+${content.shownStatus}` : sql`${content.shownStatus}`;
  const where = and(scope, inArray(status, [...statuses]), others) as SQL;
  if (tag !== undefined) return taggedPage(db, tenant, tag, where, cut);
  const total = totalOf(db, content, where);
  const isWalk = sorted ? !others && statuses.length >= LISTED.length : given.length === 1;
  if (everySite && isWalk) return [walkedPage(db, content, SUMMARY, where, cut), total];
  if (sorted || others) return [sortedPage(db, content, SUMMARY, where, cut), total];
  // left alone SQLite walks all there is in the order of ids and throws away what is archived or of another site
  const walks = statuses.map((each) => and(scope, eq(content.shownStatus, each)) as SQL);
  return [mergedPage(db, content, SUMMARY, walks, cut), total];
}

/** The content with a tag, whose own rows lead: their index goes on in the order of ids. */
function taggedPage(db: TenantDb, tenant: Tenant, tag: string, where: SQL, cut: Cut): PageStatements<typeof SUMMARY> {
  const tagged = sql`
    (SELECT content_id AS tagged_id FROM ${contentTags} WHERE ${and(eq(contentTags.accountId, tenant.accountId), hasTag(tag))})
    CROSS JOIN ${content} ON ${content.id} = tagged_id WHERE ${where}`;
  const page = sql`FROM ${tagged} ${inOrder(cut.ordering, sql`tagged_id`)} ${sliceOf(cut)}`;
  return [pageFrom(db, content, SUMMARY, page), db.select({ total: sql<number>`count(*)` }).from(tagged)];
}
