import { contentWords, MODIFIERS, STOP_WORDS, tokenize } from "./text.ts";

/**
 * The words of a keyword that are compared. A few kinds of page that searchers and shops keep apart from the rest are said in
 * many ways ("cheap", "budget", "under 200"): each becomes a word of its own.
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

/** A keyword's modifiers, then its topical words in order, then the marks of its kinds of page; empty without any word. */
export function comparedWords(text: string): string[] {
  const plain = tokenize(text).join(" ");
  const kinds = PAGE_KINDS.filter(({ pattern }) => pattern.test(plain)).map(({ kind }) => KIND_MARK + kind);
  const topical = contentWords(plain.replace(CIRCUMSTANCES, " "));
  const modifiers = tokenize(plain).filter(
    (word) => MODIFIERS.has(word) && !STOP_WORDS.has(word) && !topical.includes(word),
  );
  const words = [...modifiers, ...topical, ...kinds];
  return words.length > 0 ? words : tokenize(plain);
}
