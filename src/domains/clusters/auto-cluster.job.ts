import type { ServiceContext } from "../../context.ts";
import { now } from "../../core/time.ts";
import type { JobRow } from "../../db/tables/jobs.ts";
import { findPrices } from "../billing/prices.queries.ts";
import { priceOfTokens } from "../billing/prices.ts";
import type { JobHandler, JobOutcome, RunningJob } from "../jobs/jobs.service.ts";
import { recountKeywords } from "../keywords/cluster-membership.queries.ts";
import { aiProvider, promptFor } from "../settings/providers.service.ts";
import { clusteringReads } from "./auto-cluster.service.ts";
import { assignClusters, clusterIsNamed, ensureClusters, noteOutliers } from "./clustering.queries.ts";
import { clusteringInput, type Grouping, groupingOf } from "./grouping.ts";

/** Groups keywords into clusters of their sector; those that found one meanwhile, or are gone, are left out. */
export const autoClusterJob: JobHandler = { run, failed };

async function run(ctx: ServiceContext, { row, report }: RunningJob): Promise<JobOutcome> {
  const selection = { keywordIds: row.input.keyword_ids as number[], sectorId: Number(row.input.sector_id) };
  const [selected, [sector], clusters, members, prices] = await ctx.db.batch([
    ...clusteringReads(ctx, selection),
    findPrices(ctx.db),
  ]);
  const keywords = selected.filter(({ clusterId }) => clusterId === null);
  if (!sector || keywords.length === 0) return nothingToDo(row);
  await report(10, `Grouping ${keywords.length} keywords`);
  const rows = { keywords, clusters, members, sector: sector.name };
  const { value, usage } = await aiProvider(ctx).cluster(clusteringInput(rows, promptFor(ctx, "clustering")));
  await report(80, "Saving clusters");
  const grouping = groupingOf(rows, value);
  const known = new Set(clusters.map(({ nameFolded }) => nameFolded));
  const created = grouping.clusters.filter(({ nameFolded }) => !known.has(nameFolded)).length;
  const credits = priceOfTokens(prices, "clustering", usage.tokensIn + usage.tokensOut);
  const count = grouping.clusters.length;
  return {
    effects: effects(ctx, { siteId: sector.siteId, sectorId: sector.id }, grouping, value.method),
    result: {
      clusters_created: created,
      clusters_reused: count - created,
      keywords_clustered: grouping.members.length,
      outliers: grouping.outliers.length,
    },
    usage: [{ operation: "clustering", credits, ...usage, relatedType: "sector", relatedId: sector.id }],
    notification: {
      type: "ai_cluster_complete",
      title: "Keywords clustered",
      message: `${grouping.members.length} keywords are in ${count} clusters; ${grouping.outliers.length} found no place.`,
      siteId: sector.siteId,
      metadata: { count, credits },
    },
  };
}

function effects(
  ctx: ServiceContext,
  at: { siteId: number; sectorId: number },
  grouping: Grouping,
  method: string,
): JobOutcome["effects"] {
  const place = { accountId: ctx.accountId, ...at };
  const time = now();
  const names = clusterIsNamed(
    place.sectorId,
    grouping.clusters.map(({ nameFolded }) => nameFolded),
  );
  return [
    ...ensureClusters(ctx.db, place, grouping.clusters, method, time),
    ...assignClusters(ctx.db, place, grouping.members, time),
    ...noteOutliers(ctx.db, place, grouping.outliers, time),
    recountKeywords(ctx.db, ctx.accountId, names, time),
  ];
}

const nothingToDo = (row: JobRow): JobOutcome => ({
  effects: [],
  result: { clusters_created: 0, clusters_reused: 0, keywords_clustered: 0, outliers: 0 },
  usage: [],
  notification: {
    type: "ai_cluster_complete",
    title: "Nothing to cluster",
    message: "The keywords were deleted or got a cluster meanwhile. Nothing was charged.",
    siteId: row.siteId,
    metadata: { count: 0, credits: 0 },
  },
});

function failed(_ctx: ServiceContext, row: JobRow, message: string): ReturnType<JobHandler["failed"]> {
  return {
    effects: [],
    notification: {
      type: "ai_cluster_failed",
      title: "Clustering failed",
      message: `${message} Nothing was charged.`,
      siteId: row.siteId,
      metadata: { count: 0, credits: 0, task_id: row.id },
    },
  };
}
