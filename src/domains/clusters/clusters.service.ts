import type { ServiceContext } from "../../context.ts";
import { conflict } from "../../core/errors.ts";
import { now } from "../../core/time.ts";
import { isUniqueViolation } from "../../db/guard.ts";
import { cleanText, foldText } from "../keywords/keyword-text.ts";
import { findPlacement } from "../sites/placement.queries.ts";
import { placementOf } from "../sites/placement.ts";
import { insertCluster, type NamedCluster } from "./clusters.queries.ts";

export interface NewCluster {
  siteId: number;
  sectorId: number;
  name: string;
  description: string;
  disabled: boolean;
}

/** Throws `not_found` (site, sector), `conflict` when the sector has a cluster of that name. */
export async function createCluster(ctx: ServiceContext, input: NewCluster): Promise<NamedCluster> {
  const place = placementOf(
    await findPlacement(ctx.db, ctx.tenant, input.siteId, input.sectorId),
    input.siteId,
    input.sectorId,
  );
  const at = now();
  const name = cleanText(input.name);
  const row = {
    accountId: ctx.accountId,
    siteId: place.siteId,
    sectorId: place.sectorId,
    name,
    nameFolded: foldText(name),
    description: input.description,
    disabled: input.disabled,
    method: "manual",
    createdAt: at,
    updatedAt: at,
  };
  const [[created]] = await ctx.commit([insertCluster(ctx.db, row)]).catch((error) => {
    const taken = isUniqueViolation(error, "clusters.account_id");
    throw taken ? conflict(`The sector ${place.sectorName} already has a cluster named "${name}".`) : error;
  });
  if (!created) throw new Error("an insert answered no row");
  return { ...created, sectorName: place.sectorName };
}
