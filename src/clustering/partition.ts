import type { Similarity } from "./similarity.ts";

/**
 * Average-link agglomeration (Sokal and Michener, 1958), deterministic: of equal similarities the pair with the lowest
 * positions merges first. O(n²) memory, close to O(n²) time.
 */

/**
 * Joins the two most alike groups until none is alike enough.
 * `seeds[i]` is the group that item `i` is in from the start, or undefined for an item on its own; two seeded groups
 * never join. `threshold` is the lowest mean similarity at which groups join. Answers a group number per item.
 */
export function agglomerate(similarity: Similarity, seeds: (number | undefined)[], threshold: number): number[] {
  const groups = new Groups(similarity, seeds);
  for (;;) {
    const pair = groups.closest();
    if (!pair || pair.similarity < threshold) return groups.labels();
    groups.join(pair.first, pair.second);
  }
}

class Groups {
  readonly #size: number;
  readonly #mean: Float32Array;
  readonly #seed: (number | undefined)[] = [];
  readonly #items: number[][] = [];
  readonly #nearest: Int32Array;
  readonly #nearestSimilarity: Float32Array;

  constructor(similarity: Similarity, seeds: (number | undefined)[]) {
    this.#seedGroups(seeds);
    this.#size = this.#items.length;
    this.#mean = new Float32Array(this.#size * this.#size);
    this.#nearest = new Int32Array(this.#size).fill(-1);
    this.#nearestSimilarity = new Float32Array(this.#size).fill(Number.NEGATIVE_INFINITY);
    for (let a = 0; a < this.#size; a++) {
      for (let b = 0; b < a; b++) this.#setMean(a, b, this.#average(similarity, a, b));
    }
    for (let group = 0; group < this.#size; group++) this.#findNearest(group);
  }

  #seedGroups(seeds: (number | undefined)[]) {
    const groupOfSeed = new Map<number, number>();
    seeds.forEach((seed, item) => {
      const known = seed === undefined ? undefined : groupOfSeed.get(seed);
      if (known !== undefined) {
        this.#items[known]?.push(item);
        return;
      }
      if (seed !== undefined) groupOfSeed.set(seed, this.#items.length);
      this.#items.push([item]);
      this.#seed.push(seed);
    });
  }

  #average(similarity: Similarity, a: number, b: number): number {
    if (this.#seed[a] !== undefined && this.#seed[b] !== undefined) return Number.NEGATIVE_INFINITY;
    let sum = 0;
    for (const x of this.#itemsOf(a)) for (const y of this.#itemsOf(b)) sum += similarity.between(x, y);
    return sum / (this.#itemsOf(a).length * this.#itemsOf(b).length);
  }

  #itemsOf(group: number): number[] {
    return this.#items[group] ?? [];
  }

  #setMean(a: number, b: number, value: number) {
    this.#mean[a * this.#size + b] = value;
    this.#mean[b * this.#size + a] = value;
  }

  #meanOf(a: number, b: number): number {
    return this.#mean[a * this.#size + b] ?? Number.NEGATIVE_INFINITY;
  }

  #findNearest(group: number) {
    let best = -1;
    let bestSimilarity = Number.NEGATIVE_INFINITY;
    for (let other = 0; other < this.#size; other++) {
      if (other === group || this.#itemsOf(other).length === 0) continue;
      const value = this.#meanOf(group, other);
      if (value > bestSimilarity) {
        best = other;
        bestSimilarity = value;
      }
    }
    this.#nearest[group] = best;
    this.#nearestSimilarity[group] = bestSimilarity;
  }

  closest(): { first: number; second: number; similarity: number } | undefined {
    let first = -1;
    let similarity = Number.NEGATIVE_INFINITY;
    for (let group = 0; group < this.#size; group++) {
      const value = this.#nearestSimilarity[group] ?? Number.NEGATIVE_INFINITY;
      if (this.#itemsOf(group).length > 0 && value > similarity) {
        first = group;
        similarity = value;
      }
    }
    return first < 0 ? undefined : { first, second: this.#nearest[first] ?? -1, similarity };
  }

  /** Takes the second group's items into the first one; means follow by the Lance-Williams formula. */
  join(first: number, second: number) {
    const [a, b] = [this.#itemsOf(first).length, this.#itemsOf(second).length];
    this.#items[first] = [...this.#itemsOf(first), ...this.#itemsOf(second)];
    this.#items[second] = [];
    this.#seed[first] ??= this.#seed[second];
    for (let other = 0; other < this.#size; other++) {
      if (other === first || this.#itemsOf(other).length === 0) continue;
      const apart = this.#seed[first] !== undefined && this.#seed[other] !== undefined;
      const mean = (this.#meanOf(first, other) * a + this.#meanOf(second, other) * b) / (a + b);
      this.#setMean(first, other, apart ? Number.NEGATIVE_INFINITY : mean);
    }
    this.#nearestSimilarity[second] = Number.NEGATIVE_INFINITY;
    for (let other = 0; other < this.#size; other++) {
      if (this.#itemsOf(other).length === 0) continue;
      const nearest = this.#nearest[other];
      if (other === first || nearest === first || nearest === second) this.#findNearest(other);
    }
  }

  labels(): number[] {
    const labels: number[] = [];
    this.#items.forEach((items, group) => {
      for (const item of items) labels[item] = group;
    });
    return labels;
  }
}
