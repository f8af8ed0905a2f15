import { and, eq, getTableColumns, inArray, isNull, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { jsonParts, rowsFrom } from "../../db/json-rows.ts";
import { equals, list, live, type QueryOf } from "../../db/list.ts";
import { type ContentIdea, contentIdeas, IDEA_STATUSES } from "../../db/tables/ideas.ts";
import { listOf, type Tenant, within } from "../../db/tenant.ts";
import { withSectorNames } from "../sites/placement.queries.ts";

/** With the names that are shown beside its ids. */
export interface NamedIdea extends ContentIdea {
  clusterName: string | null;
  sectorName: string;
}

/** Looked up for the rows of a page only. */
const clusterName = sql<string | null>`(
  SELECT c.name FROM clusters AS c WHERE c.account_id = content_ideas.account_id AND c.id = content_ideas.cluster_id
)`.as("cluster_name");

const IDEAS = list({
  table: contentIdeas,
  columns: { ...getTableColumns(contentIdeas), clusterName },
  scope: live(contentIdeas),
  filters: {
    site_id: equals(contentIdeas.siteId),
    sector_id: equals(contentIdeas.sectorId),
    cluster_id: equals(contentIdeas.clusterId),
    status: equals(contentIdeas.status),
    content_type: equals(contentIdeas.contentType),
    content_structure: equals(contentIdeas.contentStructure),
  },
  searched: true,
  way({ given, everySite, oneIndex }) {
    if (oneIndex) return "walk";
    if (everySite || given.length > 0) return "sort";
    return IDEA_STATUSES.map((status) => eq(contentIdeas.status, status));
  },
});

export type IdeaQuery = QueryOf<typeof IDEAS>;

/** One page of live ideas, newest first, and how many there are. */
export const findIdeas = (db: TenantDb, tenant: Tenant, query: IdeaQuery) =>
  withSectorNames(db, tenant, IDEAS.statements(db, tenant, query));

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
