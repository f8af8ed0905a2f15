import type { KeywordInput } from "../ai.ts";
import { takeFacets } from "./facets.ts";
import type { Similarity } from "./similarity.ts";
import { contentWords, MODIFIERS, STOP_WORDS, stem, titleCase, tokenize } from "./text.ts";

/**
 * Names a person would choose: the phrase of a member that most members are about and few other keywords are, in title case;
 * "best", "how to" and "near me" are in it only when they are what the cluster is about.
 */

export interface Member {
  keyword: KeywordInput;
  /** Position in the similarity. */
  position: number;
}

const LEADING =
  /^(?:(?:what|whats) (?:is|are) (?:the )?(?:an? )?|(?:best|top|good|great) (?:rated |way to )?|(?:cheap|cheapest|free|easy) |list of |types? of |do i need |(?:an?|the|my|your) )+/;
const TRAILING =
  /(?: (?:near me|online|reviews?|guide|tutorial|tips|price|prices|cost|for beginners|for sale|explained|at home|for home|20\d\d))+$/;
const HOW_TO = /^(?:how (?:to|do (?:i|you)|can (?:i|you)) )([a-z]+)\b/;
const QUESTION = /^(?:how|what|why|when|where|which|who|can|do|does|did|is|are|should|will)\b/;
const MAX_LENGTH = 60;

/** The roots of a keyword's topical words and its facets: what names are judged by. */
export function rootsOf(text: string): Set<string> {
  const { facets } = takeFacets(tokenize(text).join(" "));
  return new Set([...contentWords(text).map(stem), ...facets.map(({ name }) => `#${name}`)]);
}

/**
 * A name that is not yet `taken` (compared without case); it is added to `taken`. `roots` are those of all keywords of
 * the list, by position.
 */
export function nameCluster(
  members: Member[],
  roots: Set<string>[],
  similarity: Similarity,
  taken: Set<string>,
): string {
  const own = new Set(members.map(({ position }) => position));
  const [inside, outside] = [roots.filter((_, at) => own.has(at)), roots.filter((_, at) => !own.has(at))];
  const loudest = Math.max(1, ...members.map(({ keyword }) => keyword.volume ?? 0));
  const candidates = members.flatMap((member) => {
    const nearness = members.map(({ position }) => similarity.between(member.position, position));
    const central = nearness.reduce((sum, value) => sum + value, 0) / members.length;
    const volume = Math.log1p(member.keyword.volume ?? 0) / Math.log1p(loudest);
    return phrasesOf(member.keyword.keyword).map(({ phrase, penalty }) => {
      const said = [...rootsOf(phrase)];
      const fit = coverage(said, inside) - 0.8 * coverage(said, outside);
      return { phrase, score: fit + 0.12 * Math.min(3, said.length) + 0.2 * central + 0.3 * volume - penalty };
    });
  });
  candidates.sort((a, b) => b.score - a.score || (a.phrase < b.phrase ? -1 : 1));
  const names = candidates.map(({ phrase }) => titleCase(phrase)).filter((name) => name.length <= MAX_LENGTH);
  const name = names.find((candidate) => !taken.has(candidate.toLowerCase())) ?? numbered(names[0] ?? "Cluster", taken);
  taken.add(name.toLowerCase());
  return name;
}

function numbered(name: string, taken: Set<string>): string {
  let number = 2;
  while (taken.has(`${name} ${number}`.toLowerCase())) number++;
  return `${name} ${number}`;
}

/** The mean part of the phrase's roots that a keyword has; a keyword with all of them counts most. */
function coverage(roots: string[], keywords: Set<string>[]): number {
  if (keywords.length === 0 || roots.length === 0) return 0;
  let sum = 0;
  for (const own of keywords) {
    let had = 0;
    for (const root of roots) if (own.has(root)) had++;
    sum += (had / roots.length) ** 2;
  }
  return sum / keywords.length;
}

/** The whole keyword, as it is and tidied, and the runs of two to four topical words in it; a penalty for what reads less like a name. */
function phrasesOf(keyword: string): { phrase: string; penalty: number }[] {
  const whole = tidy(keyword);
  const words = whole.split(" ");
  const loose = words.filter((word) => STOP_WORDS.has(word) || MODIFIERS.has(word)).length;
  const plain = tokenize(keyword).join(" ");
  const phrases = [
    { phrase: plain, penalty: 0.1 + 0.1 * Math.max(0, plain.split(" ").length - 4) + (QUESTION.test(plain) ? 0.5 : 0) },
    { phrase: whole, penalty: 0.12 * loose + 0.1 * Math.max(0, words.length - 4) + (QUESTION.test(whole) ? 0.5 : 0) },
  ];
  for (let from = 0; from < words.length; from++) {
    for (let to = from + 2; to <= Math.min(words.length, from + 4); to++) {
      const run = words.slice(from, to);
      if (to - from === words.length || run.some((word) => STOP_WORDS.has(word) || MODIFIERS.has(word))) continue;
      // A run cut out of a longer noun phrase loses its head or its qualifier.
      const cut = Number(isTopical(words[from - 1])) + 2 * Number(isTopical(words[to]));
      phrases.push({ phrase: run.join(" "), penalty: 0.05 + 0.04 * cut + (/\d/.test(run.join("")) ? 0.1 : 0) });
    }
  }
  return phrases;
}

const isTopical = (word: string | undefined): boolean =>
  word !== undefined && !STOP_WORDS.has(word) && !MODIFIERS.has(word);

/** The keyword without what only asks for a kind of answer; "how to grow tomatoes" becomes "growing tomatoes". */
function tidy(keyword: string): string {
  const text = tokenize(keyword).join(" ");
  const named = text.replace(HOW_TO, (_, verb: string) => gerund(verb));
  const short = named.replace(LEADING, "").replace(TRAILING, "");
  return contentWords(short).length >= Math.min(2, contentWords(text).length) ? short : named;
}

/** The -ing form of a regular English verb: make → making, stop → stopping, tie → tying, see → seeing. */
export function gerund(verb: string): string {
  if (/ie$/.test(verb)) return `${verb.slice(0, -2)}ying`;
  if (/[^eyo]e$/.test(verb)) return `${verb.slice(0, -1)}ing`;
  if (/^[^aeiou]*[aeiou][^aeiouwxy]$/.test(verb)) return `${verb}${verb.at(-1)}ing`;
  return `${verb}ing`;
}

/** One plain sentence that says what the cluster's page covers. */
export function describeCluster(name: string, members: Member[]): string {
  const some = members
    .map(({ keyword }) => keyword.keyword)
    .filter((text) => text.toLowerCase() !== name.toLowerCase())
    .slice(0, 3);
  if (some.length === 0) return `Searches for ${name}.`;
  return `Searches about ${name}, such as ${listOf(some.map((text) => `“${text}”`))}.`;
}

/** "a", "a and b", "a, b and c". */
export function listOf(items: string[]): string {
  const last = items.at(-1) ?? "";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}
