import type { Similarity } from "./similarity.ts";

/** A weighted undirected graph; `links[i]` leads from node `i`, each link is there from both ends. */
export interface Graph {
  links: { to: number; weight: number }[][];
  /** Weight inside a node, from both ends: what a joined node has swallowed. */
  inside: number[];
}

/** Per text the others it is most like, best first, at most `count`, none below `floor`. */
export function nearestNeighbours(
  similarity: Similarity,
  count: number,
  floor: number,
): { to: number; weight: number }[][] {
  return Array.from({ length: similarity.size }, (_, item) => {
    const best: { to: number; weight: number }[] = [];
    for (let to = 0; to < similarity.size; to++) {
      const weight = similarity.between(item, to);
      if (to === item || weight < floor || (best.length === count && weight <= (best.at(-1)?.weight ?? 0))) continue;
      let place = best.length;
      while (place > 0 && (best[place - 1]?.weight ?? 0) < weight) place--;
      best.splice(place, 0, { to, weight });
      if (best.length > count) best.pop();
    }
    return best;
  });
}

/** Links each text with its `count` nearest; a link that both ends have is there once. */
export function neighbourGraph(nearest: { to: number; weight: number }[][], count: number): Graph {
  const linked = nearest.map(() => new Map<number, number>());
  nearest.forEach((links, item) => {
    for (const { to, weight } of links.slice(0, count)) {
      linked[item]?.set(to, weight);
      linked[to]?.set(item, weight);
    }
  });
  return {
    links: linked.map((links) => [...links].map(([to, weight]) => ({ to, weight })).sort((a, b) => a.to - b.to)),
    inside: nearest.map(() => 0),
  };
}

/**
 * Communities by modularity with a resolution (Blondel et al., "Fast unfolding of communities in large networks", 2008;
 * Reichardt and Bornholdt, 2006), nodes visited in order, so deterministic. Answers a community number per node.
 */
export function communities(graph: Graph, resolution: number): number[] {
  let current = graph;
  let labels = graph.links.map((_, node) => node);
  for (;;) {
    const moved = moveNodes(current, resolution);
    const numbers = new Map([...new Set(moved)].map((community, number) => [community, number]));
    const compact = moved.map((community) => numbers.get(community) ?? 0);
    labels = labels.map((node) => compact[node] ?? 0);
    if (numbers.size === current.links.length) return labels;
    current = joinNodes(current, compact, numbers.size);
  }
}

const MAX_ROUNDS = 50;

/** Moves every node to the neighbouring community that gains most, until none gains. */
function moveNodes({ links, inside }: Graph, resolution: number): number[] {
  const degrees = links.map((own, node) => own.reduce((sum, { weight }) => sum + weight, inside[node] ?? 0));
  const all = degrees.reduce((sum, degree) => sum + degree, 0) || 1;
  const community = links.map((_, node) => node);
  const totals = [...degrees];
  const towards = new Float64Array(links.length);
  for (let round = 0, moved = true; moved && round < MAX_ROUNDS; round++) {
    moved = false;
    links.forEach((own, node) => {
      const home = community[node] ?? node;
      const degree = degrees[node] ?? 0;
      totals[home] = (totals[home] ?? 0) - degree;
      for (const { to, weight } of own) {
        const other = community[to] ?? to;
        towards[other] = (towards[other] ?? 0) + weight;
      }
      const gain = (target: number) => (towards[target] ?? 0) - (resolution * degree * (totals[target] ?? 0)) / all;
      let best = home;
      let bestGain = gain(home) + 1e-12;
      for (const { to } of own) {
        const target = community[to] ?? to;
        const value = gain(target);
        if (value > bestGain) {
          best = target;
          bestGain = value;
        }
      }
      for (const { to } of own) towards[community[to] ?? to] = 0;
      totals[best] = (totals[best] ?? 0) + degree;
      if (best !== home) moved = true;
      community[node] = best;
    });
  }
  return community;
}

/** Each community becomes a node. */
function joinNodes({ links, inside }: Graph, community: number[], count: number): Graph {
  const sums = Array.from({ length: count }, () => new Map<number, number>());
  const swallowed = new Array<number>(count).fill(0);
  links.forEach((own, node) => {
    const from = community[node] ?? 0;
    swallowed[from] = (swallowed[from] ?? 0) + (inside[node] ?? 0);
    for (const { to, weight } of own) {
      const target = community[to] ?? 0;
      if (target === from) swallowed[from] = (swallowed[from] ?? 0) + weight;
      else sums[from]?.set(target, (sums[from]?.get(target) ?? 0) + weight);
    }
  });
  return {
    links: sums.map((own) => [...own].map(([to, weight]) => ({ to, weight })).sort((a, b) => a.to - b.to)),
    inside: swallowed,
  };
}
