import { page, paginate } from "../../http/envelope.ts";
import { createRouter, route } from "../../http/router.ts";
import { findSeedKeywords } from "./seed-keywords.queries.ts";
import { ListSeedKeywordsQuery, presentSeedKeyword, SeedKeyword } from "./seed-keywords.schemas.ts";

export const seedKeywordRoutes = createRouter();

seedKeywordRoutes.openapi(
  route({
    method: "get",
    path: "/",
    operationId: "listSeedKeywords",
    summary: "Search the keyword library",
    tags: ["Auth"],
    permission: "read",
    rate: "general",
    request: { query: ListSeedKeywordsQuery },
    responses: { 200: page(SeedKeyword, "One page of seed keywords") },
  }),
  async (c) => {
    const query = c.req.valid("query");
    return c.json(paginate(c, query, await findSeedKeywords(c.var.ctx.db, query), presentSeedKeyword), 200);
  },
);
