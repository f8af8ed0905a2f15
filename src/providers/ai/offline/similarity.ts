import { contentWords, stem } from "./text.ts";
import type { Vectors } from "./vectors.ts";

/** How alike the texts of one list are, 0 to 1, symmetric. */
export interface Similarity {
  /** Number of texts. */
  size: number;
  between(a: number, b: number): number;
}

/** Cosines below this say nothing in these vectors; they count as 0. */
const UNRELATED_COSINE = 0.6;
/** Power of the inverse document frequency: what a list repeats everywhere hardly counts. */
const RARITY_POWER = 3;

/** Soft alignment: every word of one keyword with its best counterpart in the other, weighted by rarity in the list. */
export function keywordSimilarity(texts: string[], vectors: Vectors): Similarity {
  const positions = new Map<string, number>();
  const surfaces: Set<string>[] = [];
  const keywords = texts.map((text) => {
    const own = new Set<number>();
    for (const word of contentWords(text)) {
      const root = stem(word);
      const position = positions.get(root) ?? positions.size;
      positions.set(root, position);
      const forms = surfaces[position] ?? new Set();
      surfaces[position] = forms.add(word);
      own.add(position);
    }
    return [...own];
  });
  const words = wordSimilarity(surfaces, vectors);
  const weights = rarity(keywords, surfaces.length);

  const directed = (from: number[], to: number[]) => {
    let sum = 0;
    for (const a of from) {
      let best = 0;
      for (const b of to) best = Math.max(best, words.between(a, b));
      sum += best * (weights[a] ?? 0);
    }
    return sum;
  };
  const total = keywords.map((own) => own.reduce((sum, word) => sum + (weights[word] ?? 0), 0));
  return symmetric(texts.length, (a, b) => {
    const [x, y] = [keywords[a] ?? [], keywords[b] ?? []];
    const weight = (total[a] ?? 0) + (total[b] ?? 0);
    return weight === 0 ? 0 : (directed(x, y) + directed(y, x)) / weight;
  });
}

/** Cosines of embeddings that a provider computed, one per text. */
export function embeddingSimilarity(embeddings: readonly (readonly number[])[]): Similarity {
  const units = embeddings.map((embedding) => unit(Float32Array.from(embedding)));
  return symmetric(units.length, (a, b) => dot(units[a], units[b]));
}

function rarity(keywords: number[][], words: number): number[] {
  const frequency = new Array<number>(words).fill(0);
  for (const own of keywords) for (const word of own) frequency[word] = (frequency[word] ?? 0) + 1;
  return frequency.map((count) => Math.log(1 + keywords.length / count) ** RARITY_POWER);
}

function wordSimilarity(surfaces: Set<string>[], vectors: Vectors): Similarity {
  const units = surfaces.map((forms) => meanVector([...forms], vectors));
  return symmetric(surfaces.length, (a, b) => {
    const cosine = dot(units[a], units[b]);
    return Math.max(0, (cosine - UNRELATED_COSINE) / (1 - UNRELATED_COSINE));
  });
}

function meanVector(forms: string[], vectors: Vectors): Float32Array | undefined {
  const sum = new Float32Array(vectors.dimensions);
  let found = false;
  for (const form of forms) {
    const rank = vectors.rank(form);
    if (rank === undefined) continue;
    found = true;
    vectors.unit(rank).forEach((component, position) => {
      sum[position] = (sum[position] ?? 0) + component;
    });
  }
  return found ? unit(sum) : undefined;
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector)) || 1;
  return vector.map((component) => component / length);
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
