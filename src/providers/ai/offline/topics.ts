import { contentWords, tokenize } from "./text.ts";

/**
 * What a keyword is about, as a list of words to compare. Most modifiers only ask for a kind of answer and are left out;
 * the few kinds that searchers and shops give a page of their own become a word of their own, whichever way they are said.
 */

const PAGE_KINDS: readonly { kind: string; pattern: RegExp }[] = [
  {
    kind: "budget",
    pattern: /\b(cheap|cheapest|cheaper|affordable|budget|inexpensive|economical|low (cost|price|priced)|under \d+)\b/,
  },
  {
    kind: "fault",
    pattern:
      /\b(troubleshoot(ing)?|repairs?|problems?|issues?|broken|faults?|errors?|(not|wont|doesnt|isnt|stopped|no) \w+ing|not work)\b/,
  },
];

/** Words of a place where everything in a list is used, and of a price limit: they tell no keyword from another. */
const CIRCUMSTANCES = /\b(?:for|at) home\b|\bunder \d+\b/g;

/** Marks a kind of page among words; no token contains it. */
const KIND_MARK = "#";

export const isKind = (word: string): boolean => word.startsWith(KIND_MARK);

/** The topical words of a keyword in order, then the marks of its kinds of page; never empty for a text with words. */
export function topicWords(text: string): string[] {
  const plain = tokenize(text).join(" ");
  const kinds = PAGE_KINDS.filter(({ pattern }) => pattern.test(plain)).map(({ kind }) => KIND_MARK + kind);
  const words = contentWords(plain.replace(CIRCUMSTANCES, " "));
  const all = [...words, ...kinds];
  return all.length > 0 ? all : tokenize(text);
}
