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

/** What closes an article. */
export const CLOSINGS: Record<Facet, readonly string[]> = {
  howto: [
    "Prepare, do, check: that is the order in which to [task]. {The first time is the slowest|It gets easier with each time}, and notes from it {make the second one easier|are the best guide to the next}.",
    "To [task] is no art, but it wants patience. {Have everything ready, and look twice at what cannot be undone|Keep the order, and do not skip the checks}.",
    "In the end, [doing] comes down to preparation and an honest look at the result. {If it does not hold, [expert] can help|Where you are unsure, ask [expert]}.",
  ],
  question: [
    "So the answer lies in [depends]. {Look at these in your own case|With these at hand}, and [expert] can tell you the rest {in a few minutes|if anything is still open}.",
    "For most people the question is settled once [depends] are clear. {What is still open belongs to [expert]|Put the rest to [expert]}, with the details of your own case.",
    "Look at your own case first, then at [source], and ask [expert] about what is left. {In that order it takes the least time|That order saves time}.",
  ],
  versus: [
    "Between [lefts] and [rights], choose the one that fits what you do most often. {Rare cases can be met in another way|The rare case can be solved otherwise}.",
    "Put the same questions to [lefts] and [rights], and let the line that matters most to you decide. {A draw means that you cannot go far wrong|If it is a draw, take the one that is easier to sell again}.",
  ],
  review: [
    "Take from [item] reviews what can be checked, and check it. {The rest is taste, and yours is the one that counts|What remains is a matter of taste}.",
    "Reviews narrow the choice; {a trial of your own makes it|trying it yourself makes it}. {If [item] reviews disagree, look at who wrote them|Where [item] reviews disagree, the difference is often in the use}.",
  ],
  ranking: [
    "Needs first, then two or three measures, then a trial: in that order a long list of [topic] becomes a short one. {Set a day for the decision, and keep to it|At some point comparing brings nothing more}.",
    "Look for [topic] that you will use gladly and often. {Strike out what misses a requirement, and try what remains|Whatever misses a requirement can go, however good it is otherwise}.",
    "Nobody needs the winner of a ranking. {What counts is that [topic] fit[s] your days|What counts is a good fit}, and {that someone answers when there is a question|someone who can be reached afterwards}. Any other order among [topic] is a matter of taste.",
  ],
  price: [
    "Compare whole sums for [topic], on the same basis and at one date. {Prices change; your list of what must be included need not|The list of what must be included stays useful when prices change}.",
    "A fair price for [topic] is one whose parts you know. {Ask for them in writing, and two offers can be laid side by side|With the parts in writing, comparing is easy}.",
  ],
  buy: [
    "Go through price, delivery and terms once more before you order [topic]. {A question to the seller costs nothing at that point|Before the order, any question is free}.",
    "Keep the order, the description and the messages about [topic] together. {They help if anything has to go back|You will be glad of them if something has to go back}.",
  ],
  service: [
    "Ask two or three, with the same description, and take the offer for [topic] that you understand best. {The cheapest is not always the one that costs least in the end|Clear terms are worth a little more}.",
    "Have [topic] agreed in writing: scope, date and price on the same page. {It is easier to be friendly when things are clear|Clear terms prevent most disputes}.",
  ],
  navigation: ["Save the genuine address for [keyword] once you have found it. The next time, start from there."],
  topic: [
    "With [topic], begin with what concerns you most. {Much of the rest follows from it|Other questions can wait}, and [expert] can help {where it does not|with what is left}.",
    "What applies to [topic] in your case depends on [depends]. {With these noted, everything else is quicker to read|Note these, and the rest is easier to judge}.",
    "Look at your own case, read [source], and ask [expert] what is still open. {That is the short way into [topic]|With [topic], that is the shortest way}.",
  ],
};

/** Answers in a list of questions, by what the question asks. */
export const ANSWERS: Record<Facet, readonly string[]> = {
  howto: [
    "Follow [source] step by step, and read it through once before you start. {Have everything ready for [doing], and check the result at the end|Whatever [doing] takes should lie ready}. If a step is unclear, ask [expert].",
    "Prepare what [doing] takes, keep to the order that [source] gives, and {check along the way|look at the result before you put things away}. {The first time, watch someone who is used to it|It helps to have watched someone once}.",
  ],
  question: [
    "That depends on [depends]. {[source] is the first place to look|Look first in [source]}; for a case out of the ordinary, ask [expert].",
    "It cannot be answered for everyone, because [depends] make the difference. {[expert] can say what holds in your case|Describe your case to [expert]}.",
  ],
  versus: [
    "The one that fits what you do most often. {If [lefts] and [rights] both do, compare what they cost over the years|Where both [lefts] and [rights] do, let cost and upkeep decide}.",
    "Neither is better in every case. {List what you do most often, and see which of [lefts] and [rights] makes it easier|Ask which of [lefts] and [rights] makes an ordinary week easier}.",
  ],
  review: [
    "As far as they describe what happened and can be checked. {Look at who wrote the [item] reviews, when, and after how much use|Length of use is the first thing to look for in [item] reviews}. A point that several share is worth noting.",
  ],
  ranking: [
    "Write down what [topic] must do for you, and strike out whatever misses a line. {Compare the rest by two or three measures|Two or three measures decide among the rest}, and try the last candidates if you can.",
    "Start with use, place and budget. {Most [topic] drop out at once|That leaves few [topic] to compare}; a trial decides among the rest.",
  ],
  price: [
    "That depends on [depends]. {Ask what each sum for [topic] contains|The scope of an offer for [topic] explains most differences}, and compare on one basis and at one date.",
    "The scope above all: what is included, for how long, and what comes on top. {Two offers for [topic] rarely contain the same|Only then can offers for [topic] be compared}.",
  ],
  buy: [
    "The seller, the whole price, the delivery date and the terms of return. {Compare the description of [topic] with your own list|Hold the description of [topic] against your needs}, and ask about what it does not mention.",
  ],
  service: [
    "Describe your case in writing, and send it to two or three who offer [topic]. {Compare scope, date and price|Scope comes before price}, and ask for recent references.",
  ],
  navigation: [
    "In the official documents, or on the provider's own pages. Check the address before you enter personal data.",
  ],
  topic: [
    "Look at [depends] first, since what applies to [topic] follows from them. {[source] is the place to begin|Begin with [source]}.",
    "Begin with [source], and look at its date. {What is still open about [topic] after that is a question for [expert]|[expert] can answer what is left open about [topic]}.",
  ],
};

/** Headings of a conclusion. */
export const CLOSING_HEADINGS: readonly string[] = [
  "Conclusion",
  "In short",
  "Summing up",
  "What to take away",
  "Where to go from here",
];
