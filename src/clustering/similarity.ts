import type { Vectors } from "./vectors.ts";
import { type WordTable, wordTable } from "./word-table.ts";

/** How alike the texts of one list are, 0 (nothing in common) to 1, symmetric. */
export interface Similarity {
  /** Number of texts. */
  size: number;
  between(a: number, b: number): number;
}

/** Power of how much less a word's counterpart counts: a rare word that is near a common one has met little. */
const UNEQUAL_MATCH = 0.25;

/** Soft alignment: every word of one keyword with its best counterpart in the other, weighted by how much the word counts. */
export function keywordSimilarity(texts: string[], vectors: Vectors): Similarity {
  const table = wordTable(texts, vectors);
  const matches = matchValues(table);
  const words = table.weights.length;
  const weights = table.keywords.map((own, keyword) =>
    own.map((word, at) => (table.weights[word] ?? 0) * (table.places[keyword]?.[at] ?? 1)),
  );
  const totals = weights.map((own) => own.reduce((sum, weight) => sum + weight, 0));
  const directed = (a: number, b: number) => {
    const [from, to, weight] = [table.keywords[a] ?? [], table.keywords[b] ?? [], weights[a] ?? []];
    let sum = 0;
    for (let i = 0; i < from.length; i++) {
      const row = (from[i] ?? 0) * words;
      let best = 0;
      for (let j = 0; j < to.length; j++) best = Math.max(best, matches[row + (to[j] ?? 0)] ?? 0);
      sum += best * (weight[i] ?? 0);
    }
    return sum;
  };
  return symmetric(texts.length, (a, b) => {
    const total = (totals[a] ?? 0) + (totals[b] ?? 0);
    return total === 0 ? 0 : (directed(a, b) + directed(b, a)) / total;
  });
}

/** What a word (row) gains by a counterpart (column). */
function matchValues({ weights, similarity }: WordTable): Float32Array {
  const worth = weights.map((weight) => weight ** UNEQUAL_MATCH);
  const values = new Float32Array(weights.length ** 2);
  for (let word = 0; word < weights.length; word++) {
    for (let other = 0; other < weights.length; other++) {
      const part = Math.min(1, (worth[other] ?? 0) / (worth[word] || 1));
      values[word * weights.length + other] = similarity(word, other) * part;
    }
  }
  return values;
}

/** Cosines of embeddings that a provider computed, one per text, all of one length; -1 to 1 as the model gives them. */
export function embeddingSimilarity(embeddings: readonly (readonly number[])[]): Similarity {
  const units = embeddings.map((embedding) => {
    const length = Math.hypot(...embedding) || 1;
    return Float32Array.from(embedding, (component) => component / length);
  });
  return symmetric(units.length, (a, b) => dot(units[a], units[b]));
}

function dot(a: Float32Array | undefined, b: Float32Array | undefined): number {
  if (!a || !b) return 0;
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

/** Computes each pair once; a text is wholly like itself. */
export function symmetric(size: number, pair: (a: number, b: number) => number): Similarity {
  const values = new Float32Array(size * size);
  for (let a = 0; a < size; a++) {
    values[a * size + a] = 1;
    for (let b = 0; b < a; b++) {
      const value = pair(a, b);
      values[a * size + b] = value;
      values[b * size + a] = value;
    }
  }
  return { size, between: (a, b) => values[a * size + b] ?? 0 };
}
