import type { Cluster } from "../../db/tables/clusters.ts";
import type { ContentIdea } from "../../db/tables/ideas.ts";
import type { Keyword } from "../../db/tables/keywords.ts";

/** Rows with the names that are shown beside their ids. */
export interface NamedKeyword extends Keyword {
  clusterName: string | null;
  sectorName: string;
}

export interface NamedCluster extends Cluster {
  sectorName: string;
}

export interface NamedIdea extends ContentIdea {
  clusterName: string | null;
  sectorName: string;
}
