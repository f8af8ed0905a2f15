import type { Similarity } from "./similarity.ts";

/**
 * Puts single texts where they belong, once the clusters stand. `labels` are changed in place; a text with a seed, one of an
 * existing cluster, stays where it is.
 */

/** Texts of likeness 0 that are counted into every cluster: being like one other text says less than being like ten. */
const ASSUMED_TEXTS = 2;
const ROUNDS = 3;

/**
 * Moves each text to the cluster that it is most like on average, when that is `factor` times as much as it is like its own and
 * at least `threshold`. All of a round are weighed before one moves, so their order does not matter. O(rounds × texts²).
 */
export function moveToNearest(
  labels: number[],
  seeds: (number | undefined)[],
  similarity: Similarity,
  threshold: number,
  factor: number,
) {
  for (let round = 0, moved = true; moved && round < ROUNDS; round++) {
    const groups = Map.groupBy(labels.keys(), (item) => labels[item] ?? -1);
    const homes = [...groups].filter(
      ([, items]) => items.length > 1 || items.some((item) => seeds[item] !== undefined),
    );
    const chosen = labels.map((own, item) => {
      if (seeds[item] !== undefined) return own;
      let best = Math.max(threshold, factor * likeness(item, groups.get(own) ?? [], similarity));
      let label = own;
      for (const [other, items] of homes) {
        const value = other === own ? 0 : likeness(item, items, similarity);
        if (value <= best) continue;
        best = value;
        label = other;
      }
      return label;
    });
    moved = chosen.some((label, item) => label !== labels[item]);
    chosen.forEach((label, item) => {
      labels[item] = label;
    });
  }
}

/** The mean similarity to the other texts of a cluster, the assumed ones included. */
function likeness(item: number, items: number[], similarity: Similarity): number {
  let sum = 0;
  let others = 0;
  for (const other of items) {
    if (other === item) continue;
    sum += similarity.between(item, other);
    others++;
  }
  return sum / (others + ASSUMED_TEXTS);
}

/** Gives each item that is alone to the group of two or more that it is most like on average, when it is like enough. */
export function attachSingles(
  labels: number[],
  seeds: (number | undefined)[],
  similarity: Similarity,
  threshold: number,
) {
  const groups = Map.groupBy(labels.keys(), (item) => labels[item] ?? -1);
  const homes = [...groups].filter(([, items]) => items.length > 1 || items.some((item) => seeds[item] !== undefined));
  for (const [, items] of groups) {
    const [item] = items;
    if (item === undefined || items.length > 1 || seeds[item] !== undefined) continue;
    let best = threshold;
    for (const [label, others] of homes) {
      const mean = others.reduce((sum, other) => sum + similarity.between(item, other), 0) / others.length;
      if (mean > best) {
        best = mean;
        labels[item] = label;
      }
    }
  }
}

/** Takes out of its group what is hardly like the rest of it: graphs link even a stranger to something. */
export function releaseStrangers(
  labels: number[],
  seeds: (number | undefined)[],
  similarity: Similarity,
  threshold: number,
) {
  const groups = Map.groupBy(labels.keys(), (item) => labels[item]);
  let free = Math.max(-1, ...labels);
  for (const items of groups.values()) {
    for (const item of items) {
      const others = items.filter((other) => other !== item);
      if (others.length === 0 || seeds[item] !== undefined) continue;
      const mean = others.reduce((sum, other) => sum + similarity.between(item, other), 0) / others.length;
      if (mean < threshold) labels[item] = ++free;
    }
  }
}
