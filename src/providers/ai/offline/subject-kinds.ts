import { isPlural, singularOf } from "../../../clustering/nouns.ts";
import { clean, sidesOf } from "../../../clustering/phrases.ts";
import { isQuestion, subjectOf } from "../../../clustering/subjects.ts";

/** What sort of thing a subject is: it decides what can be said about it without knowing facts about it. */
export type Kind =
  | "product"
  | "machine"
  | "software"
  | "provider"
  | "money"
  | "insurance"
  | "rule"
  | "health"
  | "food"
  | "animal"
  | "plant"
  | "sample"
  | "general";

/** Head nouns of each kind, in the singular; the last noun before a preposition says what a phrase names. */
const HEADS: readonly (readonly [Kind, string])[] = [
  [
    "machine",
    "machine bike trike bakfiet motor battery router modem extender booster repeater laptop camera phone car suv mixer grinder printer heater " +
      "pump charger drone vacuum thermostat inverter panel generator refrigerator dishwasher washer dryer scooter engine monitor tracker",
  ],
  [
    "product",
    "helmet oven seat carrier rack cover lock tire light cushion mitt pannier mount ramp belt pad shed knife lame banneton basket stone box bag scale bowl " +
      "mat brace mattress pillow chair desk bed sofa dress gown outfit suit ring cable tent backpack boot shoe jacket guitar kit table tool pan pot kettle " +
      "filter portafilter tamper cup mug tray bottle crate leash collar harness toy shampoo serum cream sunscreen moisturizer lamp",
  ],
  [
    "software",
    "software app crm erp platform system tool spreadsheet plugin website builder generator maker checker calculator",
  ],
  [
    "provider",
    "company agency service contractor consultant photographer planner venue hall lawyer broker lender dentist doctor chiropractor course lesson trainer " +
      "shop store hotel rental lease delivery repair caterer florist officiant",
  ],
  ["money", "mortgage loan refinance heloc interest preapproval payment equity financing lien budget salary fee"],
  ["insurance", "insurance pmi policy"],
  [
    "rule",
    "law regulation license licence permit rule limit penalty deadline requirement eligibility tax pavement etiquette credit grant subsidy rebate",
  ],
  [
    "health",
    "pain ache backache sciatica symptom stretch exercise disc disk lumbago strain sprain spasm nsaid painkiller medicine posture",
  ],
  [
    "food",
    "recipe bread sourdough starter dough loaf roll bagel baguette ciabatta focaccia pizza cake cookie muffin discard flour yeast crumb crust",
  ],
  ["animal", "dog puppy cat kitten fish betta shrimp snail"],
  ["plant", "tomato vegetable plant seed seedling garden lawn tree compost soil herb"],
  ["general", "rate score statistic average"],
  ["sample", "wording quote speech toast vow hashtag name message caption poem"],
];
const KIND_OF_HEAD = new Map(HEADS.flatMap(([kind, words]) => words.split(" ").map((word) => [word, kind] as const)));

/** Fields whose words colour a whole phrase: what the head noun leaves open ("sleeping position for back pain"). */
const FIELDS: readonly (readonly [Kind, RegExp])[] = [
  [
    "health",
    /\b(pain|hurts?|ache|sciatica|sciatic|disc|lumbar|injur\w*|symptoms?|braces?|(?:lower|low|upper|mid|bad|your|my) back|stretch(?:es|ing)?|muscle|medicine|pregnan\w*|baby|infant|newborn)\b/,
  ],
  [
    "rule",
    /\b(grants?|tax credits?|subsid(y|ies)|rebates?|legal|law|allowed|licen[sc]es?|permits?|regulations?|tax|taxes|limits?|age|pavement|safety standards?)\b/,
  ],
  ["food", /\b(bread|sourdough|dough|bak(e|ing)|starter|loaf|recipes?|yeast|flour|cook(ing)?|knead(ing)?|banneton)\b/],
  [
    "money",
    /\b(mortgages?|loans?|refinanc\w*|interest rates?|credit|equity|fha|va|heloc|down payment|insurance|afford|borrow(ing)?|pre-?approv\w+)\b/,
  ],
  ["software", /\b(crm|erp|software|app|hubspot|salesforce|spreadsheet|excel)\b/],
  ["animal", /\b(dogs?|pupp(y|ies)|cats?|kittens?|pets?|fish|aquarium)\b/],
  ["plant", /\b(garden(ing)?|plants?|seeds?|vegetables?|tomato(es)?|lawn|soil)\b/],
  ["machine", /\b(bike|battery|motor|router|machine|drivetrain|brakes?|chain)\b/],
];

/** Fields that hold for whatever noun comes with their words; "machine cleaning tablets" are no machines. */
const WIDE_FIELDS: ReadonlySet<Kind> = new Set(["health", "rule", "money", "animal", "plant"]);

const NEARBY = / (?:near me|nearby|in my area)$/;

/**
 * The kind of what a keyword is about: by its head noun, else by the field its words belong to; the other way round for a
 * question or an activity, where the noun is only what it is asked or done about.
 */
export function kindOf(keyword: string): Kind {
  const text = clean(keyword).toLowerCase();
  if (NEARBY.test(text)) return "provider";
  const [left, right] = sidesOf(text) ?? [];
  if (left && right) return kindOf(left) === "general" ? kindOf(right) : kindOf(left);
  const { attributive, activity } = subjectOf(text);
  const last = attributive.split(" ").at(-1)?.toLowerCase() ?? "";
  const head = KIND_OF_HEAD.get(isPlural(last) ? singularOf(last) : last);
  const field = FIELDS.find(([, pattern]) => pattern.test(text))?.[0];
  const asked = activity || isQuestion(text);
  if (asked) return field ?? (activity ? undefined : head) ?? "general";
  const known = head ?? (field !== undefined && WIDE_FIELDS.has(field) ? field : undefined);
  // "maid of honor speech" is a speech, though its first noun is the maid
  return known ?? (KIND_OF_HEAD.get(text.split(" ").at(-1) ?? "") === "sample" ? "sample" : "general");
}

/** Where the facts about a subject stand, who knows them, and how it can be tried, as sentences say it. */
export interface Bearings {
  /** "the manual": singular, may begin a sentence. */
  source: string;
  /** "a specialist dealer": singular, may begin a sentence. */
  expert: string;
  /** What the answer depends on, as a list. */
  depends: string;
}

export const BEARINGS: Record<Kind, Bearings> = {
  product: {
    source: "the maker's description",
    expert: "a specialist dealer",
    depends: "the model, the size and how it is used",
  },
  machine: {
    source: "the maker's manual",
    expert: "a specialist workshop",
    depends: "the model, its age and how it is used",
  },
  software: {
    source: "the vendor's documentation",
    expert: "the vendor's support team",
    depends: "the plan, the version and how it is set up",
  },
  provider: {
    source: "the provider's written offer",
    expert: "someone who has used the service",
    depends: "the place, the date and the scope",
  },
  money: {
    source: "the written terms",
    expert: "an independent adviser",
    depends: "income, amount, term and the rules in force",
  },
  insurance: {
    source: "the insurer's written terms",
    expert: "an independent insurance adviser",
    depends: "the cover, the insurer and the place",
  },
  rule: {
    source: "the official text of the rule",
    expert: "the responsible office",
    depends: "the place, the date and the exact case",
  },
  health: {
    source: "guidance from a recognised health body",
    expert: "a doctor",
    depends: "the cause, the person and what else is known about their health",
  },
  food: {
    source: "a tested recipe",
    expert: "an experienced baker or cook",
    depends: "the ingredients, the temperature and the time",
  },
  animal: { source: "a guide from a veterinary body", expert: "a vet", depends: "the animal, its age and its health" },
  plant: {
    source: "a guide for the local climate",
    expert: "a local nursery",
    depends: "the climate, the season and the soil",
  },
  sample: {
    source: "a published collection",
    expert: "someone who has been in the same place",
    depends: "the occasion, the audience and the tone",
  },
  general: {
    source: "a recent text by a named author",
    expert: "someone with first-hand experience",
    depends: "the place, the time and the circumstances",
  },
};
