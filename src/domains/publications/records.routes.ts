import { momentOf } from "../../core/moments.ts";
import { body, IdParam, ok, page, paginate, success } from "../../http/envelope.ts";
import { createRouter, route } from "../../http/router.ts";
import { createRecord } from "./publish.service.ts";
import { findRecords } from "./records.queries.ts";
import {
  ConfirmRecordBody,
  CreateRecordBody,
  ListRecordsQuery,
  PublishingRecord,
  presentRecord,
} from "./records.schemas.ts";
import { cancelRecord, confirmRecord, getRecord, retryRecord } from "./records.service.ts";
import { retractRecord } from "./retract.service.ts";

export const recordRoutes = createRouter();

const MESSAGES = { unchanged: "This revision is published already.", rearmed: "The record that there was goes out." };

recordRoutes.openapi(
  route({
    method: "get",
    path: "/",
    operationId: "listPublishingRecords",
    summary: "List publishing records, newest first",
    tags: ["Publisher"],
    permission: "read",
    rate: "general",
    request: { query: ListRecordsQuery },
    responses: { 200: page(PublishingRecord, "One page of records") },
  }),
  async (c) => {
    const { db, tenant } = c.var.ctx;
    const query = c.req.valid("query");
    return c.json(paginate(c, query, await findRecords(db, tenant, query), presentRecord), 200);
  },
);

recordRoutes.openapi(
  route({
    method: "post",
    path: "/",
    operationId: "createPublishingRecord",
    summary: "Publish one content row to one platform, now or at a time",
    description:
      "One record for each revision and platform: one that is published already, or waits, is answered with 200; nothing is sent twice.",
    tags: ["Publisher"],
    permission: "publish",
    rate: "content",
    fails: ["not_found", "already_publishing"],
    request: body(CreateRecordBody),
    responses: {
      200: ok(PublishingRecord, "The record that there was: published already, or on its way anew"),
      201: ok(PublishingRecord, "The record, on its way"),
    },
  }),
  async (c) => {
    const input = c.req.valid("json");
    const { timezone = "UTC" } = input;
    const moment =
      input.scheduled_at === undefined
        ? null
        : { at: momentOf(input.scheduled_at, input.timezone, "scheduled_at"), timezone };
    const destination =
      input.integration_id === undefined
        ? { platform: input.destination ?? "site" }
        : { connectionId: input.integration_id };
    const wish = {
      contentId: input.content_id,
      destinations: [destination],
      repost: input.repost,
      remoteStatus: input.remote_status,
    };
    const { record, outcome } = await createRecord(c.var.ctx, wish, moment);
    return outcome === "created"
      ? c.json(success(presentRecord(record)), 201)
      : c.json(success(presentRecord(record), MESSAGES[outcome]), 200);
  },
);

recordRoutes.openapi(
  route({
    method: "get",
    path: "/{id}",
    operationId: "getPublishingRecord",
    summary: "One publishing record",
    tags: ["Publisher"],
    permission: "read",
    rate: "general",
    request: { params: IdParam },
    responses: { 200: ok(PublishingRecord, "The record") },
  }),
  async (c) => c.json(success(presentRecord(await getRecord(c.var.ctx, c.req.valid("param").id))), 200),
);

recordRoutes.openapi(
  route({
    method: "post",
    path: "/{id}/confirm",
    operationId: "confirmPublishingRecord",
    summary: "Say that a post whose outcome could not be found out is live",
    tags: ["Publisher"],
    permission: "publish",
    rate: "content",
    request: { params: IdParam, ...body(ConfirmRecordBody) },
    responses: { 200: ok(PublishingRecord, "The record, published") },
  }),
  async (c) => {
    const { url, external_id } = c.req.valid("json");
    const record = await confirmRecord(c.var.ctx, c.req.valid("param").id, { url, externalId: external_id ?? null });
    return c.json(success(presentRecord(record), "Recorded as live."), 200);
  },
);

recordRoutes.openapi(
  route({
    method: "post",
    path: "/{id}/retry",
    operationId: "retryPublishingRecord",
    summary: "Send a failed publication again, or one that is certainly not live",
    tags: ["Publisher"],
    permission: "publish",
    rate: "content",
    request: { params: IdParam },
    responses: { 200: ok(PublishingRecord, "The record, on its way") },
  }),
  async (c) =>
    c.json(success(presentRecord(await retryRecord(c.var.ctx, c.req.valid("param").id)), "On its way again."), 200),
);

recordRoutes.openapi(
  route({
    method: "post",
    path: "/{id}/cancel",
    operationId: "cancelPublishingRecord",
    summary: "Take back a publication that waits for its time",
    tags: ["Publisher"],
    permission: "publish",
    rate: "content",
    request: { params: IdParam },
    responses: { 200: ok(PublishingRecord, "The record, cancelled") },
  }),
  async (c) => {
    const record = await cancelRecord(c.var.ctx, c.req.valid("param").id);
    return c.json(success(presentRecord(record), "It will not go out."), 200);
  },
);

recordRoutes.openapi(
  route({
    method: "post",
    path: "/{id}/retract",
    operationId: "retractPublishingRecord",
    summary: "Take a published post down",
    description:
      "From the hosted site, whose page then answers 410, or into the trash of WordPress. What waits to go out to the same place is cancelled with it.",
    tags: ["Publisher"],
    permission: "publish",
    rate: "content",
    fails: ["not_found", "already_publishing", "publish_failed", "platform_auth_failed"],
    request: { params: IdParam },
    responses: { 200: ok(PublishingRecord, "The record, retracted") },
  }),
  async (c) => {
    const record = await retractRecord(c.var.ctx, c.req.valid("param").id);
    return c.json(success(presentRecord(record), "It has been taken down."), 200);
  },
);
