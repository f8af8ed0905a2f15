import { isoTime } from "../../core/time.ts";
import { ok, success } from "../../http/envelope.ts";
import { createRouter, route } from "../../http/router.ts";
import { WebSocketTicket } from "./ws-tickets.schemas.ts";
import { issueTicket } from "./ws-tickets.service.ts";

export const webSocketTicketRoutes = createRouter();

webSocketTicketRoutes.openapi(
  route({
    method: "post",
    path: "/",
    operationId: "createWebSocketTicket",
    summary: "Get a ticket for clients that cannot send headers with a WebSocket",
    tags: ["Auth"],
    permission: "read",
    rate: "general",
    secretAnswer: true,
    responses: { 201: ok(WebSocketTicket, "A ticket for one connection within a minute") },
  }),
  async (c) => {
    const { ticket, expiresAt, url } = await issueTicket(c.var.ctx);
    return c.json(success({ ticket, expires_at: isoTime(expiresAt), url }), 201);
  },
);
