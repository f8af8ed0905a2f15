import type { Intent, ProposedIdea } from "../ai.ts";
import { clean, startsWithTask } from "./phrases.ts";

/** What a keyword asks for, by its words: it decides the page that answers it and the section that treats it. */
export type Facet =
  | "howto"
  | "question"
  | "versus"
  | "review"
  | "ranking"
  | "price"
  | "buy"
  | "service"
  | "navigation"
  | "topic";

/** The first rule that fits decides: "how to buy …" is a how-to, "best … reviews" a review. */
const FACETS: readonly (readonly [Facet, RegExp])[] = [
  ["howto", /^how (to|do (i|you)|can (i|you))\b|\b(tutorial|step by step|instructions|diy)\b/],
  [
    "versus",
    /\b(vs\.?|versus|compared (to|with))\b|\bdifference between\b|^(?!.*\b(for|with|in|on)\b.* or )[^ ]+( [^ ]+){0,3} or [^ ]+/,
  ],
  [
    "question",
    /^((at |in |for )?(what|which)|whats|why|when|where|who|is|are|can|could|do|does|should|will|would|how)\b/,
  ],
  ["review", /\b(reviews?|reviewed|ratings?)\b/],
  ["ranking", /\b(best|top|ideas|examples|alternatives|types of|kinds of|recommended)\b/],
  ["price", /\b(prices?|pricing|costs?|fees?|rates|cheap|cheapest|affordable)\b/],
  ["buy", /\b(buy|order|purchase|for sale|shop|store|deals?|discounts?|coupons?|subscription)\b/],
  [
    "service",
    /\b(near me|nearby|services?|repairs?|installation|company|companies|agency|agencies|consultants?|contractors?|hire|rental|lease|leasing|financing|appointment)\b|\bdelivery$/,
  ],
  ["navigation", /\b(login|log in|sign in|website|official|contact|phone number|address|opening hours)\b/],
];

/** The facet of a keyword; one without telling words follows its intent. */
export function facetOf(keyword: string, intent: Intent | null): Facet {
  const text = clean(keyword).toLowerCase();
  if (startsWithTask(text)) return "howto";
  const rule = FACETS.find(([, pattern]) => pattern.test(text));
  if (rule) return rule[0];
  if (intent === "transactional") return "buy";
  if (intent === "navigational") return "navigation";
  return intent === "commercial" ? "ranking" : "topic";
}

/** Topics that are looked up rather than chosen: duties, dates, rights, safety. */
const MATTER =
  /\b(tax|taxes|legal|laws?|licen[sc]es?|regulations?|rules|penalt(y|ies)|deadlines?|insurance|subsid(y|ies)|limits?|permits?|statistics|safety|credit)$/;

/** Whether a topic is a matter of rules and facts, which nobody buys or tries out. */
export const isMatter = (keyword: string) => MATTER.test(clean(keyword).toLowerCase());

export interface Structure {
  /** A value of CONTENT_STRUCTURES. */
  structure: string;
  type: ProposedIdea["type"];
  intent: Intent;
  /** Words of introduction, framing sections and conclusion; each keyword section adds WORDS_PER_SECTION. */
  baseWords: number;
}

export const WORDS_PER_SECTION = 120;

export const STRUCTURE_OF: Record<Facet, Structure> = {
  howto: { structure: "guide", type: "post", intent: "informational", baseWords: 500 },
  question: { structure: "guide", type: "post", intent: "informational", baseWords: 450 },
  versus: { structure: "comparison", type: "post", intent: "commercial", baseWords: 550 },
  review: { structure: "review", type: "post", intent: "commercial", baseWords: 500 },
  ranking: { structure: "listicle", type: "post", intent: "commercial", baseWords: 550 },
  price: { structure: "landing_page", type: "page", intent: "commercial", baseWords: 350 },
  buy: { structure: "product_page", type: "product", intent: "transactional", baseWords: 300 },
  service: { structure: "service_page", type: "page", intent: "transactional", baseWords: 350 },
  navigation: { structure: "business_page", type: "page", intent: "navigational", baseWords: 300 },
  topic: { structure: "article", type: "post", intent: "informational", baseWords: 450 },
};
