import { z } from "@hono/zod-openapi";
import { body, IdParam, ok, page, paginate, success } from "../../http/envelope.ts";
import { createRouter, route } from "../../http/router.ts";
import { findKeywords } from "./keyword-list.queries.ts";
import {
  CreateKeywordBody,
  Keyword,
  ListKeywordsQuery,
  presentKeyword,
  UpdateKeywordBody,
} from "./keywords.schemas.ts";
import { createKeyword, getKeyword, removeKeyword, updateKeyword } from "./keywords.service.ts";

export const keywordRoutes = createRouter();

keywordRoutes.openapi(
  route({
    method: "get",
    path: "/",
    operationId: "listKeywords",
    summary: "List keywords, newest first",
    tags: ["Planner"],
    permission: "read",
    rate: "general",
    request: { query: ListKeywordsQuery },
    responses: { 200: page(Keyword, "One page of keywords") },
  }),
  async (c) => {
    const { db, tenant } = c.var.ctx;
    const query = c.req.valid("query");
    return c.json(paginate(c, query, await findKeywords(db, tenant, query), presentKeyword), 200);
  },
);

keywordRoutes.openapi(
  route({
    method: "post",
    path: "/",
    operationId: "createKeyword",
    summary: "Add a keyword to a sector, from the library or as free text",
    tags: ["Planner"],
    permission: "content",
    rate: "general",
    fails: ["not_found", "conflict", "limit_exceeded"],
    request: body(CreateKeywordBody),
    responses: { 201: ok(Keyword, "The new keyword") },
  }),
  async (c) => {
    const given = c.req.valid("json");
    const created = await createKeyword(c.var.ctx, {
      siteId: given.site_id,
      sectorId: given.sector_id,
      seedKeywordId: given.seed_keyword_id,
      keyword: given.keyword,
      volume: given.volume ?? null,
      difficulty: given.difficulty ?? null,
      country: given.country ?? null,
      intent: given.intent,
      volumeOverride: given.volume_override ?? null,
      difficultyOverride: given.difficulty_override ?? null,
      attributeValues: given.attribute_values,
      disabled: given.disabled,
    });
    return c.json(success(presentKeyword(created), "Keyword added."), 201);
  },
);

keywordRoutes.openapi(
  route({
    method: "get",
    path: "/{id}",
    operationId: "getKeyword",
    summary: "One keyword",
    tags: ["Planner"],
    permission: "read",
    rate: "general",
    request: { params: IdParam },
    responses: { 200: ok(Keyword, "The keyword") },
  }),
  async (c) => c.json(success(presentKeyword(await getKeyword(c.var.ctx, c.req.valid("param").id))), 200),
);

keywordRoutes.openapi(
  route({
    method: "put",
    path: "/{id}",
    operationId: "updateKeyword",
    summary: "Change what is given; null clears",
    tags: ["Planner"],
    permission: "content",
    rate: "general",
    fails: ["conflict"],
    request: { params: IdParam, ...body(UpdateKeywordBody) },
    responses: { 200: ok(Keyword, "The keyword as it is now") },
  }),
  async (c) => {
    const given = c.req.valid("json");
    const updated = await updateKeyword(c.var.ctx, c.req.valid("param").id, {
      volumeOverride: given.volume_override,
      difficultyOverride: given.difficulty_override,
      clusterId: given.cluster_id,
      status: given.status,
      disabled: given.disabled,
      intent: given.intent,
      attributeValues: given.attribute_values,
    });
    return c.json(success(presentKeyword(updated), "Keyword saved."), 200);
  },
);

keywordRoutes.openapi(
  route({
    method: "delete",
    path: "/{id}",
    operationId: "deleteKeyword",
    summary: "Take a keyword out; it can be added again",
    tags: ["Planner"],
    permission: "content",
    rate: "general",
    request: { params: IdParam },
    responses: { 200: ok(z.object({}), "Deleted") },
  }),
  async (c) => {
    await removeKeyword(c.var.ctx, c.req.valid("param").id);
    return c.json(success({}, "Keyword deleted."), 200);
  },
);
