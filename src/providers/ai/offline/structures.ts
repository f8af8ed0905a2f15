import type { Intent } from "../../../clustering/clustering-types.ts";
import { clean, isTask, sidesOf } from "../../../clustering/phrases.ts";
import { isQuestion } from "../../../clustering/subjects.ts";
import type { ProposedIdea } from "../ai.ts";
import { type Kind, kindOf } from "./subject-kinds.ts";

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
  ["review", /\b(reviews?|reviewed|ratings?)\b/],
  [
    "ranking",
    /\b(best(?! (man|friend|time|place|age|temperature|position|month|season|day)\b)|top|alternatives?|recommended)\b/,
  ],
  [
    "price",
    /\b(prices?|pricing|costs?|fees?|rates)( (per|by|for|of|in|without|with|to|today|20\d\d|comparison)\b.*)?$|\b(cheap|cheapest|affordable)\b/,
  ],
  ["buy", /\b(buy|order|purchase|for sale|shop|store|deals?|discounts?|coupons?|subscription)\b/],
  [
    "service",
    /\b(near me|nearby|services?|repairs?|installation|company|companies|agency|agencies|consultants?|contractors?|hire|rental|lease|leasing|financing|appointment)\b|\bdelivery$/,
  ],
  ["navigation", /\b(login|log in|sign in|website|official|contact|phone number|address|opening hours)\b/],
];

/** Kinds of things that are chosen and bought. */
const BOUGHT: ReadonlySet<Kind> = new Set(["product", "machine", "software"]);

/** What only the intent of a keyword can make of it. */
export const FACETS_BY_INTENT: readonly Facet[] = ["ranking", "buy", "service"];

/** The facet of a keyword; one without telling words follows its intent. */
export function facetOf(keyword: string, intent: Intent | null): Facet {
  const text = clean(keyword).toLowerCase();
  if (isTask(text)) return kindOf(text) === "health" ? "question" : "howto";
  if (sidesOf(text) !== undefined) return "versus";
  if (isQuestion(text)) return "question";
  const rule = FACETS.find(([, pattern]) => pattern.test(text));
  const kind = kindOf(text);
  if (rule) return rule[0] === "ranking" && kind === "health" ? "topic" : rule[0];
  if (intent === "transactional") return BOUGHT.has(kind) ? "buy" : kind === "provider" ? "service" : "topic";
  return intent === "commercial" && BOUGHT.has(kind) ? "ranking" : "topic";
}

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
  howto: { structure: "guide", type: "post", intent: "informational", baseWords: 550 },
  question: { structure: "guide", type: "post", intent: "informational", baseWords: 550 },
  versus: { structure: "comparison", type: "post", intent: "commercial", baseWords: 550 },
  review: { structure: "review", type: "post", intent: "commercial", baseWords: 550 },
  ranking: { structure: "listicle", type: "post", intent: "commercial", baseWords: 550 },
  price: { structure: "landing_page", type: "page", intent: "commercial", baseWords: 550 },
  buy: { structure: "product_page", type: "product", intent: "transactional", baseWords: 550 },
  service: { structure: "service_page", type: "page", intent: "transactional", baseWords: 550 },
  navigation: { structure: "business_page", type: "page", intent: "navigational", baseWords: 550 },
  topic: { structure: "article", type: "post", intent: "informational", baseWords: 550 },
};
