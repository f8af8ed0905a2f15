import { z } from "@hono/zod-openapi";
import { body, IdParam, ok, page, paginate, success } from "../../http/envelope.ts";
import { createRouter, route } from "../../http/router.ts";
import {
  createConnection,
  getConnection,
  listConnections,
  updateConnection,
} from "../connections/connections.service.ts";
import { checkConnection } from "../publications/connection-check.service.ts";
import {
  ConnectionHealth,
  CreateIntegrationBody,
  credentialsOf,
  Integration,
  ListIntegrationsQuery,
  presentIntegration,
  UpdateIntegrationBody,
} from "./integrations.schemas.ts";
import { removeConnection } from "./removal.service.ts";

/** Connections that belong to a site; those without one are studio's to show. */
export const integrationRoutes = createRouter();

integrationRoutes.openapi(
  route({
    method: "get",
    path: "/",
    operationId: "listIntegrations",
    summary: "List integrations, newest first",
    tags: ["Integration"],
    permission: "read",
    rate: "general",
    request: { query: ListIntegrationsQuery },
    responses: { 200: page(Integration, "One page of integrations") },
  }),
  async (c) => {
    const query = c.req.valid("query");
    return c.json(paginate(c, query, await listConnections(c.var.ctx, query), presentIntegration), 200);
  },
);

integrationRoutes.openapi(
  route({
    method: "post",
    path: "/",
    operationId: "createIntegration",
    summary: "Connect a site to a platform; the connection is not tested yet",
    tags: ["Integration"],
    permission: "content",
    rate: "general",
    fails: ["not_found", "conflict", "platform_not_configured"],
    request: body(CreateIntegrationBody),
    responses: { 201: ok(Integration, "The new integration, without its credentials") },
  }),
  async (c) => {
    const input = c.req.valid("json");
    const created = await createConnection(c.var.ctx, {
      siteId: input.site_id,
      platform: input.platform,
      displayName: input.name ?? null,
      credentials: credentialsOf(input),
      config: input.config,
      enabled: input.is_active,
      syncEnabled: input.sync_enabled,
    });
    return c.json(success(presentIntegration(created), "Integration created. Test it with test_connection."), 201);
  },
);

integrationRoutes.openapi(
  route({
    method: "get",
    path: "/{id}",
    operationId: "getIntegration",
    summary: "Show an integration",
    tags: ["Integration"],
    permission: "read",
    rate: "general",
    request: { params: IdParam },
    responses: { 200: ok(Integration, "The integration, without its credentials") },
  }),
  async (c) => {
    const row = await getConnection(c.var.ctx, { id: c.req.valid("param").id, bound: true });
    return c.json(success(presentIntegration(row)), 200);
  },
);

integrationRoutes.openapi(
  route({
    method: "put",
    path: "/{id}",
    operationId: "updateIntegration",
    summary: "Change an integration; credentials that are not given stay",
    tags: ["Integration"],
    permission: "content",
    rate: "general",
    fails: ["conflict", "platform_not_configured"],
    request: { params: IdParam, ...body(UpdateIntegrationBody) },
    responses: { 200: ok(Integration, "The changed integration, without its credentials") },
  }),
  async (c) => {
    const input = c.req.valid("json");
    const changed = await updateConnection(
      c.var.ctx,
      { id: c.req.valid("param").id, bound: true },
      {
        displayName: input.name,
        credentials: credentialsOf(input),
        config: input.config,
        enabled: input.is_active,
        syncEnabled: input.sync_enabled,
      },
    );
    return c.json(success(presentIntegration(changed), "Integration saved."), 200);
  },
);

integrationRoutes.openapi(
  route({
    method: "delete",
    path: "/{id}",
    operationId: "deleteIntegration",
    summary: "Remove an integration; what was scheduled over it is cancelled, remote posts stay",
    tags: ["Integration"],
    permission: "content",
    rate: "general",
    fails: ["conflict"],
    request: { params: IdParam },
    responses: { 200: ok(z.object({}), "Removed") },
  }),
  async (c) => {
    await removeConnection(c.var.ctx, { id: c.req.valid("param").id, bound: true });
    return c.json(success({}, "Integration removed."), 200);
  },
);

integrationRoutes.openapi(
  route({
    method: "post",
    path: "/{id}/test_connection",
    operationId: "testIntegrationConnection",
    summary: "Ask the platform whether publishing there would work now",
    tags: ["Integration"],
    permission: "content",
    rate: "general",
    request: { params: IdParam },
    responses: { 200: ok(ConnectionHealth, "What the test found; an unhealthy connection is an answer too") },
  }),
  async (c) => {
    const health = await checkConnection(c.var.ctx, { id: c.req.valid("param").id, bound: true });
    return c.json(success({ ...health, details: health.details ?? {} }), 200);
  },
);
