import type { Facet } from "./structures.ts";
import type { Kind } from "./subject-kinds.ts";

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
