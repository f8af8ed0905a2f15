import { env } from "cloudflare:workers";
import type { KeywordInput } from "../../src/clustering/clustering-types.ts";
import type { DraftInput, IdeasInput } from "../../src/providers/ai/ai.ts";
import { offlineProvider } from "../../src/providers/ai/offline/offline.ts";

/** The provider as the Worker makes it, and inputs for it. */
export const provider = offlineProvider(async (path) =>
  (await env.ASSETS.fetch(`https://assets.local${path}`)).arrayBuffer(),
);

export const STRUCTURES =
  "article guide comparison review listicle landing_page business_page service_page general cluster_hub product_page category_archive tag_archive attribute_archive".split(
    " ",
  );

export const keywords = (...list: string[]): KeywordInput[] =>
  list.map((keyword, index) => ({
    id: index + 1,
    keyword,
    volume: 1000 - index * 100,
    difficulty: 30 + index * 5,
    intent: null,
    country: "US",
  }));

export const ESPRESSO = keywords(
  "best espresso machine under 500",
  "espresso machine",
  "how to clean espresso machine",
  "espresso machine vs moka pot",
  "espresso machine reviews",
  "buy espresso machine online",
  "can you use regular coffee in an espresso machine",
  "espresso machine prices",
);

export const ideasInput = (changes: Partial<IdeasInput> = {}): IdeasInput => ({
  cluster: { id: 1, name: "Espresso machines", description: "", keywords: ESPRESSO },
  existingTitles: [],
  count: 8,
  sector: "Coffee equipment",
  prompt: "not read",
  ...changes,
});

export const brief = (changes: Partial<DraftInput> = {}): DraftInput => ({
  title: "How to Clean an Espresso Machine",
  description: "",
  outline: [
    { heading: "Why cleaning matters", points: ["Taste", "Lifetime of the machine"] },
    { heading: "Daily cleaning", points: ["Wipe the steam wand", "Flush the group head"] },
    { heading: "Descaling step by step", points: ["What to have ready", "How often?"] },
  ],
  primaryKeyword: "how to clean espresso machine",
  secondaryKeywords: ["descale espresso machine", "espresso machine cleaning tablets"],
  cluster: "Espresso machine care",
  structure: "guide",
  wordCount: 900,
  tone: "professional",
  language: "en",
  includeFaq: true,
  sector: "Coffee equipment",
  siteName: "Morning Brew",
  prompt: "not read",
  ...changes,
});
