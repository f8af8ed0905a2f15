import { body, ok, page, paginate, QueuedJob, success } from "../../http/envelope.ts";
import { createRouter, route } from "../../http/router.ts";
import { requestAutoCluster } from "./auto-cluster.service.ts";
import { findClusters } from "./clusters.queries.ts";
import { AutoClusterBody, Cluster, CreateClusterBody, ListClustersQuery, presentCluster } from "./clusters.schemas.ts";
import { createCluster } from "./clusters.service.ts";

export const clusterRoutes = createRouter();

clusterRoutes.openapi(
  route({
    method: "get",
    path: "/",
    operationId: "listClusters",
    summary: "List clusters, newest first",
    tags: ["Planner"],
    permission: "read",
    rate: "general",
    request: { query: ListClustersQuery },
    responses: { 200: page(Cluster, "One page of clusters") },
  }),
  async (c) => {
    const { db, tenant } = c.var.ctx;
    const query = c.req.valid("query");
    return c.json(paginate(c, query, await findClusters(db, tenant, query), presentCluster), 200);
  },
);

clusterRoutes.openapi(
  route({
    method: "post",
    path: "/",
    operationId: "createCluster",
    summary: "Add an empty cluster to a sector",
    tags: ["Planner"],
    permission: "content",
    rate: "general",
    fails: ["not_found", "conflict"],
    request: body(CreateClusterBody),
    responses: { 201: ok(Cluster, "The new cluster") },
  }),
  async (c) => {
    const { site_id: siteId, sector_id: sectorId, name, description, disabled } = c.req.valid("json");
    const created = await createCluster(c.var.ctx, { siteId, sectorId, name, description, disabled });
    return c.json(success(presentCluster(created), "Cluster added."), 201);
  },
);

clusterRoutes.openapi(
  route({
    method: "post",
    path: "/auto_cluster",
    operationId: "autoCluster",
    summary: "Group keywords into clusters; starts a task",
    description:
      "Name up to 1,000 keywords of one sector, or a sector: then its new, enabled keywords without a cluster are taken, the oldest 1,000. Keywords that have a cluster are left alone. What fits nowhere is reported with its reason.",
    tags: ["Planner"],
    permission: "content",
    rate: "ai",
    fails: ["not_found", "insufficient_credits"],
    request: body(AutoClusterBody),
    responses: { 202: ok(QueuedJob, "The task that groups them") },
  }),
  async (c) => {
    const { ids, keyword_ids, site_id: siteId, sector_id: sectorId } = c.req.valid("json");
    const job = await requestAutoCluster(c.var.ctx, { keywordIds: ids ?? keyword_ids, siteId, sectorId });
    return c.json(success(job, "Clustering is queued."), 202);
  },
);
