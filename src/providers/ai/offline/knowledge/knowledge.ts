import { clean, nounPhraseOf, sidesOf } from "../../../../clustering/phrases.ts";
import { isQuestion, subjectOf } from "../../../../clustering/subjects.ts";
import type { Point } from "../point.ts";
import type { Facet } from "../structures.ts";
import { type Kind, kindOf } from "../subject-kinds.ts";
import { BUYING, CHOOSING, COMPARING, REVIEWS, WORTH } from "./buying.ts";
import { APPLYING, BAKING, CAUSES_OF_COMPLAINTS, EXERCISES, LOANS, TREATMENTS } from "./closer.ts";
import { COSTS, COSTS_OF_BATTERIES, COSTS_OF_THINGS, SAVING } from "./costs.ts";
import {
  AFTERWARDS,
  ASKING,
  BASICS,
  DOING,
  DOING_IN_THE_KITCHEN,
  DOING_WITH_BATTERIES,
  DOING_WITH_THINGS,
  PREPARING,
} from "./doing.ts";
import { MORE_ON } from "./headings.ts";
import { BATTERY_LASTING, BATTERY_LATER, BATTERY_SAFETY, CAUSES, LASTING, LASTING_LATER, SAFETY } from "./lasting.ts";
import { LOOK_AT_LIVING } from "./living.ts";
import { LOOK_AT_MATTERS } from "./matters.ts";
import { FINDING, FINDING_A_PAGE, LOOK_AT_SERVICES } from "./services.ts";
import { LOOK_AT_THINGS } from "./things.ts";

/** A kind, or a part of one about which more can be said. */
export type Area = Kind | "battery" | "cycle" | "aid";

/** What is asked about a subject. */
export type Aspect =
  | "overview"
  | "choosing"
  | "lifespan"
  | "price"
  | "buying"
  | "reviews"
  | "comparison"
  | "doing"
  | "service"
  | "navigation"
  | "safety"
  | "basics"
  | "worth"
  | "cause"
  | "question";

/** What to look at in a subject of each area. */
const LOOK_AT: Record<Area, readonly Point[]> = {
  ...LOOK_AT_THINGS,
  aid: LOOK_AT_THINGS.product,
  ...LOOK_AT_SERVICES,
  ...LOOK_AT_MATTERS,
  ...LOOK_AT_LIVING,
  health: [...LOOK_AT_MATTERS.health, ...CAUSES_OF_COMPLAINTS, ...TREATMENTS],
  money: [...LOOK_AT_MATTERS.money, ...LOANS],
  rule: [...LOOK_AT_MATTERS.rule, ...APPLYING],
  food: [...LOOK_AT_LIVING.food, ...BAKING],
};

const ASPECT_OF: Record<Facet, Aspect> = {
  howto: "doing",
  question: "question",
  versus: "comparison",
  review: "reviews",
  ranking: "choosing",
  price: "price",
  buy: "buying",
  service: "service",
  navigation: "navigation",
  topic: "overview",
};

/** What the words of a question or a topic ask for; the first that fits. */
const ASKED: readonly (readonly [Aspect, RegExp])[] = [
  [
    "lifespan",
    /\bhow long (?:do|does|will|can|should|is|are)\b.*\b(?:last|good|live)\b|\blife ?span\b|\blife expectancy\b/,
  ],
  ["price", /\bcosts?\b|\bhow expensive\b|^how much (?:is|are) /],
  ["safety", /\b(?:safe|safety|dangerous|fires?|explode)\b/],
  ["worth", /\bworth\b|\bpros and cons\b/],
  ["cause", /^why\b|^what causes\b/],
  ["basics", /^(?:what|whats) (?:is|are) (?!the\b)|\bmeaning\b/],
];

/** What a keyword asks, given what sort of page or section treats it. */
export function aspectOf(keyword: string, facet: Facet): Aspect {
  const text = clean(keyword).toLowerCase();
  if (facet === "question") return ASKED.find(([, pattern]) => pattern.test(text))?.[0] ?? "question";
  if (facet !== "topic") return ASPECT_OF[facet];
  if (/\b(?:safety|fires?)$/.test(text)) return "safety";
  if (/\b(?:life ?span|life expectancy)$/.test(text)) return "lifespan";
  return subjectOf(keyword).activity ? "doing" : "overview";
}

/** Products that are bought because of a complaint. */
const FOR_THE_BODY = /\b(?:pain|ache|back|sciatica|posture|neck|knee|lumbar|braces?|eczema|acne)\b/i;

/** The area of a keyword's subject; where its words leave the kind open, `kind`. */
export function areaOf(keyword: string, kind: Kind = kindOf(keyword)): Area {
  if (kind === "product" && FOR_THE_BODY.test(keyword)) return "aid";
  if (kind !== "machine") return kind;
  const { general, attributive, activity } = subjectOf(keyword);
  const named = activity || isQuestion(keyword) ? general : (attributive.split(" ").at(-1) ?? "");
  if (/\bbatter(?:y|ies)\b/i.test(named)) return "battery";
  return /\b(?:e?-?bikes?|trikes?|scooters?|bicycles?|bakfiets)\b/i.test(named) ? "cycle" : kind;
}

/** Kinds of which everything that is asked is looked up in terms, rules or expert advice. */
const LOOKED_UP: ReadonlySet<Kind> = new Set(["health", "rule", "insurance", "money", "animal", "plant"]);
const THINGS: ReadonlySet<Area> = new Set(["product", "aid", "machine", "battery", "cycle"]);
const CHOOSING_SOFTWARE = CHOOSING.filter(({ label }) => !/^(?:Trying|Used)/.test(label));

/** Narrower questions on which more can be said than on the kind as a whole. */
const CLOSER: readonly (readonly [Kind, RegExp, readonly Point[]])[] = [
  ["health", /^why\b|\bcauses?\b|\bhurts?\b|\bmorning\b/i, CAUSES_OF_COMPLAINTS],
  ["health", /\bstretch(?:es|ing)?\b|\bexercises?\b|\byoga\b|\bworkouts?\b/i, EXERCISES],
  ["health", /\btreat(?:ment|ing)?s?\b|\bcure\b|\brelie(?:f|ve)\b|\bheat\b|\bice\b|\bget rid\b/i, TREATMENTS],
  ["money", /\bhow to\b|\bself employed\b|\bafford\b|\bjumbo\b|\bva\b|\bfha\b|\brefinanc/i, LOANS],
  ["food", /\brecipes?\b|\bbak(?:e|ing)\b|^why\b|\b(?:bagels?|loaf|loaves|rolls?)\b/i, BAKING],
  ["rule", /\bsubsid|\bgrants?\b|\bpermits?\b|\bcredits?\b|\brebates?\b/i, APPLYING],
];

const HANDLED = /\b(?:clean|descal|repair|install|replac|fix|lubricat|oil|maint|remov|adjust|mount)/i;
const CHARGED = /\b(?:stor|charg|winter|keep|extend|care|maint)/i;

/** What can be said on an aspect of a subject: the same list each time for the same pair. */
export function poolOf(keyword: string, aspect: Aspect, kind: Kind = kindOf(keyword)): readonly Point[] {
  const area = areaOf(keyword, kind);
  const isThing = THINGS.has(area);
  const closer = CLOSER.find(([of, pattern]) => of === kind && pattern.test(keyword))?.[2];
  if (closer && !["reviews", "navigation", "comparison"].includes(aspect)) return closer;
  if (LOOKED_UP.has(kind) && !["reviews", "navigation", "comparison"].includes(aspect)) {
    return kind === "animal" && aspect === "price" ? COSTS : LOOK_AT[area];
  }
  switch (aspect) {
    case "choosing":
      return isThing ? CHOOSING : kind === "software" ? CHOOSING_SOFTWARE : LOOK_AT[area];
    case "lifespan":
      return area === "battery" ? BATTERY_LASTING : isThing ? LASTING : LOOK_AT[area];
    case "price":
      return area === "battery" ? COSTS_OF_BATTERIES : isThing ? COSTS_OF_THINGS : COSTS;
    case "buying":
      return kind === "software" ? LOOK_AT.software : BUYING;
    case "safety":
      return area === "battery" ? BATTERY_SAFETY : isThing ? SAFETY : kind === "food" ? LOOK_AT.food : ASKING;
    case "worth":
      return isThing ? WORTH : LOOK_AT[area];
    case "basics":
      return isThing || kind === "software" || kind === "general" ? BASICS : LOOK_AT[area];
    case "cause":
      return CAUSES;
    case "doing":
      return doing(keyword, area);
    case "service":
      return FINDING;
    case "question":
      return subjectOf(keyword).activity ? doing(keyword, area) : ASKING;
    case "reviews":
      return REVIEWS;
    case "comparison":
      return isThing || kind === "software" ? COMPARING : LOOK_AT[area];
    case "navigation":
      return FINDING_A_PAGE;
    case "overview":
      return LOOK_AT[area];
  }
}

function doing(keyword: string, area: Area): readonly Point[] {
  if (area === "battery" && CHARGED.test(keyword)) return DOING_WITH_BATTERIES;
  if (THINGS.has(area) && HANDLED.test(keyword)) return DOING_WITH_THINGS;
  return area === "food" ? DOING_IN_THE_KITCHEN : DOING;
}

/** A section that a page has besides those of its keywords. */
export interface Frame {
  heading: string;
  pool: readonly Point[];
}

/** The sections that frame a page on an aspect: before and after those of its keywords. `vary` picks one of several headings. */
export function framesOf(keyword: string, aspect: Aspect, vary: (choices: readonly [string, ...string[]]) => string) {
  const kind = kindOf(keyword);
  const area = areaOf(keyword, kind);
  const { general, activity } = subjectOf(keyword);
  const isThing = THINGS.has(area) && !activity;
  const look: Frame = { heading: `What to look for in ${general}`, pool: LOOK_AT[area] };
  const more: Frame = { heading: vary(MORE_ON[kind]), pool: LOOK_AT[area] };
  const frames = (before: Frame[], after: Frame[]) => ({ before, after });
  if (aspect === "comparison") {
    const [left, right] = (sidesOf(keyword) ?? [general, "the alternatives"]).map((side) => nounPhraseOf(side).general);
    return frames([{ heading: `What to compare: ${left} and ${right}`, pool: LOOK_AT[area] }], []);
  }
  if (LOOKED_UP.has(kind)) return frames([], [more]);
  if (aspect === "doing" || (aspect === "question" && activity)) {
    return frames(
      [{ heading: vary(["Before you start", "What to settle first", "What to know beforehand"]), pool: PREPARING }],
      [{ heading: vary(["When it is done", "Afterwards", "The last check"]), pool: AFTERWARDS }],
    );
  }
  switch (aspect) {
    case "lifespan":
      if (!isThing) return frames([], []);
      return frames(
        [],
        [{ heading: "Signs of age, and what to do then", pool: area === "battery" ? BATTERY_LATER : LASTING_LATER }],
      );
    case "price":
      return frames(
        [],
        [{ heading: vary(["How to keep the sum in hand", "How to stay within your budget"]), pool: SAVING }],
      );
    case "choosing":
      if (isThing)
        return frames([look], [{ heading: vary(["Before you buy", "Settling the purchase"]), pool: BUYING }]);
      return frames(kind === "software" ? [look] : [], []);
    case "reviews":
      return frames(isThing || kind === "software" ? [look] : [], []);
    case "buying":
      return frames(isThing ? [look] : [], []);
    case "overview":
      if (isThing) return frames([], [{ heading: vary(["How to choose", "Making the choice"]), pool: CHOOSING }]);
      return frames([], kind === "provider" ? [{ heading: "Finding the right one", pool: FINDING }] : [more]);
    case "worth":
    case "basics":
      return frames([], isThing || kind === "software" ? [look] : kind === "general" ? [more] : []);
    case "service":
      return frames([], [{ heading: vary(MORE_ON.provider), pool: LOOK_AT.provider }]);
    case "navigation":
      return frames([], []);
    case "safety":
      return frames([], isThing ? [{ heading: "Before you buy", pool: BUYING }] : [more]);
    case "cause":
    case "question":
      return frames([], [isThing ? { ...more, heading: vary(["What else to look at", "Points to check"]) } : more]);
  }
}
