import { clusterBySimilarity, type Thresholds, textsToCompare } from "../../clustering/clustering.ts";
import type { ClusteringInput, ClusteringResult } from "../../clustering/clustering-types.ts";
import { embeddingSimilarity, type Similarity, symmetric } from "../../clustering/similarity.ts";
import type { Answer } from "./ai.ts";
import type { Embed } from "./openai-embeddings.ts";
import { tokensAtMost } from "./openai-estimate.ts";

/**
 * Similarities as `aboveChance` gives them at which groups join, and a single keyword joins one. Chosen by reasoning, not
 * measured on a model: models differ, which is why they count from what the model gives to texts that are not alike.
 */
const EMBEDDING_THRESHOLDS: Thresholds = { link: 0.35, attach: 0.25 };
/** From this many texts on, the list's median pair tells what "not alike" is; before, these texts tell it. */
const ENOUGH_TEXTS = 30;
const UNRELATED_TEXTS = ["income tax return", "guitar chords", "volcano eruption", "wedding dress", "car battery"];

/** For a server that embeds and has no text model: its vectors take the place of the word vectors. */
export async function clusterByEmbeddings(
  embed: Embed,
  model: string,
  input: ClusteringInput,
): Promise<Answer<ClusteringResult>> {
  const texts = textsToCompare(input);
  const { vectors, usage } = await embed([...texts, ...UNRELATED_TEXTS]);
  const cosines = embeddingSimilarity(vectors.map((vector) => Array.from(vector)));
  const similarity = aboveChance(cosines, texts.length);
  return { value: clusterBySimilarity(input, similarity, EMBEDDING_THRESHOLDS, `embeddings:${model}`), usage };
}

/**
 * Of the first `size` texts: 0 for a pair no more alike than texts that have nothing to do with each other, 1 for equal
 * ones. Some models give every pair a cosine of 0.7, so that a plain cosine says little.
 */
function aboveChance({ size: all, between }: Similarity, size: number): Similarity {
  const [from, to] = size < ENOUGH_TEXTS ? [size, all] : [0, size];
  const cosines: number[] = [];
  for (let a = from; a < to; a++) for (let b = 0; b < a; b++) cosines.push(between(a, b));
  const sorted = Float32Array.from(cosines).sort();
  const chance = Math.min(sorted[sorted.length >> 1] ?? 0, 0.999);
  return symmetric(size, (a, b) => Math.max(0, (between(a, b) - chance) / (1 - chance)));
}

/** Tokens at most of `clusterByEmbeddings`: every text once, no answer. */
export const embeddingCeiling = (input: ClusteringInput): number =>
  [...textsToCompare(input), ...UNRELATED_TEXTS].reduce((total, text) => total + tokensAtMost(text), 0);
