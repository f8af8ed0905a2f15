import { MODIFIERS, STOP_WORDS, tokenize } from "./text.ts";

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

/** "soil for raised beds": the thing is soil; what follows the preposition says which one. */
const QUALIFIED = /^(.+?) (?:for|with|without|in|from) (.+)$/;
/** The last word of an English noun phrase names the thing. */
const HEAD_WEIGHT = 1.4;
const QUALIFIER_WEIGHT = 0.6;

export interface ComparedWord {
  word: string;
  /** What the word's place in the keyword makes of it: 1.4 the head, 1 beside it, 0.6 in a qualifier. */
  weight: number;
}

/** The modifiers and topical words of a keyword and the marks of its kinds of page; empty only for a text without words. */
export function comparedWords(text: string): ComparedWord[] {
  const plain = tokenize(text).join(" ");
  const stated = plain.replace(CIRCUMSTANCES, " ").replace(/\s+/g, " ").trim();
  const parts = QUALIFIED.exec(stated);
  const qualified = parts !== null && topical(parts[1]).length > 0;
  const thing = topical(qualified ? parts[1] : stated);
  const kinds = PAGE_KINDS.filter(({ pattern }) => pattern.test(plain)).map(({ kind }) => KIND_MARK + kind);
  const modifiers = tokenize(plain).filter((word) => MODIFIERS.has(word) && !STOP_WORDS.has(word));
  const words = [
    ...[...modifiers, ...kinds].map((word) => ({ word, weight: 1 })),
    ...thing.map((word, place) => ({ word, weight: place === thing.length - 1 ? HEAD_WEIGHT : 1 })),
    ...topical(qualified ? parts[2] : "").map((word) => ({ word, weight: QUALIFIER_WEIGHT })),
  ];
  return words.length > 0 ? words : tokenize(plain).map((word) => ({ word, weight: 1 }));
}

const topical = (text = ""): string[] => tokenize(text).filter((word) => !STOP_WORDS.has(word) && !MODIFIERS.has(word));
