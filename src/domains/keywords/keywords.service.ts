import type { ServiceContext } from "../../context.ts";
import { conflict, invalid, notFound } from "../../core/errors.ts";
import { now } from "../../core/time.ts";
import { isGuardFailure, isUniqueViolation } from "../../db/guard.ts";
import type { Keyword } from "../../db/tables/keywords.ts";
import type { SeedKeyword } from "../../db/tables/library.ts";
import { inferIntent } from "../../providers/ai/offline/intent.ts";
import { findPlacement } from "../sites/placement.queries.ts";
import { placementOf } from "../sites/placement.ts";
import { clusterIsOneOf, clustersOf, findClustersByIds, recountKeywords } from "./cluster-membership.queries.ts";
import { changed, figures, type KeywordChanges, misfitOf } from "./keyword-figures.ts";
import { guardKeywordLimit } from "./keyword-limit.queries.ts";
import { limitError } from "./keyword-limit.service.ts";
import type { NamedKeyword } from "./keyword-list.queries.ts";
import { cleanText, foldText } from "./keyword-text.ts";
import { findKeyword, findSeeds, guardMembership, insertKeyword, updateKeywords } from "./keywords.queries.ts";

export interface NewKeyword extends Partial<Pick<Keyword, "volume" | "difficulty" | "country">> {
  siteId: number;
  sectorId: number;
  /** One of the two is given: an entry of the library, or a free text. */
  seedKeywordId?: number | undefined;
  keyword?: string | undefined;
  intent?: NonNullable<Keyword["intent"]> | undefined;
  volumeOverride: number | null;
  difficultyOverride: number | null;
  attributeValues: string[];
  disabled: boolean;
}

/** Throws `not_found`. */
export async function getKeyword(ctx: ServiceContext, id: number): Promise<NamedKeyword> {
  const [row] = await findKeyword(ctx.db, ctx.tenant, id);
  if (!row) throw notFound("keyword", id);
  return row;
}

/**
 * Adds a keyword to a sector. Throws `not_found` (site, sector, seed keyword), `validation_error` when a seed keyword is
 * of another industry or sector, `conflict` when the sector has it already, `limit_exceeded`.
 */
export async function createKeyword(ctx: ServiceContext, input: NewKeyword): Promise<NamedKeyword> {
  const [places, seeds] = await ctx.db.batch([
    findPlacement(ctx.db, ctx.tenant, input.siteId, input.sectorId),
    findSeeds(ctx.db, input.seedKeywordId === undefined ? [] : [input.seedKeywordId]),
  ]);
  const place = placementOf(places, input.siteId, input.sectorId);
  const source = sourceOf(input, seeds[0]);
  const misfit = seeds[0] && misfitOf(seeds[0], place);
  if (misfit) throw invalid("seed_keyword_id", misfit);
  const at = now();
  const row = {
    accountId: ctx.accountId,
    siteId: place.siteId,
    sectorId: place.sectorId,
    seedKeywordId: input.seedKeywordId ?? null,
    keyword: source.keyword,
    keywordFolded: foldText(source.keyword),
    ...figures(source, input),
    intent: source.intent,
    country: source.country?.toUpperCase() ?? null,
    attributeValues: input.attributeValues,
    disabled: input.disabled,
    createdAt: at,
    updatedAt: at,
  };
  const insert = [insertKeyword(ctx.db, row), guardKeywordLimit(ctx.db, ctx.accountId)] as const;
  const [[created]] = await ctx.commit(insert).catch(async (error) => {
    if (isGuardFailure(error)) throw await limitError(ctx, 1);
    if (isUniqueViolation(error, "keywords.account_id"))
      throw conflict(`The sector ${place.sectorName} already has the keyword "${source.keyword}".`);
    throw error;
  });
  if (!created) throw new Error("an insert answered no row");
  return { ...created, clusterName: null, sectorName: place.sectorName };
}

type Source = Pick<Keyword, "keyword" | "volume" | "difficulty" | "intent" | "country">;

function sourceOf(input: NewKeyword, seed: SeedKeyword | undefined): Source {
  if (input.seedKeywordId === undefined) {
    const keyword = cleanText(input.keyword ?? "");
    const { volume = null, difficulty = null, country = null, intent = inferIntent(keyword) } = input;
    return { keyword, volume, difficulty, country, intent };
  }
  if (!seed) throw notFound("seed keyword", input.seedKeywordId);
  return seed;
}

/**
 * Changes what is given. A cluster makes the keyword `mapped`, none makes it `new`, unless a status is given too. Throws
 * `not_found` (keyword, cluster of its sector), `conflict` when it was moved or deleted at the same moment.
 */
export async function updateKeyword(ctx: ServiceContext, id: number, changes: KeywordChanges): Promise<NamedKeyword> {
  const [found, targets] = await ctx.db.batch([
    findKeyword(ctx.db, ctx.tenant, id),
    findClustersByIds(ctx.db, ctx.tenant, changes.clusterId ? [changes.clusterId] : []),
  ]);
  const row = found[0];
  if (!row) throw notFound("keyword", id);
  const target = targets.find((cluster) => cluster.sectorId === row.sectorId);
  if (changes.clusterId && !target) throw notFound("cluster", changes.clusterId);
  const at = now();
  const clusterId = changes.clusterId === undefined ? row.clusterId : changes.clusterId;
  const touched = [row.clusterId, clusterId].filter((cluster) => cluster !== null);
  const [, [updated]] = await ctx
    .commit([
      guardMembership(ctx.db, ctx.accountId, id, row.clusterId),
      updateKeywords(ctx.db, ctx.tenant, [id], { ...changed(row, changes), updatedAt: at }),
      recountKeywords(ctx.db, ctx.accountId, clusterIsOneOf(touched), at),
    ])
    .catch((error) => {
      throw isGuardFailure(error) ? conflict("The keyword was changed at this very moment. Try again.") : error;
    });
  if (!updated) throw notFound("keyword", id);
  const clusterName = changes.clusterId === undefined ? row.clusterName : (target?.name ?? null);
  return { ...updated, clusterName, sectorName: row.sectorName };
}

/** Takes a keyword out of every list; it can be added again. Throws `not_found`. */
export async function removeKeyword(ctx: ServiceContext, id: number): Promise<void> {
  const at = now();
  const [removed] = await ctx.commit([
    updateKeywords(ctx.db, ctx.tenant, [id], { deletedAt: at, updatedAt: at }),
    recountKeywords(ctx.db, ctx.accountId, clustersOf(ctx.tenant, [id]), at),
  ]);
  if (removed.length === 0) throw notFound("keyword", id);
}
