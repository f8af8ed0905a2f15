import type { ServiceContext } from "../../context.ts";
import { invalid, notFound } from "../../core/errors.ts";
import { type QueuedJob, requestJob } from "../billing/paid-jobs.service.ts";
import { priceOfTokens } from "../billing/prices.ts";
import { aiProvider, promptFor } from "../settings/providers.service.ts";
import { findClustersToUse, findContentTitles, findIdeaTitles, findKeywordsToUse } from "./idea-generation.queries.ts";
import { ideasInput, LONGEST_TITLE } from "./idea-generation.ts";

/** What ideas are made from: the clusters, their keywords, the titles of the first one's site. */
export const ideaReads = (ctx: ServiceContext, clusterIds: readonly number[]) =>
  [
    findClustersToUse(ctx.db, ctx.tenant, clusterIds),
    findKeywordsToUse(ctx.db, ctx.tenant, clusterIds),
    findIdeaTitles(ctx.db, ctx.tenant, clusterIds),
    findContentTitles(ctx.db, ctx.tenant, clusterIds),
  ] as const;

/**
 * Starts to make `count` ideas for each cluster. Throws `not_found` (cluster), `validation_error` when the clusters are of
 * several sites or one has no keywords, `insufficient_credits` before any work.
 */
export function requestIdeas(ctx: ServiceContext, given: readonly number[], count: number): Promise<QueuedJob> {
  const provider = aiProvider(ctx);
  const ids = [...new Set(given)];
  return requestJob(ctx, "planner.generate_ideas", ideaReads(ctx, ids), (rows, prices) => {
    const [clusters, keywords, ideaTitles, contentTitles] = rows;
    const missing = ids.find((id) => !clusters.some((cluster) => cluster.id === id));
    if (missing !== undefined) throw notFound("cluster", missing);
    if (new Set(clusters.map(({ siteId }) => siteId)).size > 1)
      throw invalid("ids", "All clusters must belong to one site. Start one task for each site.");
    const empty = clusters.find(({ id }) => !keywords.some(({ clusterId }) => clusterId === id));
    if (empty) throw invalid("ids", `The cluster "${empty.name}" has no enabled keywords to build ideas on.`);
    const prompt = promptFor(ctx, "ideas");
    const known = [...ideaTitles, ...contentTitles].map(({ title }) => title);
    const tokens = clusters.map((cluster, place) => {
      // the ideas of earlier clusters will be told to the later ones
      const existingTitles = [...known, ...Array<string>(place * count).fill(LONGEST_TITLE)];
      return provider.estimate.ideas(ideasInput(cluster, keywords, { existingTitles, count, prompt }));
    });
    return {
      input: { cluster_ids: ids, ideas_per_cluster: count },
      estimate: priceOfTokens(
        prices,
        "idea_generation",
        tokens.reduce((sum, each) => sum + each, 0),
      ),
      operation: "idea_generation",
      siteId: clusters[0]?.siteId ?? null,
    };
  });
}
