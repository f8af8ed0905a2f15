import { cutAtWord } from "../../core/words.ts";
import type { Answer, ImagePrompts, ImagePromptsInput } from "./ai.ts";
import { ask, type ChatModel } from "./openai-chat.ts";
import { imagePromptsMessages } from "./openai-messages.ts";
import { folded } from "./openai-wording.ts";
import { IMAGE_PROMPTS, type ImagePromptsAnswer } from "./schemas.ts";

/** Screen readers read an alternative text in one go; longer ones are cut. */
const ALT_LENGTH = 125;

/** Prompts for the featured picture and exactly `inArticle` others. */
export async function describeImages(
  chat: ChatModel,
  input: ImagePromptsInput,
  maxTokens: number,
  signal: AbortSignal,
): Promise<Answer<ImagePrompts>> {
  const check = (answer: ImagePromptsAnswer) =>
    answer.in_article.length >= input.inArticle ? [] : [`in_article: ${input.inArticle} pictures were asked for.`];
  const reply = await ask(chat, {
    messages: imagePromptsMessages(input),
    form: IMAGE_PROMPTS,
    maxTokens,
    signal,
    check,
  });
  const { featured, in_article } = reply.value;
  const value: ImagePrompts = {
    featured: { prompt: featured.prompt, alt: cutAtWord(featured.alt, ALT_LENGTH) },
    inArticle: in_article.slice(0, input.inArticle).map((picture, position) => ({
      prompt: picture.prompt,
      alt: cutAtWord(picture.alt, ALT_LENGTH),
      heading: headingFor(picture.heading, position, input.headings),
    })),
  };
  return { value, usage: reply.usage };
}

/** The article's own heading that was meant; one that it does not have is replaced by the next in order. */
function headingFor(meant: string, position: number, headings: string[]): string {
  const own = headings.find((heading) => folded(heading) === folded(meant));
  return own ?? headings[position % Math.max(headings.length, 1)] ?? "";
}
