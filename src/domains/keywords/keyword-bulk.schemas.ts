import { z } from "@hono/zod-openapi";
import { KEYWORD_STATUSES } from "../../db/tables/keywords.ts";
import { digits } from "../../http/envelope.ts";
import { idField, idList } from "../../http/fields.ts";
import type { AddedSeeds, Imported } from "./keyword-results.ts";

export const BulkDeleteBody = z
  .object({ ids: idList("keyword", 100) })
  .strict()
  .openapi("BulkDeleteKeywordsBody");

export const BulkStatusBody = z
  .object({
    ids: idList("keyword", 100),
    status: z.enum(KEYWORD_STATUSES).openapi({ description: "The status all of them get", example: "mapped" }),
  })
  .strict()
  .openapi("BulkStatusKeywordsBody");

export const AddToWorkflowBody = z
  .object({
    seed_keyword_ids: idList("seed keyword", 100),
    site_id: idField("Site they are for"),
    sector_id: idField("Sector of that site"),
  })
  .strict()
  .openapi("AddToWorkflowBody");

export const DeletedCount = z.object({
  deleted_count: z.int().openapi({ description: "How many were deleted", example: 3 }),
});

export const UpdatedCount = z.object({
  updated_count: z.int().openapi({ description: "How many have the status now", example: 3 }),
});

const created = z.int().openapi({ description: "How many were added", example: 42 });
const skipped = z.int().openapi({ description: "Already in the sector, or named twice", example: 3 });
const message = z
  .string()
  .max(500)
  .openapi({ description: "What is wrong", example: "Not a number from 0 to 100: 140" });

export const AddedToWorkflow = z
  .object({
    created,
    skipped,
    errors: z
      .array(
        z.object({
          seed_keyword_id: z.int().openapi({ description: "Which one was left out", example: 412 }),
          message,
        }),
      )
      .max(100)
      .openapi({ description: "Seed keywords that do not exist or do not fit the site and sector" }),
  })
  .openapi("AddedToWorkflow");

export const presentAdded = ({ errors, ...counts }: AddedSeeds): z.infer<typeof AddedToWorkflow> => ({
  ...counts,
  errors: errors.map((error) => ({ seed_keyword_id: error.seedKeywordId, message: error.message })),
});

export const ImportQuery = z
  .object({
    site_id: digits(z.number().int().positive()).openapi({ description: "Site they are for", example: 1 }),
    sector_id: digits(z.number().int().positive()).openapi({ description: "Sector of that site", example: 1 }),
    dry_run: z
      .enum(["true", "false"])
      .default("false")
      .openapi({ description: "true: say what would happen, write nothing", example: "true" }),
  })
  .strict();

export const ImportReport = z
  .object({
    created,
    skipped,
    errors: z
      .array(
        z.object({
          row: z.int().openapi({ description: "Row of the file; the header is row 1", example: 7 }),
          column: z.string().max(20).openapi({ description: "Which column", example: "difficulty" }),
          message,
        }),
      )
      .max(1_000)
      .openapi({ description: "Why rows were left out; at most 1,000 are told" }),
    dry_run: z.boolean().openapi({ description: "True when nothing was written", example: false }),
  })
  .openapi("KeywordImportReport");

export const presentImport = (
  { created, skipped, errors }: Imported,
  dryRun: boolean,
): z.infer<typeof ImportReport> => ({
  created,
  skipped,
  errors,
  dry_run: dryRun,
});
