import type { KeywordInput } from "../ai.ts";
import type { Similarity } from "./similarity.ts";
import { contentWords, MODIFIERS, STOP_WORDS, stem, titleCase, tokenize } from "./text.ts";

/**
 * Names a person would choose: the keyword that stands best for the cluster, without its "best", "how to" and "near
 * me", in title case.
 */

export interface Member {
  keyword: KeywordInput;
  /** Position in the similarity. */
  position: number;
}

const LEADING =
  /^(?:(?:what|whats) (?:is|are) (?:an? |the )?|how (?:to|do (?:i|you)|can (?:i|you)) |(?:best|top|good|cheap|free|easy|top rated) |list of |types of |do i need (?:an? )?|(?:an?|the|my|your) )+/;
const TRAILING =
  /(?: (?:near me|online|reviews?|guide|tutorial|tips|price|prices|cost|for beginners|for sale|explained|at home|20\d\d))+$/;
const QUESTION = /^(?:how|what|why|when|where|which|who|can|do|does|did|is|are|should|will)\b/;

/** A name that is not yet `taken` (compared without case); it is added to `taken`. */
export function nameCluster(members: Member[], similarity: Similarity, taken: Set<string>): string {
  const candidates = [...members].sort((a, b) => standing(b, members, similarity) - standing(a, members, similarity));
  const names = candidates.map((member) => titleCase(bare(member.keyword.keyword)));
  const whole = candidates.map((member) => titleCase(member.keyword.keyword.toLowerCase()));
  const free = [...names, ...whole].find((name) => name.length <= 80 && !taken.has(name.toLowerCase()));
  const name = free ?? numbered(names[0] ?? "Cluster", taken);
  taken.add(name.toLowerCase());
  return name;
}

function numbered(name: string, taken: Set<string>): string {
  let number = 2;
  while (taken.has(`${name} ${number}`.toLowerCase())) number++;
  return `${name} ${number}`;
}

/** The keyword without what only asks for a kind of answer; as it is when little would remain. */
function bare(keyword: string): string {
  const text = keyword.toLowerCase().trim().replace(/\s+/g, " ");
  const short = text.replace(LEADING, "").replace(TRAILING, "");
  return contentWords(short).length >= Math.min(2, contentWords(text).length) ? short : text;
}

/** How well a keyword stands for all: near the others, much searched, made of words the others have, short, no question. */
function standing(member: Member, members: Member[], similarity: Similarity): number {
  const others = members.filter((other) => other !== member);
  const nearness =
    others.reduce((sum, other) => sum + similarity.between(member.position, other.position), 0) /
    Math.max(1, others.length);
  const loudest = Math.max(1, ...members.map((other) => other.keyword.volume ?? 0));
  const volume = Math.log1p(member.keyword.volume ?? 0) / Math.log1p(loudest);
  const name = bare(member.keyword.keyword);
  const words = contentWords(name).map(stem);
  const shared =
    words.reduce(
      (sum, word) => sum + others.filter((other) => rootsOf(other).has(word)).length / Math.max(1, others.length),
      0,
    ) / Math.max(1, words.length);
  const extra = tokenize(name).filter((word) => MODIFIERS.has(word) || STOP_WORDS.has(word)).length;
  const length = Math.abs(tokenize(name).length - 3);
  return nearness + shared + 0.6 * volume - 0.08 * extra - 0.05 * length - (QUESTION.test(name) ? 0.5 : 0);
}

const rootsOf = (member: Member) => new Set(contentWords(member.keyword.keyword).map(stem));

/** One plain sentence that says what the cluster's page covers. */
export function describeCluster(name: string, members: Member[]): string {
  const examples = members
    .map((member) => member.keyword.keyword)
    .filter((text) => text.toLowerCase() !== name.toLowerCase());
  const some = examples.slice(0, 3);
  if (some.length === 0) return `Searches for ${name}.`;
  return `Searches about ${name}, such as ${listOf(some.map((text) => `“${text}”`))}.`;
}

/** "a", "a and b", "a, b and c". */
export function listOf(items: string[]): string {
  const last = items.at(-1) ?? "";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}
