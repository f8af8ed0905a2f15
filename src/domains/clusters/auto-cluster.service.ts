import type { ServiceContext } from "../../context.ts";
import { conflict, invalid, notFound } from "../../core/errors.ts";
import { isGuardFailure } from "../../db/guard.ts";
import { type QueuedJob, requestJob } from "../billing/paid-jobs.service.ts";
import { priceOfTokens } from "../billing/prices.ts";
import { guardOnlyJob } from "../jobs/jobs.queries.ts";
import { aiProvider, promptFor } from "../settings/providers.service.ts";
import {
  findExistingClusters,
  findExistingMembers,
  findSelected,
  findSelectedSector,
  type Selection,
} from "./clustering.queries.ts";
import { clusteringInput } from "./grouping.ts";

export interface AutoClusterRequest {
  /** Keywords of one sector; without them all new ones of the sector named below. */
  keywordIds?: readonly number[] | undefined;
  siteId?: number | undefined;
  sectorId?: number | undefined;
}

/** What a clustering is decided from, in the order in which `readClustering` names it. */
export const clusteringReads = (ctx: ServiceContext, selection: Selection) =>
  [
    findSelected(ctx.db, ctx.tenant, selection),
    findSelectedSector(ctx.db, ctx.tenant, selection),
    findExistingClusters(ctx.db, ctx.tenant, selection),
    findExistingMembers(ctx.db, ctx.tenant, selection),
  ] as const;

/**
 * Starts to group keywords that have no cluster yet. Throws `not_found` (keyword, site, sector), `validation_error` when
 * they are of several sectors or fewer than two, `run_already_active` while the sector is being clustered,
 * `insufficient_credits` before any work.
 */
export function requestAutoCluster(ctx: ServiceContext, request: AutoClusterRequest): Promise<QueuedJob> {
  const { keywordIds, siteId = 0, sectorId = 0 } = request;
  const provider = aiProvider(ctx);
  const selection: Selection = keywordIds ? { keywordIds: [...new Set(keywordIds)] } : { siteId, sectorId };
  return requestJob(ctx, "planner.auto_cluster", clusteringReads(ctx, selection), (rows, prices) => {
    const [selected, [sector], clusters, members] = rows;
    if ("keywordIds" in selection) requireAll(selection.keywordIds, selected, request);
    if (!sector || (!keywordIds && sector.siteId !== siteId)) throw notFound("sector", sectorId);
    const keywords = selected.filter(({ clusterId }) => clusterId === null);
    if (keywords.length < 2)
      throw invalid(
        keywordIds ? "ids" : "sector_id",
        "Clustering needs at least two keywords that have no cluster yet.",
      );
    const input = clusteringInput({ keywords, clusters, members, sector: sector.name }, promptFor(ctx, "clustering"));
    return {
      input: { keyword_ids: keywords.map(({ id }) => id), sector_id: sector.id },
      subject: sector.id,
      estimate: priceOfTokens(prices, "clustering", provider.estimate.clustering(input)),
      operation: "clustering",
      siteId: sector.siteId,
      effects: [guardOnlyJob(ctx.db, ctx.accountId, "planner.auto_cluster", sector.id)],
    };
  }).catch((error) => {
    if (!isGuardFailure(error, "only job")) throw error;
    throw conflict("This sector is being clustered already. Wait for that task.", "run_already_active");
  });
}

function requireAll(
  ids: readonly number[],
  found: readonly { id: number; siteId: number; sectorId: number }[],
  { siteId, sectorId }: AutoClusterRequest,
): void {
  const known = new Set(found.map(({ id }) => id));
  const missing = ids.find((id) => !known.has(id));
  if (missing !== undefined) throw notFound("keyword", missing);
  if (new Set(found.map((row) => row.sectorId)).size > 1)
    throw invalid("ids", "All keywords must belong to one sector. Start one task for each sector.");
  if (siteId !== undefined && found[0]?.siteId !== siteId)
    throw invalid("site_id", "The keywords belong to another site.");
  if (sectorId !== undefined && found[0]?.sectorId !== sectorId)
    throw invalid("sector_id", "The keywords belong to another sector.");
}
