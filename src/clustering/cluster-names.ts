import type { KeywordInput } from "./clustering-types.ts";
import { takeFacets } from "./facets.ts";
import { isCountable, isPlural } from "./nouns.ts";
import { clean, listed, PREPOSITIONS, sidesOf } from "./phrases.ts";
import type { Similarity } from "./similarity.ts";
import { isQuestion, subjectOf, THIS } from "./subjects.ts";
import { contentWords, STOP_WORDS, stem, titleCase, tokenize } from "./text.ts";

/**
 * Names a person would choose: the most general phrase of a member that most members share and few other keywords have, in
 * title case; where they share none, the two phrases that together cover most. "best", "how to" and "near me" are left out.
 */

export interface Member {
  keyword: KeywordInput;
  /** Position in the similarity. */
  position: number;
}

const MAX_LENGTH = 60;
/** A phrase that fewer of the members share does not name the cluster. */
const SHARED_BY = 0.5;

/** The roots of a keyword's topical words and its facets: what names are judged by. */
export function rootsOf(text: string): Set<string> {
  const { facets } = takeFacets(tokenize(text).join(" "));
  return new Set([...contentWords(text).map(stem), ...facets.map(({ name }) => `#${name}`)]);
}

interface Candidate {
  phrase: string;
  /** Positions of the members that have all roots of the phrase. */
  covers: Set<number>;
  score: number;
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
  const candidates = candidatesFor(members, roots, similarity);
  const shared = candidates.filter(({ covers }) => covers.size >= members.length * SHARED_BY);
  const names = [
    ...shared.map(({ phrase }) => phrase),
    ...pairsOf(candidates, commonRoots(roots)),
    ...candidates.map(({ phrase }) => phrase),
  ]
    .map(titleCase)
    .filter((name) => name.length <= MAX_LENGTH);
  const name = names.find((candidate) => !taken.has(candidate.toLowerCase())) ?? numbered(names[0] ?? "Cluster", taken);
  taken.add(name.toLowerCase());
  return name;
}

/** The phrases of all members, best first. */
function candidatesFor(members: Member[], roots: Set<string>[], similarity: Similarity): Candidate[] {
  const own = new Set(members.map(({ position }) => position));
  const outside = roots.filter((_, at) => !own.has(at));
  const loudest = Math.max(1, ...members.map(({ keyword }) => keyword.volume ?? 0));
  const candidates = members.flatMap(({ keyword, position }) => {
    const nearness = members.map((other) => similarity.between(position, other.position));
    const central = nearness.reduce((sum, value) => sum + value, 0) / members.length;
    const volume = Math.log1p(keyword.volume ?? 0) / Math.log1p(loudest);
    return phrasesOf(keyword.keyword).map(({ phrase, penalty }): Candidate => {
      const said = [...rootsOf(phrase)];
      const covers = new Set([...own].filter((at) => said.every((root) => roots[at]?.has(root))));
      const elsewhere =
        outside.filter((other) => said.every((root) => other.has(root))).length / Math.max(1, outside.length);
      const fit = covers.size / members.length - 1.5 * elsewhere;
      return { phrase, covers, score: fit + 0.15 * Math.min(2, said.length) + 0.2 * central + 0.15 * volume - penalty };
    });
  });
  return candidates.sort((a, b) => b.score - a.score || (a.phrase < b.phrase ? -1 : 1));
}

/**
 * "Bread Knives and Bread Machines": the best phrase with the best one of those that cover other members and share no word
 * with it, but for words that much of the list has.
 */
function pairsOf(candidates: Candidate[], common: Set<string>): string[] {
  const [first] = candidates.filter(({ phrase }) => !/ vs /.test(phrase));
  if (!first) return [];
  const own = rootsOf(first.phrase);
  const others = candidates.filter(
    ({ phrase, covers }) =>
      !/ vs /.test(phrase) &&
      [...covers].every((at) => !first.covers.has(at)) &&
      [...rootsOf(phrase)].every((root) => common.has(root) || !own.has(root)),
  );
  return others.map(({ phrase }) => `${first.phrase} and ${phrase}`);
}

/** Roots that more than this part of all keywords have tell no cluster from another. */
const COMMON = 0.25;

function commonRoots(roots: Set<string>[]): Set<string> {
  const counts = new Map<string, number>();
  for (const root of roots.flatMap((own) => [...own])) counts.set(root, (counts.get(root) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count > roots.length * COMMON).map(([root]) => root));
}

function numbered(name: string, taken: Set<string>): string {
  let number = 2;
  while (taken.has(`${name} ${number}`.toLowerCase())) number++;
  return `${name} ${number}`;
}

/** A word before which a phrase cannot be cut without losing its sense: "three wheel cargo bike". */
const BOUND = /^(?:one|two|three|four|first|second|best|no|non|self|pre|high|low|long|short|easy|\d.*)$/i;

/** What the keyword is about, and the parts of it that can stand alone; a penalty for what reads less like a name. */
function phrasesOf(keyword: string): { phrase: string; penalty: number }[] {
  const sides = sidesOf(keyword);
  if (sides) return [{ phrase: sides.join(" vs "), penalty: 0.15 }];
  const subject = subjectOf(keyword);
  if (subject.general === THIS.general) return [{ phrase: clean(keyword), penalty: 0.6 }];
  const asked = isQuestion(keyword) ? 0.2 : 0;
  const named = subject.general.replace(/^(?:the|your) /, "");
  const whole = { phrase: named, penalty: asked + lengthPenalty(named) + (/ (?:no|without) /.test(named) ? 0.2 : 0) };
  if (subject.activity) return [whole];
  const words = named.split(" ");
  const end = words.findIndex((word, at) => at > 0 && word !== "of" && PREPOSITIONS.has(word));
  const head = end === -1 ? words : words.slice(0, end);
  const phrases = [whole];
  // Only the end of a noun phrase is one as well: of "dual battery cargo bikes", "cargo bikes" and not "dual battery".
  for (let from = 1; from < (head.includes("of") ? 0 : head.length - 1); from++) {
    if (!BOUND.test(head[from - 1] ?? "")) phrases.push({ phrase: head.slice(from).join(" "), penalty: asked + 0.08 });
  }
  if (end > 0) phrases.push({ phrase: head.join(" "), penalty: asked + 0.08 });
  if (PRICED.test(keyword) && asked === 0)
    phrases.push({
      phrase: clean(keyword),
      penalty: lengthPenalty(keyword) + (/ (?:no|without) /.test(keyword) ? 0.2 : 0),
    });
  const names = phrases.filter(({ phrase }) => isName(phrase));
  return names.length > 0 ? names : [{ ...whole, penalty: whole.penalty + 0.1 }];
}

const PRICED = /\b(?:prices?|pricing|costs?|fees?|reviews?)$/i;

/** A single word names something only where it surely is a noun, and no name ends in a word like "and" or "up". */
function isName(phrase: string): boolean {
  const words = phrase.split(" ");
  const last = words.at(-1) ?? "";
  return (
    !STOP_WORDS.has(last) &&
    !STOP_WORDS.has(words[0] ?? "") &&
    (words.length > 1 || isPlural(last) || isCountable(last) || /^\p{Lu}+$/u.test(last))
  );
}

const lengthPenalty = (phrase: string) => 0.1 * Math.max(0, phrase.split(" ").length - 4);

/** One plain sentence that says what the cluster's page covers. */
export function describeCluster(name: string, members: Member[]): string {
  const some = members
    .map(({ keyword }) => keyword.keyword)
    .filter((text) => text.toLowerCase() !== name.toLowerCase())
    .slice(0, 3);
  if (some.length === 0) return `Searches for ${name}.`;
  return `Searches about ${name}, such as ${listed(some.map((text) => `“${text}”`))}.`;
}
