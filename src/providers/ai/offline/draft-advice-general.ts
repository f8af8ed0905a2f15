import type { Aspect } from "./draft-advice.ts";

/** Paragraphs that suit any section, for long articles; the same form as `ADVICE`. */
export const GENERAL_ADVICE: readonly (readonly string[])[] = [
  [
    "Talk to people who have the decision behind them.",
    "Ask less for a verdict than for the course of events: what they expected, what surprised them, what they would do differently.",
    "Such accounts show where the effort lies that no description of [topic] mentions.",
  ],
  [
    "Put a number on it wherever you can.",
    "How often per week, for how many people, in how much space, for how many years: rough figures are enough.",
    "They turn a vague preference into something that can be compared.",
  ],
  [
    "Think about care and upkeep early.",
    "What has to be cleaned, renewed, updated or checked, how often, and who will do it?",
    "An option that fits your habits here will still please you when the novelty has worn off.",
  ],
  [
    "Leave room for the unexpected.",
    "A small reserve of time and money makes most surprises harmless.",
    "Without one, even a minor delay can force a poor decision.",
  ],
  [
    "Consider the first hour and the hundredth.",
    "The first shows how easy it is to get started, the hundredth how it feels when everything has become routine.",
    "Both count, but not equally for everyone.",
  ],
  [
    "Ask what happens when something goes wrong.",
    "Is there someone to call, a part to replace, a copy to fall back on?",
    "The answer tells you a great deal about how carefully the whole was thought through.",
  ],
  [
    "Be wary of advice that knows no exceptions.",
    "Words such as always, never and everyone are a hint that a condition has been left out.",
    "Look for that condition and check whether it applies to you.",
  ],
  [
    "If two sources disagree, find out what each of them assumes.",
    "Often both are right under different circumstances.",
    "The point where their assumptions part is the question you need to answer for yourself.",
  ],
  [
    "Keep the circle of options small.",
    "More than four or five at once cannot be held in mind, and the comparison becomes a search for reasons.",
    "Remove the weakest one each time you learn something new.",
  ],
  [
    "A simple table helps more than a long text.",
    "One line per option, one column per criterion, and a mark where the answer is certain.",
    "Gaps become visible at a glance, and so does the point at which further research no longer pays.",
  ],
  [
    "Include those who will be affected.",
    "People accept a compromise more readily when they have seen the alternatives.",
    "A brief conversation at the beginning is worth several at the end.",
  ],
  [
    "Check how current the information is.",
    "Look for a date, a version or a mention of recent changes, and be careful if there is none.",
    "For anything that involves money or safety, go back to the original source.",
  ],
  [
    "Try the smallest version first.",
    "A sample, a trial period or a single task shows most of what you need to know.",
    "If it convinces you, going further is easy; if not, little has been lost.",
  ],
  [
    "Beware of the effort already made.",
    "Hours of reading are no reason to choose what you have been reading about.",
    "Ask instead what you would do if you came across [topic] for the first time today.",
  ],
  [
    "Look at the whole chain.",
    "What comes before and what comes after often limits the result more than the part in the middle.",
    "Improving the weakest link first brings the most for the least.",
  ],
  [
    "Describe success in a way that can be checked.",
    "“Better” is hard to verify; “done in ten minutes without help” is not.",
    "With such a sentence you will know later whether the choice was right.",
  ],
  [
    "Some questions can wait.",
    "Decide now what is hard to change later, and leave the rest until you have some experience.",
    "That keeps the start simple without closing any doors.",
  ],
  [
    "Do not forget the alternative of doing nothing.",
    "Describe honestly what would happen if everything stayed as it is.",
    "If that is bearable, there is no hurry; if it is not, you have found your strongest argument.",
  ],
  [
    "Take notes while you compare.",
    "After the third candidate, impressions begin to blend, and the last one seen has an unfair advantage.",
    "Two lines per option are enough to keep them apart.",
  ],
  [
    "Habits are stronger than features.",
    "What fits into an existing routine gets used, and what needs a new routine is often forgotten.",
    "Choose accordingly, or plan deliberately how the new habit is to form.",
  ],
];

/** First sentences of a section; `[keyword]` is the search it answers, in quotation marks. */
export const OPENERS: readonly string[] = [
  "{People|Readers} who search for [keyword] usually have a concrete situation in mind, and that situation should guide the answer.",
  "Behind the search [keyword] there is {often|usually} one practical question: what should be done next?",
  "With [keyword], the useful answer depends less on opinions than on your own {conditions|circumstances}.",
  "The search [keyword] deserves a section of its own, because it is asked at a {particular|distinct} moment of the decision.",
  "Anyone who looks up [keyword] wants an answer that can be put to use {today|straight away}.",
  "A good way to approach [keyword] is to break it down into questions that can be answered one at a time.",
  "Take [keyword] as a question about your own case, and it becomes much easier to handle.",
  "For [keyword], the right order of questions saves most of the time.",
  "It pays to be precise about [keyword], since small differences in wording can mean different needs.",
  "When [keyword] is the question, begin with what you already know and work towards what is still open.",
  "There are two ways to read [keyword]: as a request for a quick answer, or as the beginning of a closer look.",
  "Few searches are as {telling|specific} as [keyword]; it shows that the reader has already taken the first step.",
];

/** First sentences of a section without a secondary keyword, by what the section is about. */
export const ASPECT_OPENERS: Record<Aspect, readonly string[]> = {
  understanding: [
    "A little background makes everything else about [topic] easier to place.",
    "Before any advice is useful, it should be clear what you expect of [topic].",
    "It is worth spending a moment on the basics, because later questions build on them.",
    "The subject looks large from outside and becomes manageable as soon as it is divided.",
  ],
  choosing: [
    "Before you compare [topic], be clear about what would count as a good result.",
    "A good choice begins with criteria, and the candidates come second.",
    "What separates a good choice from a lucky one is the order of the questions.",
    "The number of options is rarely the problem; missing criteria are.",
  ],
  comparing: [
    "Put next to each other, two options show differences that neither shows alone.",
    "The following overview asks both sides the same questions.",
    "A comparison is only as good as the criteria behind it.",
  ],
  doing: [
    "The work goes more smoothly when the order is clear from the start.",
    "A few minutes of preparation save most of the trouble later.",
    "None of this is difficult, as long as it is done in the right order.",
  ],
  pricing: [
    "Money is easier to talk about once it is clear what it is spent on.",
    "A price tells you little until you know what it includes.",
    "The cheapest offer and the best value are two different things, and both can be worked out.",
  ],
  buying: [
    "Once the decision has been made, the order itself deserves a little care.",
    "A purchase goes well when the questions are asked before it and not after it.",
    "The last few checks take minutes and prevent most disappointments.",
  ],
  reviewing: [
    "A verdict is only useful when you know how it was reached.",
    "Judging fairly takes the same questions for every candidate.",
    "Reports by others are raw material from which you have to draw your own conclusion.",
  ],
  service: [
    "Good help begins with a clear description of the case.",
    "A provider should be chosen before it is urgent, if at all possible.",
    "The difference between providers shows in how they answer simple questions.",
  ],
  mistakes: [
    "Most difficulties can be avoided once they are known.",
    "The same few mistakes come up again and again, and none of them is hard to prevent.",
    "It is cheaper to learn from the mistakes of others than from your own.",
  ],
  deciding: [
    "At some point the comparison has to come to an end.",
    "What is left now is to turn the findings into a decision.",
    "From here on, a small step forward is worth more than further reading.",
  ],
};
