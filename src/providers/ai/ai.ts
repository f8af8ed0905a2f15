import type { ClusteringInput, ClusteringResult, Intent, KeywordInput } from "../../clustering/clustering-types.ts";

/**
 * What the product asks of a language model, whichever one answers. Two providers implement it: `openai` (any
 * OpenAI-compatible server) and `offline` (computed here, the default without a key).
 * Every method throws `ProviderError` when the provider cannot answer usefully; nothing is charged then.
 */

/** Tokens consumed by a call, as billed. Offline counts ceil(UTF-8 bytes / 4) of what went in and came out. */
export interface TokenUsage {
  tokensIn: number;
  tokensOut: number;
  model: string;
}

export interface Answer<T> {
  value: T;
  usage: TokenUsage;
}

/** One page idea. `structure` is a value of CONTENT_STRUCTURES, `type` of CONTENT_TYPES (`core/content-kinds.ts`). */
export interface ProposedIdea {
  title: string;
  /** Two to four sentences: what the page answers and for whom. */
  description: string;
  /** H2 headings in order, each with the points its section treats. */
  outline: { heading: string; points: string[] }[];
  type: "post" | "page" | "product" | "taxonomy";
  structure: string;
  intent: Intent;
  /** Keywords of the cluster that the page targets, the first one primary. */
  keywords: string[];
  wordCount: number;
}

export interface IdeasInput {
  cluster: { id: number; name: string; description: string; keywords: KeywordInput[] };
  /** Titles that the site already has: none may come again. */
  existingTitles: string[];
  /** How many ideas are wanted, 1 to 10. */
  count: number;
  sector: string;
  prompt: string;
}

export interface DraftInput {
  title: string;
  description: string;
  outline: { heading: string; points: string[] }[];
  primaryKeyword: string;
  secondaryKeywords: string[];
  cluster: string;
  structure: string;
  wordCount: number;
  tone: string;
  language: string;
  includeFaq: boolean;
  sector: string;
  siteName: string;
  prompt: string;
}

export interface Draft {
  title: string;
  /** GitHub-flavoured Markdown without the H1. */
  markdown: string;
  excerpt: string;
  /** At most 60 characters. */
  metaTitle: string;
  /** At most 160 characters. */
  metaDescription: string;
  primaryKeyword: string;
  secondaryKeywords: string[];
  tags: string[];
  categories: string[];
  /** True when the text was computed here, without a language model; the content says so in its metadata. */
  offline: boolean;
}

export interface ImagePromptsInput {
  title: string;
  /** Plain text of the article, cut to what the prompt budget allows. */
  text: string;
  headings: string[];
  /** How many in-article prompts are wanted beside the featured one, 0 to 8. */
  inArticle: number;
  prompt: string;
}

export interface ImagePrompts {
  featured: { prompt: string; alt: string };
  inArticle: { prompt: string; alt: string /** The heading it belongs under. */; heading: string }[];
}

/** The ceiling of a call in tokens (prompt + longest answer + one repair round): what a hold must cover. */
export interface Estimator {
  clustering(input: ClusteringInput): number;
  ideas(input: IdeasInput): number;
  draft(input: DraftInput): number;
  imagePrompts(input: ImagePromptsInput): number;
}

export interface AiProvider {
  readonly name: "openai" | "offline";
  readonly estimate: Estimator;
  cluster(input: ClusteringInput): Promise<Answer<ClusteringResult>>;
  ideas(input: IdeasInput): Promise<Answer<ProposedIdea[]>>;
  draft(input: DraftInput): Promise<Answer<Draft>>;
  imagePrompts(input: ImagePromptsInput): Promise<Answer<ImagePrompts>>;
}

/** `retryable`: the same call may work later (429, 5xx, time-out); otherwise the job fails at once. */
export class ProviderError extends Error {
  override name = "ProviderError";
  readonly retryable: boolean;
  readonly retryAfterSeconds: number | undefined;

  constructor(message: string, retryable: boolean, retryAfterSeconds?: number) {
    super(message);
    this.retryable = retryable;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
