import { communities, nearestNeighbours, neighbourGraph } from "./communities.ts";
import { type Similarity, symmetric } from "./similarity.ts";

/**
 * One partition depends on how many neighbours and how fine a resolution one happens to choose; what most of many
 * choices agree on does not (evidence accumulation: Fred and Jain, "Combining multiple clusterings", 2005).
 */

const NEIGHBOURS = [5, 8, 12, 16, 20];
/** Resolutions per hundred texts: a page has about as many keywords in a long list as in a short one. */
const RESOLUTIONS = [2, 3, 4];

/** The part of the partitions in which two texts are together, 0 to 1. Texts less alike than `floor` are not linked. */
export function coAssociation(similarity: Similarity, floor: number): Similarity {
  const size = similarity.size;
  const nearest = nearestNeighbours(similarity, Math.max(...NEIGHBOURS), floor);
  const partitions = NEIGHBOURS.flatMap((count) => {
    const graph = neighbourGraph(nearest, count);
    return RESOLUTIONS.map((resolution) => communities(graph, Math.max(1, (resolution * size) / 100)));
  });
  return symmetric(size, (a, b) => {
    let together = 0;
    for (const labels of partitions) if (labels[a] === labels[b]) together++;
    return together / partitions.length;
  });
}
