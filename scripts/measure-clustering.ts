/**
 * Prints how well the offline clustering agrees with the labelled lists of `test/clustering`, beside the TF-IDF baseline.
 * Run: `node scripts/measure-clustering.ts` for the tuning lists and the baseline's threshold, with `--unseen` for all.
 * Nothing may be chosen by what `--unseen` prints; every such run is counted in `test/clustering/README.md`.
 */
import { readFileSync } from "node:fs";
import { clusterOffline } from "../src/clustering/clustering.ts";
import { loadVectors } from "../src/clustering/vectors.ts";
import { adjustedRandIndex } from "../test/clustering/adjusted-rand.ts";
import { evaluate, inputOf, mean, type Score } from "../test/clustering/evaluation.ts";
import { flatten, type LabelledList } from "../test/clustering/labelled-list.ts";
import { FIRST, LOOKED_AT, TUNING, UNSEEN } from "../test/clustering/lists/index.ts";
import { clusterByTfIdf } from "../test/clustering/tf-idf-baseline.ts";
import { thousandKeywords } from "../test/clustering/thousand-keywords.ts";

const bytes = readFileSync("src/assets/vectors.bin");
const vectors = loadVectors(new Uint8Array(bytes).buffer);

console.log(`Baseline's best threshold on the tuning lists: ${bestBaselineThreshold()}`);
const unseen = process.argv.includes("--unseen");
const groups: Record<string, LabelledList[]> = {
  tuning: TUNING,
  ...(unseen ? { unseen: UNSEEN, "looked at": LOOKED_AT, first: FIRST } : {}),
};
const measured = Object.entries(groups).map(([set, lists]) => ({
  set,
  scores: lists.map((list) => evaluate(list, vectors)),
}));
console.table(measured.flatMap(({ set, scores }) => scores.map((score) => row(score, set))));
for (const { set, scores } of measured) {
  const [baseline, ours] = [mean(scores.map((score) => score.baseline)), mean(scores.map((score) => score.ours))];
  console.log(`Mean, ${set}: baseline ${baseline.toFixed(3)}, ours ${ours.toFixed(3)}`);
}
const keywords = thousandKeywords();
const before = process.cpuUsage();
clusterOffline(inputOf(keywords), vectors);
const spent = process.cpuUsage(before);
console.log(`${keywords.length} keywords: ${((spent.user + spent.system) / 1e6).toFixed(2)} s of CPU`);

function row({ niche, keywords, pages, clusters, outliers, baseline, ours }: Score, set: string) {
  return { niche, set, keywords, pages, clusters, outliers, baseline: baseline.toFixed(3), ours: ours.toFixed(3) };
}

/** By the mean index over the tuning lists. */
function bestBaselineThreshold(): string {
  const lists = TUNING.map(flatten);
  const tried = Array.from({ length: 40 }, (_, step) => 0.02 + step * 0.01).map((threshold) => ({
    threshold,
    index: mean(lists.map(({ keywords, labels }) => adjustedRandIndex(labels, clusterByTfIdf(keywords, threshold)))),
  }));
  const best = tried.reduce((a, b) => (b.index > a.index ? b : a));
  return `${best.threshold.toFixed(2)} (${best.index.toFixed(3)})`;
}
