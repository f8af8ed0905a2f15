import { titleCase } from "./text.ts";

/** English noun phrases out of search keywords: what is searched for, with and without the words that only state the intent. */

/** A keyword's subject in the forms that sentences need. */
export interface Subject {
  /** After verbs and prepositions: "espresso machines for beginners", "coffee". */
  general: string;
  /** Before another noun: "espresso machine". */
  attributive: string;
  plural: boolean;
}

const PREPOSITIONS = new Set(
  "for with without under over in on at from near by to of vs versus between than that which like as".split(" "),
);

const LEADING =
  /^(?:(?:the )?(?:\d+ )?(?:(?:best|top)(?: \d+)?|top rated|good|great|cheap(?:est)?|affordable|budget|popular|recommended|buy(?:ing)?|order|shop(?: for)?|compare|(?:how|where) to (?:buy|choose|find|get)|what (?:is|are)|who (?:is|are)|types of|kinds of|a guide to|guide to|price of|cost of|benefits of|difference between|meaning of|used|new)(?: the| a| an)? )+/i;
const TRAILING =
  / (?:(?:online|reviews?|ratings?|prices?|pricing|costs?|deals?|discounts?|coupons?|for sale|near me|nearby|guide|tutorial|tips|ideas|examples|explained|meaning|definition|reddit|comparison|compared|alternatives|20\d\d|login|website|shop|store|pdf))+$/i;

/** Verbs with which a keyword can only begin as an instruction: "replace second car with cargo bike". */
const TASK_VERB = /^(?:install|replace|remove|descale|calculate|build|fix|charge|carry|assemble|choose) (?=\S+ \S)/i;

/** Whether a keyword is an instruction without "how to". */
export const startsWithTask = (keyword: string) => TASK_VERB.test(keyword) && !/^charge cards?\b/i.test(keyword);

const HOW_TO_VERB =
  /^(?:how (?:to|do (?:i|you)|can (?:i|you)) |(?=(?:install|replace|remove|descale|calculate|build|fix|charge|carry|assemble|choose) ))(?:(?:\S+ ){1,3}(?:an?|the|your|my) |\S+ (?:(?:up|out|off|down|on|in|over) )?)(?=\S)/i;

const MASS_NOUNS = new Set(
  (
    "coffee espresso tea water milk software hardware insurance equipment furniture advice maintenance marketing seo training cleaning " +
    "information research news work help support travel food money luggage clothing music art yoga fitness health care bread cheese " +
    "rice sugar oil wine beer steel wood paper plastic glass leather cotton wool gold silver sand soil grass hair skin sleep weight " +
    "content traffic email analytics data privacy security accounting finance banking credit hosting storage management design development " +
    "delivery repair installation service air heat heating energy power electricity internet wifi tourism education knowledge"
  ).split(" "),
);
const IRREGULAR = new Map(
  Object.entries({
    child: "children",
    person: "people",
    knife: "knives",
    shelf: "shelves",
    man: "men",
    woman: "women",
  }),
);
const NOT_AGENTS = new Set(
  "water butter paper weather leather silver power summer winter ginger pepper rubber timber lumber copper soccer".split(
    " ",
  ),
);
/** Words that end in s without being plurals. */
const SINGULAR_S = /(ss|us|is|ics|news|gas|bus|lens|plus)$/;

const COUNTABLE_NOUNS = new Set(
  (
    "machine kettle pot press filter pump shoe laptop camera phone car bike tool kit table chair desk bed sofa lamp knife pan bag watch " +
    "tablet monitor keyboard mouse speaker dress shirt jacket boot tent backpack plan course agency company website app template bottle " +
    "basket group head gasket scale cup mug tray box mat pad bean plant tree garden house room kitchen bathroom boat guitar piano drone dog cat " +
    "collar leash crate puppy kitten baby seed flower vegetable jar bike trike tire rack helmet lock seat cover ramp mount shed cushion wheel " +
    "trailer fleet subsidy commute license permit rule limit deadline interval schedule belt lease method system platform " +
    "loan mortgage lawyer dentist doctor hotel flight visa recipe engine battery light bulb screen wall roof door window floor valve hose"
  ).split(" "),
);

/** A keyword on one line without surrounding signs. */
export const clean = (text: string) =>
  text
    .replace(/\s+/g, " ")
    .replace(/[?!.,;:]+$/, "")
    .trim();

/** What a keyword is about: "best espresso machine under 500" is about "espresso machines under 500". */
export function subjectOf(keyword: string): Subject {
  const sides = sidesOf(keyword)?.map(phraseOf);
  if (sides?.[0] && sides[1]) {
    return { general: `${sides[0].general} and ${sides[1].general}`, attributive: sides[0].attributive, plural: true };
  }
  return phraseOf(keyword);
}

function phraseOf(keyword: string): Subject {
  const bare = stripIntent(clean(keyword).replace(HOW_TO_VERB, ""));
  const words = bare.split(" ");
  const stop = words.findIndex((word, index) => index > 0 && PREPOSITIONS.has(word.toLowerCase()));
  const head = stop === -1 ? words : words.slice(0, stop);
  const tail = stop === -1 ? [] : words.slice(stop);
  const last = head.at(-1) ?? bare;
  const front = head.slice(0, -1);
  const plural = isPlural(last);
  const general = !plural && isCountable(last) ? pluralOf(last) : last;
  return {
    general: [...front, general, ...pluralTail(tail)].map(withAcronyms).join(" "),
    attributive: [...front, plural ? singularOf(last) : last].map(withAcronyms).join(" "),
    plural: plural || general !== last,
  };
}

/** "helmets for e bike" is "helmets for e bikes": what something is meant for, in the plural where that is sure. */
function pluralTail(tail: string[]): string[] {
  const last = tail.at(-1) ?? "";
  const bare =
    tail[0]?.toLowerCase() === "for" && !tail.slice(1).some((word) => DETERMINER.test(word) || PREPOSITIONS.has(word));
  return bare && COUNTABLE_NOUNS.has(last.toLowerCase()) ? [...tail.slice(0, -1), pluralOf(last)] : tail;
}

/** A name in title case as it stands within a sentence; words with capitals inside ("CRM", "iPhone") stay. */
const uncapitalised = (name: string) =>
  name.replace(/\b\p{Lu}\p{Ll}*\b/gu, (word) => (word.length > 1 ? word.toLowerCase() : word));

/** Known abbreviations in capitals, other words as they are. */
function withAcronyms(word: string): string {
  const title = titleCase(word);
  return title === title.toUpperCase() && title.length > 1 ? title : word;
}

const QUESTION = /^(?:is|are|can|could|do|does|did|should|will|would|why|when|where|which|who|how|what)\b/i;

/** The first of the keywords that names a subject, which whole questions ("is it worth …") do not; else the fallback's. */
export function subjectAmong(keywords: string[], fallback: string): Subject {
  const named = keywords.find(
    (keyword) => keyword.trim() !== "" && !QUESTION.test(stripIntent(clean(keyword).replace(HOW_TO_VERB, ""))),
  );
  return subjectOf(named ?? uncapitalised(fallback));
}

function stripIntent(keyword: string): string {
  const stripped = keyword.replace(LEADING, "").replace(TRAILING, "").trim();
  return stripped === "" ? keyword : stripped;
}

const isPlural = (word: string) =>
  /[a-z]s$/i.test(word) &&
  word.length > 3 &&
  !SINGULAR_S.test(word.toLowerCase()) &&
  !MASS_NOUNS.has(word.toLowerCase());

/** Only what surely has a plural: known words and those for what does something (grinder, roaster). */
function isCountable(word: string): boolean {
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

function singularOf(word: string): string {
  if (/ies$/i.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(xes|ches|shes|sses|[^h]oes)$/i.test(word) && word.length > 4) return word.slice(0, -2);
  return word.slice(0, -1);
}

const DETERMINER = /^(an?|the|your|my|his|her|its|our|their|this|that|these|those|it|them|any|some|all|more|\d+)$/i;

/** "clean espresso machine" is "clean an espresso machine": an article where the object surely takes one. */
export function actionOf(keyword: string): string {
  const action = clean(keyword).replace(/^how (?:to|do (?:i|you)|can (?:i|you))\s+/i, "");
  const words = action.split(" ");
  const particle = /^(up|out|off|down|on|in|over)$/i.test(words[1] ?? "") ? 2 : 1;
  const stop = words.findIndex((word, index) => index >= particle && PREPOSITIONS.has(word.toLowerCase()));
  const object = words.slice(particle, stop === -1 ? undefined : stop);
  const noun = object.at(-1) ?? "";
  const determined = object.some((word) => DETERMINER.test(word));
  if (object.length === 0 || determined || isPlural(noun) || !isCountable(noun)) return action;
  return [...words.slice(0, particle), article(object[0] ?? ""), ...words.slice(particle)].join(" ");
}

/** "clean a pump" is "cleaning a pump": the first word as a gerund. */
export function gerundOf(action: string): string {
  const [verb = "", ...rest] = action.split(" ");
  return [ing(verb), ...rest].join(" ");
}

function ing(verb: string): string {
  if (/ie$/i.test(verb)) return `${verb.slice(0, -2)}ying`;
  if (/[^eoy]e$/i.test(verb) && verb.length > 2) return `${verb.slice(0, -1)}ing`;
  // a short verb doubles its last consonant: run, set, plan
  if (/^[^aeiou]*[aeiou][bdgklmnprt]$/i.test(verb)) return `${verb}${verb.slice(-1)}ing`;
  return `${verb}ing`;
}

const article = (next: string) => (/^[aeiou]/i.test(next) && !/^(uni|use|eu|one)/i.test(next) ? "an" : "a");

/** The two sides of "a vs b", "a or b", "difference between a and b"; undefined when there are not two. */
export function sidesOf(keyword: string): [string, string] | undefined {
  if (/^(?:how|why|when|where|who|what|which|can|do|does|should)\b/i.test(keyword) && !/difference/i.test(keyword))
    return undefined;
  const match =
    /^(?:is |are )?(?:the )?difference between (.+?) and (.+)$/i.exec(clean(keyword)) ??
    /^(.+?) (?:vs\.?|versus|or|compared to|compared with) (.+)$/i.exec(clean(keyword));
  const [left, right] = [match?.[1], match?.[2]?.replace(/ (?:vs\.?|versus) .*$/i, "")];
  if (!left || !right) return undefined;
  return [left.replace(LEADING, ""), right.replace(TRAILING, "")];
}

/** "when to plant tomatoes": a question that can be a heading as it stands. */
const INDIRECT = /^(what|when|where|which \S+|how (?:often|much|many|long)) to (.+)$/i;

/** The heading that a question makes, with a question mark where it asks directly. */
export const questionHeading = (keyword: string) =>
  capitalised(clean(keyword)) + (INDIRECT.test(clean(keyword)) ? "" : "?");

/** The question as a reader asks it: "when to plant tomatoes" is "When should I plant tomatoes?". */
export const directQuestion = (keyword: string) =>
  `${capitalised(clean(keyword).replace(INDIRECT, "$1 should I $2"))}?`;

/** First letter in capitals, the rest untouched. */
export const capitalised = (text: string) => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());

/** "a", "a and b", "a, b and c". */
export function listed(items: string[]): string {
  if (items.length <= 1) return items[0] ?? "";
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/** A text of at most `limit` characters that ends at a word, without dangling signs or small words. */
export function cutAtWord(text: string, limit: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= limit) return line;
  const room = line.slice(0, limit + 1);
  const space = room.lastIndexOf(" ");
  const cut = space > 0 ? room.slice(0, space) : [...line.slice(0, limit)].join("").replace(/[\ud800-\udbff]$/, "");
  return (
    cut.replace(/(?:[\s,;:–—-]|\b(?:a|an|and|for|how|in|is|of|on|or|that|the|to|what|with|vs|your))+$/i, "").trim() ||
    cut.trim()
  );
}
