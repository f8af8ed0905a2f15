import type { ServiceContext } from "../../context.ts";
import { headings, plainText } from "../../core/markup.ts";
import { cutAt } from "../../core/words.ts";
import type { Content } from "../../db/tables/content.ts";
import type { Media } from "../../db/tables/media.ts";
import type { ImagePromptsInput } from "../../providers/ai/ai.ts";
import { fillPrompt } from "../../providers/ai/prompts.ts";
import type { ImageQuality, ImageRequest } from "../../providers/images/images.ts";
import { promptFor } from "../settings/providers.service.ts";

/** What a language model reads of an article to describe its pictures; more would only cost. */
const TEXT_LENGTH = 8_000;
/** The size that social networks show of a link, and a good one for articles. */
const SIZE = { width: 1_200, height: 630 };
const STYLE = "photorealistic";

/** What a provider is told about the pictures that content needs. */
export const imagePromptsInputOf = (ctx: ServiceContext, content: Content, inArticle: number): ImagePromptsInput => ({
  title: content.title,
  text: cutAt(plainText(content.bodyHtml), TEXT_LENGTH),
  // pictures are put below headings of these levels
  headings: headings(content.bodyHtml)
    .filter(({ level }) => level >= 2 && level <= 4)
    .map(({ text }) => text),
  inArticle,
  prompt: promptFor(ctx, "image_prompt_extraction"),
});

/** What a provider is told about one picture. */
export const imageRequestOf = (
  ctx: ServiceContext,
  image: Media,
  { title, siteName, quality }: { title: string; siteName: string; quality: ImageQuality },
): ImageRequest => ({
  ...SIZE,
  prompt: fillPrompt(promptFor(ctx, "image_prompt_template"), { prompt: image.prompt, title, style: STYLE }, "plain"),
  title,
  subtitle: siteName,
  heading: image.heading,
  quality,
});
