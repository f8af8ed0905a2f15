import type { Facet } from "./structures.ts";

/** What a page helps to do, for search results and lists of articles; the slots are those of `draft-slots`. */
export const PROMISES: Record<Facet, readonly string[]> = {
  howto: [
    "How to [task]: what to have ready, where to pause and how to check the result.",
    "[doing], from preparation to the last check.",
  ],
  question: [
    "[Asked]? What the answer depends on, and where to look it up.",
    "[Asked]? What to check in your own case, and whom to ask.",
  ],
  versus: [
    "[left] vs [right]: the criteria to compare, side by side.",
    "[lefts] or [rights]? What to compare before you choose.",
  ],
  review: [
    "[item] reviews: what to look for, what to verify and what to try yourself.",
    "How to read [item] reviews, and which claims to check.",
  ],
  ranking: [
    "The best [topic]: which criteria to settle before you compare.",
    "Choosing among the best [topic]: criteria and checks for a shortlist.",
  ],
  price: [
    "The price of [topic]: what belongs in the sum, and how to compare offers.",
    "Budgeting for [topic]: what is included, what comes on top.",
  ],
  buy: [
    "Buying [topic]: what to check about the offer, the seller and the terms.",
    "Ready to order [topic]? Checks on price, delivery and returns.",
  ],
  service: [
    "Finding [topic]: what to ask, what to get in writing and how to compare.",
    "Comparing offers for [topic]: scope, dates, price and terms.",
  ],
  navigation: [
    "[keyword]: where to start and what to have at hand.",
    "Looking for [keyword]? How to recognise the genuine address.",
  ],
  topic: [
    "An overview of [topic]: what to look at and where to find out more.",
    "What to find out about [topic], point by point.",
  ],
};

/** What a page treats besides. */
export const ADDITIONS: readonly string[] = ["Also: [covers].", "With sections on [covers]."];

/** Pairs of sentences that close an article. */
export const CLOSINGS: Record<Facet, readonly (readonly string[])[]> = {
  howto: [
    ["Before you [task], go through the list once more.", "What is missing is easier to get now than halfway through."],
    ["When you have managed to [task] once, write down what you did.", "The next time starts from these notes."],
    ["Check the result of [doing] again after a while.", "If it does not hold, [expert] can look at it with you."],
  ],
  question: [
    ["So much for the question: [asked]?", "What is left to do is to look at [depends] in your own case."],
    ["Any answer to “[asked]?” is worth as much as its source; begin with [source]."],
    ["If “[asked]?” is still open after reading [source], ask [expert]."],
  ],
  versus: [
    ["Fill in the comparison of [lefts] and [rights] for your own case.", "The line that matters most to you decides."],
    [
      "Between [lefts] and [rights], choose the one that fits what you do most often.",
      "Rare cases can be met in another way.",
    ],
  ],
  review: [
    [
      "Take from [item] reviews what can be checked, and check it.",
      "The rest is taste, and yours is the one that counts.",
    ],
    ["After the [item] reviews, try it yourself if you can.", "One trial of your own settles what reviews leave open."],
  ],
  ranking: [
    ["Keep your list of criteria for [topic], and strike out what misses one.", "What remains is your shortlist."],
    ["Read any ranking of [topic] with your own list of criteria beside you."],
    ["Three candidates are enough for a last comparison of [topic].", "Set a day for the decision, and keep to it."],
  ],
  price: [
    [
      "Compare the full sum for [topic], and note the date.",
      "Prices change; your list of what must be included need not.",
    ],
    ["Ask for every figure on [topic] in writing.", "Then two offers can be laid side by side."],
  ],
  buy: [
    [
      "Go through the terms once more before you order [topic].",
      "A question to the seller costs nothing before the order.",
    ],
    [
      "Keep the order, the description and the messages about [topic] together.",
      "They help if anything has to go back.",
    ],
  ],
  service: [
    ["Put the same questions to each who offers [topic].", "The written answers are your comparison."],
    ["Agree on [topic] in writing.", "Scope, date and price belong on the same page."],
  ],
  navigation: [["Save the genuine address for [keyword].", "The next time, start from there."]],
  topic: [
    ["Keep your open questions on [topic] in one place, and look up the most pressing one first."],
    ["For [topic], start with [source].", "What remains open is a question for [expert]."],
    [
      "What applies to [topic] in your case depends on [depends].",
      "With these noted, the sources are quicker to read.",
    ],
  ],
};

/** Answers in a list of questions, by what the question asks. */
export const ANSWERS: Record<Facet, readonly (readonly string[])[]> = {
  howto: [
    [
      "Look for the steps of [doing] in [source].",
      "Read them through once before you start, and ask [expert] if one is unclear.",
    ],
    ["Prepare what [doing] takes, keep to the order that [source] gives, and check the result at the end."],
    [
      "If you are not sure how to [task], watch someone who is used to [doing] once.",
      "Then follow [source] step by step.",
    ],
  ],
  question: [
    ["That depends on [depends].", "[source] is the first place to look."],
    [
      "Look up [topic] in [source], and note the date of what you find.",
      "For a case out of the ordinary, ask [expert].",
    ],
    ["It cannot be answered for everyone: [depends] make the difference.", "[expert] can answer it for your case."],
  ],
  versus: [
    ["The one that meets your most important requirement.", "If [lefts] and [rights] both do, compare cost and terms."],
    [
      "Neither is better in every case.",
      "List what you do most often, and see whether [lefts] or [rights] suit that list.",
    ],
  ],
  review: [
    ["As far as they describe what happened and can be checked.", "Compare what [item] reviews state with [source]."],
    [
      "Look at who wrote the [item] reviews, when, and after how much use.",
      "A point that several [item] reviews share is worth noting.",
    ],
  ],
  ranking: [
    ["By your own list: write down what [topic] must do for you, and strike out whatever misses a line of it."],
    [
      "Compare [topic] by the two or three criteria that matter in your case.",
      "A ranking of [topic] made for other needs is only a list of names.",
    ],
  ],
  price: [
    ["That depends on [depends].", "Ask for the parts of any sum quoted for [topic], and compare those."],
    ["The scope of [topic] above all: what is included, for how long, and what comes on top."],
  ],
  buy: [
    ["For [topic], check the seller, the total price, the delivery date and the terms of return."],
    ["Compare the description of [topic] with your own list, line by line, and ask about whatever is not mentioned."],
  ],
  service: [
    ["Describe your case in writing, send it to two or three who offer [topic], and compare the answers."],
    ["Ask for scope, date and price of [topic] in writing.", "Then look for recent references."],
  ],
  navigation: [
    ["In the official documents, or on the provider's own pages.", "Check the address before you enter personal data."],
  ],
  topic: [
    ["Start with [depends], since what applies to [topic] follows from them.", "[source] is the first place to look."],
    ["Look for reliable information on [topic] in [source].", "After that, ask [expert] what is still open."],
    ["Find out which of your questions on [topic] can be looked up, and which need [expert]."],
  ],
};

/** Questions for articles with few keywords, each with answers of its own. */
export const FURTHER_QUESTIONS: readonly { question: string; answers: readonly (readonly string[])[] }[] = [
  {
    question: "Who can help with questions about [topic]?",
    answers: [
      ["A good person to ask about [topic] is [expert], best in writing and with the details of your own case."],
      ["Questions about [topic] that are still open after reading [source] are best put to [expert]."],
    ],
  },
  {
    question: "Which source on [topic] can I rely on?",
    answers: [
      ["For [topic], begin with [source], look at its date, and confirm what you intend to rely on elsewhere."],
      ["For [topic], look first in [source]; prefer texts that say who wrote them, when, and for which case."],
    ],
  },
  {
    question: "What should I note before I ask about [topic]?",
    answers: [["For [topic], note [depends]; with these at hand, [expert] can answer sooner."]],
  },
];

/** Headings of a conclusion. */
export const CLOSING_HEADINGS: readonly string[] = [
  "Conclusion",
  "In short",
  "Summing up",
  "What to take away",
  "Where to go from here",
];
