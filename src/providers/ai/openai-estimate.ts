import type { ClusteringInput, KeywordInput } from "../../clustering/clustering-types.ts";
import { utf8Length } from "../../core/bytes.ts";
import type { DraftInput, Estimator, IdeasInput, ImagePromptsInput } from "./ai.ts";
import { FAULTS_LENGTH, FORM_NOTE, type Message, REPAIR_NOTE } from "./openai-chat.ts";
import {
  clusteringMessages,
  draftMessages,
  EXTENSION_TOKENS,
  ideasMessages,
  imagePromptsMessages,
  type KnownTopic,
} from "./openai-messages.ts";
import { type AnswerForm, CLUSTERING, DRAFT, IDEAS, IMAGE_PROMPTS, jsonSchemaOf } from "./schemas.ts";

/** Keywords in one request: more make a model slow and careless. */
const CLUSTERING_BATCH = 200;
/** Role, separators and the like that a server adds to each message; generous. */
const MESSAGE_OVERHEAD = 10;
const REQUEST_OVERHEAD = 64;

/** Tokens at most in a text: ceil(UTF-8 bytes / 3). English has about 4 bytes a token, other scripts about 3. */
export const tokensAtMost = (text: string): number => Math.ceil(utf8Length(text) / 3);

/** Longest answers in tokens: what is asked of the server as its limit, so the estimate holds whatever the model does. */
export interface AnswerLimits {
  clustering(keywords: KeywordInput[]): number;
  ideas(input: IdeasInput): number;
  draft(input: DraftInput): number;
  imagePrompts(input: ImagePromptsInput): number;
}

/**
 * `ceiling` is the configured limit. Models that think before they answer spend it on thoughts, too, so they always get
 * all of it; the others get what the operation can need.
 */
export function answerLimits(ceiling: number, thinks: boolean): AnswerLimits {
  const atMost = (need: number) => (thinks ? ceiling : Math.min(ceiling, need));
  return {
    // each keyword once with quotes, and a name, a description and a reason (about 80 tokens) for every fourth
    clustering: (keywords) =>
      atMost(300 + Math.ceil(keywords.length / 4) * 80 + sum(keywords.map(({ keyword }) => tokensAtMost(keyword) + 4))),
    ideas: (input) => atMost(200 + input.count * 900),
    // words of languages with long words take up to 2.2 tokens; JSON escapes and the other fields the rest
    draft: (input) => atMost(800 + Math.ceil(input.wordCount * 2.2)),
    imagePrompts: (input) => atMost(300 + (input.inArticle + 1) * 220),
  };
}

/** Ceilings of whole operations, the second round (repair, or extension of a short draft) included. */
export function createEstimator(limits: AnswerLimits): Estimator {
  return {
    clustering: (input) => clusteringCeiling(input, limits),
    ideas: (input) => ceilingOf(ideasMessages(input), IDEAS, limits.ideas(input)),
    draft: (input) => ceilingOf(draftMessages(input), DRAFT, limits.draft(input)),
    imagePrompts: (input) => ceilingOf(imagePromptsMessages(input), IMAGE_PROMPTS, limits.imagePrompts(input)),
  };
}

/** Two rounds: the second one reads the first answer again and what was wrong with it. */
function ceilingOf<T>(messages: Message[], form: AnswerForm<T>, answer: number, alsoRead = 0): number {
  const prompt = alsoRead + promptTokens(messages, form);
  const remark = Math.max(EXTENSION_TOKENS, tokensAtMost(REPAIR_NOTE) + FAULTS_LENGTH) + 2 * MESSAGE_OVERHEAD;
  return prompt + answer + (prompt + answer + remark + answer);
}

/** The schema counts twice: servers read it from the request, or from our words where they know no schemas. */
function promptTokens<T>(messages: Message[], form: AnswerForm<T>): number {
  const written = sum(messages.map((message) => tokensAtMost(message.content) + MESSAGE_OVERHEAD));
  return written + 2 * tokensAtMost(JSON.stringify(jsonSchemaOf(form))) + tokensAtMost(FORM_NOTE) + REQUEST_OVERHEAD;
}

function clusteringCeiling(input: ClusteringInput, limits: AnswerLimits): number {
  const batches = keywordBatches(input.keywords);
  const firstAnswer = limits.clustering(batches[0] ?? []);
  const ceilings = batches.map((batch, position) =>
    ceilingOf(
      clusteringMessages(input, batch, topicsOf(input)),
      CLUSTERING,
      limits.clustering(batch),
      // later batches are shown the clusters of the first one
      position === 0 ? 0 : firstAnswer,
    ),
  );
  return sum(ceilings);
}

export const keywordBatches = (keywords: KeywordInput[]): KeywordInput[][] =>
  Array.from({ length: Math.ceil(keywords.length / CLUSTERING_BATCH) }, (_, position) =>
    keywords.slice(position * CLUSTERING_BATCH, (position + 1) * CLUSTERING_BATCH),
  );

export const topicsOf = (input: ClusteringInput): KnownTopic[] =>
  input.existing.map(({ name, keywords }) => ({ name, keywords }));

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);
