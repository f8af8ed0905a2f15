import { page, paginate } from "../../http/envelope.ts";
import { createRouter, route } from "../../http/router.ts";
import { findDeployments } from "./deployments.queries.ts";
import { Deployment, ListDeploymentsQuery, presentDeployment } from "./deployments.schemas.ts";

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
    const { db, tenant } = c.var.ctx;
    const query = c.req.valid("query");
    return c.json(paginate(c, query, await findDeployments(db, tenant, query), presentDeployment), 200);
  },
);
