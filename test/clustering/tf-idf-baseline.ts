import { agglomerate } from "../../src/clustering/partition.ts";
import { type Similarity, symmetric } from "../../src/clustering/similarity.ts";
import { STOP_WORDS, stem, tokenize } from "../../src/clustering/text.ts";

/**
 * What the clustering has to beat: cosine of TF-IDF vectors of stems, the same stop words and stemmer, the same
 * average-link agglomeration, its own best threshold on the tuning lists (found by `scripts/measure-clustering.ts`).
 */
export const BASELINE_THRESHOLD = 0.21;

export function tfIdfSimilarity(texts: string[]): Similarity {
  const documents = texts.map((text) =>
    tokenize(text)
      .filter((word) => !STOP_WORDS.has(word))
      .map(stem),
  );
  const frequency = new Map<string, number>();
  for (const words of documents) {
    for (const word of new Set(words)) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  }
  const vectors = documents.map((words) => {
    const vector = new Map<string, number>();
    for (const word of words) {
      const rarity = Math.log((1 + texts.length) / (1 + (frequency.get(word) ?? 0))) + 1;
      vector.set(word, (vector.get(word) ?? 0) + rarity);
    }
    const length = Math.hypot(...vector.values()) || 1;
    return new Map([...vector].map(([word, value]) => [word, value / length]));
  });
  return symmetric(texts.length, (a, b) => {
    let sum = 0;
    for (const [word, value] of vectors[a] ?? []) sum += value * (vectors[b]?.get(word) ?? 0);
    return sum;
  });
}

/** A label per text. */
export function clusterByTfIdf(texts: string[], threshold = BASELINE_THRESHOLD): string[] {
  const seeds = texts.map(() => undefined);
  return agglomerate(tfIdfSimilarity(texts), seeds, threshold).map(String);
}
