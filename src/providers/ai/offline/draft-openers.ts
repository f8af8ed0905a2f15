import type { Aspect } from "./draft-advice.ts";
import type { Facet } from "./structures.ts";

/** First sentences of a section that treats a keyword: what to check, compare or do about it. Questions: `questionKindOf`. */
export const KEYWORD_OPENERS: Record<Exclude<Facet, "question">, readonly string[]> = {
  howto: [
    "When you [task], work from the part that everything else depends on.",
    "[doing] deserves its own list of things to have ready.",
    "If you have to [task] more than once, write the order down the first time.",
    "Before you [task], check which instructions apply to your own case.",
    "Set aside enough time to [task] without having to stop in the middle.",
    "The result tells you whether you managed to [task] properly, so decide beforehand how you will check it.",
    "It is safer to [task] in small steps, with a look at the result after each.",
  ],
  versus: [
    "For [left] vs [right], compare the week and not the catalogue.",
    "Put [lefts] and [rights] through the same three questions: cost, effort, result.",
    "Between [lefts] and [rights], the task that comes up most often should decide.",
    "Where [lefts] and [rights] differ only on paper, take the one that is easier to live with.",
    "Ask what you would miss about [lefts], and then what you would miss about [rights].",
    "With [left] vs [right], start from the situation in which either would clearly be wrong.",
  ],
  review: [
    "In [item] reviews, look for what happened and skip the adjectives.",
    "Sort [item] reviews by how much the author's use resembles yours.",
    "Compare the oldest and the newest [item] reviews: what changed in between is worth knowing.",
    "Read [item] reviews with two questions in mind, and note only what answers them.",
    "[item] reviews from people who came back after some months carry most weight.",
  ],
  ranking: [
    "To choose the best [topic], settle the criteria before you see the first offer.",
    "Check [topic] against your fixed requirements first; everything else is a matter of taste.",
    "Compare [topic] by the task that comes up most often.",
    "Three candidates are enough when you look for the best [topic].",
    "Ask of the best [topic] what they leave out, not just what they offer.",
    "A ranking of [topic] is a place to collect names, and your own list decides.",
  ],
  price: [
    "Ask for the full sum when you compare [item] prices.",
    "With [item] prices, list what is included before you look at the figure.",
    "Work out [item] costs for the time you expect to use the result.",
    "For [topic], a fair price is one whose parts can be explained.",
    "Note what each quoted price for [topic] leaves out.",
    "Set two figures for [topic]: what you would like to spend and where you stop.",
  ],
  buy: [
    "Before you order [topic], check fit, total price and the way back.",
    "When you buy [topic], compare sellers on terms as well as on price.",
    "Save the description of [topic] on the day you order.",
    "Ask the seller of [topic] the question that the description avoids.",
    "For [topic], the delivery date and the guarantee belong in writing.",
  ],
  service: [
    "Before you choose [topic], describe your case once and use the same text everywhere.",
    "Compare [topic] by scope first and by price second.",
    "Ask about [topic] early, while there is still time to say no.",
    "For [topic], get the scope, the date and the exclusions in writing.",
    "Check who is responsible when something about [topic] goes wrong.",
  ],
  navigation: [
    "For [keyword], use an address you have checked yourself.",
    "Have your reference at hand before you turn to [keyword].",
    "If [keyword] looks different from what you remember, check the address first.",
    "Save the way to [keyword] once, and you will not have to search for it again.",
  ],
  topic: [
    "With [topic], check first whether your situation calls for [it] at all.",
    "Compare [topic] by what changes in your ordinary day.",
    "For [topic], note what has to fit, what has to last and what may be simple.",
    "Describe in one sentence what you expect of [topic].",
    "Look at [topic] from the point of view of the person who deals with [it] most often.",
    "Questions about [topic] are best answered with a concrete case in front of you.",
    "Find out which condition on your side [topic] would have to meet.",
    "Make a short list of what could go wrong with [topic], and how you would notice.",
    "If you are unsure about [topic], look for a way to try before you commit yourself.",
    "Take [topic] one question at a time: what for, how often, for whom.",
    "Where [topic] [is] concerned, ask what you would do without [it].",
  ],
};

/** First sentences of a section on a topic that is looked up rather than chosen: taxes, deadlines, limits. */
export const MATTER_OPENERS: readonly string[] = [
  "For [topic], look up the source that is responsible before you read any summary.",
  "Find out which part of [topic] applies to your own case, and note where it is written.",
  "Questions about [topic] are best put in writing, with the facts of your case beside them.",
  "Note the date of everything you read about [topic].",
  "Collect your figures and papers first, and then see what [topic] would ask of you.",
  "With [topic], separate what is certain from what you have only heard.",
  "Check whether there are exceptions to [topic] that concern you.",
];

/** First sentences of a section that only frames the article, by what it is about. */
export const FRAME_OPENERS: Record<Aspect, readonly string[]> = {
  understanding: [
    "A little background makes the choices around [topic] easier to place.",
    "Be clear about what you expect of [topic] before you ask for advice.",
    "Start with the conditions under which you will deal with [topic].",
    "The subject of [topic] becomes manageable as soon as it is divided.",
    "Most questions about [topic] go back to two or three facts about your own situation.",
    "First of all, say what [topic] should change for you.",
  ],
  choosing: [
    "Before you compare [topic], write down what would count as a good result.",
    "Criteria for [topic] come first, and candidates come second.",
    "What separates a good choice of [topic] from a lucky one is the order of the questions.",
    "When there are too many [item] options, a requirement is missing.",
    "Let your own routine set the criteria for [topic].",
    "Check your situation before you check the offers for [topic].",
  ],
  comparing: [
    "Put next to each other, two options show differences that neither shows alone.",
    "Ask the same of [lefts] and [rights], in the same order.",
    "A comparison of [topic] is only as good as the criteria behind it.",
    "Keep the comparison of [lefts] and [rights] short enough to fit on one page.",
  ],
  doing: [
    "{The work goes|Everything goes} more smoothly when the order is clear from the start.",
    "A few minutes of preparation save most of the trouble with [topic] later.",
    "Lay out what you need before you turn to [topic].",
    "First make sure that you can finish what you begin.",
    "Look at the whole job once before you take the first step.",
    "Clear the practical questions about [topic] before you start.",
  ],
  pricing: [
    "Money is easier to talk about once it is clear what it is spent on.",
    "A price for [topic] tells you little until you know what it includes.",
    "The cheapest offer for [topic] and the best value can be two different things.",
  ],
  buying: [
    "Once the decision for [topic] has been made, the order itself deserves some care.",
    "A purchase goes well when the questions are asked before it and not after it.",
    "The last few checks take minutes and prevent most disappointments with [topic].",
  ],
  reviewing: [
    "A verdict on [topic] is only useful when you know how it was reached.",
    "Judging [topic] fairly takes the same questions for every candidate.",
    "Reports by others are raw material for your own verdict on [topic].",
    "Not every reader of [item] reviews needs the same thing.",
  ],
  service: [
    "Good help with [topic] begins with a clear description of the case.",
    "A provider should be chosen before it is urgent, if at all possible.",
    "The difference between providers shows in how they answer simple questions about [topic].",
  ],
  mistakes: [
    "Most difficulties with [topic] can be avoided once they are known.",
    "Some mistakes come up again and again with [topic], and they are not hard to prevent.",
    "It is cheaper to learn from the mistakes of others than from your own.",
    "Trouble with [topic] tends to begin before anyone notices.",
    "Go through this list once before you call the job done.",
  ],
  deciding: [
    "At some point the comparison of [topic] has to come to an end.",
    "What is left is to turn your notes on [topic] into a decision.",
    "From here on, a small step is worth more than further reading about [topic].",
    "The last part is practical: what will you do about [topic], and when?",
    "Bring your answers together and see which way they point.",
    "A decision about [topic] needs a date, a name and a first action.",
  ],
};
