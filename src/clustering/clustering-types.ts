export type Intent = "informational" | "commercial" | "transactional" | "navigational";

export interface KeywordInput {
  id: number;
  keyword: string;
  /** Monthly searches, or null where unknown. */
  volume: number | null;
  /** 0 (easy) to 100 (hard), or null where unknown. */
  difficulty: number | null;
  intent: Intent | null;
  country: string | null;
}

/** A cluster that the sector already has; its keywords help to decide whether a new keyword belongs to it. */
export interface ExistingCluster {
  id: number;
  name: string;
  keywords: string[];
}

export interface ProposedCluster {
  /** Set when keywords join a cluster that exists. */
  existingClusterId: number | null;
  name: string;
  description: string;
  members: { keywordId: number /** Why it is here, one sentence a person understands. */; reason: string }[];
}

export interface ClusteringInput {
  keywords: KeywordInput[];
  existing: ExistingCluster[];
  /** The sector's name, e.g. "Coffee equipment"; context for a model. */
  sector: string;
  /** The account's prompt, placeholders not yet filled in; the offline provider does not read it. */
  prompt: string;
}

export interface ClusteringResult {
  clusters: ProposedCluster[];
  /** Keywords that fit nowhere: reported, never forced into a cluster. */
  outliers: { keywordId: number; reason: string }[];
  /** How it was done, for the record: `soft-alignment/average-link`, `embeddings/…`, `model:gpt-…`. */
  method: string;
}
