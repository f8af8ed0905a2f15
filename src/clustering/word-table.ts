import { MODIFIERS, stem, tokenize } from "./text.ts";
import { ALIKE_FACETS, comparedWords, isFacet, joinCompounds } from "./topics.ts";
import type { Vectors } from "./vectors.ts";
import { roleFactors } from "./word-roles.ts";

/**
 * The distinct words of one list of keywords, by their stems: how much each counts and how alike two are. Both come from
 * general knowledge (vectors, frequency in English) corrected by the list itself.
 */
export interface WordTable {
  /** Per keyword the positions of its words in this table, each once. */
  keywords: number[][];
  /** Per keyword what the places of those words make of them (`ComparedWord`). */
  places: number[][];
  /** How much a word counts: rare in the list and in English, and no attribute of many topics, counts most. */
  weights: Float32Array;
  /** 0 to 1. */
  similarity(a: number, b: number): number;
}

/** Power of the inverse document frequency in the list: what every keyword has hardly counts. */
const LIST_RARITY = 1.4;
/** Power of the logarithmic frequency rank in English. */
const GENERAL_RARITY = 1.1;
/** Part of the other words that counts as a word's neighbourhood, and what is assumed of it in a short list. */
const NEIGHBOURHOOD = 0.4;
const ASSUMED_NEIGHBOURS = 10;
const ASSUMED_COSINE = 0.45;
/** A word that contains another one of four letters or more ("microfoam", "foam") is at least this like it. */
const CONTAINED = 0.4;
/** How much likeness an excess of cosine stands for, and the shortfall that still counts as none. */
const VECTOR_GAIN = 1.2;
const VECTOR_SHORTFALL = 0.03;

export function wordTable(texts: string[], vectors: Vectors): WordTable {
  const roots: string[] = [];
  const forms: Set<string>[] = [];
  const positions = new Map<string, number>();
  const compared = joinCompounds(texts.map(tokenize)).map((tokens) => {
    const own = new Map<number, number>();
    for (const { word, weight } of comparedWords(tokens)) {
      const root = isFacet(word) ? word : stem(word);
      const position = positions.get(root) ?? positions.size;
      positions.set(root, position);
      roots[position] = root;
      forms[position] = (forms[position] ?? new Set()).add(word);
      own.set(position, Math.max(weight, own.get(position) ?? 0));
    }
    return own;
  });
  const keywords = compared.map((own) => [...own.keys()]);
  const frequency = new Float32Array(roots.length);
  for (const own of keywords) for (const word of own) frequency[word] = (frequency[word] ?? 0) + 1;

  const values = vectorSimilarity(forms, vectors);
  const raise = (a: number, b: number, least: number) => {
    const [x, y] = [a * roots.length + b, b * roots.length + a];
    if ((values[x] ?? 0) < least) values[x] = values[y] = least;
  };
  raiseContained(roots, raise);
  for (const { facets, similarity } of ALIKE_FACETS) {
    const [a, b] = facets.map((facet) => positions.get(facet));
    if (a !== undefined && b !== undefined) raise(a, b, similarity);
  }
  const light = forms.map((own) => [...own].every((form) => isFacet(form) || MODIFIERS.has(form)));
  const roles = roleFactors(keywords, frequency, light);
  return {
    keywords,
    places: compared.map((own) => [...own.values()]),
    weights: frequency.map((count, word) => {
      const own = forms[word] ?? new Set();
      return Math.log(1 + texts.length / count) ** LIST_RARITY * generalRarity(own, vectors) * (roles[word] ?? 1);
    }),
    similarity: (a, b) => (a === b ? 1 : (values[a * roots.length + b] ?? 0)),
  };
}

/** About 0.5 for the most frequent English words, 1 for those that the vectors hardly know. */
function generalRarity(forms: Set<string>, vectors: Vectors): number {
  const rank = Math.min(...[...forms].map((form) => vectors.rank(form) ?? vectors.size));
  return (Math.log(20 + rank) / Math.log(20 + vectors.size)) ** GENERAL_RARITY;
}

/**
 * Cosines less the mean cosine of both words with their nearest words in the list (cross-domain similarity local scaling, Conneau
 * et al., "Word translation without parallel data", 2018): in a list about coffee every word is near "coffee", which says
 * nothing; being nearer than the list is usual does.
 */
function vectorSimilarity(forms: Set<string>[], vectors: Vectors): Float32Array {
  const size = forms.length;
  const units = forms.map((own) => meanUnit([...own], vectors));
  const cosines = new Float32Array(size * size).fill(-1);
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < a; b++) cosines[a * size + b] = cosines[b * size + a] = dot(units[a], units[b]);
  }
  const usual = units.map((unit, word) => (unit ? usualCosine(cosines.subarray(word * size, (word + 1) * size)) : 0));
  const values = new Float32Array(size * size);
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < a; b++) {
      const excess = (cosines[a * size + b] ?? -1) - ((usual[a] ?? 0) + (usual[b] ?? 0)) / 2;
      const value = Math.min(1, Math.max(0, VECTOR_GAIN * (excess + VECTOR_SHORTFALL)));
      values[a * size + b] = values[b * size + a] = value;
    }
  }
  return values;
}

function usualCosine(row: Float32Array): number {
  const known = row.filter((cosine) => cosine > -1).sort();
  const near = known.subarray(known.length - Math.round(known.length * NEIGHBOURHOOD));
  const sum = near.reduce((total, cosine) => total + cosine, ASSUMED_NEIGHBOURS * ASSUMED_COSINE);
  return sum / (near.length + ASSUMED_NEIGHBOURS);
}

function raiseContained(roots: string[], raise: (a: number, b: number, least: number) => void) {
  roots.forEach((longer, a) => {
    roots.forEach((shorter, b) => {
      if (isFacet(longer) || isFacet(shorter)) return;
      if (shorter.length >= 4 && longer.length > shorter.length && longer.includes(shorter)) raise(a, b, CONTAINED);
    });
  });
}

/** The unit vector of the mean of a word's forms; undefined when the vectors know none of them. */
function meanUnit(forms: string[], vectors: Vectors): Float32Array | undefined {
  const ranks = forms.map((form) => vectors.rank(form)).filter((rank) => rank !== undefined);
  if (ranks.length === 0) return undefined;
  const sum = new Float32Array(vectors.dimensions);
  for (const rank of ranks) {
    vectors.unit(rank).forEach((component, position) => {
      sum[position] = (sum[position] ?? 0) + component;
    });
  }
  const length = Math.sqrt(dot(sum, sum)) || 1;
  return sum.map((component) => component / length);
}

/** -1, which no known pair has, when either vector is unknown. */
function dot(a: Float32Array | undefined, b: Float32Array | undefined): number {
  if (!a || !b) return -1;
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
