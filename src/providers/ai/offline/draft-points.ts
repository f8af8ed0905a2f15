import { OWN_POINTS } from "./draft-own-points.ts";
import { SECTION_POINTS } from "./draft-section-points.ts";
import { TOPIC_POINTS } from "./draft-topic-points.ts";

/** Sentences for the points of an outline, chosen by what the point speaks of; the last list suits any point. */
export const POINT_ADVICE: readonly { about: RegExp; sentences: readonly string[] }[] = [
  ...SECTION_POINTS,
  ...TOPIC_POINTS,
  ...OWN_POINTS,
  {
    about: /\b(price|cost|budget|saving|value|money|fees?|cheap)/i,
    sentences: [
      "Add up everything that has to be paid in the first year, and compare these sums.",
      "Set an upper limit first, and let no extra push you beyond it.",
      "Ask what the next cheaper [item] option would lack, and whether you would miss it.",
      "Spread the sum over the expected time of use; a dear start can be cheap in the long run.",
      "Spend where wear and safety are concerned, and save on looks.",
    ],
  },
  {
    about: /\b(quality|care|durab|material|good|reliab|strength)/i,
    sentences: [
      "Look closely at what will be used hardest, and ask what happens when it fails.",
      "Find out what daily care of [topic] involves and whether you will really do it.",
      "Trust what can be seen and tried more than adjectives.",
      "A clear guarantee in plain words is a better sign than a long list of promises.",
    ],
  },
  {
    about: /\b(step|order of|first|start|begin|prepar|ready|have at hand)/i,
    sentences: [
      "Lay everything out beforehand, so that you do not have to stop halfway.",
      "Begin with what the other tasks depend on, and leave the finishing touches for later.",
      "Make a short list and tick off each item; it keeps the head free.",
      "If a beginning is hard to find, choose the smallest task that gives a visible result.",
      "Check that you have the time to finish before you open the first box.",
    ],
  },
  {
    about: /\b(need|fit|fits|use|situation|requirement|purpose|people|who|when|different)/i,
    sentences: [
      "Describe your own case in two sentences, and measure [topic] against them.",
      "Think of the most frequent case for [topic] first; the rare ones can be solved in another way.",
      "Name the people concerned by [topic] and ask each of them for one wish and one worry.",
      "What suits others is a hint, not a rule, as long as their circumstances differ from yours.",
      "Be honest about how often you will really need [topic].",
      "Note the occasion on which [topic] would have helped you last, and what you did instead.",
      "Draw the line between what [topic] must do and what would be pleasant.",
    ],
  },
  {
    about: /\b(time|effort|ease|easy|everyday|daily|simple)/i,
    sentences: [
      "Count the hands-on minutes, including setting up and clearing away.",
      "Ask whether it can be done on a tired evening; that is the real test.",
      "A task that takes two steps fewer is done twice as gladly.",
      "Consider who will do it when you are away.",
    ],
  },
  {
    about: /\b(deliver|return|guarantee|warranty|contract|offer|order|contain)/i,
    sentences: [
      "Have the date, the scope and the conditions confirmed in writing.",
      "Read how a return works before you need one.",
      "Note the day on which each period begins and ends.",
      "Ask what is expressly not included.",
    ],
  },
  {
    about: /\b(check|test|tell|question|ask|review|sign|opinion|pattern)/i,
    sentences: [
      "Decide in advance which result would make you say no.",
      "Do the same check with each candidate and write the outcome down at once.",
      "Ask open questions, and pay attention to what is left unanswered.",
      "Repeat the check after a few days, when the first impression has faded.",
      "One independent confirmation is worth more than three similar claims from one source.",
    ],
  },
  {
    about: /(?:)/,
    sentences: [
      "Settle this early, because later decisions on [topic] build on it.",
      "Write down what would be good enough, and stop looking once you have reached it.",
      "Ask someone who has lived with [topic] for a while how they solved it.",
      "Check it against your own notes on [topic] rather than against a general rule.",
      "Find one example that comes close to your own case and learn from it.",
      "If this is unclear, ask someone who deals with it regularly.",
      "Treat it as an open question about [topic] and look for an answer that fits your case.",
      "Compare at least two ways of doing it before you settle on one.",
      "Keep the solution as simple as the task allows.",
      "Look at what could go wrong, and decide how you would notice.",
      "Give this more thought if the decision is hard to reverse, and less if it is not.",
      "Note what you know for certain and what you only suspect.",
      "Two or three clear criteria are enough to judge it.",
      "Come back to it at the end and see whether the answer still holds.",
      "Choose the option that you can explain in one sentence.",
      "Do not let a single number stand for the whole picture.",
      "Small differences between [item] options seldom matter here, and large ones are easy to see.",
      "Put it in relation to what you expect of [topic].",
      "Where experience is lacking, start small and widen the scope step by step.",
      "It may look minor, yet it often decides how content you are afterwards.",
    ],
  },
];
