import { getTableColumns } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { equals, list, type QueryOf } from "../../db/list.ts";
import { deployments } from "../../db/tables/hosting.ts";
import { type Tenant, within } from "../../db/tenant.ts";

const DEPLOYMENTS = list({
  table: deployments,
  columns: getTableColumns(deployments),
  scope: (tenant: Tenant) => within(deployments, tenant),
  filters: { site_id: equals(deployments.siteId), status: equals(deployments.status) },
  // of one site, versions and ids rise together, and the versions have the index
  newest: ({ site_id }) => (site_id === undefined ? undefined : deployments.version),
});

export type DeploymentQuery = QueryOf<typeof DEPLOYMENTS>;

/** Versions of the account's hosted sites, newest first. */
export const findDeployments = (db: TenantDb, tenant: Tenant, query: DeploymentQuery) =>
  DEPLOYMENTS.find(db, tenant, query);
