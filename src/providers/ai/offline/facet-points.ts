import { KIND_POINTS } from "./kind-points.ts";
import { type Point, point } from "./point.ts";
import { type Facet, facetOf } from "./structures.ts";
import { type Kind, kindOf } from "./subject-kinds.ts";
import { subjectOf } from "./subjects.ts";

const TASK_POINTS: readonly Point[] = [
  point(
    "What to have ready",
    "Put together what [source] lists for [doing] before you start.",
    "Make a list of what [doing] takes, and tick it off before the first step.",
  ),
  point(
    "Where to pause",
    "Stop before any step of [doing] that cannot be undone, and look at what you have.",
    "Mark the step of [doing] that you are least sure about, and read it twice.",
  ),
  point(
    "The check at the end",
    "Decide before you start how you will know that [doing] has worked.",
    "Compare the result with a description or a picture of what [doing] should lead to.",
  ),
  point(
    "Help",
    "Ask [expert] if a step of [doing] is unclear; do not guess.",
    "Find someone to ask before [doing] for the first time.",
  ),
  point(
    "Notes for next time",
    "Write down how you went about [doing], what it took and what you would change.",
    "Keep a note of the time that [doing] took and of what was missing.",
  ),
];

const QUESTION_POINTS: readonly Point[] = [
  point(
    "Where the answer stands",
    "For an answer about [topic], look first in [source].",
    "See first whether [source] answers “[asked]?”.",
  ),
  point(
    "Your own case",
    "Write down where, when and for whom you need the answer about [topic].",
    "Ask “[asked]?” about one case: say in two sentences what yours is.",
  ),
  point(
    "Whom to ask",
    "If a source about [topic] leaves it open, ask [expert].",
    "Put “[asked]?” to [expert], and ask for the reason as well.",
  ),
  point(
    "How to be sure",
    "Check the date of what you read about [topic], and whether it speaks of a case like yours.",
    "Look for a second source that answers “[asked]?” in the same way and says why.",
  ),
];

const COST_POINTS: readonly Point[] = [
  point(
    "What is included",
    "Ask for a list of what a quoted price for [topic] contains.",
    "Compare the scope of offers for [topic] first, and the figures after it.",
  ),
  point(
    "What comes on top",
    "Look for tax and fees that are not in the first figure for [topic].",
    "Ask which costs of [topic] follow later, and how often.",
  ),
  point(
    "The same basis",
    "Bring every figure for [topic] to the same scope and the same period before you compare.",
    "Divide each price of [topic] by the time or the number it is for.",
  ),
  point(
    "Your limit",
    "Set two figures for [topic]: what you would like to spend, and where you stop.",
    "Decide on an upper limit before you look at offers for [topic].",
  ),
  point(
    "Date of the figures",
    "Note the day on which you saw each price of [topic].",
    "Treat figures for [topic] that are older than a year as a rough guide.",
  ),
];

const ORDER_POINTS: readonly Point[] = [
  point(
    "The seller",
    "Look up who sells [topic] and how they can be reached after the order.",
    "Check the address and terms of whoever sells [topic] before you pay.",
  ),
  point(
    "Total price",
    "Compare the sum at the checkout and not the price in the headline.",
    "Add delivery and fees to the price of [topic] before you compare sellers.",
  ),
  point(
    "Delivery",
    "Note the delivery date you are promised for [topic], and where it is written.",
    "Ask how [topic] will be delivered, and what has to be done on arrival.",
  ),
  point(
    "Returns",
    "Read how a return of [topic] works and who pays for it.",
    "Find out how long you can send [topic] back, and in what condition.",
  ),
  point(
    "Condition",
    "If [topic] [is] used, ask for the age, the history and recent photos.",
    "Compare the description of [topic] with your own list, line by line.",
  ),
];

const REVIEW_POINTS: readonly Point[] = [
  point(
    "Who is speaking",
    "Look for [item] reviews by people who use it as you would.",
    "Note for what and for how long each reviewer used it.",
  ),
  point(
    "What comes up again",
    "Count the points that several [item] reviews mention independently.",
    "Give single complaints in [item] reviews less weight than those that repeat.",
  ),
  point(
    "What can be checked",
    "Mark the claims in [item] reviews that you can verify, and verify the two that matter most.",
    "Compare what [item] reviews state with [source].",
  ),
  point(
    "Date and version",
    "Check which version or year each of the [item] reviews is about.",
    "Set aside [item] reviews of a version that is no longer offered.",
  ),
];

const NAVIGATION_POINTS: readonly Point[] = [
  point(
    "The genuine address",
    "Type the address in yourself, or take it from a bill or a device label.",
    "Compare the address with the one in the official documents before you enter anything.",
  ),
  point(
    "What to have at hand",
    "Have your user name, your reference or your device data ready.",
    "Keep the access data apart from the device they belong to.",
  ),
  point(
    "If it does not open",
    "Check the spelling and the connection first, and then ask [expert].",
    "Try it on a second device before you look for the fault elsewhere.",
  ),
];

/** Kinds of which every question is a matter of expert advice or written terms. */
const LOOKED_UP: ReadonlySet<Kind> = new Set(["health", "rule", "insurance", "money"]);

/** What a section on a keyword can treat, by what the keyword asks and by the kind of thing it asks it about. */
export function pointsFor(keyword: string, facet: Facet = facetOf(keyword, null)): readonly Point[] {
  const kind: Kind = kindOf(keyword);
  switch (facet) {
    case "howto":
      return TASK_POINTS;
    case "question":
      return LOOKED_UP.has(kind) ? KIND_POINTS[kind] : QUESTION_POINTS;
    case "price":
      return kind === "money" ? KIND_POINTS.money : COST_POINTS;
    case "buy":
      return ORDER_POINTS;
    case "review":
      return REVIEW_POINTS;
    case "navigation":
      return NAVIGATION_POINTS;
    case "service":
      return kind === "money" ? KIND_POINTS.money : KIND_POINTS.provider;
    default:
      return subjectOf(keyword).activity && kind !== "health" ? TASK_POINTS : KIND_POINTS[kind];
  }
}
