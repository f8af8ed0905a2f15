import { type AiProvider, ProviderError } from "./ai.ts";
import type { ChatModel } from "./openai-chat.ts";
import { connectOpenAi, OPERATION_MS, type OpenAiConnection } from "./openai-client.ts";
import { clusterByModel } from "./openai-clustering.ts";
import { writeDraft } from "./openai-drafts.ts";
import { createOpenAiEmbeddings } from "./openai-embeddings.ts";
import { answerLimits, createEstimator } from "./openai-estimate.ts";
import { proposeIdeas } from "./openai-ideas.ts";
import { describeImages } from "./openai-image-prompts.ts";
import { clusterByEmbeddings, embeddingCeiling } from "./openai-similarity.ts";

/** An account's or the platform's settings. `temperature` 0.7 and `maxTokens` 8,192 unless told. */
export interface OpenAiConfig extends OpenAiConnection {
  /** Null for a server that only embeds: it can cluster, and nothing else. */
  textModel: string | null;
  embeddingModel: string | null;
  temperature?: number;
  /** Longest answer in tokens, thoughts included. */
  maxTokens?: number;
}

const DEFAULT_TEMPERATURE = 0.7;
const DEFAULT_MAX_TOKENS = 8192;

/**
 * The provider for OpenAI and every server that speaks its chat completions. One object per account and job: it
 * remembers what the server does not know. Each operation takes at most two rounds and 120 s; all throw `ProviderError`.
 */
export function createOpenAi(config: OpenAiConfig): AiProvider {
  const thinks = config.textModel !== null && thinksFirst(config.textModel);
  const limits = answerLimits(config.maxTokens ?? DEFAULT_MAX_TOKENS, thinks);
  const chat = config.textModel === null ? null : createChat(config, config.textModel, thinks);
  const estimate = createEstimator(limits);
  const deadline = () => AbortSignal.timeout(OPERATION_MS);
  return {
    name: "openai",
    estimate: chat ? estimate : { ...estimate, clustering: embeddingCeiling },
    async cluster(input) {
      if (chat) return clusterByModel(chat, input, limits, deadline());
      if (config.embeddingModel === null) throw noModel();
      return clusterByEmbeddings(
        createOpenAiEmbeddings({ ...config, embeddingModel: config.embeddingModel }),
        config.embeddingModel,
        input,
      );
    },
    async ideas(input) {
      if (!chat) throw noModel();
      return proposeIdeas(chat, input, limits.ideas(input), deadline());
    },
    async draft(input) {
      if (!chat) throw noModel();
      return writeDraft(chat, input, limits.draft(input), deadline());
    },
    async imagePrompts(input) {
      if (!chat) throw noModel();
      return describeImages(chat, input, limits.imagePrompts(input), deadline());
    },
  };
}

const noModel = () => new ProviderError("No text model is configured. Choose one in the provider settings.", false);

function createChat(config: OpenAiConfig, model: string, thinks: boolean): ChatModel {
  const ownServer =
    URL.canParse(config.baseUrl) && /(^|\.)openai\.(com|azure\.com)$/.test(new URL(config.baseUrl).hostname);
  return {
    client: connectOpenAi(config),
    model,
    temperature: thinks ? null : (config.temperature ?? DEFAULT_TEMPERATURE),
    limitParameter: ownServer ? "max_completion_tokens" : "max_tokens",
    structuredOutput: true,
  };
}

/** Models that think before they answer, by the names their makers gave them. */
const thinksFirst = (model: string): boolean =>
  /(^|\/)(o\d|gpt-[5-9]|gpt-oss)|thinking|reason|\bqwq\b|\br1\b/i.test(model) && !/chat-latest/i.test(model);
