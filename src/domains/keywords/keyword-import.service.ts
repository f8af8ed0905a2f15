import type { ServiceContext } from "../../context.ts";
import { DomainError } from "../../core/errors.ts";
import { inferIntent } from "../../providers/ai/offline/intent.ts";
import { findPlacement } from "../sites/placement.queries.ts";
import { placementOf } from "../sites/placement.ts";
import { addKeywords, withoutTaken } from "./keyword-addition.service.ts";
import { type CsvError, parseKeywordCsv } from "./keyword-csv.ts";
import type { CsvValues } from "./keyword-csv-columns.ts";
import { findKeywordLimit } from "./keyword-limit.queries.ts";
import { requireRoom } from "./keyword-limit.ts";
import type { Imported } from "./keyword-results.ts";
import { foldText } from "./keyword-text.ts";
import { findTaken, type KeywordLine } from "./keywords.queries.ts";

/** How many field errors one answer tells. */
const MAX_TOLD_ERRORS = 1_000;

/**
 * Adds the keywords of a CSV file (`parseKeywordCsv`) to a sector; bad rows are reported, good ones added. A dry run
 * answers the same without writing. Throws `bad_request` for a malformed file, `validation_error` when no row is good,
 * `not_found` (site, sector), `limit_exceeded`.
 */
export async function importKeywords(
  ctx: ServiceContext,
  input: { siteId: number; sectorId: number; dryRun: boolean },
  csv: Uint8Array,
): Promise<Imported> {
  const { rows, errors } = parseKeywordCsv(csv);
  if (rows.length === 0) throw nothingGood(errors);
  const { siteId, sectorId } = input;
  const lines = rows.map(lineOf);
  const folded = [...new Set(lines.map(({ keywordFolded }) => keywordFolded))];
  const [places, taken, limits] = await ctx.db.batch([
    findPlacement(ctx.db, ctx.tenant, siteId, sectorId),
    findTaken(ctx.db, { accountId: ctx.accountId, siteId, sectorId }, folded),
    findKeywordLimit(ctx.db, ctx.accountId),
  ]);
  const place = placementOf(places, siteId, sectorId);
  const fresh = withoutTaken(lines, taken);
  requireRoom(limits[0], fresh.length);
  if (!input.dryRun) await addKeywords(ctx, place, fresh);
  return {
    created: fresh.length,
    skipped: lines.length - fresh.length,
    rowsLeftOut: new Set(errors.map(({ row }) => row)).size,
    errors: errors.slice(0, MAX_TOLD_ERRORS),
  };
}

const lineOf = ({ intent, ...values }: CsvValues): KeywordLine => ({
  ...values,
  keywordFolded: foldText(values.keyword),
  seedKeywordId: null,
  intent: intent ?? inferIntent(values.keyword),
});

function nothingGood(errors: readonly CsvError[]): DomainError {
  const told = errors.slice(0, MAX_TOLD_ERRORS);
  return new DomainError("validation_error", "No row of the file can be imported; nothing was written.", {
    errors: told.map(({ row, column, message }) => ({ path: `row ${row}.${column}`, message })),
  });
}
