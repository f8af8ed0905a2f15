import { and, inArray, isNull, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { rowsFrom } from "../../db/json-rows.ts";
import { contentIdeas } from "../../db/tables/ideas.ts";
import { tasks } from "../../db/tables/writing.ts";
import { listOf, type Tenant, within } from "../../db/tenant.ts";

/** Makes a task of each live idea that has a cluster and no task yet: the brief is copied. Answers the new tasks' ideas. */
export const insertTasksOfIdeas = (db: TenantDb, tenant: Tenant, ids: readonly number[], at: number) => {
  const chosen = db
    .select()
    .from(contentIdeas)
    .where(and(within(contentIdeas, tenant), inArray(contentIdeas.id, listOf(ids)), isNull(contentIdeas.deletedAt)));
  return db
    .insert(tasks)
    .select(
      rowsFrom(tasks, sql`${chosen} AS idea`, {
        accountId: sql`idea.account_id`,
        siteId: sql`idea.site_id`,
        sectorId: sql`idea.sector_id`,
        clusterId: sql`idea.cluster_id`,
        ideaId: sql`idea.id`,
        title: sql`idea.title`,
        description: sql`idea.description`,
        outline: sql`idea.outline`,
        keywords: sql`idea.target_keywords`,
        contentType: sql`idea.content_type`,
        contentStructure: sql`idea.content_structure`,
        taxonomyId: null,
        wordCount: sql`idea.estimated_word_count`,
        status: "queued",
        error: null,
        createdAt: at,
        updatedAt: at,
        deletedAt: null,
      }),
    )
    .onConflictDoNothing()
    .returning({ ideaId: tasks.ideaId });
};

/** The live tasks of ideas: one for each idea at most. */
export const findTasksOfIdeas = (db: TenantDb, tenant: Tenant, ids: readonly number[]) =>
  db
    .select({ id: tasks.id, ideaId: tasks.ideaId })
    .from(tasks)
    .where(and(within(tasks, tenant), inArray(tasks.ideaId, listOf(ids)), isNull(tasks.deletedAt)));

/** Ideas whose task was made in this batch, at this moment, become `queued`. */
export const markQueued = (db: TenantDb, tenant: Tenant, ids: readonly number[], at: number) =>
  db
    .update(contentIdeas)
    .set({ status: "queued", updatedAt: at })
    .where(and(within(contentIdeas, tenant), inArray(contentIdeas.id, listOf(ids)), isNull(contentIdeas.deletedAt)));
