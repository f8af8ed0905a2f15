import type { ServiceContext } from "../../context.ts";
import type { SeedKeyword } from "../../db/tables/library.ts";
import { findPlacement } from "../sites/placement.queries.ts";
import { placementOf } from "../sites/placement.ts";
import { addKeywords, withoutTaken } from "./keyword-addition.service.ts";
import { misfitOf } from "./keyword-figures.ts";
import { findKeywordLimit } from "./keyword-limit.queries.ts";
import { requireRoom } from "./keyword-limit.ts";
import type { AddedSeeds } from "./keyword-results.ts";
import { foldText } from "./keyword-text.ts";
import { findSeeds, findTakenBySeeds, type KeywordLine } from "./keywords.queries.ts";

/**
 * Takes seed keywords of the library into a sector; those that do not fit are reported, the others added. Throws
 * `not_found` (site, sector) and `limit_exceeded`.
 */
export async function addSeedKeywords(
  ctx: ServiceContext,
  input: { seedKeywordIds: readonly number[]; siteId: number; sectorId: number },
): Promise<AddedSeeds> {
  const { siteId, sectorId, seedKeywordIds } = input;
  const [places, seeds, taken, limits] = await ctx.db.batch([
    findPlacement(ctx.db, ctx.tenant, siteId, sectorId),
    findSeeds(ctx.db, seedKeywordIds),
    findTakenBySeeds(ctx.db, { accountId: ctx.accountId, siteId, sectorId }, seedKeywordIds),
    findKeywordLimit(ctx.db, ctx.accountId),
  ]);
  const place = placementOf(places, siteId, sectorId);
  const byId = new Map(seeds.map((seed) => [seed.id, seed]));
  const errors = [...new Set(seedKeywordIds)].flatMap((seedKeywordId) => {
    const seed = byId.get(seedKeywordId);
    const message = seed ? misfitOf(seed, place) : `Seed keyword not found: ${seedKeywordId}`;
    return message === undefined ? [] : [{ seedKeywordId, message }];
  });
  const refused = new Set(errors.map(({ seedKeywordId }) => seedKeywordId));
  const fitting = seedKeywordIds.filter((id) => !refused.has(id)).flatMap((id) => byId.get(id) ?? []);
  const fresh = withoutTaken(fitting.map(lineOf), taken);
  requireRoom(limits[0], fresh.length);
  await addKeywords(ctx, place, fresh);
  return { created: fresh.length, skipped: fitting.length - fresh.length, errors };
}

const lineOf = (seed: SeedKeyword): KeywordLine => ({
  keyword: seed.keyword,
  keywordFolded: foldText(seed.keyword),
  seedKeywordId: seed.id,
  volume: seed.volume,
  difficulty: seed.difficulty,
  intent: seed.intent,
  country: seed.country,
});
