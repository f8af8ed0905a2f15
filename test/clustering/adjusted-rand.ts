/**
 * The adjusted Rand index of two labellings of the same items (Hubert and Arabie, "Comparing partitions", 1985): 1 when
 * they agree, about 0 for chance, negative below it.
 */
export function adjustedRandIndex(truth: readonly string[], found: readonly string[]): number {
  const both = truth.map((label, item) => JSON.stringify([label, found[item]]));
  const [together, inTruth, inFound] = [pairs(both), pairs(truth), pairs(found)];
  const expected = (inTruth * inFound) / choose2(truth.length);
  const most = (inTruth + inFound) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}

/** How many pairs of items share a label. */
function pairs(labels: readonly string[]): number {
  const sizes = new Map<string, number>();
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  return [...sizes.values()].reduce((sum, size) => sum + choose2(size), 0);
}

function choose2(n: number): number {
  return (n * (n - 1)) / 2;
}
