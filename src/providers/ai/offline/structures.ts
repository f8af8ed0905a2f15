import type { Intent, ProposedIdea } from "../ai.ts";
import { actionOf, capitalised, clean, questionHeading, sidesOf, subjectAmong, subjectOf } from "./phrases.ts";
import { titleCase } from "./text.ts";

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
  ["question", /^(what|whats|why|when|where|who|which|is|are|can|could|do|does|should|will|would|how)\b/],
  ["review", /\b(reviews?|reviewed|ratings?)\b/],
  ["ranking", /\b(best|top|ideas|examples|alternatives|types of|kinds of|recommended)\b/],
  ["price", /\b(prices?|pricing|costs?|fees?|rates|cheap|cheapest|affordable)\b/],
  ["buy", /\b(buy|order|purchase|for sale|shop|store|deals?|discounts?|coupons?|delivery|subscription)\b/],
  [
    "service",
    /\b(near me|nearby|services?|repairs?|installation|company|companies|agency|agencies|consultants?|contractors?|hire|rental|appointment)\b/,
  ],
  ["navigation", /\b(login|log in|sign in|website|official|contact|phone number|address|opening hours)\b/],
];

/** The facet of a keyword; one without telling words follows its intent. */
export function facetOf(keyword: string, intent: Intent | null): Facet {
  const text = clean(keyword).toLowerCase();
  const rule = FACETS.find(([, pattern]) => pattern.test(text));
  if (rule) return rule[0];
  if (intent === "transactional") return "buy";
  if (intent === "navigational") return "navigation";
  return intent === "commercial" ? "ranking" : "topic";
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

/** Titles for a page that answers the keyword, in the order in which they are tried. */
export function titlesFor(facet: Facet, keyword: string): string[] {
  const subject = subjectOf(keyword);
  const general = titleCase(subject.general);
  const one = titleCase(subject.attributive);
  const asked = titleCase(clean(keyword));
  const question = titleCase(questionHeading(keyword)).replace(/(?<![?])$/, ":");
  switch (facet) {
    case "howto": {
      const action = titleCase(actionOf(keyword));
      return [
        `How to ${action}: A Step-by-Step Guide`,
        `How to ${action} Without the Guesswork`,
        `How to ${action}: What to Do and What to Check`,
        `${action}: A Practical Walkthrough`,
      ];
    }
    case "question":
      return [
        `${question} A Clear Answer`,
        `${question} What to Know Before You Decide`,
        `${question} The Short Answer and the Reasons`,
      ];
    case "versus": {
      const [left, right] = (sidesOf(keyword) ?? [general, "the Alternatives"]).map(titleCase);
      return [
        `${left} vs ${right}: Which One Suits You?`,
        `${left} vs ${right}: The Differences That Matter`,
        `${left} or ${right}? How to Decide`,
      ];
    }
    case "review":
      return [
        `${one} Reviews: How to Read Them and What to Test`,
        `${one} Review Guide: Strengths, Limits and Fit`,
        `What to Look for in ${one} Reviews`,
      ];
    case "ranking":
      return [
        `Best ${general}: How to Build Your Shortlist`,
        `Best ${general}: What Separates Good From Good Enough`,
        `How to Choose ${subject.plural ? "Among " : ""}${general}`,
        `${general}: Options by Need and Budget`,
      ];
    case "price":
      return [`${one} Prices: What You Pay For`, `${one} Costs Explained`, `What Drives the Price of ${general}`];
    case "buy":
      return [
        `Buying ${general}: Options and Checks Before You Order`,
        `${general}: Features, Options and How to Order`,
        `Order ${general} With Confidence`,
      ];
    case "service":
      return [
        `${general}: What to Expect and How to Book`,
        `${general}: How to Choose the Right Provider`,
        `Finding ${general} You Can Rely On`,
      ];
    case "navigation":
      return [`${asked}: Where to Find What You Need`, `${asked}: Quick Access and Answers`];
    case "topic":
      return [
        `${general} Explained: A Practical Introduction`,
        `A Plain Guide to ${general}`,
        `Understanding ${general}`,
        `${general}: The Essentials`,
      ];
  }
}

/** The heading and the points of a section that treats the keyword. */
export function sectionFor(keyword: string, intent: Intent | null): ProposedIdea["outline"][number] {
  const facet = facetOf(keyword, intent);
  const { general, attributive } = subjectOf(keyword);
  switch (facet) {
    case "howto":
      return {
        heading: capitalised(`how to ${actionOf(keyword)}`),
        points: ["What to have ready", "The order of the steps", "How to tell that it worked"],
      };
    case "question":
      return { heading: questionHeading(keyword), points: ["The short answer", "What the answer depends on"] };
    case "versus": {
      const [left, right] = sidesOf(keyword) ?? [general, "the alternatives"];
      return {
        heading: capitalised(`${left} vs ${right}`),
        points: ["Where they differ in daily use", "Which one fits which need"],
      };
    }
    case "review":
      return {
        heading: `What ${attributive} reviews can tell you`,
        points: ["Patterns across many opinions", "What to test yourself"],
      };
    case "ranking":
      return {
        heading: `Choosing the best ${general}`,
        points: ["Criteria that matter most", "Signs of good quality", "What you can do without"],
      };
    case "price":
      return {
        heading: capitalised(`${attributive} prices and what drives them`),
        points: ["The price over the whole time of use", "Where saving makes sense"],
      };
    case "buy":
      return { heading: `Buying ${general}`, points: ["Checks before the order", "Delivery, returns and guarantee"] };
    case "service":
      return {
        heading: `Finding ${general}`,
        points: ["Questions to ask first", "What a written offer should contain"],
      };
    case "navigation":
      return { heading: capitalised(clean(keyword)), points: ["Where to start", "What to have at hand"] };
    case "topic":
      return { heading: capitalised(general), points: ["The purpose", "When it matters"] };
  }
}

/** The sections that a structure has besides those of its keywords: before and after them. */
export function framingFor(
  structure: string,
  keyword: string,
  cluster: string,
): { before: ProposedIdea["outline"]; after: ProposedIdea["outline"] } {
  const { general, attributive } = subjectAmong([keyword], cluster);
  const section = (heading: string, ...points: string[]) => ({ heading, points });
  switch (structure) {
    case "guide":
      return {
        before: [section("Before you start", "What to have ready", "What to decide first")],
        after: [section("Common mistakes to avoid", "Going too fast", "Skipping the check at the end")],
      };
    case "comparison": {
      const [left, right] = sidesOf(keyword) ?? [attributive, "the alternatives"];
      return {
        before: [section(`${capitalised(left)} and ${right} side by side`, "Price", "Effort", "Everyday use")],
        after: [
          section(
            "Which one to choose",
            `When to choose ${subjectOf(left).general}`,
            `When to choose ${subjectOf(right).general}`,
          ),
        ],
      };
    }
    case "review":
      return {
        before: [section(`How to judge ${general}`, "Quality", "Ease of use", "Value for the price")],
        after: [section("Who should look elsewhere", "Different needs", "A tighter budget")],
      };
    case "listicle":
      return {
        before: [section("What to look for", "Fit for your use", "Quality and care", "Total cost")],
        after: [section("How to make the final choice", "Two or three candidates", "One honest test")],
      };
    case "landing_page":
    case "product_page":
    case "service_page":
    case "business_page":
      return {
        before: [section(`Is this right for you?`, "Your situation", "Your requirements")],
        after: [section("Next steps", "Questions to ask", "What to prepare")],
      };
    default:
      return {
        before: [section(`A closer look at ${general}`, "The purpose", "The people it concerns")],
        after: [section("How to move on from here", "First steps", "What to review later")],
      };
  }
}
