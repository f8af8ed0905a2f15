import { body, IdParam, ok, QueuedJob, success } from "../../http/envelope.ts";
import { createRouter, route } from "../../http/router.ts";
import {
  PublishBody,
  PublishStatus,
  PublishStatusQuery,
  PublishToWordPressBody,
  presentPublishStatus,
} from "./publish.schemas.ts";
import { requestPublish } from "./publish.service.ts";
import { getPublishStatus } from "./records.service.ts";

/** Under `/publisher/publish`. */
export const publishRoutes = createRouter();

/** Under `/writer/content`: the path is the writer's, the work is the publisher's. */
export const wordPressRoutes = createRouter();

publishRoutes.openapi(
  route({
    method: "post",
    path: "/",
    operationId: "publishContent",
    summary: "Publish content to its platforms",
    tags: ["Publisher"],
    permission: "publish",
    rate: "content",
    fails: ["not_found", "already_publishing"],
    request: body(PublishBody),
    responses: { 202: ok(QueuedJob, "The task that publishes it") },
  }),
  async (c) => {
    const { content_id, destinations, integration_ids, repost, remote_status } = c.req.valid("json");
    const wanted = [
      ...destinations.map((platform) => ({ platform })),
      ...integration_ids.map((connectionId) => ({ connectionId })),
    ];
    const job = await requestPublish(c.var.ctx, {
      contentId: content_id,
      destinations: wanted,
      repost,
      remoteStatus: remote_status,
    });
    return c.json(success(job, "Publishing has been queued."), 202);
  },
);

publishRoutes.openapi(
  route({
    method: "get",
    path: "/status",
    operationId: "getPublishStatus",
    summary: "Where a content row stands on each platform",
    tags: ["Publisher"],
    permission: "read",
    rate: "general",
    fails: ["not_found"],
    request: { query: PublishStatusQuery },
    responses: { 200: ok(PublishStatus, "Status of the content and its publications") },
  }),
  async (c) =>
    c.json(success(presentPublishStatus(await getPublishStatus(c.var.ctx, c.req.valid("query").content_id))), 200),
);

wordPressRoutes.openapi(
  route({
    method: "post",
    path: "/{id}/publish_to_wordpress",
    operationId: "publishContentToWordPress",
    summary: "Publish content to the site's WordPress",
    tags: ["Writer"],
    permission: "publish",
    rate: "content",
    fails: ["already_publishing"],
    request: { params: IdParam, ...body(PublishToWordPressBody) },
    responses: { 202: ok(QueuedJob, "The task that publishes it") },
  }),
  async (c) => {
    const { integration_id, status } = c.req.valid("json");
    const destination =
      integration_id === undefined ? { platform: "wordpress" as const } : { connectionId: integration_id };
    const wish = {
      contentId: c.req.valid("param").id,
      destinations: [destination],
      repost: false,
      remoteStatus: status,
    };
    return c.json(success(await requestPublish(c.var.ctx, wish), "Publishing has been queued."), 202);
  },
);
