import { and, eq, getTableColumns, isNull, type SQL, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { guard } from "../../db/guard.ts";
import { insertRows } from "../../db/json-rows.ts";
import { orderingOf, type PageStatements, sortedPage, totalOf, walkedPage } from "../../db/page.ts";
import { searchPage } from "../../db/search.ts";
import { clusters } from "../../db/tables/clusters.ts";
import { contentIdeas } from "../../db/tables/ideas.ts";
import { type JobRow, jobs } from "../../db/tables/jobs.ts";
import { sectors, sites } from "../../db/tables/sites.ts";
import { type Task, tasks } from "../../db/tables/writing.ts";
import { type Tenant, within } from "../../db/tenant.ts";
import { openJobsAbout } from "../jobs/jobs.queries.ts";

export interface TaskFilter {
  siteId?: number | undefined;
  sectorId?: number | undefined;
  clusterId?: number | undefined;
  status?: Task["status"] | undefined;
  contentType?: Task["contentType"] | undefined;
  contentStructure?: Task["contentStructure"] | undefined;
  search?: string | undefined;
  ordering?: string | undefined;
  limit: number;
  offset: number;
}

const SORTABLE = { title: tasks.title, status: tasks.status };
const COLUMNS = getTableColumns(tasks);

export async function findTasks(db: TenantDb, tenant: Tenant, filter: TaskFilter) {
  const [rows, totals] = await db.batch(statements(db, tenant, filter));
  return { rows, total: totals[0]?.total ?? 0 };
}

function statements(db: TenantDb, tenant: Tenant, filter: TaskFilter): PageStatements<typeof COLUMNS> {
  const { siteId, search: text, ordering, limit, offset } = filter;
  const cut = { ordering: orderingOf(SORTABLE, ordering), limit, offset };
  const onSite = siteId === undefined ? undefined : eq(tasks.siteId, siteId);
  const scope = and(within(tasks, tenant), isNull(tasks.deletedAt), onSite) as SQL;
  const narrowing = [
    filter.sectorId === undefined ? undefined : eq(tasks.sectorId, filter.sectorId),
    filter.clusterId === undefined ? undefined : eq(tasks.clusterId, filter.clusterId),
    filter.status && eq(tasks.status, filter.status),
    filter.contentType && eq(tasks.contentType, filter.contentType),
    filter.contentStructure && eq(tasks.contentStructure, filter.contentStructure),
  ].filter((condition) => condition !== undefined);
  const others = and(...narrowing);
  if (text !== undefined) return searchPage(db, tasks, COLUMNS, { text, tenant, siteId }, { scope, others }, cut);
  const where = and(scope, others) as SQL;
  const everySite = tenant.siteIds === null && siteId === undefined;
  // each filter and each order has an index that goes on with the id, but for the site's, where the status stands between
  const isWalk = everySite && narrowing.length <= (cut.ordering.column ? 0 : 1);
  return [(isWalk ? walkedPage : sortedPage)(db, tasks, COLUMNS, where, cut), totalOf(db, tasks, where)];
}

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
