import type { Similarity } from "./similarity.ts";

/**
 * Joins clusters that the graphs kept apart but that are, text by text, alike: best pair first, as long as the mean similarity
 * between two clusters of two or more texts reaches `threshold`. Changes `labels` in place. Two labels of `kept` never join; of
 * a kept label and another the kept one stays. O(clusters²) per join after one pass over all pairs of texts.
 */
export function joinAlike(labels: number[], kept: ReadonlySet<number>, similarity: Similarity, threshold: number) {
  const groups = [...Map.groupBy(labels.keys(), (item) => labels[item] ?? -1)]
    .filter(([, items]) => items.length > 1)
    .map(([label, items]) => ({ label, items }));
  const sums = groups.map((a) => groups.map((b) => (a === b ? 0 : sumBetween(a.items, b.items, similarity))));
  for (;;) {
    let best: { into: number; from: number } | undefined;
    let most = threshold;
    groups.forEach((a, into) => {
      groups.forEach((b, from) => {
        if (from <= into || a.items.length === 0 || b.items.length === 0) return;
        if (kept.has(a.label) && kept.has(b.label)) return;
        const mean = (sums[into]?.[from] ?? 0) / (a.items.length * b.items.length);
        if (mean <= most) return;
        most = mean;
        best = { into, from };
      });
    });
    if (!best) break;
    const { into, from } = best;
    const [target, source] = [groups[into], groups[from]];
    if (!target || !source) break;
    if (kept.has(source.label)) target.label = source.label;
    target.items = [...target.items, ...source.items];
    source.items = [];
    addSums(sums, into, from);
  }
  for (const { label, items } of groups) for (const item of items) labels[item] = label;
}

function sumBetween(a: number[], b: number[], similarity: Similarity): number {
  let sum = 0;
  for (const x of a) for (const y of b) sum += similarity.between(x, y);
  return sum;
}

/** The joined group's sums with every other one. */
function addSums(sums: number[][], into: number, from: number) {
  for (const row of sums) row[into] = (row[into] ?? 0) + (row[from] ?? 0);
  const [target, source] = [sums[into], sums[from]];
  source?.forEach((sum, other) => {
    if (target && other !== into) target[other] = (target[other] ?? 0) + sum;
  });
}
