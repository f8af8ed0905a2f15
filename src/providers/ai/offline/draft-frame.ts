import type { Facet } from "./structures.ts";

/** Introductions by what the page answers: the first sentence names the primary keyword, `[keyword]`. */
export const INTRODUCTIONS: Record<Facet, readonly (readonly string[])[]> = {
  howto: [
    [
      "If you searched for “[keyword]”, you probably want to get it done {properly|well} and without detours.",
      "This guide takes you from the preparation to the final check, one step at a time.",
      "It explains the reasons as well, so that you can adapt the steps to your own case.",
    ],
    [
      "“[keyword]” sounds like a small task, yet a little planning makes the difference between one attempt and three.",
      "Read the guide once from beginning to end before you start.",
      "After that, each section can be used on its own.",
    ],
    [
      "The search “[keyword]” usually comes up when something has to be done {soon|today}.",
      "The following steps are arranged so that mistakes show early and can still be corrected.",
      "Take your time with the first part, and the rest will follow.",
    ],
  ],
  question: [
    [
      "“[keyword]” is a question with more than one honest answer.",
      "Which of them is yours depends on a few conditions that can be checked quickly.",
      "This article shows what to look at and in which order.",
    ],
    [
      "Anyone who asks “[keyword]” deserves more than a yes or a no.",
      "Below you will find the points on which the answer hinges, and ways to check each of them in your own situation.",
    ],
    [
      "If the question “[keyword]” has brought you here, you are probably about to decide something.",
      "It helps to take the question apart first.",
      "The pieces are easier to answer than the whole.",
    ],
  ],
  versus: [
    [
      "“[keyword]” is a comparison in which the right answer depends on what you need.",
      "Both sides have their place, and the aim here is to find out which one is closer to yours.",
      "The same questions are put to each of them, so that the result can be traced.",
    ],
    [
      "If you are weighing up “[keyword]”, a list of features will only take you so far.",
      "More helpful is a look at ordinary use, at the costs over time and at the effort involved.",
      "This comparison follows that order.",
    ],
    [
      "People look up “[keyword]” when two good options remain and only one can be chosen.",
      "This page offers criteria instead of a verdict.",
      "With your own answers filled in, the decision becomes much easier.",
    ],
  ],
  review: [
    [
      "Whoever searches for “[keyword]” wants to know what to expect before spending money or time.",
      "This page shows how to judge for yourself, what reports by others can tell you, and where their limits are.",
    ],
    [
      "“[keyword]” is a search for experience, and experience needs to be read with care.",
      "The sections below explain what to look for, how to test, and when to look elsewhere.",
    ],
  ],
  ranking: [
    [
      "The search “[keyword]” promises a simple answer, but the best choice depends on who is asking.",
      "This page gives you the criteria with which to build your own shortlist.",
      "It shows what to insist on, what to ignore, and how to make the final choice.",
    ],
    [
      "If “[keyword]” is what you are looking for, begin with your own requirements and not with a ranking.",
      "With a few clear criteria, a long list becomes a short one surprisingly fast.",
      "The following sections help you to find them.",
    ],
    [
      "“[keyword]” is one of those searches that return more options than anyone can compare.",
      "So this article turns the task around: first the criteria, then the candidates, then one practical test.",
    ],
  ],
  price: [
    [
      "Looking up “[keyword]” is a sensible first step, as long as the figure is not seen on its own.",
      "What counts is the cost over the whole time of use and what you get for it.",
      "This page helps you to work out both.",
    ],
    [
      "“[keyword]” is a question about money, and it deserves a careful answer.",
      "Below you will see what drives a price, how to compare offers, and where saving makes sense.",
    ],
  ],
  buy: [
    [
      "If “[keyword]” describes what you are about to do, a few checks beforehand will spare you trouble afterwards.",
      "This page goes through them in the order in which they come up.",
      "Have your requirements and your budget at hand.",
    ],
    [
      "“[keyword]” usually means that the decision is nearly made.",
      "What remains is to make sure that the offer fits, the conditions are clear and nothing is missing.",
    ],
  ],
  service: [
    [
      "When “[keyword]” is what you need, the right provider matters more than the first one.",
      "This page explains how to describe your case, what to ask and how to read an offer.",
    ],
    [
      "Searching for “[keyword]” often happens under pressure.",
      "A short plan helps to stay calm: describe the case, compare two or three answers, and agree on everything in writing.",
    ],
  ],
  navigation: [
    [
      "If you are looking for “[keyword]”, this page helps you to reach the right place safely.",
      "It explains where to start, what to have ready and how to recognise the genuine source.",
    ],
    [
      "“[keyword]” is a search for one particular place.",
      "Here is how to get there, and what to do if something does not work as expected.",
    ],
  ],
  topic: [
    [
      "“[keyword]” is easier to understand when you look at it from the side of your own needs.",
      "This article begins with the purpose, goes on to the most important questions and ends with practical steps.",
      "No previous knowledge is required.",
    ],
    [
      "Anyone who starts to read about “[keyword]” soon meets more advice than can be used.",
      "This page puts it in order: what matters first, what can wait, and how to tell the difference.",
    ],
    [
      "There are good reasons to take a closer look at “[keyword]”.",
      "The sections below go from the basics to the decisions that follow from them.",
      "Take what concerns you and leave out the rest.",
    ],
  ],
};

/** Pieces of a conclusion; as many are put together as its length asks for. */
export const CONCLUSIONS: readonly (readonly string[])[] = [
  [
    "With [topic], a clear purpose and a few honest questions go a long way.",
    "You now have the criteria, the checks and an order in which to use them.",
  ],
  [
    "The most useful thing you can do now is small: write down your two most important requirements.",
    "Everything else in this article can be measured against them.",
  ],
  [
    "No general advice can replace a look at your own situation.",
    "It can, however, spare you the detours that others have already taken.",
  ],
  [
    "Choose one step from the sections above and take it within the next few days.",
    "The remaining questions will be easier to answer once you have begun.",
  ],
  [
    "If you are still unsure, go back to the section that left the most questions open.",
    "That is usually where the decision lies.",
  ],
  ["Take the decision calmly, check the result after a while, and stay willing to adjust it."],
];
