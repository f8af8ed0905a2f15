import type { Context } from "hono";
import { DomainError } from "../../core/errors.ts";
import type { HttpEnv } from "../../http/env.ts";
import { ok, success } from "../../http/envelope.ts";
import { createRouter, route } from "../../http/router.ts";
import { ImportQuery, ImportReport, presentImport } from "./keyword-bulk.schemas.ts";
import { importKeywords } from "./keyword-import.service.ts";
import type { Imported } from "./keyword-results.ts";

export const keywordImportRoutes = createRouter();

// plain OpenAPI schemas: a zod schema for multipart would be applied to text/csv too
const CSV = {
  type: "string",
  maxLength: 1_000_000,
  description: "The file",
  example: "keyword,volume,difficulty\nespresso grinder,2400,35",
} as const;
const FORM = {
  type: "object" as const,
  required: ["file"],
  properties: { file: { type: "string" as const, format: "binary", description: "The CSV file, at most 1 MB" } },
};

keywordImportRoutes.openapi(
  route({
    method: "post",
    path: "/",
    operationId: "importKeywords",
    summary: "Import keywords from a CSV file",
    description:
      "UTF-8, at most 1 MB and 5,000 rows, separated by comma, semicolon or tab. The first row names the columns: keyword (required), volume, difficulty, intent, country, in any order and case; the names that research tools use (search volume, kd, …) are understood, other columns are ignored. Good rows are imported, bad ones reported; a malformed file, or one without a good row, is refused as a whole.",
    tags: ["Planner"],
    permission: "content",
    rate: "general",
    fails: ["not_found", "limit_exceeded", "conflict"],
    request: {
      query: ImportQuery,
      body: {
        required: true,
        description: "The file as the body, or as the field `file` of a form",
        content: { "text/csv": { schema: CSV }, "multipart/form-data": { schema: FORM } },
      },
    },
    responses: { 200: ok(ImportReport, "What was, or with dry_run would be, imported") },
  }),
  async (c) => {
    const { site_id, sector_id, dry_run } = c.req.valid("query");
    const place = { siteId: site_id, sectorId: sector_id, dryRun: dry_run === "true" };
    const imported = await importKeywords(c.var.ctx, place, await readUpload(c));
    return c.json(success(presentImport(imported, place.dryRun), summaryOf(imported, place.dryRun)), 200);
  },
);

function summaryOf({ created, skipped, rowsLeftOut }: Imported, dryRun: boolean): string {
  const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;
  const done = dryRun ? "would be imported" : "imported";
  return `${counted(created, "keyword")} ${done}, ${skipped} already there, ${counted(rowsLeftOut, "row")} left out.`;
}

/** The file's bytes. Throws `unsupported_media_type` for another kind of body, `bad_request` for none. */
async function readUpload(c: Context<HttpEnv>): Promise<Uint8Array> {
  const type = c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type === "multipart/form-data") return readFormFile(c);
  if (type === "text/csv") return new Uint8Array(await c.req.arrayBuffer());
  throw new DomainError(
    "unsupported_media_type",
    "Send the file as text/csv, or as multipart/form-data with a field 'file'.",
  );
}

async function readFormFile(c: Context<HttpEnv>): Promise<Uint8Array> {
  const form = await c.req.formData().catch(() => undefined);
  const file = form?.get("file");
  if (file instanceof File) return new Uint8Array(await file.arrayBuffer());
  throw new DomainError("bad_request", form ? "The form has no file in its field 'file'." : "The form cannot be read.");
}
