import type { Facet } from "./structures.ts";

/** Second sentences of an article; `[also]` and `[further]` are what it treats besides ("cargo bike prices"). */
export const COMPANIONS: readonly string[] = [
  "{Besides that|Next to that} come [also] and [further], which are easier to judge once the main point is clear.",
  "It also pays to look at [also] and at [further], because {either can change the picture|both affect the outcome}.",
  "[also] and [further] belong in the same picture.",
  "Closely connected with this are [also] and [further], and both deserve a look of their own.",
  "Questions about [also] will come up along the way, and so will others about [further].",
  "From there it is a short step to [also] and to [further].",
  "Once that is settled, [also] and [further] fall into place more easily.",
  "If your main concern is [also], keep it in mind while you read; the same goes for [further].",
  "It makes sense to think about [also] at the same time, and about [further].",
  "Keep [also] and [further] in view, since a decision on one point affects the others.",
  "What you decide here has consequences for [also] and for [further].",
  "Take [also] and [further] into account before you commit yourself.",
  "Two related points belong to it: [also] and [further].",
  "You will want to sort out [also] in the same go, and {preferably|ideally} [further], too.",
];

/** What stands in for `[also]` and `[further]` when an article has no other subjects. */
export const NEIGHBOURS: readonly string[] = [
  "the time it takes",
  "the costs involved",
  "the people concerned",
  "your own experience",
  "the limits you have to keep",
  "the order of the decisions",
  "a plan for surprises",
];

/** What the reader should do with the page; sentences that may follow in an introduction. */
export const TASKS: Record<Facet, readonly string[]> = {
  howto: [
    "Keep the instructions for your own model or case next to you and let them overrule any general advice.",
    "Read everything once before the first step; the checks at the end are as important as the steps.",
    "Note what you would do differently next time, and the second attempt will be half the work.",
    "Gather what you need, agree on who does what, and leave some time to spare.",
    "Go through the steps in your mind before you [task], and mark the ones that you are not sure about.",
    "Decide at which point you would stop and ask someone.",
  ],
  question: [
    "Find the condition that the answer depends on, look at your own case, and draw the conclusion yourself.",
    "Look for a source that gives its reasons, and see whether these apply to you.",
    "Write down what you know for certain, mark what you only assume, and check the assumptions first.",
    "Take the question apart: the pieces are easier to answer than the whole.",
  ],
  versus: [
    "Fill in your own answers for both sides, and the decision loses much of its weight.",
    "Name the two points that count most, and let the others only break a tie.",
    "Imagine an ordinary week with each and note every extra step.",
    "Ask both sides the same questions and write the answers next to each other.",
  ],
  review: [
    "Collect what several people noticed independently, and test the rest yourself.",
    "Read critical and friendly voices in equal number, and note whose situation resembles yours.",
    "Decide beforehand which findings would stop you and which would not.",
    "Then try what matters to you with your own hands, if you can.",
  ],
  ranking: [
    "Write down what is not negotiable, strike out what misses it, and compare what is left.",
    "Two or three criteria with clear priorities do more than a table with twenty rows.",
    "At the end there should be a shortlist, one practical test and a decision you can explain.",
    "Let price come last, so that it cannot decide what you need.",
    "Look at [topic] with the people who will use the result, and let each of them name one requirement.",
    "Check every candidate in the same way and on the same day, if possible.",
  ],
  price: [
    "List what must be included, ask for the full sum, and compare offers on that basis only.",
    "Work out what the whole time of use will cost you, and set a limit before you look at offers.",
    "Note for each offer what it leaves out; the gaps are often where the money goes.",
    "With a limit and a list of needs in hand, most figures become easy to place.",
  ],
  buy: [
    "Check fit and conditions first, keep the description, and order only when nothing is open.",
    "Have your requirements, your limit and a list of questions at hand before you look at offers.",
    "Save the description and the terms as they stand on the day of the order.",
    "A short checklist and a night's sleep keep you from most regrets.",
  ],
  service: [
    "Describe the case, compare two or three answers, and agree on everything in writing.",
    "Ask who does the work, what is not included and what happens when plans change.",
    "Prepare your questions once and send the same text to everyone.",
    "A calm comparison now saves long discussions afterwards.",
  ],
  navigation: [
    "Save the genuine address as a bookmark and have your reference at hand.",
    "If anything looks unusual, stop and use a contact from an earlier letter or invoice.",
    "Keep your details together, and enter them only where you have checked the address.",
  ],
  topic: [
    "Note your purpose, your limits and your open questions, and read on with these notes beside you.",
    "Take what concerns your own situation and leave the rest for later.",
    "Sort what is fixed from what you can choose; the second list is shorter than it seems.",
    "Look for the points that would be hard to change later, and give these the most time.",
    "One concrete case, followed from beginning to end, will show which details matter.",
    "Ask people who deal with [topic] what they would do differently, and why.",
    "Keep a page for questions about [topic] and cross out what has been answered.",
    "Collect figures from your own days before you compare them with anybody else's.",
    "Decide early what would be good enough, so that you notice when you have found it.",
    "Separate what you know about [topic] from what you have merely heard.",
  ],
};

/** Pieces of a conclusion; as many are put together as its length asks for. */
export const CONCLUSIONS: readonly (readonly string[])[] = [
  [
    "With [topic], a clear purpose and a few honest questions go a long way.",
    "{Keep your notes|Hold on to your list}: they show what still has to be found out.",
  ],
  [
    "Write down your two most important requirements for [topic] before you do anything else.",
    "Whatever you read or hear from now on can be measured against them.",
  ],
  ["No general advice about [topic] can replace a look at your own situation.", "It can spare you a detour or two."],
  [
    "Choose one step that brings you further with [topic] and take it within the next few days.",
    "The remaining questions will be easier once you have begun.",
  ],
  [
    "If you are still unsure about [topic], return to the point that left the most questions open.",
    "That is usually where the decision lies.",
  ],
  ["Take your time with [topic], check the result after a while, and stay willing to adjust it."],
  [
    "You do not need to know everything about [topic] to take the next step.",
    "It is enough to know what would make you change your mind.",
  ],
  [
    "Talk your findings on [topic] over with one person who will be affected.",
    "A fresh pair of eyes often spots the requirement that everyone forgot.",
  ],
  [
    "Put your open questions about [topic] in order of weight.",
    "The first two deserve an answer before you go on; the others may wait.",
  ],
  [
    "A decision on [topic] should still make sense when you explain it to someone else.",
    "If the explanation takes more than three sentences, one criterion too many is involved.",
  ],
  [
    "Much of what is said about [topic] was true for somebody.",
    "Whether it is true for you is quickly tested against your own notes.",
  ],
  [
    "Set yourself a date for [topic], and let it be a near one.",
    "What is still open by then was probably not decisive.",
  ],
  [
    "Small trials are the cheapest way to learn more about [topic].",
    "Agree with yourself beforehand on what would count as success.",
  ],
  [
    "Look back at the aim you started with before you go further with [topic].",
    "What no longer serves that aim can be crossed out.",
  ],
  [
    "The practical side of [topic] shows only in use.",
    "Plan a second look after the first weeks, when habits have formed.",
  ],
  [
    "Of everything said here about [topic], keep the checks that apply to you.",
    "The rest can be looked up when it is needed.",
  ],
];

/** Headings of a conclusion. */
export const CLOSING_HEADINGS: readonly string[] = [
  "Conclusion",
  "In short",
  "Summing up",
  "What to take away",
  "Where to go from here",
  "The essentials in brief",
];
