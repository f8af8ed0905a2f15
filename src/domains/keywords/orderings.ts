/** What each list can be ordered by; a minus means descending. Without one: newest first. */
export const KEYWORD_ORDERINGS = [
  "created_at",
  "-created_at",
  "volume",
  "-volume",
  "difficulty",
  "-difficulty",
  "keyword",
  "-keyword",
] as const;
export type KeywordOrdering = (typeof KEYWORD_ORDERINGS)[number];

export const CLUSTER_ORDERINGS = [
  "created_at",
  "-created_at",
  "name",
  "-name",
  "volume",
  "-volume",
  "keywords_count",
  "-keywords_count",
] as const;
export type ClusterOrdering = (typeof CLUSTER_ORDERINGS)[number];
