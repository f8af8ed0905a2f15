import { body, IdParam, ok, page, paginate, QueuedJob, success } from "../../http/envelope.ts";
import { createRouter, route } from "../../http/router.ts";
import { Image, presentImage } from "../content/image.schemas.ts";
import { findImages } from "./images.queries.ts";
import { GenerateForContentBody, GenerateImagesBody, ListImagesQuery, RegenerateImageBody } from "./images.schemas.ts";
import { requestImageAgain, requestImages, requestWaitingImages } from "./images.service.ts";

/** Under `/writer/images`. */
export const imageRoutes = createRouter();

/** Under `/writer/content`. */
export const contentImageRoutes = createRouter();

imageRoutes.openapi(
  route({
    method: "get",
    path: "/",
    operationId: "listImages",
    summary: "List images",
    tags: ["Writer"],
    permission: "read",
    rate: "general",
    request: { query: ListImagesQuery },
    responses: { 200: page(Image, "One page of images") },
  }),
  async (c) => {
    const { db, tenant, config } = c.var.ctx;
    const query = c.req.valid("query");
    const found = await findImages(db, tenant, query);
    return c.json(
      paginate(c, query, found, (image) => presentImage(image, config.publicUrl)),
      200,
    );
  },
);

imageRoutes.openapi(
  route({
    method: "post",
    path: "/generate_for_content",
    operationId: "generateImagesForContent",
    summary: "Make the pending and failed images of content",
    tags: ["Writer"],
    permission: "content",
    rate: "ai",
    fails: ["insufficient_credits", "not_found"],
    request: body(GenerateForContentBody),
    responses: { 202: ok(QueuedJob, "The work is queued") },
  }),
  async (c) => {
    const { content_id, image_ids, quality } = c.req.valid("json");
    const queued = await requestWaitingImages(c.var.ctx, content_id, { imageIds: image_ids ?? null, quality });
    return c.json(success(queued, "The images are being made."), 202);
  },
);

imageRoutes.openapi(
  route({
    method: "post",
    path: "/regenerate",
    operationId: "regenerateImage",
    summary: "Make one image anew",
    tags: ["Writer"],
    permission: "content",
    rate: "ai",
    fails: ["insufficient_credits", "not_found"],
    request: body(RegenerateImageBody),
    responses: { 202: ok(QueuedJob, "The work is queued") },
  }),
  async (c) => {
    const { image_id, prompt, quality } = c.req.valid("json");
    const queued = await requestImageAgain(c.var.ctx, image_id, { prompt: prompt ?? null, quality });
    return c.json(success(queued, "The image is being made anew."), 202);
  },
);

contentImageRoutes.openapi(
  route({
    method: "post",
    path: "/{id}/generate_images",
    operationId: "generateImages",
    summary: "Write image prompts if there are none, then make the images",
    tags: ["Writer"],
    permission: "content",
    rate: "ai",
    fails: ["insufficient_credits"],
    request: { params: IdParam, ...body(GenerateImagesBody) },
    responses: { 202: ok(QueuedJob, "The work is queued") },
  }),
  async (c) => {
    const { in_article, quality } = c.req.valid("json");
    const queued = await requestImages(c.var.ctx, c.req.valid("param").id, { inArticle: in_article, quality });
    return c.json(success(queued, "The images are being made."), 202);
  },
);
