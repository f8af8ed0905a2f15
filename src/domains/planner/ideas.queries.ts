import { and, desc, eq, getTableColumns, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/sqlite-core";
import type { Db } from "../../db/client.ts";
import { jsonParts, rowsFrom } from "../../db/json-rows.ts";
import { type ContentIdea, contentIdeas, IDEA_STATUSES } from "../../db/tables/planner.ts";
import { listOf, type Tenant, within } from "../../db/tenant.ts";
import { findSectorNames } from "./placement.queries.ts";

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

/** Looked up for the rows of a page only: SQLite computes a column after LIMIT when an index gives the order. */
const clusterName = sql<string | null>`(
  SELECT c.name FROM clusters AS c WHERE c.account_id = content_ideas.account_id AND c.id = content_ideas.cluster_id
)`.as("cluster_name");

/** One page of live ideas, newest first, and how many there are; one D1 round trip. */
export async function findIdeas(db: Db, tenant: Tenant, filter: IdeaFilter) {
  const where = and(
    within(contentIdeas, tenant),
    isNull(contentIdeas.deletedAt),
    filter.siteId === undefined ? undefined : eq(contentIdeas.siteId, filter.siteId),
    filter.sectorId === undefined ? undefined : eq(contentIdeas.sectorId, filter.sectorId),
    filter.clusterId === undefined ? undefined : eq(contentIdeas.clusterId, filter.clusterId),
    filter.status && eq(contentIdeas.status, filter.status),
    filter.contentType && eq(contentIdeas.contentType, filter.contentType),
    filter.contentStructure && eq(contentIdeas.contentStructure, filter.contentStructure),
    filter.search === undefined ? undefined : sql`instr(lower(${contentIdeas.title}), lower(${filter.search})) > 0`,
  );
  const [rows, totals, sectorNames] = await db.batch([
    pageOf(db, filter, where),
    db.select({ total: sql<number>`count(*)` }).from(contentIdeas).where(where),
    findSectorNames(db, tenant, filter),
  ]);
  const names = new Map(sectorNames.map(({ id, name }) => [id, name]));
  return {
    rows: rows.map((row) => ({ ...row, sectorName: names.get(row.sectorId) ?? "" })),
    total: totals[0]?.total ?? 0,
  };
}

function pageOf(db: Db, filter: IdeaFilter, where: SQL | undefined) {
  const { limit, offset } = filter;
  const columns = { ...getTableColumns(contentIdeas), clusterName };
  const select = (condition: SQL | undefined) => db.select(columns).from(contentIdeas).where(condition);
  const order = desc(contentIdeas.id);
  if (filter.siteId === undefined || filter.sectorId !== undefined || filter.clusterId !== undefined || filter.status)
    return select(where).orderBy(order).limit(limit).offset(offset);
  // the index holds site, status, id: one ordered walk for each status, merged; without it the whole account is walked
  const [fresh, queued, completed] = IDEA_STATUSES.map((status) => select(and(where, eq(contentIdeas.status, status))));
  if (!fresh || !queued || !completed) throw new Error("an idea has three statuses");
  return unionAll(fresh, queued, completed).orderBy(order).limit(limit).offset(offset);
}

/** Live ideas by id. */
export const findIdeasByIds = (db: Db, tenant: Tenant, ids: readonly number[]) =>
  db
    .select({ id: contentIdeas.id, clusterId: contentIdeas.clusterId })
    .from(contentIdeas)
    .where(and(within(contentIdeas, tenant), inArray(contentIdeas.id, listOf(ids)), isNull(contentIdeas.deletedAt)));

export const insertIdea = (db: Db, row: typeof contentIdeas.$inferInsert) =>
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
export const insertIdeas = (db: Db, accountId: number, ideas: readonly IdeaLine[], at: number) =>
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
