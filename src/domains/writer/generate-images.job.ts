import type { ServiceContext } from "../../context.ts";
import { notFound } from "../../core/errors.ts";
import { newId } from "../../core/ids.ts";
import { now } from "../../core/time.ts";
import type { Media, media as mediaTable } from "../../db/tables/media.ts";
import type { Content } from "../../db/tables/writer.ts";
import type { ImagePrompts, TokenUsage } from "../../providers/ai/ai.ts";
import type { ImageQuality } from "../../providers/images/images.ts";
import { findPrices } from "../billing/prices.queries.ts";
import { type PriceList, priceOfTokens } from "../billing/prices.ts";
import { aiProvider } from "../system/providers.service.ts";
import type { JobHandler, RunningJob, UsageLine } from "../system/tasks.service.ts";
import { findMediaOf, updateContentRow } from "./content.queries.ts";
import { imagePromptsInputOf } from "./image-brief.service.ts";
import { pictureOutcome, picturesFailed } from "./image-outcome.service.ts";
import { findIllustrated, guardWithoutImages, insertImages } from "./images.queries.ts";
import { renderPictures } from "./render-pictures.service.ts";

/** Who wrote the prompts, kept in the content's metadata: a run after a crash reads from it what they cost. */
interface PromptsOrigin extends TokenUsage {
  jobId: string;
}

/** Writes prompts for content without pictures, then makes all that are not made yet. */
export const generateImagesJob: JobHandler = {
  async run(ctx, job) {
    const input = job.row.input as { content_id: number; in_article: number; quality: ImageQuality };
    const [found, present, prices] = await ctx.db.batch([
      findIllustrated(ctx.db, ctx.tenant, input.content_id),
      findMediaOf(ctx.db, ctx.accountId, input.content_id),
      findPrices(ctx.db),
    ]);
    const row = found[0];
    if (!row) throw notFound("content", input.content_id);
    const planned =
      present.length > 0
        ? { images: present, origin: originOf(row.content) }
        : await writePrompts(ctx, job, row.content, input.in_article);
    const ownPrompts = planned.origin?.jobId === job.row.id ? planned.origin : null;
    // rows that came before this job and are made already are not its work; its own prompts are all its work
    const images = ownPrompts ? planned.images : planned.images.filter(({ status }) => status !== "generated");
    const work = { content: row.content, siteName: row.siteName ?? "", images, quality: input.quality };
    const rendered = await renderPictures(ctx, job, work);
    const prompts = ownPrompts && promptsLine(row.content.id, ownPrompts, prices);
    return pictureOutcome(ctx, job.row, work, { rendered, prices, pending: false, prompts });
  },

  failed: picturesFailed,
};

async function writePrompts(ctx: ServiceContext, job: RunningJob, content: Content, inArticle: number) {
  await job.report(5, "Describing the images");
  const { value, usage } = await aiProvider(ctx).imagePrompts(imagePromptsInputOf(ctx, content, inArticle));
  await job.report(15, "Saving the prompts");
  const origin: PromptsOrigin = { ...usage, jobId: job.row.id };
  const at = now();
  const [, images] = await ctx.db.batch([
    guardWithoutImages(ctx.db, ctx.accountId, content.id),
    insertImages(ctx.db, imageRows(content, value, inArticle, at)),
    updateContentRow(
      ctx.db,
      ctx.accountId,
      content.id,
      { metadata: { ...content.metadata, image_prompts: origin }, updatedAt: at },
      { version: true, revision: false },
    ),
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
  return [featured, ...inside] satisfies (typeof mediaTable.$inferInsert)[];
}

const originOf = (content: Content) => (content.metadata.image_prompts as PromptsOrigin | undefined) ?? null;

const promptsLine = (contentId: number, origin: PromptsOrigin, prices: PriceList): UsageLine => ({
  operation: "image_prompt_extraction",
  credits: priceOfTokens(prices, "image_prompt_extraction", origin.tokensIn + origin.tokensOut),
  tokensIn: origin.tokensIn,
  tokensOut: origin.tokensOut,
  model: origin.model,
  relatedType: "content",
  relatedId: contentId,
});
