import { CHOICE_ADVICE } from "./draft-advice-choice.ts";
import { PRACTICE_ADVICE } from "./draft-advice-practice.ts";
import type { Facet } from "./structures.ts";

/**
 * What can honestly be said about a subject without knowing facts about it: how to look at it, compare, check and decide.
 * Paragraphs are lists of sentences that follow from one another. `{a|b}` is a choice of wording; `[topic]` is the section's
 * subject ("espresso machines"), `[item]` the same before a noun ("espresso machine").
 */
export type Aspect =
  | "understanding"
  | "choosing"
  | "comparing"
  | "doing"
  | "pricing"
  | "buying"
  | "reviewing"
  | "service"
  | "mistakes"
  | "deciding";

export const ASPECT_OF: Record<Facet, Aspect> = {
  howto: "doing",
  question: "understanding",
  versus: "comparing",
  review: "reviewing",
  ranking: "choosing",
  price: "pricing",
  buy: "buying",
  service: "service",
  navigation: "understanding",
  topic: "understanding",
};

export const ADVICE: Record<Aspect, readonly (readonly string[])[]> = {
  understanding: [
    [
      "{Start|Begin} with the purpose, not with the details.",
      "Ask what should be {easier|better|different} once you have dealt with [topic], and put the answer into one sentence.",
      "That sentence {decides|settles} most of the smaller questions, because every option either serves it or does not.",
      "Keep it at hand while you read on, and change it only for a good reason.",
    ],
    [
      "It helps to separate what is fixed from what is open.",
      "Space, time, money and the people involved are usually given; {nearly everything|most things} beyond them can be chosen.",
      "Write both lists down and you will see how {few|small a number of} real choices remain.",
    ],
    [
      "Many explanations of [topic] {jump|move} straight to specifications.",
      "A better order is situation first, requirement second, specification last.",
      "Someone who knows the situation can tell which numbers matter; the other way round it rarely works.",
    ],
    [
      "{Terms|Words} are the first hurdle.",
      "Whenever a word is new to you, look for the place where it is defined and for the thing it is contrasted with.",
      "Two terms that look alike often mark exactly the difference you need to understand.",
      "Once the vocabulary is clear, the advice of others becomes much easier to {weigh|judge}.",
    ],
    [
      "There is rarely one answer that holds for everybody.",
      "What suits a daily routine may be too much for occasional use, and what is fine for one person may not scale to a team or a family.",
      "So read each recommendation together with the situation it was written for.",
    ],
    [
      "To get a feeling for [topic], look at a concrete case.",
      "Take one ordinary day or one typical task and follow it from beginning to end.",
      "Note where time is lost, where something has to be repeated, and where you have to guess.",
      "Those notes are worth more than a long list of general advantages.",
    ],
    [
      "Good information shows its limits.",
      "It says for whom it is meant, how old it is and what was left out.",
      "If a source is silent about all three, treat it as a starting point and {confirm|check} the important claims elsewhere.",
    ],
  ],
  ...CHOICE_ADVICE,
  ...PRACTICE_ADVICE,
};
