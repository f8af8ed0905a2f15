import { body, IdParam, ok, page, paginate, success } from "../../http/envelope.ts";
import { createRouter, route } from "../../http/router.ts";
import { findApiKeys } from "./api-keys.queries.ts";
import { ApiKey, CreateApiKeyBody, CreatedApiKey, ListApiKeysQuery, presentApiKey } from "./api-keys.schemas.ts";
import { createApiKey, endApiKey } from "./api-keys.service.ts";

export const apiKeyRoutes = createRouter();

apiKeyRoutes.openapi(
  route({
    method: "get",
    path: "/",
    operationId: "listApiKeys",
    summary: "List the API keys that are not revoked, newest first",
    tags: ["Auth"],
    permission: "account",
    rate: "general",
    request: { query: ListApiKeysQuery },
    responses: { 200: page(ApiKey, "One page of keys, without their secrets") },
  }),
  async (c) => {
    const { db, tenant } = c.var.ctx;
    const query = c.req.valid("query");
    return c.json(paginate(c, query, await findApiKeys(db, tenant, query), presentApiKey), 200);
  },
);

apiKeyRoutes.openapi(
  route({
    method: "post",
    path: "/",
    operationId: "createApiKey",
    summary: "Make an API key; its text is shown once",
    tags: ["Auth"],
    permission: "account",
    rate: "general",
    secretAnswer: true,
    fails: ["not_found"],
    request: body(CreateApiKeyBody),
    responses: { 201: ok(CreatedApiKey, "The new key") },
  }),
  async (c) => {
    const { name, site_id, scopes, expires_at } = c.req.valid("json");
    const input = { name, siteId: site_id ?? null, scopes, expiresAt: expires_at ?? null };
    const { row, key } = await createApiKey(c.var.ctx, input);
    return c.json(success({ ...presentApiKey(row), key }, "Keep this key: it is not shown again."), 201);
  },
);

apiKeyRoutes.openapi(
  route({
    method: "post",
    path: "/{id}/revoke",
    operationId: "revokeApiKey",
    summary: "Revoke an API key, effective at once",
    tags: ["Auth"],
    permission: "account",
    rate: "general",
    request: { params: IdParam },
    responses: { 200: ok(ApiKey, "The revoked key") },
  }),
  async (c) => c.json(success(presentApiKey(await endApiKey(c.var.ctx, c.req.valid("param").id)), "Key revoked."), 200),
);

apiKeyRoutes.openapi(
  route({
    method: "delete",
    path: "/{id}",
    operationId: "deleteApiKey",
    summary: "Revoke an API key, effective at once",
    tags: ["Auth"],
    permission: "account",
    rate: "general",
    request: { params: IdParam },
    responses: { 200: ok(ApiKey, "The revoked key") },
  }),
  async (c) => c.json(success(presentApiKey(await endApiKey(c.var.ctx, c.req.valid("param").id)), "Key revoked."), 200),
);
