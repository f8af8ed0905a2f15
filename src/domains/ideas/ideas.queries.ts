import { and, eq, getTableColumns, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { jsonParts, rowsFrom } from "../../db/json-rows.ts";
import { mergedPage, orderingOf, type PageStatements, sortedPage, totalOf, walkedPage } from "../../db/page.ts";
import { searchPage } from "../../db/search.ts";
import { type ContentIdea, contentIdeas, IDEA_STATUSES } from "../../db/tables/ideas.ts";
import { listOf, type Tenant, within } from "../../db/tenant.ts";
import { findSectorNames, withSectorNames } from "../sites/placement.queries.ts";

export interface IdeaFilter {
  siteId?: number | undefined;
  sectorId?: number | undefined;
  clusterId?: number | undefined;
  status?: ContentIdea["status"] | undefined;
  contentType?: ContentIdea["contentType"] | undefined;
  contentStructure?: ContentIdea["contentStructure"] | undefined;
  search?: string | undefined;
  limit: number;
  offset: number;
}

/** Looked up for the rows of a page only. */
const clusterName = sql<string | null>`(
  SELECT c.name FROM clusters AS c WHERE c.account_id = content_ideas.account_id AND c.id = content_ideas.cluster_id
)`.as("cluster_name");

const COLUMNS = { ...getTableColumns(contentIdeas), clusterName };

/** One page of live ideas, newest first, and how many there are; one D1 round trip. */
export async function findIdeas(db: TenantDb, tenant: Tenant, filter: IdeaFilter) {
  const [page, total] = statements(db, tenant, filter);
  const [rows, totals, names] = await db.batch([page, total, findSectorNames(db, tenant)]);
  return { rows: withSectorNames(rows, names), total: totals[0]?.total ?? 0 };
}

function statements(db: TenantDb, tenant: Tenant, filter: IdeaFilter): PageStatements<typeof COLUMNS> {
  const { siteId, search: text, limit, offset } = filter;
  const cut = { ordering: orderingOf({}), limit, offset };
  const onSite = siteId === undefined ? undefined : eq(contentIdeas.siteId, siteId);
  const scope = and(within(contentIdeas, tenant), isNull(contentIdeas.deletedAt), onSite) as SQL;
  const narrowing = [
    filter.sectorId === undefined ? undefined : eq(contentIdeas.sectorId, filter.sectorId),
    filter.clusterId === undefined ? undefined : eq(contentIdeas.clusterId, filter.clusterId),
    filter.status && eq(contentIdeas.status, filter.status),
    filter.contentType && eq(contentIdeas.contentType, filter.contentType),
    filter.contentStructure && eq(contentIdeas.contentStructure, filter.contentStructure),
  ].filter((condition) => condition !== undefined);
  const others = and(...narrowing);
  if (text !== undefined)
    return searchPage(db, contentIdeas, COLUMNS, { text, tenant, siteId }, { scope, others }, cut);
  const where = and(scope, others) as SQL;
  const total = totalOf(db, contentIdeas, where);
  const everySite = tenant.siteIds === null && siteId === undefined;
  // each filter has an index that goes on in the order of ids
  if (everySite && narrowing.length <= 1) return [walkedPage(db, contentIdeas, COLUMNS, where, cut), total];
  if (everySite || narrowing.length > 0) return [sortedPage(db, contentIdeas, COLUMNS, where, cut), total];
  const walks = IDEA_STATUSES.map((status) => and(where, eq(contentIdeas.status, status)) as SQL);
  return [mergedPage(db, contentIdeas, COLUMNS, walks, cut), total];
}

/** Live ideas by id. */
export const findIdeasByIds = (db: TenantDb, tenant: Tenant, ids: readonly number[]) =>
  db
    .select({ id: contentIdeas.id, clusterId: contentIdeas.clusterId })
    .from(contentIdeas)
    .where(and(within(contentIdeas, tenant), inArray(contentIdeas.id, listOf(ids)), isNull(contentIdeas.deletedAt)));

export const insertIdea = (db: TenantDb, row: typeof contentIdeas.$inferInsert) =>
  db.insert(contentIdeas).values(row).returning();

export type IdeaLine = Pick<
  ContentIdea,
  | "siteId"
  | "sectorId"
  | "clusterId"
  | "title"
  | "description"
  | "outline"
  | "targetKeywords"
  | "contentType"
  | "contentStructure"
  | "intent"
  | "estimatedWordCount"
>;

/** Inserts any number of new ideas: one statement for each 900 KB of them. */
export const insertIdeas = (db: TenantDb, accountId: number, ideas: readonly IdeaLine[], at: number) =>
  jsonParts(ideas).map((part) =>
    db.insert(contentIdeas).select(
      rowsFrom(contentIdeas, sql`json_each(${part}) AS idea`, {
        accountId,
        siteId: sql`idea.value ->> 'siteId'`,
        sectorId: sql`idea.value ->> 'sectorId'`,
        clusterId: sql`idea.value ->> 'clusterId'`,
        title: sql`idea.value ->> 'title'`,
        description: sql`idea.value ->> 'description'`,
        outline: sql`idea.value -> 'outline'`,
        targetKeywords: sql`idea.value -> 'targetKeywords'`,
        contentType: sql`idea.value ->> 'contentType'`,
        contentStructure: sql`idea.value ->> 'contentStructure'`,
        intent: sql`idea.value ->> 'intent'`,
        estimatedWordCount: sql`idea.value ->> 'estimatedWordCount'`,
        status: "new",
        disabled: 0,
        createdAt: at,
        updatedAt: at,
        deletedAt: null,
      }),
    ),
  );
