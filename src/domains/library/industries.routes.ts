import { page, paginate, slice } from "../../http/envelope.ts";
import { createRouter, route } from "../../http/router.ts";
import { Industry, ListIndustriesQuery, presentIndustry } from "./industries.schemas.ts";
import { listIndustries } from "./industries.service.ts";

export const industryRoutes = createRouter();

industryRoutes.openapi(
  route({
    method: "get",
    path: "/",
    operationId: "listIndustries",
    summary: "List industries with their sectors, by name",
    tags: ["Auth"],
    permission: "read",
    rate: "general",
    request: { query: ListIndustriesQuery },
    responses: { 200: page(Industry, "One page of industries") },
  }),
  async (c) => {
    const query = c.req.valid("query");
    return c.json(paginate(c, query, await listIndustries(c.var.ctx, slice(query)), presentIndustry), 200);
  },
);
