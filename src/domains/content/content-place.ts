import { conflict, invalid, notFound } from "../../core/errors.ts";
import type { Content } from "../../db/tables/content.ts";
import type { Tenant } from "../../db/tenant.ts";
import type { ContentInput } from "./content-changes.ts";

/** Rows that an input points to, as far as the tenant may see them. */
export interface References {
  sites: { id: number }[];
  sectors: { id: number; siteId: number }[];
  clusters: { id: number; siteId: number; sectorId: number }[];
  terms: { id: number; siteId: number }[];
}

export type Place = Pick<Content, "siteId" | "sectorId" | "clusterId">;

const NOWHERE: Place = { siteId: null, sectorId: null, clusterId: null };

/**
 * Where content belongs after an input: a cluster brings its sector, both bring their site. Throws `not_found` for a
 * site, sector, cluster or taxonomy that is not there or not below the site; `conflict` when content would change sites.
 */
export function placeOf(row: Place | null, input: ContentInput, references: References, tenant: Tenant): Place {
  const before = row ?? NOWHERE;
  const sector = found("sector", input.sectorId, references.sectors);
  const cluster = found("cluster", input.clusterId, references.clusters);
  found("site", input.siteId, references.sites);
  const siteId = input.siteId ?? before.siteId ?? cluster?.siteId ?? sector?.siteId ?? null;
  if (before.siteId !== null && (siteId !== before.siteId || input.siteId === null))
    throw conflict("Content stays with its site. Create it anew on the other one.");
  if (siteId === null && tenant.siteIds !== null) throw invalid("site_id", "Name one of the sites you may work on.");
  if (sector && sector.siteId !== siteId) throw notFound("sector", sector.id);
  const sectorId = input.sectorId === undefined ? (cluster?.sectorId ?? before.sectorId) : input.sectorId;
  if (cluster && (cluster.siteId !== siteId || cluster.sectorId !== sectorId)) throw notFound("cluster", cluster.id);
  const clusterId = input.clusterId === undefined ? before.clusterId : input.clusterId;
  if (clusterId !== null && !cluster && sectorId !== before.sectorId)
    throw invalid("cluster_id", "The content's cluster is in another sector: name a cluster of the new one, or null.");
  for (const id of input.taxonomyIds ?? []) {
    if (found("taxonomy", id, references.terms)?.siteId !== siteId) throw notFound("taxonomy", id);
  }
  return { siteId, sectorId, clusterId };
}

function found<T extends { id: number }>(what: string, id: number | null | undefined, rows: readonly T[]) {
  if (id === undefined || id === null) return undefined;
  const row = rows.find((candidate) => candidate.id === id);
  if (!row) throw notFound(what, id);
  return row;
}
