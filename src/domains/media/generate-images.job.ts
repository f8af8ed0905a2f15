import type { ServiceContext } from "../../context.ts";
import { notFound } from "../../core/errors.ts";
import { newId } from "../../core/ids.ts";
import { now } from "../../core/time.ts";
import type { Content } from "../../db/tables/content.ts";
import type { media } from "../../db/tables/media.ts";
import type { ImagePrompts } from "../../providers/ai/ai.ts";
import type { ImageQuality } from "../../providers/images/images.ts";
import { findPrices } from "../billing/prices.queries.ts";
import { type PriceList, priceOfTokens } from "../billing/prices.ts";
import { findMediaOf, rememberPrompts } from "../content/content.queries.ts";
import type { JobHandler, RunningJob, UsageLine } from "../jobs/jobs.service.ts";
import { aiProvider } from "../settings/providers.service.ts";
import { imagePromptsInputOf } from "./image-brief.service.ts";
import { pictureOutcome, picturesFailed } from "./image-outcome.service.ts";
import { findIllustrated, guardWithoutImages, insertImages } from "./images.queries.ts";
import { renderPictures } from "./render-pictures.service.ts";

/** Who wrote the prompts, kept in the content's metadata: a run after a crash reads from it what they cost. */
interface PromptsOrigin {
  job_id: string;
  model: string;
  tokens_in: number;
  tokens_out: number;
}

interface Input {
  content_id: number;
  in_article: number;
  quality: ImageQuality;
  /** Set when the content had pictures already: only these are made, and no prompts are written. */
  image_ids?: number[];
}

/** Writes prompts for content without pictures, then makes all that are not made yet. */
export const generateImagesJob: JobHandler = {
  async run(ctx, job) {
    const input = job.row.input as unknown as Input;
    const [found, present, prices] = await ctx.db.batch([
      findIllustrated(ctx.db, ctx.tenant, input.content_id),
      findMediaOf(ctx.db, ctx.accountId, input.content_id),
      findPrices(ctx.db),
    ]);
    const row = found[0];
    if (!row) throw notFound("content", input.content_id);
    const planned =
      present.length > 0
        ? { images: present, origin: originOf(row.content, job.row.id) }
        : await writePrompts(ctx, job, row.content, input.in_article);
    const images = planned.images.filter(({ id }) => input.image_ids?.includes(id) ?? true);
    const work = { content: row.content, siteName: row.siteName ?? "", images, quality: input.quality };
    const rendered = await renderPictures(ctx, job, work);
    const prompts = planned.origin && promptsLine(row.content.id, planned.origin, prices);
    return pictureOutcome(ctx, job.row, work, { rendered, prices, pending: false, prompts });
  },

  failed: picturesFailed,
};

async function writePrompts(ctx: ServiceContext, job: RunningJob, content: Content, inArticle: number) {
  await job.report(5, "Describing the images");
  const { value, usage } = await aiProvider(ctx).imagePrompts(imagePromptsInputOf(ctx, content, inArticle));
  await job.report(15, "Saving the prompts");
  const origin: PromptsOrigin = {
    job_id: job.row.id,
    model: usage.model,
    tokens_in: usage.tokensIn,
    tokens_out: usage.tokensOut,
  };
  const at = now();
  const [, images] = await ctx.db.batch([
    guardWithoutImages(ctx.db, ctx.accountId, content.id),
    insertImages(ctx.db, imageRows(content, value, inArticle, at)),
    rememberPrompts(ctx.db, ctx.accountId, content.id, origin, at),
  ]);
  return { images, origin };
}

function imageRows(content: Content, prompts: ImagePrompts, inArticle: number, at: number) {
  const common = {
    accountId: content.accountId,
    siteId: content.siteId,
    contentId: content.id,
    taskId: content.taskId,
    createdAt: at,
    updatedAt: at,
  };
  const inside = prompts.inArticle.slice(0, inArticle).map((prompt, position) => ({
    ...common,
    ...prompt,
    uuid: newId(),
    imageType: "in_article" as const,
    position,
  }));
  const featured = { ...common, ...prompts.featured, uuid: newId(), imageType: "featured" as const, position: 0 };
  return [featured, ...inside] satisfies (typeof media.$inferInsert)[];
}

/** What this very job noted in an earlier run. */
function originOf(content: Content, jobId: string): PromptsOrigin | null {
  const noted = content.metadata.image_prompts as PromptsOrigin | undefined;
  return noted?.job_id === jobId ? noted : null;
}

const promptsLine = (contentId: number, origin: PromptsOrigin, prices: PriceList): UsageLine => ({
  operation: "image_prompt_extraction",
  credits: priceOfTokens(prices, "image_prompt_extraction", origin.tokens_in + origin.tokens_out),
  tokensIn: origin.tokens_in,
  tokensOut: origin.tokens_out,
  model: origin.model,
  relatedType: "content",
  relatedId: contentId,
});
