import { page, paginate } from "../../http/envelope.ts";
import { createRouter, route } from "../../http/router.ts";
import { findIndustries } from "./industries.queries.ts";
import { Industry, ListIndustriesQuery, presentIndustry } from "./industries.schemas.ts";

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
    return c.json(paginate(c, query, await findIndustries(c.var.ctx.db, query), presentIndustry), 200);
  },
);
