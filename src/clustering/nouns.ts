import { titleCase } from "./text.ts";

/** Nouns of search keywords: number, articles and abbreviations, only where a rule or a list makes them sure. */

const MASS_NOUNS = new Set(
  (
    "coffee espresso tea water milk software hardware insurance equipment furniture advice maintenance marketing seo training cleaning " +
    "information research news work help support travel food money luggage clothing music art yoga fitness health care bread cheese " +
    "rice sugar oil wine beer steel wood paper plastic glass leather cotton wool gold silver sand soil grass hair skin sleep weight " +
    "content traffic email analytics data privacy security accounting finance banking credit hosting storage management design development " +
    "delivery repair installation service air heat heating energy power electricity internet wifi tourism education knowledge weather winter summer"
  ).split(" "),
);
const IRREGULAR = new Map(
  Object.entries({
    child: "children",
    person: "people",
    knife: "knives",
    shelf: "shelves",
    loaf: "loaves",
    man: "men",
    woman: "women",
  }),
);
const NOT_AGENTS = new Set(
  "water butter paper weather leather silver power summer winter ginger pepper rubber timber lumber copper soccer under over better lower upper labor".split(
    " ",
  ),
);
/** Words that end in s without being plurals. */
const SINGULAR_S = /(ss|us|is|ics|news|gas|bus|lens|plus|sos|bps|sids|gps|pos)$/;

const COUNTABLE_NOUNS = new Set(
  (
    "machine ride stretch wedding party event trip vow speech toast hashtag venue alternative kettle pot press filter pump shoe laptop camera phone car bike tool kit table chair desk bed sofa lamp knife pan bag watch " +
    "tablet monitor keyboard mouse speaker dress shirt jacket boot tent backpack plan course agency company website app template bottle " +
    "basket group head gasket scale cup mug tray box mat pad bean plant tree garden house room kitchen bathroom boat guitar piano drone dog cat " +
    "collar leash crate puppy kitten baby seed flower vegetable jar bike trike tire rack helmet lock seat cover ramp mount shed cushion wheel " +
    "trailer fleet subsidy commute license permit rule limit deadline interval schedule belt lease method system platform class oven lame " +
    "banneton bowl stone brush brace pillow mattress modem cable calculator checklist venue invitation photographer ring gift budget card song " +
    "loan mortgage lawyer dentist doctor hotel flight visa recipe engine battery light bulb screen wall roof door window floor valve hose"
  ).split(" "),
);

export const isPlural = (word: string) =>
  /[a-z]s$/i.test(word) &&
  word.length > 3 &&
  !SINGULAR_S.test(word.toLowerCase()) &&
  !MASS_NOUNS.has(word.toLowerCase());

/** Only what surely has a plural: known words and those for what does something (grinder, roaster). */
export function isCountable(word: string): boolean {
  const lower = word.toLowerCase();
  if (COUNTABLE_NOUNS.has(lower) || IRREGULAR.has(lower)) return true;
  return /^[a-z]{3,}(er|or)$/.test(lower) && !NOT_AGENTS.has(lower) && !MASS_NOUNS.has(lower);
}

export function pluralOf(word: string): string {
  const irregular = IRREGULAR.get(word.toLowerCase());
  if (irregular) return irregular;
  if (/[^aeiou]y$/i.test(word)) return `${word.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/i.test(word) ? `${word}es` : `${word}s`;
}

export function singularOf(word: string): string {
  if (/ies$/i.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(xes|ches|shes|sses|[^h]oes)$/i.test(word) && word.length > 4) return word.slice(0, -2);
  return word.slice(0, -1);
}

export const DETERMINER =
  /^(an?|the|your|my|his|her|its|our|their|this|that|these|those|it|them|any|some|all|more|\d+)$/i;

/** "a" or "an" before a word, by its first letters. */
export const article = (next: string) => (/^[aeiou]/i.test(next) && !/^(uni|use|eu|one)/i.test(next) ? "an" : "a");

/** Known abbreviations in capitals, other words as they are. */
export function withAcronyms(word: string): string {
  if (/^[a-z]{2,5}s$/.test(word) && titleCase(word.slice(0, -1)) === word.slice(0, -1).toUpperCase()) {
    return `${word.slice(0, -1).toUpperCase()}s`;
  }
  const title = titleCase(word);
  return title === title.toUpperCase() && title.length > 1 ? title : word;
}
