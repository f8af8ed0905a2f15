import { cutAt } from "../../core/words.ts";
import { CONTENT_STRUCTURES } from "../../db/tables/content-enums.ts";
import type { ContentIdea } from "../../db/tables/ideas.ts";
import type { Keyword } from "../../db/tables/keywords.ts";
import type { IdeasInput, ProposedIdea } from "../../providers/ai/ai.ts";
import { keywordInput } from "../clusters/grouping.ts";
import { MAX_KEYWORD_LENGTH, WORD_COUNT } from "../content/limits.ts";

export interface ClusterToUse {
  id: number;
  siteId: number;
  sectorId: number;
  name: string;
  description: string;
  sectorName: string;
}

/** A cluster as a provider takes it: its keywords, and the titles that must not come again. */
export const ideasInput = (
  cluster: ClusterToUse,
  keywords: readonly Keyword[],
  given: { existingTitles: string[]; count: number; prompt: string },
): IdeasInput => ({
  cluster: {
    id: cluster.id,
    name: cluster.name,
    description: cluster.description,
    keywords: keywords.filter(({ clusterId }) => clusterId === cluster.id).map(keywordInput),
  },
  sector: cluster.sectorName,
  ...given,
});

/** A provider's idea as a row of its cluster, within what a task takes. */
export const ideaRow = (cluster: ClusterToUse, idea: ProposedIdea) => ({
  siteId: cluster.siteId,
  sectorId: cluster.sectorId,
  clusterId: cluster.id,
  title: cutAt(idea.title, 255),
  description: cutAt(idea.description, 5_000),
  outline: idea.outline,
  targetKeywords: idea.keywords.map((keyword) => cutAt(keyword, MAX_KEYWORD_LENGTH)),
  contentType: idea.type,
  contentStructure:
    CONTENT_STRUCTURES.find((known): known is ContentIdea["contentStructure"] => known === idea.structure) ?? "general",
  intent: idea.intent,
  estimatedWordCount: Math.min(WORD_COUNT.max, Math.max(WORD_COUNT.min, idea.wordCount)),
});

/** As long as a title may be: what an estimate assumes of titles that are still to be made. */
export const LONGEST_TITLE = "w".repeat(255);
