import { z } from "@hono/zod-openapi";
import { startOfDay } from "../../core/moments.ts";
import { DAY, isoTime } from "../../core/time.ts";
import { type CreditUsage, OPERATIONS } from "../../db/tables/billing.ts";
import { type FieldsOf, idFilter, listQuery } from "../../http/fields.ts";
import type { UsageQuery } from "./usage.queries.ts";

const Day = z.iso.date("Give a day as YYYY-MM-DD").transform(startOfDay);

const filters: FieldsOf<UsageQuery> = {
  operation_type: z
    .enum(OPERATIONS)
    .optional()
    .openapi({ description: "Only this operation", example: "content_generation" }),
  site_id: idFilter("Only work for this site"),
  // whole days, UTC, the last one included
  start_date: Day.optional().openapi({
    type: "string",
    format: "date",
    description: "First day, UTC",
    example: "2026-11-01",
  }),
  end_date: Day.transform((day) => day + DAY)
    .optional()
    .openapi({ type: "string", format: "date", description: "Last day, UTC, included", example: "2026-11-30" }),
};

export const ListUsageQuery = listQuery<UsageQuery>(filters);
export const UsageSummaryQuery = z.object(filters).strict();

export const UsageRow = z
  .object({
    id: z.int().openapi({ description: "Id of the line", example: 1 }),
    operation_type: z.enum(OPERATIONS).openapi({ description: "What was done", example: "content_generation" }),
    credits_used: z.int().openapi({ description: "What it cost", example: 50 }),
    model_used: z.string().max(200).openapi({ description: "Model that did it", example: "gpt-4.1-mini" }),
    tokens_input: z.int().openapi({ description: "Tokens given to the model", example: 1_200 }),
    tokens_output: z.int().openapi({ description: "Tokens it answered", example: 3_800 }),
    related_object_type: z
      .string()
      .max(64)
      .nullable()
      .openapi({ description: "Kind of thing it was done for", example: "content" }),
    related_object_id: z.int().nullable().openapi({ description: "Its id", example: 7 }),
    site_id: z.int().nullable().openapi({ description: "Site it was done for", example: 1 }),
    task_id: z.string().max(64).openapi({
      description: "Task that did it; reference_id of its transactions",
      example: "0d5a9a5e-6a8f-4a39-9d7b-3f1f0f6f1c11",
    }),
    metadata: z.record(z.string(), z.unknown()).openapi({ description: "Further facts", example: {} }),
    created_at: z.string().max(20).openapi({ description: "When, UTC", example: "2026-11-22T09:00:09Z" }),
  })
  .openapi("CreditUsage");

export const presentUsage = (row: CreditUsage): z.infer<typeof UsageRow> => ({
  id: row.id,
  operation_type: row.operation,
  credits_used: row.creditsUsed,
  model_used: row.model,
  tokens_input: row.tokensIn,
  tokens_output: row.tokensOut,
  related_object_type: row.relatedType,
  related_object_id: row.relatedId,
  site_id: row.siteId,
  task_id: row.jobId,
  metadata: row.metadata,
  created_at: isoTime(row.createdAt),
});

const totals = {
  credits_used: z.int().openapi({ description: "Credits", example: 250 }),
  tokens_input: z.int().openapi({ description: "Tokens given to models", example: 6_000 }),
  tokens_output: z.int().openapi({ description: "Tokens answered", example: 19_000 }),
  jobs: z.int().openapi({ description: "Tasks that took part", example: 5 }),
};

export const UsageSummary = z
  .object({
    start_date: z.iso.date().openapi({ description: "First day, UTC", example: "2026-11-01" }),
    end_date: z.iso.date().openapi({ description: "Last day, UTC, included", example: "2026-11-30" }),
    ...totals,
    by_operation: z
      .array(
        z.object({
          operation_type: z.enum(OPERATIONS).openapi({ description: "What was done", example: "content_generation" }),
          ...totals,
        }),
      )
      .max(OPERATIONS.length)
      .openapi({ description: "The same by operation, dearest first" }),
    by_model: z
      .array(
        z.object({
          model_used: z.string().max(200).openapi({ description: "Model that did it", example: "gpt-4.1-mini" }),
          ...totals,
        }),
      )
      .max(100)
      .openapi({ description: "The same by model, dearest first" }),
  })
  .openapi("UsageSummary");

interface Sums {
  credits: number;
  tokensIn: number;
  tokensOut: number;
  jobs: number;
}

interface ShownSummary {
  start_date: number;
  end_date: number;
  total: Sums;
  byOperation: (Sums & { operation: (typeof OPERATIONS)[number] })[];
  byModel: (Sums & { model: string })[];
}

const presentSums = (sums: Sums) => ({
  credits_used: sums.credits,
  tokens_input: sums.tokensIn,
  tokens_output: sums.tokensOut,
  jobs: sums.jobs,
});

/** A day as the query takes it. */
const dayOf = (moment: number) => isoTime(moment).slice(0, 10);

export const presentSummary = (summary: ShownSummary): z.infer<typeof UsageSummary> => ({
  start_date: dayOf(summary.start_date),
  end_date: dayOf(summary.end_date - DAY),
  ...presentSums(summary.total),
  by_operation: summary.byOperation.map((row) => ({ operation_type: row.operation, ...presentSums(row) })),
  by_model: summary.byModel.map((row) => ({ model_used: row.model, ...presentSums(row) })),
});
