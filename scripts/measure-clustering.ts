/**
 * Prints how well the offline clustering agrees with the labelled lists of `test/clustering`, beside the TF-IDF baseline.
 * Run: `node scripts/measure-clustering.ts` for the tuning list and the baseline's threshold, with `--unseen` for all.
 */
import { readFileSync } from "node:fs";
import { clusterOffline } from "../src/providers/ai/offline/clustering.ts";
import { loadVectors } from "../src/providers/ai/offline/vectors.ts";
import { adjustedRandIndex } from "../test/clustering/adjusted-rand.ts";
import { evaluate, inputOf, mean, type Score, TUNING, UNSEEN } from "../test/clustering/evaluation.ts";
import { flatten } from "../test/clustering/labelled-list.ts";
import { clusterByTfIdf } from "../test/clustering/tf-idf-baseline.ts";
import { thousandKeywords } from "../test/clustering/thousand-keywords.ts";

const bytes = readFileSync("src/assets/vectors.bin");
const vectors = loadVectors(new Uint8Array(bytes).buffer);

const tuned = evaluate(TUNING, vectors);
console.log(`Baseline's best threshold on the tuning list: ${bestBaselineThreshold()}`);
console.table([row(tuned, "tuning")]);
if (process.argv.includes("--unseen")) {
  const scores = UNSEEN.map((list) => evaluate(list, vectors));
  console.table(scores.map((score) => row(score, "unseen")));
  const [baseline, ours] = [mean(scores.map((score) => score.baseline)), mean(scores.map((score) => score.ours))];
  console.log(`Mean of the unseen lists: baseline ${baseline.toFixed(3)}, ours ${ours.toFixed(3)}`);
}
const keywords = thousandKeywords();
const before = process.cpuUsage();
clusterOffline(inputOf(keywords), vectors);
const spent = process.cpuUsage(before);
console.log(`${keywords.length} keywords: ${((spent.user + spent.system) / 1e6).toFixed(2)} s of CPU`);

function row({ niche, keywords, pages, clusters, outliers, baseline, ours }: Score, set: string) {
  return { niche, set, keywords, pages, clusters, outliers, baseline: baseline.toFixed(3), ours: ours.toFixed(3) };
}

function bestBaselineThreshold(): string {
  const { keywords: texts, labels } = flatten(TUNING);
  const tried = Array.from({ length: 40 }, (_, step) => 0.02 + step * 0.01).map((threshold) => ({
    threshold,
    index: adjustedRandIndex(labels, clusterByTfIdf(texts, threshold)),
  }));
  const best = tried.reduce((a, b) => (b.index > a.index ? b : a));
  return `${best.threshold.toFixed(2)} (${best.index.toFixed(3)})`;
}
