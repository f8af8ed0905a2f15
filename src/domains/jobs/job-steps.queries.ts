import { and, asc, eq, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { rowsFrom } from "../../db/json-rows.ts";
import { type JobRow, type JobStep, jobSteps, jobs } from "../../db/tables/jobs.ts";
import { heldBy } from "./jobs.queries.ts";

/** What earlier attempts of a job have done, in the order in which it was begun. */
export const findSteps = (db: TenantDb, { accountId, id }: JobRow) =>
  db
    .select()
    .from(jobSteps)
    .where(and(eq(jobSteps.accountId, accountId), eq(jobSteps.jobId, id)))
    .orderBy(asc(jobSteps.position));

/** Answers the step as it is stored, or no row when the job is no longer this worker's: then nothing is written. */
export const insertStep = (db: TenantDb, job: JobRow, step: Omit<JobStep, "accountId" | "jobId">) =>
  db
    .insert(jobSteps)
    .select(
      rowsFrom(jobSteps, sql`(SELECT 1 FROM ${jobs} WHERE ${heldBy(job)})`, {
        ...step,
        accountId: job.accountId,
        jobId: job.id,
        value: JSON.stringify(step.value),
      }),
    )
    .returning();
