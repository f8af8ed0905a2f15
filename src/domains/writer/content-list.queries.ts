import { and, eq, getTableColumns, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { type AnySQLiteColumn, unionAll } from "drizzle-orm/sqlite-core";
import type { Db } from "../../db/client.ts";
import { type Content, content, contentTags } from "../../db/tables/writer.ts";
import { SHOWN_STATUSES } from "../../db/tables/writer-enums.ts";
import { type Tenant, within } from "../../db/tenant.ts";
import { foldedTag } from "./content-text.ts";
import { contains, isFiltered, sortedBy } from "./list-conditions.ts";

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

/** A content row without its body: what lists read. */
export type ContentSummary = Omit<Content, "bodyHtml" | "bodyMarkdown">;

const { bodyHtml: _html, bodyMarkdown: _markdown, ...SUMMARY } = getTableColumns(content);

/** Rows are numbered in the order of their creation: `created_at` is the order of ids. */
const SORTABLE = {
  updated_at: content.updatedAt,
  title: content.title,
  word_count: content.wordCount,
  status: content.shownStatus,
};

/** One page of live content and how much there is; one D1 round trip. */
export const findContentPage = (db: Db, tenant: Tenant, filter: ContentFilter) =>
  filter.tag === undefined ? pageOf(db, tenant, filter) : taggedPageOf(db, tenant, filter, filter.tag);

function matching(tenant: Tenant, filter: ContentFilter, status: SQL): SQL {
  return and(
    within(content, tenant),
    isNull(content.deletedAt),
    inArray(status, [...filter.statuses]),
    equals(content.siteId, filter.siteId),
    equals(content.sectorId, filter.sectorId),
    equals(content.clusterId, filter.clusterId),
    equals(content.taskId, filter.taskId),
    equals(content.siteStatus, filter.siteStatus),
    equals(content.contentType, filter.contentType),
    equals(content.contentStructure, filter.contentStructure),
    equals(content.studioType, filter.studioType),
    equals(content.source, filter.source),
    equals(content.project, filter.project),
    filter.search === undefined ? undefined : contains(content.title, filter.search),
  ) as SQL;
}

const equals = (column: AnySQLiteColumn, value: string | number | undefined) =>
  value === undefined ? undefined : eq(column, value);

/** All statuses but archived: so little is left out that a walk in the order asked for wastes nothing. */
const ALMOST_ALL = SHOWN_STATUSES.length - 1;

/** Narrowed by a column with an index of its own (or by text), beside site and status. */
const isNarrowed = ({ siteId: _site, statuses: _statuses, ...others }: ContentFilter) => isFiltered(others);

async function pageOf(db: Db, tenant: Tenant, filter: ContentFilter) {
  // `+` keeps the index of statuses out where a narrower one leads
  const where = matching(
    tenant,
    filter,
    isNarrowed(filter) ? sql`+${content.shownStatus}` : sql`${content.shownStatus}`,
  );
  const [rows, totals] = await db.batch([
    rowsOf(db, tenant, filter, where),
    db.select({ total: sql<number>`count(*)` }).from(content).where(where),
  ]);
  return { rows, total: totals[0]?.total ?? 0 };
}

/**
 * Left alone SQLite walks the whole account in the order of ids and throws away what is archived or of another site.
 * Status is the last column before the id in both indexes, so one ordered walk for each status, merged, reads the page
 * and nothing else. Other filters have indexes of their own that go on with the id.
 */
function rowsOf(db: Db, tenant: Tenant, filter: ContentFilter, where: SQL) {
  const { siteId, statuses, limit, offset } = filter;
  const narrowed = isNarrowed(filter);
  const filtered = narrowed || siteId !== undefined || statuses.length < ALMOST_ALL || tenant.siteIds !== null;
  const order = sortedBy(SORTABLE, content.id, filter.ordering, filtered);
  if (narrowed || order.length > 1 || statuses.length < 2) {
    return db
      .select(SUMMARY)
      .from(content)
      .where(where)
      .orderBy(...order)
      .limit(limit)
      .offset(offset);
  }
  const walk = (status: string) =>
    db
      .select(SUMMARY)
      .from(content)
      .where(
        matching(tenant, { ...filter, statuses: [status as Content["shownStatus"]] }, sql`${content.shownStatus}`),
      );
  const walks = statuses.map(walk);
  // D1 takes at most five parts in one compound SELECT
  const half = Math.ceil(walks.length / 2);
  const [early, late] = [walks.slice(0, half), walks.slice(half)].map((part, index) =>
    part.length === 1 ? part[0] : db.select().from(unionOf(part).as(`part_${index}`)),
  ) as [Walk, Walk];
  return unionAll(early, late)
    .orderBy(...order)
    .limit(limit)
    .offset(offset);
}

type Walk = ReturnType<typeof plainWalk>;
const plainWalk = (db: Db) => db.select(SUMMARY).from(content).where(sql`true`);
const unionOf = (walks: Walk[]) => {
  const [first, second, ...rest] = walks as [Walk, Walk, ...Walk[]];
  return unionAll(first, second, ...rest);
};

/** By tag: the tag's own rows lead, `+` keeps the index of statuses out. */
async function taggedPageOf(db: Db, tenant: Tenant, filter: ContentFilter, tag: string) {
  const where = and(
    eq(contentTags.accountId, tenant.accountId),
    eq(contentTags.tag, foldedTag(tag)),
    matching(tenant, filter, sql`+${content.shownStatus}`),
  );
  const linked = and(eq(content.accountId, contentTags.accountId), eq(content.id, contentTags.contentId));
  const [rows, totals] = await db.batch([
    db
      .select(SUMMARY)
      .from(contentTags)
      .innerJoin(content, linked)
      .where(where)
      .orderBy(...sortedBy(SORTABLE, contentTags.contentId, filter.ordering, true))
      .limit(filter.limit)
      .offset(filter.offset),
    db.select({ total: sql<number>`count(*)` }).from(contentTags).innerJoin(content, linked).where(where),
  ]);
  return { rows, total: totals[0]?.total ?? 0 };
}
