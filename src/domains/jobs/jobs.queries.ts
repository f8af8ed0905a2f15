import { and, eq, getTableColumns, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { guard } from "../../db/guard.ts";
import { insertRows } from "../../db/json-rows.ts";
import { equals, list, type QueryOf } from "../../db/list.ts";
import { JOB_QUEUES, type JobQueue, type JobRow, type JobState, jobs, jobTurns } from "../../db/tables/jobs.ts";
import { listOf, type Tenant, within } from "../../db/tenant.ts";
import type { RowJobType } from "../../messages/jobs.ts";
import { CANCELLABLE_STATES, expectJobMove } from "./jobs.ts";

const JOBS = list({
  table: jobs,
  columns: getTableColumns(jobs),
  scope: (tenant: Tenant) => within(jobs, tenant),
  filters: { status: equals(jobs.state), type: equals(jobs.type), site_id: equals(jobs.siteId) },
  newest: () => jobs.createdAt,
});

export type JobQuery = QueryOf<typeof JOBS>;

export const findJobs = (db: TenantDb, tenant: Tenant, query: JobQuery) => JOBS.find(db, tenant, query);

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

/** Answers the rows as they are stored. */
export const insertJobs = (db: TenantDb, rows: readonly (typeof jobs.$inferInsert)[]) =>
  insertRows(db, jobs, rows).returning();

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

/** The job as it was claimed or read: nobody has taken it over since, and nobody has ended it. */
export const heldBy = (job: JobRow): SQL =>
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

export const renewLease = (db: TenantDb, job: JobRow, leaseUntil: number) =>
  db.update(jobs).set({ leaseUntil }).where(heldBy(job));

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

/** Moves a job that is as `job` says. Throws an Error for a move that `jobs.ts` does not allow. */
export function moveJob(db: TenantDb, job: JobRow, values: Partial<JobRow> & { state: JobState }) {
  expectJobMove(job.state, values.state);
  return db.update(jobs).set(values).where(heldBy(job));
}

/** The account has work in the queue that is ready at `at`, ms: it takes its place in the line, or keeps an earlier one. */
export const takeTurn = (db: TenantDb, accountId: number, queue: JobQueue, at: number) =>
  db
    .insert(jobTurns)
    .values({ queue, accountId, turnAt: at })
    .onConflictDoUpdate({
      target: [jobTurns.accountId, jobTurns.queue],
      set: { turnAt: sql`min(coalesce(turn_at, excluded.turn_at), excluded.turn_at)` },
    });

/** What an account has waiting, for the planner: a partial index serves only who names its very condition. */
const waiting = (accountId: number) => sql`${jobs.accountId} = ${accountId} AND ${jobs.state} = 'queued'`;

/** Takes an account that was suspended out of every line; its jobs keep their rows, and nobody looks for them. */
export const parkJobs = (db: TenantDb, accountId: number) =>
  [
    db.update(jobs).set({ leaseUntil: null }).where(waiting(accountId)),
    db.update(jobTurns).set({ turnAt: null }).where(eq(jobTurns.accountId, accountId)),
  ] as const;

/** Lets the jobs of an account that is active again go on: the next sweep sends for them. */
export const unparkJobs = (db: TenantDb, accountId: number, now: number) =>
  [
    db.update(jobs).set({ leaseUntil: now }).where(waiting(accountId)),
    ...JOB_QUEUES.map((queue) => takeTurn(db, accountId, queue, now)),
  ] as const;

/** Of an account that lives on another shard now. */
export const leaveLines = (db: TenantDb, accountId: number) =>
  db.delete(jobTurns).where(eq(jobTurns.accountId, accountId));

/** Jobs of these types about one row that are not over; those whose row is not yet filled in have no subject. */
export const openJobsAbout = (accountId: number, types: readonly RowJobType[], subject: number | SQL): SQL =>
  and(
    eq(jobs.accountId, accountId),
    inArray(jobs.type, [...types]),
    eq(jobs.subject, subject),
    isNull(jobs.finishedAt),
  ) as SQL;

/** Fails the batch that queues a job unless it is the only one about this thing. */
export const guardOnlyJob = (db: TenantDb, accountId: number, type: RowJobType, subject: number) =>
  guard(db, sql`(SELECT count(*) FROM ${jobs} WHERE ${openJobsAbout(accountId, [type], subject)}) = 1`, "only job");

const unsettled = (accountId: number, id: string) =>
  and(eq(jobs.accountId, accountId), eq(jobs.id, id), isNull(jobs.settledAt));

export const markSettled = (db: TenantDb, accountId: number, id: string, now: number) =>
  db.update(jobs).set({ settledAt: now }).where(unsettled(accountId, id));

/** Fails the batch it stands in when somebody else has settled the job. */
export const guardUnsettled = (db: TenantDb, job: JobRow) =>
  guard(db, sql`EXISTS (SELECT 1 FROM ${jobs} WHERE ${unsettled(job.accountId, job.id)})`, "job unsettled");
