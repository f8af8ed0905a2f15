import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { checkProposal, clusterBySimilarity, clusterOffline } from "../../src/clustering/clustering.ts";
import type { ClusteringResult } from "../../src/clustering/clustering-types.ts";
import { embeddingSimilarity } from "../../src/clustering/similarity.ts";
import { loadVectors, type Vectors } from "../../src/clustering/vectors.ts";
import { evaluate, inputOf, mean } from "./evaluation.ts";
import { flatten, type LabelledList } from "./labelled-list.ts";
import { FIRST, LOOKED_AT, TUNING, UNSEEN } from "./lists/index.ts";
import { vegetables } from "./lists/vegetables.ts";
import { thousandKeywords } from "./thousand-keywords.ts";

let vectors: Vectors;
beforeAll(async () => {
  vectors = loadVectors(await (await env.ASSETS.fetch("https://assets.local/vectors.bin")).arrayBuffer());
});

const idsOf = (result: ClusteringResult) => [
  ...result.clusters.flatMap(({ members }) => members.map(({ keywordId }) => keywordId)),
  ...result.outliers.map(({ keywordId }) => keywordId),
];

function means(lists: LabelledList[]) {
  const scores = lists.map((list) => evaluate(list, vectors));
  const ours = mean(scores.map((score) => score.ours));
  return { scores, ours, lead: ours - mean(scores.map((score) => score.baseline)) };
}

describe("offline clustering", () => {
  // The goals for unseen lists are 0.50 and a lead of 0.10 (README.md).
  it("agrees with people on niches it has never seen, and better than TF-IDF does", () => {
    const { scores, ours, lead } = means(UNSEEN);
    for (const score of scores) expect(score.ours).toBeGreaterThan(score.baseline);
    expect(ours).toBeGreaterThanOrEqual(0.6);
    expect(lead).toBeGreaterThanOrEqual(0.12);
  });

  it("agrees with people on niches that were looked at and not tuned on", () => {
    const { scores, ours, lead } = means(LOOKED_AT);
    for (const score of scores) expect(score.ours).toBeGreaterThan(score.baseline);
    expect(ours).toBeGreaterThanOrEqual(0.5);
    expect(lead).toBeGreaterThanOrEqual(0.13);
  });

  // Lists that hardly repeat a word: neither goal is reached. Floors a little below README.md.
  it("does not fall behind TF-IDF on lists that hardly repeat a word", () => {
    const { scores, ours, lead } = means(FIRST);
    // payroll stands level with the baseline: 0.123 against 0.124
    for (const score of scores) expect(score.ours).toBeGreaterThan(score.baseline - 0.005);
    expect(ours).toBeGreaterThanOrEqual(0.23);
    expect(lead).toBeGreaterThanOrEqual(0.04);
  });

  it("agrees with people on the niches it was tuned on", () => {
    const { scores, ours, lead } = means(TUNING);
    for (const score of scores) expect(score.ours).toBeGreaterThan(score.baseline);
    expect(ours).toBeGreaterThanOrEqual(0.65);
    expect(lead).toBeGreaterThanOrEqual(0.22);
  });

  it("keeps what is asked about the whole niche apart by what is asked", () => {
    const asked = [
      ["best kayak", "top rated kayaks", "kayak reviews", "best kayak 2025"],
      ["cheap kayak", "affordable kayaks", "kayak under 300", "budget kayak"],
      ["kayak repair", "kayak problems", "how to fix broken kayak", "kayak not floating"],
    ];
    const keywords = asked.flat();
    const { clusters } = clusterOffline(inputOf(keywords), vectors);
    const found = clusters.map(({ members }) => members.map(({ keywordId }) => keywords[keywordId - 1]).toSorted());
    expect(found.toSorted()).toEqual(asked.map((group) => group.toSorted()).toSorted());
  });

  it("places every keyword once, with a reason, under a name of its own", () => {
    const { keywords } = flatten(vegetables);
    const result = clusterOffline(inputOf(keywords), vectors);
    expect(idsOf(result).sort((a, b) => a - b)).toEqual(keywords.map((_, position) => position + 1));
    expect(new Set(result.clusters.map(({ name }) => name.toLowerCase())).size).toBe(result.clusters.length);
    for (const { reason } of [...result.clusters.flatMap(({ members }) => members), ...result.outliers]) {
      expect(reason).toMatch(/^[A-Z].{10,}\.$/);
    }
  });

  it("answers the same twice, and the same clusters whatever the order", () => {
    const { keywords } = flatten(vegetables);
    const input = inputOf(keywords);
    const first = clusterOffline(input, vectors);
    expect(clusterOffline(input, vectors)).toEqual(first);
    const groups = (result: ClusteringResult) =>
      result.clusters.map(({ members }) => members.map(({ keywordId }) => keywordId).sort((a, b) => a - b)).sort();
    const turned = clusterOffline({ ...input, keywords: input.keywords.toReversed() }, vectors);
    expect(groups(turned)).toEqual(groups(first));
  });

  it("reports what fits nowhere", () => {
    const input = inputOf([
      "how to grow tomatoes",
      "growing tomatoes in pots",
      "tomato plant care",
      "quarterly tax return",
    ]);
    const result = clusterOffline(input, vectors);
    expect(result.outliers.map(({ keywordId }) => keywordId)).toEqual([4]);
  });

  it("puts keywords into clusters that exist", () => {
    const existing = [
      { id: 7, name: "Composting", keywords: ["how to make compost", "compost bin", "worm composting"] },
      { id: 8, name: "Raised beds", keywords: ["raised bed kit", "how to build a raised bed"] },
    ];
    const input = {
      ...inputOf(["best compost tumbler", "raised bed soil mix", "drip irrigation", "drip irrigation kit"]),
      existing,
    };
    const { clusters } = clusterOffline(input, vectors);
    const of = (id: number) => clusters.find(({ members }) => members.some(({ keywordId }) => keywordId === id));
    expect(of(1)?.existingClusterId).toBe(7);
    expect(of(1)?.name).toBe("Composting");
    expect(of(2)?.existingClusterId).toBe(8);
    expect(of(3)?.existingClusterId).toBeNull();
    expect(of(3)).toBe(of(4));
  });

  it("copes with none, one and equal keywords", () => {
    expect(clusterOffline(inputOf([]), vectors)).toMatchObject({ clusters: [], outliers: [] });
    expect(idsOf(clusterOffline(inputOf(["compost"]), vectors))).toEqual([1]);
    expect(idsOf(clusterOffline(inputOf(["compost", "Compost", "???", "компост"]), vectors)).sort()).toEqual([
      1, 2, 3, 4,
    ]);
  });

  // Wall time on a machine that runs other tests; `scripts/measure-clustering.ts` measures CPU: below 2 s.
  it("clusters a thousand keywords in a few seconds", async () => {
    const keywords = thousandKeywords();
    const before = Date.now();
    const result = clusterOffline(inputOf(keywords), vectors);
    // The clock of a Worker stands still until something is awaited.
    await scheduler.wait(1);
    expect(Date.now() - before).toBeLessThan(4000);
    expect(idsOf(result).length).toBe(1000);
  });
});

describe("a provider's embeddings", () => {
  const thresholds = { link: 0.35, attach: 0.25 };
  const directions = [
    [1, 0, 0, 0],
    [0, 1, 0, 0],
    [0, 0, 1, 0],
  ];
  const near = directions.flatMap((direction) =>
    [0.1, 0.2, 0.3, 0.4].map((shift) => direction.map((component, at) => component + (at === 0 ? shift : 0))),
  );

  it("are clustered the same way, and what is like nothing is an outlier", () => {
    const input = inputOf([...near.map((_, position) => `keyword ${position}`), "something else"]);
    const result = clusterBySimilarity(
      input,
      embeddingSimilarity([...near, [0, 0, 0, 1]]),
      thresholds,
      "embeddings:test",
    );
    const groups = result.clusters.map(({ members }) => members.map(({ keywordId }) => keywordId));
    expect(groups.sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))).toEqual([
      [1, 2, 3, 4],
      [5, 6, 7, 8],
      [9, 10, 11, 12],
    ]);
    expect(result.outliers.map(({ keywordId }) => keywordId)).toEqual([13]);
  });

  it("must be one for each text", () => {
    const similarity = embeddingSimilarity(near);
    expect(() => clusterBySimilarity(inputOf(["one"]), similarity, thresholds, "embeddings:test")).toThrow(RangeError);
  });
});

describe("a model's proposal", () => {
  const input = {
    ...inputOf(["compost bin", "worm composting", "drip irrigation", "rain barrel"]),
    existing: [{ id: 7, name: "Composting", keywords: ["how to make compost"] }],
  };

  it("keeps every keyword once, drops what was not asked for and reports the rest", () => {
    const result = checkProposal(input, [
      {
        name: "COMPOSTING",
        keywords: [{ keyword: "Compost Bin", reason: "A bin for compost." }, { keyword: "worm composting" }],
      },
      {
        name: "Watering",
        keywords: [{ keyword: "drip irrigation" }, { keyword: "compost bin" }, { keyword: "sprinklers" }],
      },
    ]);
    expect(idsOf(result).sort()).toEqual([1, 2, 3, 4]);
    expect(result.clusters).toHaveLength(1);
    expect(result.clusters[0]).toMatchObject({ existingClusterId: 7, name: "Composting" });
    expect(result.clusters[0]?.members.map(({ keywordId }) => keywordId)).toEqual([1, 2]);
    expect(result.outliers.map(({ keywordId }) => keywordId)).toEqual([3, 4]);
  });
});
