import { etagOf, namesVersion } from "../../core/entity-tags.ts";
import { body, IdParam, ok, page, paginate, success } from "../../http/envelope.ts";
import { createRouter, route } from "../../http/router.ts";
import {
  Content,
  ContentSummary,
  ListContentQuery,
  presentContent,
  presentSummary,
  ValidatedContent,
} from "./content.schemas.ts";
import { createContent, getContentParts, updateContent } from "./content.service.ts";
import { CreateContentBody, contentInputOf, UpdateContentBody } from "./content-input.schemas.ts";
import { findContentPage } from "./content-list.queries.ts";
import { validationOf } from "./readiness.ts";

export const contentRoutes = createRouter();

contentRoutes.openapi(
  route({
    method: "get",
    path: "/",
    operationId: "listContent",
    summary: "List content, without bodies",
    tags: ["Writer"],
    permission: "read",
    rate: "general",
    request: { query: ListContentQuery },
    responses: { 200: page(ContentSummary, "One page of content") },
  }),
  async (c) => {
    const { db, tenant } = c.var.ctx;
    const query = c.req.valid("query");
    return c.json(paginate(c, query, await findContentPage(db, tenant, query), presentSummary), 200);
  },
);

contentRoutes.openapi(
  route({
    method: "post",
    path: "/",
    operationId: "createContent",
    summary: "Create content",
    tags: ["Writer"],
    permission: "content",
    rate: "content",
    fails: ["not_found"],
    request: body(CreateContentBody),
    responses: { 201: ok(Content, "The new content") },
  }),
  async (c) => {
    const given = c.req.valid("json");
    const parts = await createContent(c.var.ctx, { ...contentInputOf(given), title: given.title });
    c.header("ETag", etagOf(parts.content.version));
    return c.json(success(presentContent(parts, c.var.system.config.publicUrl), "Content created."), 201);
  },
);

contentRoutes.openapi(
  route({
    method: "get",
    path: "/{id}",
    operationId: "getContent",
    summary: "Content with its body, images and taxonomies",
    tags: ["Writer"],
    permission: "read",
    rate: "general",
    request: { params: IdParam },
    responses: { 200: ok(Content, "The content"), 304: { description: "If-None-Match names the present version" } },
  }),
  async (c) => {
    const parts = await getContentParts(c.var.ctx, c.req.valid("param").id);
    const { version } = parts.content;
    c.header("ETag", etagOf(version));
    if (namesVersion(c.req.header("if-none-match"), version)) return c.body(null, 304);
    return c.json(success(presentContent(parts, c.var.system.config.publicUrl)), 200);
  },
);

contentRoutes.openapi(
  route({
    method: "put",
    path: "/{id}",
    operationId: "updateContent",
    summary: "Change content; null clears",
    tags: ["Writer"],
    permission: "content",
    rate: "content",
    fails: ["conflict", "precondition_failed"],
    request: { params: IdParam, ...body(UpdateContentBody) },
    responses: { 200: ok(Content, "The content as it is now") },
  }),
  async (c) => {
    const input = contentInputOf(c.req.valid("json"));
    const ifMatch = c.req.header("if-match");
    const parts = await updateContent(c.var.ctx, c.req.valid("param").id, input, { ifMatch });
    c.header("ETag", etagOf(parts.content.version));
    return c.json(success(presentContent(parts, c.var.system.config.publicUrl), "Content saved."), 200);
  },
);

contentRoutes.openapi(
  route({
    method: "post",
    path: "/{id}/update_content",
    operationId: "updateContentWithValidation",
    summary: "Change content and say whether it is ready to be published",
    description:
      "Approves only what is ready: with what stands against publishing the answer is 400, and nothing is changed. Without a status that lets it out, the change is saved and the findings are reported.",
    tags: ["Writer"],
    permission: "content",
    rate: "content",
    fails: ["conflict", "precondition_failed"],
    request: { params: IdParam, ...body(UpdateContentBody) },
    responses: { 200: ok(ValidatedContent, "The content as it is now, and its readiness") },
  }),
  async (c) => {
    const input = contentInputOf(c.req.valid("json"));
    const ifMatch = c.req.header("if-match");
    const parts = await updateContent(c.var.ctx, c.req.valid("param").id, input, { ifMatch, ready: true });
    c.header("ETag", etagOf(parts.content.version));
    const content = presentContent(parts, c.var.system.config.publicUrl);
    return c.json(success({ content, validation: validationOf(parts) }, "Content saved."), 200);
  },
);
