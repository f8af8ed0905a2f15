import type { ServiceContext } from "../../context.ts";
import type { DraftInput } from "../../providers/ai/ai.ts";
import { promptFor } from "../settings/providers.service.ts";
import type { Brief } from "./tasks.queries.ts";

/** Dossier 8.4: what drafts are like where an account has set nothing else. */
const TONE = "professional";
const INCLUDE_FAQ = true;

/** What a provider is told about a task. */
export const draftInputOf = (ctx: ServiceContext, { task, ...names }: Brief): DraftInput => ({
  title: task.title,
  description: task.description,
  outline: task.outline,
  primaryKeyword: task.keywords[0] ?? task.title,
  secondaryKeywords: task.keywords.slice(1),
  cluster: names.cluster,
  structure: task.contentStructure,
  wordCount: task.wordCount,
  tone: TONE,
  language: names.language,
  includeFaq: INCLUDE_FAQ,
  sector: names.sector,
  siteName: names.siteName,
  prompt: promptFor(ctx, "content_generation"),
});
