import { describeCluster, type Member, nameCluster, rootsOf } from "./cluster-names.ts";
import type {
  ClusteringInput,
  ClusteringResult,
  ExistingCluster,
  KeywordInput,
  ProposedCluster,
} from "./clustering-types.ts";
import { coAssociation } from "./consensus.ts";
import { type Kinship, kinshipOf, releaseForeigners } from "./foreign.ts";
import { joinAlike } from "./joining.ts";
import { agglomerate } from "./partition.ts";
import { listed } from "./phrases.ts";
import { attachSingles, moveToNearest, releaseStrangers } from "./placing.ts";
import { keywordSimilarity, type Similarity } from "./similarity.ts";
import { contentWords, stem, tokenize } from "./text.ts";
import type { Vectors } from "./vectors.ts";

/** How many keywords of all existing clusters together are compared with the new ones; bounds time and memory. */
const EXISTING_KEYWORDS = 600;

export interface Thresholds {
  /** Two texts less alike than this are not linked at all. */
  link: number;
  /**
   * A keyword left alone joins the group that it is most like, from this mean similarity on; below it is an outlier. So
   * is one whose mean similarity to its own group is less than half of this.
   */
  attach: number;
  /** Clusters whose texts are on average this much alike become one; left out, none do. */
  join?: number;
  /**
   * A text moves to another cluster that it is this many times as much like as its own (and at least as much as `attach`);
   * left out, none does.
   */
  move?: number;
}

/** The middle of what did best on the tuning lists (`test/clustering/README.md`). */
const WORD_THRESHOLDS: Thresholds = { link: 0.05, attach: 0.25, join: 0.28, move: 1.1 };
/** Texts that half of the partitions put together form a cluster. */
const AGREEMENT = 0.5;

/**
 * Clusters keywords by their words and the word vectors: no model, no network, the same keywords the same answer in
 * whatever order they come.
 */
export function clusterOffline(input: ClusteringInput, vectors: Vectors): ClusteringResult {
  const keywords = input.keywords.toSorted((a, b) => compare(a.keyword, b.keyword) || a.id - b.id);
  const sorted = { ...input, keywords };
  const texts = textsToCompare(sorted);
  const method = "soft-alignment/consensus-communities/average-link";
  return clusterBySimilarity(sorted, keywordSimilarity(texts, vectors), WORD_THRESHOLDS, method, kinshipOf(texts));
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** The texts whose similarity `clusterBySimilarity` needs, in its order: the new keywords, then those of existing clusters. */
export function textsToCompare(input: ClusteringInput): string[] {
  return [...input.keywords.map(({ keyword }) => keyword), ...existingSample(input.existing).map(({ text }) => text)];
}

function existingSample(existing: ExistingCluster[]): { text: string; clusterId: number }[] {
  const each = Math.max(1, Math.floor(EXISTING_KEYWORDS / Math.max(1, existing.length)));
  return existing.flatMap(({ id, name, keywords }) =>
    (keywords.length > 0 ? keywords.slice(0, each) : [name]).map((text) => ({ text, clusterId: id })),
  );
}

/**
 * Partition, names and reasons from any similarity of `textsToCompare(input)`: ours, or one of a provider's embeddings.
 * With `kin` a text that is kin to nobody in its group is an outlier. Throws a RangeError when the similarity is of another number of texts.
 */
export function clusterBySimilarity(
  input: ClusteringInput,
  similarity: Similarity,
  thresholds: Thresholds,
  method: string,
  kin?: Kinship,
): ClusteringResult {
  const sample = existingSample(input.existing);
  if (similarity.size !== input.keywords.length + sample.length) throw new RangeError("similarity of other texts");
  const seeds = [...input.keywords.map(() => undefined), ...sample.map(({ clusterId }) => clusterId)];
  const labels = agglomerate(coAssociation(similarity, thresholds.link), seeds, AGREEMENT);
  attachSingles(labels, seeds, similarity, thresholds.attach);
  if (thresholds.join !== undefined) {
    const kept = new Set(labels.filter((_, position) => seeds[position] !== undefined));
    joinAlike(labels, kept, similarity, thresholds.join);
  }
  if (thresholds.move !== undefined) moveToNearest(labels, seeds, similarity, thresholds.attach, thresholds.move);
  releaseStrangers(labels, seeds, similarity, thresholds.attach / 2);
  if (kin) releaseForeigners(labels, seeds, kin);

  const clusterOfLabel = new Map(
    sample.map(({ clusterId }, position) => [labels[input.keywords.length + position], clusterId]),
  );
  const groups = new Map<number, Member[]>();
  input.keywords.forEach((keyword, position) => {
    const label = labels[position] ?? -1;
    groups.set(label, [...(groups.get(label) ?? []), { keyword, position }]);
  });
  const texts = textsToCompare(input);
  const roots = input.keywords.map(({ keyword }) => rootsOf(keyword));
  const taken = new Set(input.existing.map(({ name }) => name.toLowerCase()));
  const clusters: ProposedCluster[] = [];
  const outliers: ClusteringResult["outliers"] = [];
  for (const [label, members] of [...groups].sort(([, a], [, b]) => b.length - a.length)) {
    const existing = input.existing.find(({ id }) => id === clusterOfLabel.get(label));
    const company = labels.flatMap((other, position) => (other === label ? [position] : []));
    if (!existing && members.length === 1) {
      outliers.push(...members.map((member) => outlier(member, texts, similarity)));
      continue;
    }
    const name = existing?.name ?? nameCluster(members, roots, similarity, taken);
    clusters.push({
      existingClusterId: existing?.id ?? null,
      name,
      description: existing ? `Keywords that belong to the existing cluster ${name}.` : describeCluster(name, members),
      members: members.map((member) => ({
        keywordId: member.keyword.id,
        reason: reasonOf(member, company, texts, similarity),
      })),
    });
  }
  return { clusters, outliers, method };
}

/** The position most like this one among others. */
function closest(position: number, others: number[], similarity: Similarity): number | undefined {
  return others
    .filter((other) => other !== position)
    .reduce<number | undefined>(
      (best, other) =>
        best === undefined || similarity.between(position, other) > similarity.between(position, best) ? other : best,
      undefined,
    );
}

function reasonOf(member: Member, company: number[], texts: string[], similarity: Similarity): string {
  const near = closest(member.position, company, similarity);
  const text = near === undefined ? "" : (texts[near] ?? "");
  const shared = sharedWords(member.keyword.keyword, text);
  if (shared.length > 0) return `Shares ${listed(shared.map((word) => `'${word}'`))} with “${text}”.`;
  return `Closest in meaning to “${text}” in this cluster.`;
}

function outlier({ keyword, position }: Member, texts: string[], similarity: Similarity) {
  const near = closest(position, [...texts.keys()], similarity);
  const text = near === undefined || similarity.between(position, near) <= 0 ? undefined : texts[near];
  const reason = text
    ? `Too far from every other keyword; the nearest is “${text}”.`
    : "Has nothing in common with the other keywords.";
  return { keywordId: keyword.id, reason };
}

/** The topical words of the first text that the second has too, in any form. */
function sharedWords(text: string, other: string): string[] {
  const roots = new Set(contentWords(other).map(stem));
  return [...new Set(contentWords(text))].filter((word) => roots.has(stem(word)));
}

/** What a language model answers: clusters of keyword texts. */
export interface ClusterProposal {
  name: string;
  description?: string;
  keywords: { keyword: string; reason?: string }[];
}

/**
 * A model's clusters under the same rules as ours: every keyword once (the first cluster that lists it), texts that
 * were not asked for dropped, an existing cluster reused when the name is its own without regard to case, clusters of one new
 * keyword and keywords left out reported as outliers.
 */
export function checkProposal(input: ClusteringInput, proposed: ClusterProposal[], method = "model"): ClusteringResult {
  const waiting = new Map<string, KeywordInput[]>();
  for (const keyword of input.keywords) {
    const key = normal(keyword.keyword);
    waiting.set(key, [...(waiting.get(key) ?? []), keyword]);
  }
  const clusters = new Map<string, ProposedCluster>();
  for (const proposal of proposed) {
    const members = proposal.keywords.flatMap(({ keyword, reason }) => {
      const found = waiting.get(normal(keyword)) ?? [];
      waiting.delete(normal(keyword));
      return found.map(({ id }) => ({
        keywordId: id,
        reason: reason?.trim() || `Answered by a page about ${proposal.name}.`,
      }));
    });
    const key = normal(proposal.name);
    if (members.length === 0 || key === "") continue;
    const existing = input.existing.find(({ name }) => normal(name) === key);
    const same = clusters.get(key);
    if (same) same.members.push(...members);
    else
      clusters.set(key, {
        existingClusterId: existing?.id ?? null,
        name: existing?.name ?? proposal.name.trim(),
        description: proposal.description?.trim() || `Searches about ${proposal.name.trim()}.`,
        members,
      });
  }
  const kept = [...clusters.values()].filter(
    ({ existingClusterId, members }) => existingClusterId !== null || members.length > 1,
  );
  const placed = new Set(kept.flatMap(({ members }) => members.map(({ keywordId }) => keywordId)));
  const outliers = input.keywords
    .filter(({ id }) => !placed.has(id))
    .map(({ id }) => ({ keywordId: id, reason: "No cluster was proposed for it together with another keyword." }));
  return { clusters: kept, outliers, method };
}

const normal = (text: string) => tokenize(text).join(" ");
