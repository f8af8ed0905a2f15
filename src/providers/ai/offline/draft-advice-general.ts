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
