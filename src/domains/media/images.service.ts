import type { ServiceContext } from "../../context.ts";
import { conflict, notFound } from "../../core/errors.ts";
import { now } from "../../core/time.ts";
import { isGuardFailure, type Statement } from "../../db/guard.ts";
import type { Media } from "../../db/tables/media.ts";
import type { ImageQuality } from "../../providers/images/images.ts";
import { type QueuedJob, requestJob } from "../billing/paid-jobs.service.ts";
import { priceOfImage, priceOfTokens } from "../billing/prices.ts";
import { findMediaOf } from "../content/content.queries.ts";
import { aiProvider } from "../settings/providers.service.ts";
import { imagePromptsInputOf } from "./image-brief.service.ts";
import {
  contentOfImage,
  countIllustrating,
  findIllustrated,
  findImage,
  guardOnlyIllustrator,
  updateImage,
} from "./images.queries.ts";

/** Pictures that a job may make without being asked for each. */
const isWaiting = (image: Media) => image.status !== "generated";

/**
 * Queues prompts and pictures for content: one featured and `inArticle` in the article; where prompts exist, only the
 * pictures that are not made yet. Throws `not_found`, `insufficient_credits`, or `conflict` when all pictures are there
 * or are being made.
 */
export function requestImages(
  ctx: ServiceContext,
  contentId: number,
  wanted: { inArticle: number; quality: ImageQuality },
): Promise<QueuedJob> {
  const reads = readsFor(ctx, contentId, null);
  const queued = requestJob(ctx, "writer.generate_images", reads, ([found, images, busy], prices) => {
    const row = found[0];
    if (!row) throw notFound("content", contentId);
    refuseBusy(busy);
    const waiting = images.filter(isWaiting).map(({ id }) => id);
    if (images.length > 0) {
      refuseFinished(waiting);
      const price = priceOfImage(prices, wanted.quality);
      return renderPlan(ctx, contentId, row.content.siteId, waiting, wanted.quality, price);
    }
    const each = priceOfImage(prices, wanted.quality);
    const input = imagePromptsInputOf(ctx, row.content, wanted.inArticle);
    const prompts = priceOfTokens(prices, "image_prompt_extraction", aiProvider(ctx).estimate.imagePrompts(input));
    return {
      input: { content_id: contentId, in_article: wanted.inArticle, quality: wanted.quality },
      subject: contentId,
      estimate: each * (1 + wanted.inArticle) + prompts,
      operation: "image_generation",
      siteId: row.content.siteId,
      effects: [guardOnlyIllustrator(ctx.db, ctx.accountId, contentId, null)],
    };
  });
  return refusedWhenTaken(queued);
}

/** Queues the pending and failed pictures of content, or those of them that are named. Throws like `requestImages`. */
export function requestWaitingImages(
  ctx: ServiceContext,
  contentId: number,
  wanted: { imageIds: readonly number[] | null; quality: ImageQuality },
): Promise<QueuedJob> {
  const reads = readsFor(ctx, contentId, wanted.imageIds);
  const queued = requestJob(ctx, "writer.render_images", reads, ([found, images, busy], prices) => {
    const row = found[0];
    if (!row) throw notFound("content", contentId);
    const unknown = wanted.imageIds?.find((id) => !images.some((image) => image.id === id));
    if (unknown !== undefined) throw notFound("image", unknown);
    refuseBusy(busy);
    if (images.length === 0) throw conflict("This content has no images yet: ask for generate_images.");
    const chosen = images.filter((image) => isWaiting(image) && (wanted.imageIds?.includes(image.id) ?? true));
    const ids = chosen.map(({ id }) => id);
    refuseFinished(ids);
    return renderPlan(ctx, contentId, row.content.siteId, ids, wanted.quality, priceOfImage(prices, wanted.quality));
  });
  return refusedWhenTaken(queued);
}

/** Queues one picture to be made anew, whatever its state; its file stays until the new one is stored. */
export function requestImageAgain(
  ctx: ServiceContext,
  imageId: number,
  wanted: { prompt: string | null; quality: ImageQuality },
): Promise<QueuedJob> {
  const owner = contentOfImage(ctx.accountId, imageId);
  const reads = [
    findImage(ctx.db, ctx.tenant, imageId),
    findIllustrated(ctx.db, ctx.tenant, owner),
    countIllustrating(ctx.db, ctx.accountId, owner, [imageId]),
  ] as const;
  const queued = requestJob(ctx, "writer.render_images", reads, ([images, found, busy], prices) => {
    const [image, row] = [images[0], found[0]];
    if (!image || !row) throw notFound("image", imageId);
    refuseBusy(busy);
    const price = priceOfImage(prices, wanted.quality);
    const plan = renderPlan(ctx, row.content.id, row.content.siteId, [imageId], wanted.quality, price);
    if (wanted.prompt === null) return plan;
    const reworded = updateImage(ctx.db, ctx.accountId, imageId, { prompt: wanted.prompt, updatedAt: now() });
    return { ...plan, effects: [...plan.effects, reworded] };
  });
  return refusedWhenTaken(queued);
}

const readsFor = (ctx: ServiceContext, contentId: number, imageIds: readonly number[] | null) =>
  [
    findIllustrated(ctx.db, ctx.tenant, contentId),
    findMediaOf(ctx.db, ctx.accountId, contentId),
    countIllustrating(ctx.db, ctx.accountId, contentId, imageIds),
  ] as const;

const renderPlan = (
  ctx: ServiceContext,
  contentId: number,
  siteId: number | null,
  ids: number[],
  quality: ImageQuality,
  price: number,
) => ({
  input: { content_id: contentId, image_ids: ids, quality },
  subject: contentId,
  estimate: ids.length * price,
  operation: "image_generation" as const,
  siteId,
  effects: [guardOnlyIllustrator(ctx.db, ctx.accountId, contentId, ids)] as Statement[],
});

function refuseBusy(busy: { total: number }[]): void {
  if ((busy[0]?.total ?? 0) > 0) throw alreadyMaking();
}

function refuseFinished(waiting: readonly number[]): void {
  if (waiting.length === 0) throw conflict("These images are made already: ask for regenerate to make one anew.");
}

const alreadyMaking = () => conflict("Images of this content are being made already.");

const refusedWhenTaken = (queued: Promise<QueuedJob>): Promise<QueuedJob> =>
  queued.catch((error) => {
    throw isGuardFailure(error) ? alreadyMaking() : error;
  });
