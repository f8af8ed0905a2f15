import type { ClusteringInput, ClusteringResult, KeywordInput } from "../../clustering/clustering-types.ts";
import { cutAt } from "../../core/words.ts";
import type { Keyword } from "../../db/tables/keywords.ts";
import { cleanText, foldText } from "../keywords/keyword-text.ts";

/** What is read for a clustering, as rows. */
export interface ClusteringRows {
  keywords: readonly Keyword[];
  clusters: readonly { id: number; name: string; nameFolded: string }[];
  members: readonly { clusterId: number | null; keyword: string }[];
  sector: string;
}

/** Rows as a provider takes them; `prompt` is the account's, its placeholders not yet filled in. */
export function clusteringInput(rows: ClusteringRows, prompt: string): ClusteringInput {
  const membersOf = Map.groupBy(rows.members, ({ clusterId }) => clusterId);
  return {
    keywords: rows.keywords.map(keywordInput),
    existing: rows.clusters.map(({ id, name }) => ({
      id,
      name,
      keywords: (membersOf.get(id) ?? []).map(({ keyword }) => keyword),
    })),
    sector: rows.sector,
    prompt,
  };
}

export const keywordInput = ({ id, keyword, volume, difficulty, intent, country }: Keyword): KeywordInput => ({
  id,
  keyword,
  volume,
  difficulty,
  intent,
  country,
});

/** What a clustering changes, each cluster once by its case-folded name and each keyword once. */
export interface Grouping {
  clusters: { name: string; nameFolded: string; description: string }[];
  members: { keywordId: number; nameFolded: string; reason: string }[];
  outliers: { keywordId: number; reason: string }[];
}

/** A provider's answer as rows; keywords that were not asked about are dropped, those not answered are outliers. */
export function groupingOf(rows: ClusteringRows, result: ClusteringResult): Grouping {
  const open = new Set(rows.keywords.map(({ id }) => id));
  const existing = new Map(rows.clusters.map((cluster) => [cluster.id, cluster]));
  const clusters = new Map<string, Grouping["clusters"][number]>();
  const members: Grouping["members"] = [];
  for (const proposed of result.clusters) {
    const joined = proposed.existingClusterId === null ? undefined : existing.get(proposed.existingClusterId);
    const name = joined?.name ?? cutAt(cleanText(proposed.name), 255);
    const nameFolded = joined?.nameFolded ?? foldText(name);
    const taken = proposed.members.filter(({ keywordId }) => open.delete(keywordId));
    if (taken.length === 0) continue;
    if (!clusters.has(nameFolded))
      clusters.set(nameFolded, { name, nameFolded, description: cutAt(proposed.description, 2_000) });
    members.push(...taken.map(({ keywordId, reason }) => ({ keywordId, nameFolded, reason: cutAt(reason, 500) })));
  }
  const reasons = new Map(result.outliers.map(({ keywordId, reason }) => [keywordId, cutAt(reason, 500)]));
  const outliers = [...open].map((keywordId) => ({ keywordId, reason: reasons.get(keywordId) ?? "Fits no cluster." }));
  return { clusters: [...clusters.values()], members, outliers };
}
