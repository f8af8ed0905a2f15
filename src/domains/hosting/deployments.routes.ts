import { page, paginate, slice } from "../../http/envelope.ts";
import { createRouter, route } from "../../http/router.ts";
import { Deployment, ListDeploymentsQuery, presentDeployment } from "./deployments.schemas.ts";
import { listDeployments } from "./deployments.service.ts";

export const deploymentRoutes = createRouter();

deploymentRoutes.openapi(
  route({
    method: "get",
    path: "/",
    operationId: "listDeployments",
    summary: "List deployments of hosted sites, newest first",
    tags: ["Publisher"],
    permission: "read",
    rate: "general",
    request: { query: ListDeploymentsQuery },
    responses: { 200: page(Deployment, "One page of deployments") },
  }),
  async (c) => {
    const query = c.req.valid("query");
    const filter = { siteId: query.site_id, status: query.status, ...slice(query) };
    return c.json(paginate(c, query, await listDeployments(c.var.ctx, filter), presentDeployment), 200);
  },
);
