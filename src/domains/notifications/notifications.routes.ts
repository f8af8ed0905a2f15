import { z } from "@hono/zod-openapi";
import { IdParam, ok, page, paginate, success } from "../../http/envelope.ts";
import { createRouter, route } from "../../http/router.ts";
import { countUnread, findNotifications } from "./notifications.queries.ts";
import {
  ListNotificationsQuery,
  Notification,
  presentNotification,
  UnreadCount,
  UpdatedCount,
} from "./notifications.schemas.ts";
import {
  getNotification,
  readAllNotifications,
  readNotification,
  removeNotification,
} from "./notifications.service.ts";

export const notificationRoutes = createRouter();

notificationRoutes.openapi(
  route({
    method: "get",
    path: "/",
    operationId: "listNotifications",
    summary: "What happened, newest first",
    tags: ["Notifications"],
    permission: "read",
    rate: "general",
    request: { query: ListNotificationsQuery },
    responses: { 200: page(Notification, "One page of notifications") },
  }),
  async (c) => {
    const { db, tenant, actor } = c.var.ctx;
    const query = c.req.valid("query");
    return c.json(paginate(c, query, await findNotifications(db, tenant, actor.name, query), presentNotification), 200);
  },
);

notificationRoutes.openapi(
  route({
    method: "get",
    path: "/unread-count",
    operationId: "countUnreadNotifications",
    summary: "How many you have not read",
    tags: ["Notifications"],
    permission: "read",
    rate: "general",
    responses: { 200: ok(UnreadCount, "The number") },
  }),
  async (c) => {
    const { db, tenant, actor } = c.var.ctx;
    return c.json(success({ unread_count: await countUnread(db, tenant, actor.name) }), 200);
  },
);

notificationRoutes.openapi(
  route({
    method: "post",
    path: "/read-all",
    operationId: "readAllNotifications",
    summary: "Mark everything as read, for you",
    tags: ["Notifications"],
    permission: "read",
    rate: "general",
    responses: { 200: ok(UpdatedCount, "How many were unread") },
  }),
  async (c) => c.json(success({ updated_count: await readAllNotifications(c.var.ctx) }), 200),
);

notificationRoutes.openapi(
  route({
    method: "get",
    path: "/{id}",
    operationId: "getNotification",
    summary: "One notification",
    tags: ["Notifications"],
    permission: "read",
    rate: "general",
    request: { params: IdParam },
    responses: { 200: ok(Notification, "The notification") },
  }),
  async (c) => c.json(success(presentNotification(await getNotification(c.var.ctx, c.req.valid("param").id))), 200),
);

notificationRoutes.openapi(
  route({
    method: "delete",
    path: "/{id}",
    operationId: "deleteNotification",
    summary: "Remove a notification for every member",
    tags: ["Notifications"],
    permission: "content",
    rate: "general",
    request: { params: IdParam },
    responses: { 200: ok(z.object({}), "Removed") },
  }),
  async (c) => {
    await removeNotification(c.var.ctx, c.req.valid("param").id);
    return c.json(success({}, "Notification deleted."), 200);
  },
);

notificationRoutes.openapi(
  route({
    method: "post",
    path: "/{id}/read",
    operationId: "readNotification",
    summary: "Mark a notification as read, for you",
    tags: ["Notifications"],
    permission: "read",
    rate: "general",
    request: { params: IdParam },
    responses: { 200: ok(Notification, "The notification, read") },
  }),
  async (c) => c.json(success(presentNotification(await readNotification(c.var.ctx, c.req.valid("param").id))), 200),
);
