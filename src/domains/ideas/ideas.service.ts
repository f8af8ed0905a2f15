import type { ServiceContext } from "../../context.ts";
import { notFound } from "../../core/errors.ts";
import { now } from "../../core/time.ts";
import { recountIdeas } from "../clusters/clusters.queries.ts";
import { findClustersByIds } from "../keywords/cluster-membership.queries.ts";
import { findPlacement } from "../sites/placement.queries.ts";
import { placementOf } from "../sites/placement.ts";
import { type IdeaLine, insertIdea, type NamedIdea } from "./ideas.queries.ts";

export interface NewIdea extends IdeaLine {
  disabled: boolean;
}

/** Throws `not_found` (site, sector, cluster of that sector). */
export async function createIdea(ctx: ServiceContext, input: NewIdea): Promise<NamedIdea> {
  const { siteId, sectorId, clusterId } = input;
  const [places, clusters] = await ctx.db.batch([
    findPlacement(ctx.db, ctx.tenant, siteId, sectorId),
    findClustersByIds(ctx.db, ctx.tenant, clusterId === null ? [] : [clusterId]),
  ]);
  const place = placementOf(places, siteId, sectorId);
  const cluster = clusters.find((row) => row.sectorId === sectorId);
  if (clusterId !== null && !cluster) throw notFound("cluster", clusterId);
  const at = now();
  const [[created]] = await ctx.commit([
    insertIdea(ctx.db, { ...input, accountId: ctx.accountId, createdAt: at, updatedAt: at }),
    recountIdeas(ctx.db, ctx.accountId, clusterId === null ? [] : [clusterId], at),
  ]);
  if (!created) throw new Error("an insert answered no row");
  return { ...created, clusterName: cluster?.name ?? null, sectorName: place.sectorName };
}
