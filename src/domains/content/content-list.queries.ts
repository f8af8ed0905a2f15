import { and, eq, getTableColumns, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { TenantDb } from "../../db/client.ts";
import {
  type Cut,
  inOrder,
  mergedPage,
  orderingOf,
  type PageStatements,
  pageFrom,
  sliceOf,
  sortedPage,
  totalOf,
  walkedPage,
} from "../../db/page.ts";
import { searchPage } from "../../db/search.ts";
import { type Content, content, contentTags } from "../../db/tables/content.ts";
import { SHOWN_STATUSES } from "../../db/tables/content-enums.ts";
import { type Tenant, within } from "../../db/tenant.ts";
import { foldedTag } from "./content-text.ts";

export interface ContentFilter {
  siteId?: number | undefined;
  sectorId?: number | undefined;
  clusterId?: number | undefined;
  taskId?: number | undefined;
  /** Statuses as shown. Without them: all but archived. */
  statuses: readonly Content["shownStatus"][];
  siteStatus?: Content["siteStatus"] | undefined;
  contentType?: Content["contentType"] | undefined;
  contentStructure?: Content["contentStructure"] | undefined;
  studioType?: Content["studioType"] | undefined;
  source?: Content["source"] | undefined;
  project?: string | undefined;
  tag?: string | undefined;
  search?: string | undefined;
  ordering?: string | undefined;
  limit: number;
  offset: number;
}

const { bodyHtml: _html, bodyMarkdown: _markdown, ...SUMMARY } = getTableColumns(content);

const SORTABLE = {
  updated_at: content.updatedAt,
  title: content.title,
  word_count: content.wordCount,
  status: content.shownStatus,
};

/** One page of live content and how much there is; one D1 round trip. */
export async function findContentPage(db: TenantDb, tenant: Tenant, filter: ContentFilter) {
  const [rows, totals] = await db.batch(statements(db, tenant, filter));
  return { rows, total: totals[0]?.total ?? 0 };
}

function statements(db: TenantDb, tenant: Tenant, filter: ContentFilter): PageStatements<typeof SUMMARY> {
  const { siteId, statuses, tag, search: text, ordering, limit, offset } = filter;
  const cut = { ordering: orderingOf(SORTABLE, ordering), limit, offset };
  const scope = and(within(content, tenant), isNull(content.deletedAt), equals(content.siteId, siteId)) as SQL;
  const narrowing = narrowedBy(filter);
  if (text !== undefined) {
    const others = and(...narrowing, tag === undefined ? undefined : isTagged(tenant, tag));
    return searchPage(db, content, SUMMARY, { text, tenant, siteId, statuses }, { scope, others }, cut);
  }
  // `+` keeps the index of statuses out where a narrower one leads
  const status = tag !== undefined || narrowing.length > 0 ? sql`+${content.shownStatus}` : sql`${content.shownStatus}`;
  const where = and(scope, inArray(status, [...statuses]), ...narrowing) as SQL;
  if (tag !== undefined) return taggedPage(db, tenant, tag, where, cut);
  const total = totalOf(db, content, where);
  const { column } = cut.ordering;
  const everySite = tenant.siteIds === null && siteId === undefined;
  const isWalk = column ? narrowing.length === 0 && statuses.length >= ALMOST_ALL : narrowing.length === 1;
  if (everySite && isWalk) return [walkedPage(db, content, SUMMARY, where, cut), total];
  if (column || narrowing.length > 0) return [sortedPage(db, content, SUMMARY, where, cut), total];
  // left alone SQLite walks all there is in the order of ids and throws away what is archived or of another site
  const walks = statuses.map((each) => and(scope, eq(content.shownStatus, each)) as SQL);
  return [mergedPage(db, content, SUMMARY, walks, cut), total];
}

/** Conditions on columns with an index of their own, which goes on with the id. */
const narrowedBy = (filter: ContentFilter): SQL[] =>
  [
    equals(content.sectorId, filter.sectorId),
    equals(content.clusterId, filter.clusterId),
    equals(content.taskId, filter.taskId),
    equals(content.siteStatus, filter.siteStatus),
    equals(content.contentType, filter.contentType),
    equals(content.contentStructure, filter.contentStructure),
    equals(content.studioType, filter.studioType),
    equals(content.source, filter.source),
    equals(content.project, filter.project),
  ].filter((condition) => condition !== undefined);

const equals = (column: SQLiteColumn, value: string | number | undefined) =>
  value === undefined ? undefined : eq(column, value);

/** All statuses but archived: so little is left out that a walk in the order asked for wastes nothing. */
const ALMOST_ALL = SHOWN_STATUSES.length - 1;

/** The content with a tag, whose own rows lead: their index goes on in the order of ids. */
function taggedPage(db: TenantDb, tenant: Tenant, tag: string, where: SQL, cut: Cut): PageStatements<typeof SUMMARY> {
  const tagged = sql`
    (SELECT content_id AS tagged_id FROM ${contentTags} WHERE ${hasTag(tenant, tag)})
    CROSS JOIN ${content} ON ${content.id} = tagged_id WHERE ${where}`;
  const page = sql`FROM ${tagged} ${inOrder(cut.ordering, sql`tagged_id`)} ${sliceOf(cut)}`;
  return [pageFrom(db, content, SUMMARY, page), db.select({ total: sql<number>`count(*)` }).from(tagged)];
}

const hasTag = ({ accountId }: Tenant, tag: string) =>
  and(eq(contentTags.accountId, accountId), eq(contentTags.tag, foldedTag(tag)));

const isTagged = (tenant: Tenant, tag: string): SQL =>
  sql`EXISTS (SELECT 1 FROM ${contentTags} WHERE ${and(hasTag(tenant, tag), eq(contentTags.contentId, content.id))})`;
