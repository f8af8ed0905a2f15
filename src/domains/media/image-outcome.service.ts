import type { ServiceContext } from "../../context.ts";
import { now } from "../../core/time.ts";
import type { Statement } from "../../db/guard.ts";
import type { Content } from "../../db/tables/content.ts";
import type { JobRow } from "../../db/tables/jobs.ts";
import type { PriceList } from "../billing/prices.ts";
import { priceOfImage } from "../billing/prices.ts";
import { sendToReview } from "../content/content.queries.ts";
import { refreshShownStatus } from "../content/content-status.queries.ts";
import type { JobHandler, JobOutcome, UsageLine } from "../jobs/jobs.service.ts";
import { notice } from "../notifications/notify.service.ts";
import { failImages } from "./images.queries.ts";
import type { Pictures, Rendered } from "./render-pictures.service.ts";

/** What a job that made pictures leaves behind: the content's way to review, the bill, the notifications. */
export function pictureOutcome(
  ctx: ServiceContext,
  job: JobRow,
  work: Pictures,
  {
    rendered,
    prices,
    pending,
    prompts,
  }: {
    rendered: Rendered;
    prices: PriceList;
    /** Pictures of the content still wait, beyond those of this job. */
    pending: boolean;
    /** What the prompts cost, where this job wrote them. */
    prompts: UsageLine | null;
  },
): JobOutcome {
  const { content, quality } = work;
  const { made, failed } = rendered;
  const pictures: UsageLine = {
    operation: "image_generation",
    credits: made.length * priceOfImage(prices, quality),
    tokensIn: rendered.tokensIn,
    tokensOut: rendered.tokensOut,
    model: rendered.model,
    relatedType: "content",
    relatedId: content.id,
  };
  const usage = prompts ? [prompts, pictures] : [pictures];
  const credits = usage.reduce((sum, line) => sum + line.credits, 0);
  const failures = failed.length === 0 ? "" : ` ${failed.length} could not be made.`;
  return {
    ...toReview(ctx, job, content, pending),
    result: { content_id: content.id, image_ids: made, failed_image_ids: failed },
    usage,
    notification: {
      type: "ai_images_complete",
      title: "Images generated",
      message: `${made.length} ${made.length === 1 ? "image" : "images"} made for “${content.title}”.${failures}`,
      siteId: content.siteId,
      metadata: { count: made.length, failed: failed.length, credits, content_id: content.id },
    },
  };
}

function toReview(
  ctx: ServiceContext,
  job: JobRow,
  content: Content,
  pending: boolean,
): Pick<JobOutcome, "effects" | "events"> {
  if (pending || (content.status !== "idea" && content.status !== "drafting")) return { effects: [], events: [] };
  const ready = notice(
    ctx,
    {
      type: "content_ready_review",
      title: "Content ready for review",
      message: `“${content.title}” and its images wait for review.`,
      siteId: content.siteId,
      metadata: { content_id: content.id },
    },
    job.id,
  );
  const effects: Statement[] = [
    sendToReview(ctx.db, ctx.accountId, content.id),
    refreshShownStatus(ctx.db, ctx.accountId, content.id, now()),
    ready.statement,
  ];
  return { effects, events: [ready.event] };
}

/** The end of a job whose pictures all failed, or that could not even begin: what waited is marked failed. */
export const picturesFailed: JobHandler["failed"] = (ctx, job, message) => {
  const imageIds = Array.isArray(job.input.image_ids) ? (job.input.image_ids as number[]) : null;
  const contentId = Number(job.input.content_id);
  return {
    effects: [failImages(ctx.db, ctx.accountId, contentId, imageIds, message, now())],
    notification: {
      type: "ai_images_failed",
      title: "Images not generated",
      message,
      siteId: job.siteId,
      metadata: { content_id: contentId },
    },
  };
};
