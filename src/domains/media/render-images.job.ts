import { notFound } from "../../core/errors.ts";
import type { ImageQuality } from "../../providers/images/images.ts";
import { findPrices } from "../billing/prices.queries.ts";
import { findMediaOf } from "../content/content.queries.ts";
import type { JobHandler } from "../jobs/jobs.service.ts";
import { pictureOutcome, picturesFailed } from "./image-outcome.service.ts";
import { findIllustrated } from "./images.queries.ts";
import { renderPictures } from "./render-pictures.service.ts";

/** Makes the named pictures of content from the prompts they have; the old file of one that is made anew stays until then. */
export const renderImagesJob: JobHandler = {
  async run(ctx, job) {
    const input = job.row.input as { content_id: number; image_ids: number[]; quality: ImageQuality };
    const [found, media, prices] = await ctx.db.batch([
      findIllustrated(ctx.db, ctx.tenant, input.content_id),
      findMediaOf(ctx.db, ctx.accountId, input.content_id),
      findPrices(ctx.db),
    ]);
    const row = found[0];
    if (!row) throw notFound("content", input.content_id);
    const images = media.filter(({ id }) => input.image_ids.includes(id));
    const work = { content: row.content, siteName: row.siteName ?? "", images, quality: input.quality };
    const rendered = await renderPictures(ctx, job, work);
    const pending = media.some(({ id, status }) => status === "pending" && !input.image_ids.includes(id));
    return pictureOutcome(ctx, job.row, work, { rendered, prices, pending, prompts: null });
  },

  failed: picturesFailed,
};
