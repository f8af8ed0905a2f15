import { and, desc, eq, inArray, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { guard } from "../../db/guard.ts";
import { type JobRow, type JobState, jobs } from "../../db/tables/jobs.ts";
import { actsHere, listOf, type Tenant, within } from "../../db/tenant.ts";
import type { RowJobType } from "../../messages/jobs.ts";

/** Not over. */
export const OPEN_STATES: readonly JobState[] = ["new", "queued", "running"];

/** A row that is `new` does not say yet what its request is about to take. */
export const CANCELLABLE_STATES: readonly JobState[] = ["queued", "running"];

export interface JobFilter {
  state?: JobState | undefined;
  type?: string | undefined;
  siteId?: number | undefined;
  limit: number;
  offset: number;
}

export async function findJobs(db: TenantDb, tenant: Tenant, filter: JobFilter) {
  const where = and(
    within(jobs, tenant),
    filter.state ? eq(jobs.state, filter.state) : undefined,
    filter.type ? eq(jobs.type, filter.type) : undefined,
    filter.siteId ? eq(jobs.siteId, filter.siteId) : undefined,
  );
  const [rows, totals] = await db.batch([
    db
      .select()
      .from(jobs)
      .where(where)
      .orderBy(desc(jobs.createdAt), desc(jobs.id))
      .limit(filter.limit)
      .offset(filter.offset),
    db.select({ total: sql<number>`count(*)` }).from(jobs).where(where),
  ]);
  return { rows, total: totals[0]?.total ?? 0 };
}

export async function findJob(db: TenantDb, tenant: Tenant, id: string) {
  const [row] = await db
    .select()
    .from(jobs)
    .where(and(within(jobs, tenant), eq(jobs.id, id)))
    .limit(1);
  return row;
}

export const findJobStates = (db: TenantDb, accountId: number, ids: readonly string[]) =>
  db
    .select({ id: jobs.id, state: jobs.state })
    .from(jobs)
    .where(and(eq(jobs.accountId, accountId), inArray(jobs.id, listOf(ids))));

export const insertJob = (db: TenantDb, row: typeof jobs.$inferInsert) => db.insert(jobs).values(row);

/** Answers no row when the job is there no more, or has been queued. */
export const deleteNewJob = (db: TenantDb, accountId: number, id: string) =>
  db
    .delete(jobs)
    .where(and(eq(jobs.accountId, accountId), eq(jobs.id, id), eq(jobs.state, "new")))
    .returning({ id: jobs.id });

/** Fails the batch it stands in unless the request's own row still waits for it: the sweeper ends one that is too old. */
export const guardNew = (db: TenantDb, accountId: number, id: string) => {
  const waiting = and(eq(jobs.accountId, accountId), eq(jobs.id, id), eq(jobs.state, "new"));
  return guard(db, sql`EXISTS (SELECT 1 FROM ${jobs} WHERE ${waiting})`, "job new");
};

export const updateNewJob = (db: TenantDb, accountId: number, id: string, values: Partial<JobRow>) =>
  db
    .update(jobs)
    .set(values)
    .where(and(eq(jobs.accountId, accountId), eq(jobs.id, id), eq(jobs.state, "new")));

/** One worker at a time: a queued row, or a running one whose worker's lease ran out. */
export async function claimJob(
  db: TenantDb,
  accountId: number,
  id: string,
  now: number,
  leaseUntil: number,
): Promise<JobRow | undefined> {
  const free = or(eq(jobs.state, "queued"), and(eq(jobs.state, "running"), lt(jobs.leaseUntil, now)));
  const [row] = await db
    .update(jobs)
    .set({
      state: "running",
      leaseUntil,
      attempts: sql`${jobs.attempts} + 1`,
      startedAt: sql`coalesce(${jobs.startedAt}, ${now})`,
      updatedAt: now,
    })
    .where(
      and(
        eq(jobs.accountId, accountId),
        eq(jobs.id, id),
        free,
        sql`${jobs.attempts} < ${jobs.maxAttempts}`,
        actsHere(db, accountId),
      ),
    )
    .returning();
  return row;
}

/** The job as it was claimed or read: nobody has taken it over since, and nobody has ended it. */
const heldBy = (job: JobRow): SQL =>
  and(
    eq(jobs.accountId, job.accountId),
    eq(jobs.id, job.id),
    eq(jobs.state, job.state),
    eq(jobs.attempts, job.attempts),
  ) as SQL;

/** Answers no row when the job is no longer this worker's. */
export const updateProgress = (
  db: TenantDb,
  job: JobRow,
  values: { progress: number; phase: string; leaseUntil: number; updatedAt: number },
) => db.update(jobs).set(values).where(heldBy(job)).returning({ id: jobs.id });

/** Fails the batch it stands in unless the job is still this worker's, or as the sweeper found it. */
export const guardHeld = (db: TenantDb, job: JobRow) =>
  guard(db, sql`EXISTS (SELECT 1 FROM ${jobs} WHERE ${heldBy(job)})`, "job held");

const cancellable = (accountId: number, id: string) =>
  and(eq(jobs.accountId, accountId), eq(jobs.id, id), inArray(jobs.state, [...CANCELLABLE_STATES]));

/** Fails the batch it stands in unless the job can be cancelled. */
export const guardCancellable = (db: TenantDb, accountId: number, id: string) =>
  guard(db, sql`EXISTS (SELECT 1 FROM ${jobs} WHERE ${cancellable(accountId, id)})`, "job cancellable");

/** Answers the row as it was left. */
export const endCancellable = (db: TenantDb, accountId: number, id: string, values: Partial<JobRow>) =>
  db.update(jobs).set(values).where(cancellable(accountId, id)).returning();

export const endJob = (db: TenantDb, job: JobRow, values: Partial<JobRow>) =>
  db.update(jobs).set(values).where(heldBy(job));

/** Jobs of a type that are not over and whose input names this id under `key`; those whose row is not yet filled in do not count. */
export const openJobsAbout = (accountId: number, type: RowJobType, key: string, id: number): SQL =>
  and(
    eq(jobs.accountId, accountId),
    inArray(jobs.state, [...OPEN_STATES]),
    eq(jobs.type, type),
    sql`json_extract(${jobs.input}, ${`$.${key}`}) = ${id}`,
  ) as SQL;

/** Fails the batch that queues a job unless it is the only one about this thing. */
export const guardOnlyJob = (db: TenantDb, accountId: number, type: RowJobType, key: string, id: number) =>
  guard(db, sql`(SELECT count(*) FROM ${jobs} WHERE ${openJobsAbout(accountId, type, key, id)}) = 1`, "only job");

const unsettled = (accountId: number, id: string) =>
  and(eq(jobs.accountId, accountId), eq(jobs.id, id), isNull(jobs.settledAt));

export const markSettled = (db: TenantDb, accountId: number, id: string, now: number) =>
  db.update(jobs).set({ settledAt: now }).where(unsettled(accountId, id));

/** Fails the batch it stands in when somebody else has settled the job. */
export const guardUnsettled = (db: TenantDb, job: JobRow) =>
  guard(db, sql`EXISTS (SELECT 1 FROM ${jobs} WHERE ${unsettled(job.accountId, job.id)})`, "job unsettled");
