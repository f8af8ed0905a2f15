import type { ServiceContext, SystemContext } from "../../context.ts";
import type { AiProvider } from "../../providers/ai/ai.ts";
import { offlineProvider } from "../../providers/ai/offline/offline.ts";
import { createOpenAi } from "../../providers/ai/openai.ts";
import { DEFAULT_PROMPTS, type PromptType } from "../../providers/ai/prompts.ts";
import { coverProvider } from "../../providers/images/cover.ts";
import type { ImageProvider } from "../../providers/images/images.ts";
import { createOpenAiImages } from "../../providers/images/openai-images.ts";

/** Vectors and fonts: files beside the Worker, fetched when first needed. */
const assetLoader = (system: SystemContext) => async (path: string) => {
  const answer = await system.assets.fetch(`https://assets.local${path}`);
  if (!answer.ok) throw new Error(`asset ${path} is missing: run npm run setup`);
  return answer.arrayBuffer();
};

/** The deployment's language model, or the embedded offline provider when it has no key. One for each job. */
export function aiProvider(ctx: ServiceContext): AiProvider {
  const openAi = ctx.config.openAi;
  return openAi ? createOpenAi(openAi) : offlineProvider(assetLoader(ctx));
}

export function imageProvider(ctx: ServiceContext): ImageProvider {
  const openAi = ctx.config.openAi;
  return openAi ? createOpenAiImages(openAi, ctx.fetch) : coverProvider(assetLoader(ctx));
}

/** The prompt in force for a kind of work. */
export const promptFor = (_ctx: ServiceContext, type: PromptType): string => DEFAULT_PROMPTS[type].value;
