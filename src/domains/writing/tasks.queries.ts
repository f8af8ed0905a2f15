import { and, eq, getTableColumns, isNull, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { guard } from "../../db/guard.ts";
import { insertRows } from "../../db/json-rows.ts";
import { byOneIndex, equals, list, live, type QueryOf } from "../../db/list.ts";
import { clusters } from "../../db/tables/clusters.ts";
import { contentIdeas } from "../../db/tables/ideas.ts";
import { type JobRow, jobs } from "../../db/tables/jobs.ts";
import { sectors, sites } from "../../db/tables/sites.ts";
import { tasks } from "../../db/tables/writing.ts";
import { type Tenant, within } from "../../db/tenant.ts";
import { openJobsAbout } from "../jobs/jobs.queries.ts";

const TASKS = list({
  table: tasks,
  columns: getTableColumns(tasks),
  scope: live(tasks),
  filters: {
    site_id: equals(tasks.siteId),
    sector_id: equals(tasks.sectorId),
    cluster_id: equals(tasks.clusterId),
    status: equals(tasks.status),
    content_type: equals(tasks.contentType),
    content_structure: equals(tasks.contentStructure),
  },
  sortable: { title: tasks.title, status: tasks.status },
  searched: true,
  way: byOneIndex,
});

export type TaskQuery = QueryOf<typeof TASKS>;

export const findTasks = (db: TenantDb, tenant: Tenant, query: TaskQuery) => TASKS.find(db, tenant, query);

export const insertTasks = (db: TenantDb, rows: readonly (typeof tasks.$inferInsert)[]) =>
  insertRows(db, tasks, rows).returning();

/** A task with all that a draft is written from. At most one row. Names have aliases: in a batch D1 answers one value a name. */
export const findBrief = (db: TenantDb, tenant: Tenant, id: number) =>
  db
    .select({
      task: tasks,
      cluster: sql<string>`${clusters.name}`.as("cluster_name"),
      sector: sql<string>`${sectors.name}`.as("sector_name"),
      siteName: sql<string>`${sites.name}`.as("site_name"),
      language: sites.language,
    })
    .from(tasks)
    .innerJoin(clusters, and(eq(clusters.accountId, tasks.accountId), eq(clusters.id, tasks.clusterId)))
    .innerJoin(sectors, and(eq(sectors.accountId, tasks.accountId), eq(sectors.id, tasks.sectorId)))
    .innerJoin(sites, and(eq(sites.accountId, tasks.accountId), eq(sites.id, tasks.siteId)))
    .where(and(within(tasks, tenant), eq(tasks.id, id), isNull(tasks.deletedAt)))
    .limit(1);

export type Brief = Awaited<ReturnType<typeof findBrief>>[number];

/** Jobs that are writing this task at the moment. */
const generating = (accountId: number, taskId: number) => openJobsAbout(accountId, ["writer.generate_content"], taskId);

export const countGenerating = (db: TenantDb, accountId: number, taskId: number) =>
  db.select({ total: sql<number>`count(*)` }).from(jobs).where(generating(accountId, taskId));

/** Fails the batch that queues a job unless it is the task's only one and the task is not written yet. */
export const guardWritable = (db: TenantDb, accountId: number, taskId: number) => {
  const open = sql`(SELECT count(*) FROM ${jobs} WHERE ${generating(accountId, taskId)})`;
  const written = and(eq(tasks.accountId, accountId), eq(tasks.id, taskId), eq(tasks.status, "completed"));
  return guard(db, sql`${open} = 1 AND NOT EXISTS (SELECT 1 FROM ${tasks} WHERE ${written})`, "task writable");
};

export const updateTask = (db: TenantDb, accountId: number, id: number, values: Partial<typeof tasks.$inferInsert>) =>
  db
    .update(tasks)
    .set(values)
    .where(and(eq(tasks.accountId, accountId), eq(tasks.id, id), isNull(tasks.deletedAt)));

/** Ends the waiting of a job's task: `failed` with its reason, or `queued` again after a cancellation. */
export const releaseTask = (
  db: TenantDb,
  job: JobRow,
  status: "failed" | "queued",
  error: string | null,
  now: number,
) =>
  db
    .update(tasks)
    .set({ status, error, updatedAt: now })
    .where(
      and(
        eq(tasks.accountId, job.accountId),
        eq(tasks.id, Number(job.input.task_id)),
        eq(tasks.status, "in_progress"),
        isNull(tasks.deletedAt),
      ),
    );

/** The idea that a task came from is done with it. */
export const completeIdea = (db: TenantDb, accountId: number, ideaId: number, now: number) =>
  db
    .update(contentIdeas)
    .set({ status: "completed", updatedAt: now })
    .where(and(eq(contentIdeas.accountId, accountId), eq(contentIdeas.id, ideaId), isNull(contentIdeas.deletedAt)));
