import type { ServiceContext } from "../../context.ts";
import { conflict, notFound } from "../../core/errors.ts";
import { now } from "../../core/time.ts";
import { isGuardFailure } from "../../db/guard.ts";
import type { Keyword } from "../../db/tables/keywords.ts";
import { clustersOf, recountKeywords } from "./cluster-membership.queries.ts";
import { eraseKeywords, findKeywordIds, guardKeywords, updateKeywords } from "./keywords.queries.ts";

/** Deletes keywords for good, all or none; answers how many. Throws `not_found` for the first id that is none. */
export async function eraseAll(ctx: ServiceContext, given: readonly number[]): Promise<number> {
  const ids = [...new Set(given)];
  const at = now();
  await ctx
    .commit([
      guardKeywords(ctx.db, ctx.tenant, ids),
      updateKeywords(ctx.db, ctx.tenant, ids, { deletedAt: at }),
      recountKeywords(ctx.db, ctx.accountId, clustersOf(ctx.tenant, ids), at),
      eraseKeywords(ctx.db, ctx.tenant, ids),
    ])
    .catch((error) => explainMissing(ctx, ids, error));
  return ids.length;
}

/** Sets the status of keywords, all or none; answers how many. Throws `not_found` for the first id that is none. */
export async function setStatusOfAll(
  ctx: ServiceContext,
  given: readonly number[],
  status: Keyword["status"],
): Promise<number> {
  const ids = [...new Set(given)];
  await ctx
    .commit([
      guardKeywords(ctx.db, ctx.tenant, ids),
      updateKeywords(ctx.db, ctx.tenant, ids, { status, updatedAt: now() }),
    ])
    .catch((error) => explainMissing(ctx, ids, error));
  return ids.length;
}

/** The guard says that an id is unknown, not which: that costs a look only when it happens. */
async function explainMissing(ctx: ServiceContext, ids: readonly number[], error: unknown): Promise<never> {
  if (!isGuardFailure(error)) throw error;
  const found = new Set((await findKeywordIds(ctx.db, ctx.tenant, ids)).map(({ id }) => id));
  const missing = ids.find((id) => !found.has(id));
  throw missing === undefined
    ? conflict("The keywords changed at this very moment. Try again.")
    : notFound("keyword", missing);
}
