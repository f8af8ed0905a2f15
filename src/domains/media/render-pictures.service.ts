import type { ServiceContext } from "../../context.ts";
import { now } from "../../core/time.ts";
import type { Content } from "../../db/tables/content.ts";
import type { Media } from "../../db/tables/media.ts";
import { ProviderError } from "../../providers/ai/ai.ts";
import type { ImageProvider, ImageQuality } from "../../providers/images/images.ts";
import { inspectImage } from "../../providers/images/inspect.ts";
import { countMediaChange } from "../content/content.queries.ts";
import { fileIdFor, mediaKey, wordlessKey } from "../content/picture-files.ts";
import type { RunningJob } from "../jobs/jobs.service.ts";
import { imageProvider } from "../settings/providers.service.ts";
import { imageRequestOf } from "./image-brief.service.ts";
import { failImage, updateImage } from "./images.queries.ts";

/** Pictures to make for one content row. */
export interface Pictures {
  content: Content;
  siteName: string;
  images: readonly Media[];
  quality: ImageQuality;
}

/** What came of it. Tokens are those of this run only: a run before a crash took its own with it. */
export interface Rendered {
  made: number[];
  failed: number[];
  tokensIn: number;
  tokensOut: number;
  model: string;
}

/** Progress of a job when the first and the last picture are stored, percent. */
const [BEGIN, END] = [20, 95];

/**
 * Makes the pictures one after the other; each is stored before the next begins, so that a crash loses at most one. A
 * picture that this job has made in an earlier run is counted and not made again. What can be tried again is thrown
 * while attempts are left; else the picture is marked failed and the others go on. Throws `ProviderError` when none
 * could be made.
 */
export async function renderPictures(ctx: ServiceContext, job: RunningJob, work: Pictures): Promise<Rendered> {
  const provider = imageProvider(ctx);
  const done: Rendered = { made: [], failed: [], tokensIn: 0, tokensOut: 0, model: provider.name };
  let reason = "";
  for (const [index, image] of work.images.entries()) {
    const step = { percent: BEGIN + ((END - BEGIN) * index) / work.images.length, number: index + 1 };
    try {
      await renderOne(ctx, job, { work, image, provider, step }, done);
      done.made.push(image.id);
    } catch (error) {
      if (!(error instanceof ProviderError) || (error.retryable && !job.lastAttempt)) throw error;
      reason = error.message;
      await failImage(ctx.db, ctx.accountId, image.id, reason, now());
      done.failed.push(image.id);
    }
  }
  if (done.made.length === 0) throw new ProviderError(reason || "There was no image to make.", false);
  return done;
}

interface One {
  work: Pictures;
  image: Media;
  provider: ImageProvider;
  step: { percent: number; number: number };
}

async function renderOne(ctx: ServiceContext, job: RunningJob, one: One, done: Rendered): Promise<void> {
  const { work, image, provider, step } = one;
  const fileId = await fileIdFor(job.row.id, image.id);
  if (image.fileId === fileId) return;
  const phase = `Image ${step.number} of ${work.images.length}`;
  await job.report(Math.round(step.percent), phase);
  const { title } = work.content;
  const request = imageRequestOf(ctx, image, { title, siteName: work.siteName, quality: work.quality });
  const { bytes, wordless, alt, usage } = await provider.generate(request);
  const { mimeType, width, height, extension } = inspectImage(bytes);
  // renews the lease, and stops a cancelled job before it stores anything
  await job.report(Math.round(step.percent), phase);
  const file = { fileId, extension, mimeType, width, height, bytes: bytes.length, provider: provider.name };
  const metadata = { httpMetadata: { contentType: mimeType }, customMetadata: { account: ctx.ref.uuid } };
  if (wordless) await ctx.images.put(wordlessKey(file), wordless, metadata);
  await ctx.images.put(mediaKey(file), bytes, metadata);
  const at = now();
  const shown = alt === null ? file : { ...file, alt };
  await ctx.db.batch([
    updateImage(ctx.db, ctx.accountId, image.id, { ...shown, status: "generated", error: null, updatedAt: at }),
    countMediaChange(ctx.db, ctx.accountId, work.content.id, at),
  ]);
  done.tokensIn += usage.tokensIn;
  done.tokensOut += usage.tokensOut;
  done.model = usage.model;
}
