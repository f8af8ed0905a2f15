import { cutAtWord, oneLine } from "../core/words.ts";
import { article, DETERMINER, isCountable, isPlural, pluralOf, singularOf, withAcronyms } from "./nouns.ts";

/** English phrases out of search keywords: noun phrases, actions, the two sides of a comparison, questions. */

/** What a keyword is about, in the forms that sentences need. */
export interface Subject {
  /** After verbs and prepositions: "espresso machines for beginners", "coffee", "cleaning an espresso machine". */
  general: string;
  /** Before another noun: "espresso machine". */
  attributive: string;
  plural: boolean;
  /** Something one does ("riding a bike in snow") and not a thing. */
  activity: boolean;
}

export const PREPOSITIONS: ReadonlySet<string> = new Set(
  "for with without under over in into on at from off through near by to of vs versus between than that which like as when while if after before during until".split(
    " ",
  ),
);

const LEADING =
  /^(?!best (?:man|friend|time|place|age|temperature|position|month|season|day)\b)(?:(?:the )?(?:\d+ )?(?:(?:best|top)(?: \d+)?(?: rated)?|most popular|good|great|cheap(?:est)?|affordable|budget|popular|recommended|buy(?:ing)?|order|shop(?: for)?|compare|where to (?:buy|find|get)|types of|kinds of|a guide to|guide to|(?:average )?(?:price|cost) of|benefits of|difference between|meaning of|define|new)(?: the| a| an)? )+/i;
const TRAILING =
  / (?:(?:online|reviews?|ratings?|prices?|pricing|costs?|deals?|discounts?|coupons?|for sale|near me|nearby|in my area|guide|tutorial|tips|examples|explained|meaning|definition|reddit|comparison|compared|20\d\d|login|website|shop|store|pdf))+$/i;

/** Verbs with which a keyword of three words or more can only begin as an instruction: "replace second car with cargo bike". */
const TASK_VERB =
  /^(?:install|replace|remove|descale|calculate|build|fix|charge|carry|assemble|choose|clean|freeze|knead|score|shape|proof|get|find|make|keep|improve|increase|reduce|prevent|avoid|create|write|send|pay|connect|reset|extend|boost|strengthen|change|check|see|learn|train|grow|plant|set up|get rid) (?!cards?\b|dried\b|rates?\b|fees?\b)(?=\S+ \S)/i;
const HOW_TO =
  /^(?:how (?:to|do (?:i|you|we)|can (?:i|you|we)|should (?:i|you|we))|(?:the )?(?:(?:best|easiest|fastest) )?ways? to|tips to) /i;

/** Whether a keyword asks how to do something, with or without "how to". */
export const isTask = (keyword: string) => HOW_TO.test(keyword) || TASK_VERB.test(keyword);

/** A keyword on one line without surrounding signs. */
export const clean = (text: string) =>
  text
    .replace(/\s+/g, " ")
    .replace(/[?!.,;:]+$/, "")
    .trim();

const ACTIVITY = /^\p{L}{2,}ing (?:.* )?(?:an?|the|your|one|two|three|four|with|in|on|at|by|to|off) /iu;

/** The noun phrase that a keyword names: "best espresso machine under 500" names "espresso machines under 500". */
export function nounPhraseOf(keyword: string): Subject {
  const bare = stripIntent(clean(keyword));
  if (ACTIVITY.test(bare)) return activity(bare);
  const words = bare.split(" ").filter((word, at) => at > 0 || !/^(?:an?)$/i.test(word));
  const stop = words.findIndex((word, at) => at > 0 && word !== "to" && PREPOSITIONS.has(word.toLowerCase()));
  const head = stop === -1 ? words : words.slice(0, stop);
  const tail = stop === -1 ? [] : words.slice(stop);
  const last = head.at(-1) ?? bare;
  const front = head.slice(0, -1);
  const one = front.some((word) => !/\d/.test(word) && DETERMINER.test(word));
  const plural = isPlural(last);
  const general = !plural && !one && isCountable(last) ? pluralOf(last) : last;
  return {
    general: [...front, general, ...pluralTail(tail)].map(withAcronyms).join(" "),
    attributive: [...front.filter((word) => !/^(an?|the|your)$/i.test(word)), plural ? singularOf(last) : last]
      .map(withAcronyms)
      .join(" "),
    plural: plural || general !== last,
    activity: false,
  };
}

/** Something one does as a subject. */
export const activity = (doing: string): Subject => {
  const said = yours(doing).split(" ").map(withAcronyms).join(" ");
  return { general: said, attributive: said, plural: false, activity: true };
};

/** "helmets for e bike" is "helmets for e bikes": what something is meant for, in the plural where that is sure. */
function pluralTail(tail: string[]): string[] {
  const last = tail.at(-1) ?? "";
  const between = tail.slice(1, -1);
  const bare = tail[0]?.toLowerCase() === "for" && tail.length > 1 && isCountable(last) && !DETERMINER.test(last);
  const sure = bare && !between.some((word) => DETERMINER.test(word) || PREPOSITIONS.has(word) || isPlural(word));
  return sure ? [...tail.slice(0, -1), pluralOf(last)] : tail;
}

function stripIntent(keyword: string): string {
  const stripped = keyword.replace(LEADING, "").replace(TRAILING, "").trim();
  return stripped === "" ? keyword : stripped;
}

/** "my" and "i" of a searcher as the page addresses them. */
const yours = (text: string) =>
  text
    .replace(/\bmy\b/gi, "your")
    .replace(/\b(?:i|we) (?:am|m)\b/gi, "you are")
    .replace(/\b(?:i|we)\b/gi, "you")
    .replace(/\bour\b/gi, "your");

/** "how to clean espresso machine" is "clean an espresso machine": an article where the object surely takes one. */
export function actionOf(keyword: string): string {
  const action = yours(
    clean(keyword)
      .replace(HOW_TO, "")
      .replace(/ (?:step by step|tutorial|easily|properly)$/i, ""),
  );
  const words = action.split(" ").map((word, at) => (at === 0 ? word : withAcronyms(word)));
  const particle = /^(up|out|off|down|on|in|over)$/i.test(words[1] ?? "") ? 2 : 1;
  const stop = words.findIndex((word, index) => index >= particle && PREPOSITIONS.has(word.toLowerCase()));
  const object = words.slice(particle, stop === -1 ? undefined : stop);
  const noun = object.at(-1) ?? "";
  const determined = object.some((word) => DETERMINER.test(word));
  if (object.length === 0 || determined || isPlural(noun) || !isCountable(noun)) return words.join(" ");
  return [...words.slice(0, particle), article(object[0] ?? ""), ...words.slice(particle)].join(" ");
}

/** "clean a pump" is "cleaning a pump": the first word as a gerund, unless it is one; a verb joined to it as well. */
export function gerundOf(action: string): string {
  const [verb = "", ...rest] = action.split(" ");
  const joined = rest
    .join(" ")
    .replace(/^(and|or) ([a-z]+)\b/i, (_, joint: string, second: string) => `${joint} ${ing(second)}`);
  return [ing(verb), joined].join(" ").trim();
}

/** The -ing form of a regular English verb: make is making, stop is stopping, tie is tying, see is seeing. */
function ing(verb: string): string {
  if (/[a-z]{2}ing$/i.test(verb) && !/^(?:bring|swing|sing|ring|string|spring)$/i.test(verb)) return verb;
  if (/ie$/i.test(verb)) return `${verb.slice(0, -2)}ying`;
  if (/[^eoy]e$/i.test(verb) && verb.length > 2) return `${verb.slice(0, -1)}ing`;
  // a short verb doubles its last consonant: run, set, plan
  if (/^(?:[^aeiou]*|beg|forg|ref|uncl|unpl|subm|adm)[aeiou][bdgklmnprt]$/i.test(verb))
    return `${verb}${verb.slice(-1)}ing`;
  return `${verb}ing`;
}

const ASKED_OF_BOTH =
  / (?:which (?:one )?is (?:better|best|right)|whats? the difference|differences?|comparison|compared)$/i;

/** The two sides of "a vs b", "a or b", "difference between a and b"; undefined when there are not two. */
export function sidesOf(keyword: string): [string, string] | undefined {
  const text = clean(keyword).replace(ASKED_OF_BOTH, "");
  const either = /^(\S+(?: \S+){0,3}) or (.+)$/i.exec(text);
  const match =
    /^(?:(?:is|are|what(?: i|')?s) )*(?:the )?differences? between (.+?) and (.+)$/i.exec(text) ??
    /^(.+?) (?:vs\.?|versus|compared to|compared with) (.+)$/i.exec(text) ??
    (/ (?:for|with|in|on|to) /i.test(either?.[1] ?? "") ? null : either);
  if (/^(?:how|why|when|where|who|what|which|can|do|does|should|is|are)\b/i.test(match?.[1] ?? "")) return undefined;
  const [left, right] = [match?.[1], match?.[2]?.replace(/ (?:vs\.?|versus) .*$/i, "")];
  if (!left || !right) return undefined;
  return [left.replace(/^(?:compare|best|an?) /i, ""), right.replace(/^an? /i, "")];
}

/** "when to plant tomatoes": a question that can be a heading as it stands. */
const INDIRECT = /^(what|when|where|which \S+|how(?: (?:often|much|many|long))?) to (.+)$/i;

const withCapitalI = (text: string) => text.replace(/\bi\b/g, "I").split(" ").map(withAcronyms).join(" ");

/** The heading that a question makes, with a question mark where it asks directly. */
export const questionHeading = (keyword: string) =>
  capitalised(withCapitalI(clean(keyword))) + (INDIRECT.test(clean(keyword)) ? "" : "?");

/** The question as a reader asks it: "when to plant tomatoes" is "When should I plant tomatoes?". */
export const directQuestion = (keyword: string) =>
  `${capitalised(withCapitalI(clean(keyword).replace(INDIRECT, "$1 should I $2")))}?`;

/** First letter in capitals, the rest untouched. */
export const capitalised = (text: string) => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());

/** "a", "a and b", "a, b and c". */
export function listed(items: string[]): string {
  if (items.length <= 1) return items[0] ?? "";
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

const DANGLING = /(?:[\s,;:–—-]|\b(?:a|an|and|for|how|in|is|of|on|or|that|the|to|what|with|vs|your))+$/i;

/** An English text on one line, of at most `limit` characters, that ends neither inside a word nor with a small one. */
export function cutPhrase(text: string, limit: number): string {
  const line = oneLine(text);
  const cut = cutAtWord(line, limit);
  return cut === line ? line : cut.replace(DANGLING, "") || cut;
}
