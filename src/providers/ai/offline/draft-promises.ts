import type { Facet } from "./structures.ts";

/** What a page helps to decide or do, for search results and lists of articles; the slots are those of `LEADS`. */
export const PROMISES: Record<Facet, readonly string[]> = {
  howto: [
    "How to [task]: what to have ready, where to pause and how to check the result.",
    "Plan how to [task]: the order of the steps, the mistakes to avoid and a test at the end.",
    "A checklist to [task] calmly, from preparation to the last check.",
    "[doing]: decide what you need, work in order and know when it is done.",
  ],
  question: [
    "[Asked]? What to check first, and how to tell a good answer from a weak one.",
    "[Asked]? Where to find a reliable answer, and what to ask before you rely on it.",
    "[Asked]? How to find an answer that holds for your own situation.",
    "[Asked]? What to look up, whom to ask and what to note.",
  ],
  versus: [
    "Decide between [lefts] and [rights]: criteria, a table to fill in and one practical test.",
    "[left] vs [right]: compare cost, effort and daily use with your own answers.",
    "[lefts] or [rights]? Questions that show which one fits your week.",
    "[left] vs [right]: find the two criteria that settle the choice for you.",
  ],
  review: [
    "How to read [item] reviews, which claims to verify and what to test yourself.",
    "Make use of [item] reviews: whose opinion counts for you and what to check.",
    "[item] reviews sorted out: patterns to trust, points to verify, tests to try.",
    "Before you trust [item] reviews: what to look for and which questions to ask.",
  ],
  ranking: [
    "Build your own shortlist of the best [topic]: requirements, checks and a final test.",
    "Choose the best [topic] by need: what to insist on and where to compromise.",
    "Find the best [topic] with three clear criteria and one practical test.",
    "The best [topic]: which requirements rule options out, and how to compare the rest.",
  ],
  price: [
    "Compare [item] prices on the same basis and work out the full cost.",
    "What to count in when you budget for [topic], and where saving makes sense.",
    "[item] prices: what to ask of each offer and how to set your limit.",
    "Judge [item] prices: what is included, what comes later and what it is worth to you.",
  ],
  buy: [
    "Before you buy [topic]: check fit, total price, delivery and returns.",
    "Buy [topic] with a checklist: questions for the seller and terms to save.",
    "Ready to order [topic]? The last checks on price, fit and guarantee.",
    "What to settle before you order [topic], from requirements to the right of return.",
  ],
  service: [
    "Find [topic]: how to describe your case, what to ask and how to compare offers.",
    "Choose [topic] with a checklist for scope, terms and contact.",
    "Compare offers for [topic]: what belongs in writing and what to ask first.",
    "Before you agree on [topic]: questions that show who does the work and at what terms.",
  ],
  navigation: [
    "[keyword]: where to start, what to have ready and how to recognise the original.",
    "Reach [keyword] safely, with the checks to make before you enter any details.",
    "[keyword]: the right starting point, and what to do when something does not work.",
  ],
  topic: [
    "Find out what [topic] would mean for you: what to check and whom to ask.",
    "[topic]: the questions to settle first, and a practical way to answer them.",
    "Plan around [topic]: needs, limits and the points that are hard to change later.",
    "Think through [topic] step by step, from your purpose to your next move.",
    "What to check about [topic] before you spend time or money.",
  ],
};

/** What a page treats besides; `[also]` and `[further]` are other subjects of the article. */
export const ADDITIONS: readonly string[] = [
  "With notes on [also] and [further].",
  "Also: [also] and [further].",
  "Includes questions on [also] and [further].",
  "Looks at [also] and [further], too.",
];
