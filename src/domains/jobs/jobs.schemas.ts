import { z } from "@hono/zod-openapi";
import { isoTime, isoTimeOrNull } from "../../core/time.ts";
import { JOB_STATES, type JobRow } from "../../db/tables/jobs.ts";
import { idFilter, listQuery } from "../../http/fields.ts";
import type { JobQuery } from "./jobs.queries.ts";

export const JobIdParam = z.object({
  task_id: z.uuid().openapi({ description: "Id of the task", example: "0d5a9a5e-6a8f-4a39-9d7b-3f1f0f6f1c11" }),
});

export const ListJobsQuery = listQuery<JobQuery>({
  status: z.enum(JOB_STATES).optional().openapi({ description: "Only tasks in this state", example: "running" }),
  type: z
    .string()
    .max(64)
    .optional()
    .openapi({ description: "Only tasks of this type", example: "planner.auto_cluster" }),
  site_id: idFilter("Only tasks of this site"),
});

export const Job = z
  .object({
    task_id: z.uuid().openapi({ description: "Id of the task", example: "0d5a9a5e-6a8f-4a39-9d7b-3f1f0f6f1c11" }),
    type: z.string().max(64).openapi({ description: "What it does", example: "planner.auto_cluster" }),
    status: z.enum(JOB_STATES).openapi({ description: "Where it is", example: "done" }),
    progress: z.int().openapi({ description: "Percent done", example: 100 }),
    phase: z.string().max(200).openapi({ description: "What is being done, for people", example: "Saving clusters" }),
    site_id: z.int().nullable().openapi({ description: "Site it belongs to", example: 1 }),
    result: z
      .record(z.string(), z.unknown())
      .nullable()
      .openapi({ description: "What came of it; null until it is done", example: { clusters: 12 } }),
    error: z
      .object({
        code: z.string().max(64).openapi({ description: "For programs", example: "provider_error" }),
        message: z
          .string()
          .max(2_000)
          .openapi({ description: "For people", example: "The AI provider did not answer." }),
      })
      .nullable()
      .openapi({ description: "Why it failed; null unless it did" }),
    estimated_credits: z.int().openapi({ description: "Credits held for it", example: 12 }),
    credits: z.int().nullable().openapi({ description: "Credits it cost; null until it is over", example: 7 }),
    attempts: z.int().openapi({ description: "How often a worker began it", example: 1 }),
    created_at: z.string().openapi({ description: "UTC", example: "2026-11-22T09:00:00Z" }),
    started_at: z.string().nullable().openapi({ description: "UTC", example: "2026-11-22T09:00:01Z" }),
    finished_at: z.string().nullable().openapi({ description: "UTC", example: "2026-11-22T09:00:09Z" }),
  })
  .openapi("Task");

export const presentJob = (row: JobRow): z.infer<typeof Job> => ({
  task_id: row.id,
  type: row.type,
  status: row.state,
  progress: row.progress,
  phase: row.phase,
  site_id: row.siteId,
  result: row.result,
  error: row.errorCode === null ? null : { code: row.errorCode, message: row.error ?? "" },
  estimated_credits: row.estimatedCredits,
  credits: row.credits,
  attempts: row.attempts,
  created_at: isoTime(row.createdAt),
  started_at: isoTimeOrNull(row.startedAt),
  finished_at: isoTimeOrNull(row.finishedAt),
});
