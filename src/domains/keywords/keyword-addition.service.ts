import type { ServiceContext } from "../../context.ts";
import { conflict } from "../../core/errors.ts";
import { now } from "../../core/time.ts";
import { isGuardFailure, isUniqueViolation, type Statement } from "../../db/guard.ts";
import { notice } from "../notifications/notify.service.ts";
import type { Placement } from "../sites/placement.ts";
import { guardKeywordLimit } from "./keyword-limit.queries.ts";
import { limitError } from "./keyword-limit.service.ts";
import { insertKeywords, type KeywordLine } from "./keywords.queries.ts";

/** Those that are new to the sector, each text once, in the order given. */
export function withoutTaken(lines: readonly KeywordLine[], taken: readonly { folded: string }[]): KeywordLine[] {
  const known = new Set(taken.map(({ folded }) => folded));
  return lines.filter(({ keywordFolded }) => !known.has(keywordFolded) && known.add(keywordFolded));
}

/**
 * Adds keywords that `withoutTaken` has left over, and tells the account, in one batch. Throws `limit_exceeded`, and
 * `conflict` when somebody added one of them since the look.
 */
export async function addKeywords(ctx: ServiceContext, place: Placement, lines: readonly KeywordLine[]): Promise<void> {
  const [first, ...rest] = insertKeywords(
    ctx.db,
    { accountId: ctx.accountId, siteId: place.siteId, sectorId: place.sectorId },
    lines,
    now(),
  );
  if (!first) return;
  const told = notice(ctx, {
    type: "keywords_imported",
    title: "Keywords imported",
    message: `${lines.length} ${lines.length === 1 ? "keyword was" : "keywords were"} added to ${place.sectorName}.`,
    siteId: place.siteId,
    metadata: { count: lines.length, sector_id: place.sectorId },
  });
  const statements: [Statement, ...Statement[]] = [
    first,
    ...rest,
    guardKeywordLimit(ctx.db, ctx.accountId),
    told.statement,
  ];
  await ctx.commit(statements, [told.event]).catch(async (error) => {
    if (isGuardFailure(error)) throw await limitError(ctx, lines.length);
    if (isUniqueViolation(error, "keywords.account_id"))
      throw conflict("Some of these keywords were added at this very moment. Send the request again.");
    throw error;
  });
}
