/**
 * A keyword list of one niche as a keyword tool would export it, labelled by hand by search task: keywords are together
 * when one page would answer them, whatever words they share. Not changed once evaluated.
 */
export interface LabelledList {
  niche: string;
  /** Page → its keywords. */
  pages: Record<string, string[]>;
  /** Keywords of which each would need a page of its own, or that do not belong to the niche. */
  outliers: string[];
}

/** Keywords in alphabetical order, so that the order tells nothing, and the label of each; an outlier's is its own. */
export function flatten(list: LabelledList): { keywords: string[]; labels: string[] } {
  const rows = [
    ...Object.entries(list.pages).flatMap(([page, keywords]) => keywords.map((keyword) => ({ keyword, label: page }))),
    ...list.outliers.map((keyword) => ({ keyword, label: `outlier: ${keyword}` })),
  ].sort((a, b) => (a.keyword < b.keyword ? -1 : 1));
  return { keywords: rows.map((row) => row.keyword), labels: rows.map((row) => row.label) };
}
