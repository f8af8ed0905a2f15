import { page, paginate, slice } from "../../http/envelope.ts";
import { createRouter, route } from "../../http/router.ts";
import { ListSeedKeywordsQuery, presentSeedKeyword, SeedKeyword } from "./seed-keywords.schemas.ts";
import { listSeedKeywords } from "./seed-keywords.service.ts";

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
    const filter = {
      industryId: query.industry_id,
      sectorId: query.sector_id,
      country: query.country,
      intent: query.intent,
      search: query.search,
      difficultyMin: query.difficulty_min,
      difficultyMax: query.difficulty_max,
      volumeMin: query.volume_min,
      volumeMax: query.volume_max,
      ordering: query.ordering,
      ...slice(query),
    };
    return c.json(paginate(c, query, await listSeedKeywords(c.var.ctx, filter), presentSeedKeyword), 200);
  },
);
