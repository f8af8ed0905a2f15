import { clusterOffline } from "../../src/clustering/clustering.ts";
import type { ClusteringInput, ClusteringResult } from "../../src/clustering/clustering-types.ts";
import type { Vectors } from "../../src/clustering/vectors.ts";
import { adjustedRandIndex } from "./adjusted-rand.ts";
import { flatten, type LabelledList } from "./labelled-list.ts";
import { clusterByTfIdf } from "./tf-idf-baseline.ts";

export interface Score {
  niche: string;
  keywords: number;
  pages: number;
  /** Adjusted Rand indices; an outlier is a cluster of its own, in the truth and in the answer. */
  baseline: number;
  ours: number;
  clusters: number;
  outliers: number;
}

export function inputOf(keywords: string[]): ClusteringInput {
  return {
    keywords: keywords.map((keyword, position) => ({
      id: position + 1,
      keyword,
      volume: null,
      difficulty: null,
      intent: null,
      country: null,
    })),
    existing: [],
    sector: "",
    prompt: "",
  };
}

/** A label per keyword of the list: the cluster's name, an outlier's own. */
function labelsOf({ clusters }: ClusteringResult, keywords: string[]): string[] {
  const labels = keywords.map((keyword) => `outlier: ${keyword}`);
  for (const { name, members } of clusters) {
    for (const { keywordId } of members) labels[keywordId - 1] = name;
  }
  return labels;
}

export function evaluate(list: LabelledList, vectors: Vectors): Score {
  const { keywords, labels } = flatten(list);
  const result = clusterOffline(inputOf(keywords), vectors);
  return {
    niche: list.niche,
    keywords: keywords.length,
    pages: Object.keys(list.pages).length,
    baseline: adjustedRandIndex(labels, clusterByTfIdf(keywords)),
    ours: adjustedRandIndex(labels, labelsOf(result, keywords)),
    clusters: result.clusters.length,
    outliers: result.outliers.length,
  };
}

export const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
