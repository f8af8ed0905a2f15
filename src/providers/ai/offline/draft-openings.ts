import type { Facet } from "./structures.ts";
import type { Kind } from "./subject-kinds.ts";

/**
 * First sentences of an article by what the page answers; the slots are those of `draft-slots`. They say what the page is for
 * and claim nothing about the subject.
 */
export const LEADS: Record<Facet, readonly string[]> = {
  howto: [
    "[doing] goes more smoothly with everything at hand and the order of the steps clear.",
    "This page is about how to [task]: what to prepare, in which order to go on, and how to check the result.",
    "Before you [task] for the first time, it helps to see the whole job from preparation to the last check.",
    "How to [task] is described here as an order of work, from getting ready to checking the result.",
  ],
  question: [
    "[Asked]? The answer depends on [depends], and this page shows where each of them comes in.",
    "[Asked]? That cannot be said in one line for every case: [depends] all play a part.",
    "[Asked]? Whoever asks this needs an answer for one particular case, and [depends] decide it.",
    "[Asked]? What follows sets out what the answer turns on, and where to look it up.",
  ],
  versus: [
    "[left] or [right]: this page sets the two side by side, so that the choice follows from your own case.",
    "The choice between [lefts] and [rights] is easier when both are measured by the same criteria.",
    "Anyone who hesitates between [lefts] and [rights] needs the same few facts about both.",
    "[left] vs [right] is a question of what you need; the table below lists what to compare.",
  ],
  review: [
    "[item] reviews help most when you know which points you want them to settle.",
    "This page is for readers of [item] reviews: what to look for in them, and what to check yourself.",
    "Before you rely on [item] reviews, it is worth looking at who wrote them, when, and about which version.",
  ],
  ranking: [
    "The best [topic] for one reader may be wrong for the next, so this page begins with the criteria.",
    "To choose among the best [topic], settle first what they must do for you.",
    "A list of the best [topic] is only as good as its criteria, and these come first here.",
    "Looking for the best [topic] starts with a short list of what must be right in your case.",
  ],
  price: [
    "What [topic] will come to in your case depends on [depends].",
    "Figures for [topic] can be compared only when they contain the same things.",
    "This page is about the price of [topic]: what belongs in the sum, and how to compare offers.",
    "To budget for [topic], look at the whole sum and not at the first figure.",
  ],
  buy: [
    "Before you order [topic], a few checks on the offer and the seller are worth their time.",
    "This page is for readers who are ready to buy [topic] and want to compare offers.",
    "Buying [topic] comes down to three things: what is offered, by whom, and on which terms.",
  ],
  service: [
    "Finding [topic] is easier when every provider is asked for the same thing.",
    "This page is for readers who are looking for [topic] and want to compare what is offered.",
    "Offers for [topic] can be compared once scope, date and price are in writing.",
  ],
  navigation: [
    "This page is for readers who are looking for [keyword]: where to start, and what to have at hand.",
    "For [keyword], start from an address that you have checked yourself.",
  ],
  topic: [
    "This page gives an overview of [topic]: what to look at, what to find out, and where.",
    "A look at [topic] starts with a few points that can be checked in every case.",
    "What there is to know about [topic] depends on [depends]; this page takes it point by point.",
    "Readers who are new to [topic] will find here what to look at first.",
  ],
};

/** Second sentences; `[covers]` is what the article treats besides. */
export const COVERS: readonly string[] = [
  "It also covers [covers].",
  "Further sections are about [covers].",
  "Related questions follow: [covers].",
  "From there it goes on to [covers].",
];

/** What the reader finds where an article treats nothing besides its main keyword. */
export const ALONE: readonly string[] = [
  "It names what to check about [topic] and where to look things up.",
  "It keeps to [topic] and leaves related subjects to other pages.",
];

/** First sentences of a section on a keyword. Sections on questions ask the question first where the heading does not. */
export const OPENERS: Record<Facet, readonly string[]> = {
  howto: [
    "For [doing], follow [source] where it differs from general advice.",
    "Read through what [source] says before you [task].",
    "Allow more time than you expect when you [task] for the first time.",
    "If you have never had to [task], ask [expert] to look over your plan.",
  ],
  question: [
    "The answer turns on [depends].",
    "For [topic], start with [source]; what it leaves open is a question for [expert].",
    "One answer for all cases would mislead: look at [depends].",
    "To answer this for your own case, note [depends].",
  ],
  versus: [
    "Compare [lefts] and [rights] by what you do most often.",
    "Both [lefts] and [rights] have to answer the same questions here.",
    "With [left] vs [right], start from the requirement that you cannot give up.",
  ],
  review: [
    "Read [item] reviews with two or three questions in mind.",
    "Newer [item] reviews count for more than older ones.",
    "In [item] reviews, what happened is worth more than how it felt.",
  ],
  ranking: [
    "Settle the criteria before you look at names of [topic].",
    "Rule out first whatever misses a requirement; [topic] that remain can be compared in peace.",
    "For the best [topic], compare the two or three points that matter in your case.",
    "A shortlist of three is enough when you compare [topic].",
  ],
  price: [
    "For [topic], ask what each figure contains before you compare it.",
    "Put the offers for [topic] on the same basis first.",
    "A single figure for [topic] says little; the parts of it say more.",
  ],
  buy: [
    "When you order [topic], compare the terms as well as the price.",
    "Save the description of [topic] as it was on the day of the order.",
    "Check the offer for [topic] against your own list.",
  ],
  service: [
    "Describe your case once, and send the same text to everyone who offers [topic].",
    "For [topic], compare scope and dates before prices.",
    "Ask about [topic] early, while there is still a choice.",
  ],
  navigation: ["For [keyword], use the official address.", "Look up [keyword] in a document that you already trust."],
  topic: [
    "With [topic], look at [depends].",
    "What applies to [topic] depends on [depends].",
    "Look up [topic] in [source] first.",
    "The points below are what to find out about [topic].",
  ],
};

/** First sentences of sections that only frame an article. */
export const FRAME_OPENERS: readonly string[] = [
  "These points apply to [topic] in general.",
  "Start here if [topic] [is] new to you.",
  "A few things about [topic] are worth settling before the details.",
  "Go through these points on [topic] with your own case in mind.",
  "Come back to these points once you have read the rest about [topic].",
];

/** What an editor has to supply, since a draft without a model knows no facts: one note for each section on a keyword. */
export const NOTES: Record<Facet, readonly string[]> = {
  howto: [
    "the steps of [doing], each with what it takes and how to tell that it is done.",
    "the exact steps for [doing], tried out by someone who can vouch for them.",
  ],
  question: [
    "the answer to “[asked]?” in one or two sentences, with its source.",
    "a plain answer to “[asked]?” for the most common case, and a source for it.",
  ],
  versus: [
    "the facts about [lefts] and [rights], and for whom you would recommend which.",
    "a verdict on [left] vs [right], with the reasons.",
  ],
  review: [
    "what your own test of [topic] showed, or links to the reviews that you rely on.",
    "the [item] reviews you sum up here, with links and dates.",
  ],
  ranking: [
    "your picks among [topic], each with a reason, a price and a date.",
    "the [topic] that you recommend, and how they were tested or chosen.",
  ],
  price: [
    "current figures for [topic], with source and date.",
    "two or three real offers for [topic], and what each contains.",
  ],
  buy: [
    "where to order [topic], with price, delivery and link.",
    "the offer for [topic] that this page stands for, with its terms.",
  ],
  service: [
    "who offers [topic], where, and how to get in touch.",
    "what your own offer of [topic] contains, with area, dates and price.",
  ],
  navigation: ["the official address for “[keyword]”, checked on the day of publishing."],
  topic: [
    "what readers look for under “[keyword]”: the facts about [topic], with sources.",
    "two or three facts about [topic] that a reader can check, with their sources.",
  ],
};

/** The same for topics of kinds whose missing part has a name. */
export const NOTES_OF_KIND: Partial<Record<Kind, readonly string[]>> = {
  sample: ["the [topic] themselves, with their sources.", "at least five of the [topic], sorted by occasion."],
  health: ["what is known about [topic], reviewed by a qualified person, with sources."],
  rule: ["the rule on [topic] as it stands, with place, date and a link to the official text."],
};

/** What a page that promises a recipe lacks until an editor supplies it. */
export const RECIPE_NOTE =
  "the recipe itself for “[keyword]”, as tried in your own kitchen: ingredients by weight, steps, temperature and times.";
