import { z } from "@hono/zod-openapi";
import { isoTime, isoTimeOrNull } from "../../core/time.ts";
import { DEPLOYMENT_STATUSES, type Deployment as DeploymentRow } from "../../db/tables/hosting.ts";
import { idFilter, listQuery } from "../../http/fields.ts";
import type { DeploymentQuery } from "./deployments.queries.ts";

export const ListDeploymentsQuery = listQuery<DeploymentQuery>({
  site_id: idFilter("Only deployments of this site"),
  status: z
    .enum(DEPLOYMENT_STATUSES)
    .optional()
    .openapi({ description: "Only deployments in this state", example: "completed" }),
});

export const Deployment = z
  .object({
    id: z.int().openapi({ description: "Id of the deployment", example: 17 }),
    site_id: z.int().openapi({ description: "The hosted site", example: 1 }),
    version: z.int().openapi({ description: "Version of the site that it made, from 1", example: 4 }),
    deployment_type: z
      .enum(["full", "incremental"])
      .openapi({ description: "The whole site, or what changed", example: "incremental" }),
    status: z.enum(DEPLOYMENT_STATUSES).openapi({ description: "Where it is", example: "completed" }),
    items_deployed: z.int().openapi({ description: "Pages written or removed", example: 1 }),
    started_at: z.string().openapi({ description: "UTC", example: "2026-11-22T09:00:00Z" }),
    completed_at: z.string().nullable().openapi({ description: "UTC", example: "2026-11-22T09:00:00Z" }),
    error_log: z.string().max(10_000).nullable().openapi({ description: "Why it failed; else null", example: null }),
    metadata: z.record(z.string(), z.unknown()).openapi({
      description: "What was deployed: the content and publish, update or remove",
      example: { content_id: 42, action: "publish" },
    }),
    created_at: z.string().openapi({ description: "UTC", example: "2026-11-22T09:00:00Z" }),
  })
  .openapi("Deployment");

export const presentDeployment = (row: DeploymentRow): z.infer<typeof Deployment> => ({
  id: row.id,
  site_id: row.siteId,
  version: row.version,
  deployment_type: row.deploymentType,
  status: row.status,
  items_deployed: row.itemsDeployed,
  started_at: isoTime(row.startedAt),
  completed_at: isoTimeOrNull(row.completedAt),
  error_log: row.errorLog,
  metadata: row.metadata,
  created_at: isoTime(row.createdAt),
});
