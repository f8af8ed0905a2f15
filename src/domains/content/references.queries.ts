import { and, inArray, isNull } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { clusters } from "../../db/tables/clusters.ts";
import { taxonomies } from "../../db/tables/content.ts";
import { sectors, sites } from "../../db/tables/sites.ts";
import { listOf, type Tenant, within } from "../../db/tenant.ts";

/** What rows of this domain point to, as far as the tenant may see it. Ids that are not there are not answered. */

export const findSites = (db: TenantDb, tenant: Tenant, ids: readonly number[]) =>
  db
    .select({ id: sites.id })
    .from(sites)
    .where(
      and(
        within({ accountId: sites.accountId, siteId: sites.id }, tenant),
        inArray(sites.id, listOf(ids)),
        isNull(sites.deletedAt),
      ),
    );

export const findSectors = (db: TenantDb, tenant: Tenant, ids: readonly number[]) =>
  db
    .select({ id: sectors.id, siteId: sectors.siteId })
    .from(sectors)
    .where(and(within(sectors, tenant), inArray(sectors.id, listOf(ids)), isNull(sectors.deletedAt)));

export const findClusters = (db: TenantDb, tenant: Tenant, ids: readonly number[]) =>
  db
    .select({ id: clusters.id, siteId: clusters.siteId, sectorId: clusters.sectorId })
    .from(clusters)
    .where(and(within(clusters, tenant), inArray(clusters.id, listOf(ids)), isNull(clusters.deletedAt)));

export const findTerms = (db: TenantDb, tenant: Tenant, ids: readonly number[]) =>
  db
    .select({ id: taxonomies.id, siteId: taxonomies.siteId })
    .from(taxonomies)
    .where(and(within(taxonomies, tenant), inArray(taxonomies.id, listOf(ids)), isNull(taxonomies.deletedAt)));
