import { and, desc, eq, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { type Deployment, deployments } from "../../db/tables/hosting.ts";
import { type Tenant, within } from "../../db/tenant.ts";

export interface DeploymentFilter {
  siteId?: number | undefined;
  status?: Deployment["status"] | undefined;
  limit: number;
  offset: number;
}

export async function findDeployments(db: TenantDb, tenant: Tenant, filter: DeploymentFilter) {
  const where = and(
    within(deployments, tenant),
    filter.siteId ? eq(deployments.siteId, filter.siteId) : undefined,
    filter.status ? eq(deployments.status, filter.status) : undefined,
  );
  // of one site, versions and ids rise together, and the versions have the index
  const newestFirst = filter.siteId ? [desc(deployments.version), desc(deployments.id)] : [desc(deployments.id)];
  const [rows, totals] = await db.batch([
    db
      .select()
      .from(deployments)
      .where(where)
      .orderBy(...newestFirst)
      .limit(filter.limit)
      .offset(filter.offset),
    db.select({ total: sql<number>`count(*)` }).from(deployments).where(where),
  ]);
  return { rows, total: totals[0]?.total ?? 0 };
}
