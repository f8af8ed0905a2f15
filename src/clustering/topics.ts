import { takeFacets } from "./facets.ts";
import { MODIFIERS, STOP_WORDS, tokenize } from "./text.ts";

/** Words of a place where everything in a list is used: they tell no keyword from another. */
const CIRCUMSTANCES = /\b(?:for|at) home\b/g;

/** Marks a facet among words; no token contains it. */
const FACET_MARK = "#";

export const isFacet = (word: string): boolean => word.startsWith(FACET_MARK);

/** Facets that often go on one page, and how alike that makes them. */
export const ALIKE_FACETS = [{ facets: ["#budget", "#price"], similarity: 0.5 }] as const;

/** "soil for raised beds": the thing is soil; what follows the preposition says which one. */
const QUALIFIED = /^(.+?) (?:for|with|without|in|from|on) (.+)$/;
/** The last word of an English noun phrase names the thing. */
const HEAD_WEIGHT = 1.4;
const QUALIFIER_WEIGHT = 0.5;
/** Modifiers that make no facet decide little, but "in a day" and "made quickly" still say something. */
const MODIFIER_WEIGHT = 0.15;

export interface ComparedWord {
  word: string;
  /** 1.4 the head, 1 beside it, 0.5 in a qualifier, 0.15 a modifier; a facet has its own (`Facet`). */
  weight: number;
}

/** The facets, modifiers and topical words of a tokenized keyword; empty only for a text without words. */
export function comparedWords(tokens: readonly string[]): ComparedWord[] {
  const plain = tokens.join(" ");
  const { facets, rest } = takeFacets(plain);
  const stated = rest.replace(CIRCUMSTANCES, " ").replace(/\s+/g, " ").trim();
  const parts = QUALIFIED.exec(stated);
  const qualified = parts !== null && topical(parts[1]).length > 0;
  const thing = topical(qualified ? parts[1] : stated);
  const modifiers = tokenize(rest).filter((word) => MODIFIERS.has(word) && !STOP_WORDS.has(word));
  const words = [
    ...facets.map(({ name, weight }) => ({ word: FACET_MARK + name, weight })),
    ...modifiers.map((word) => ({ word, weight: MODIFIER_WEIGHT })),
    ...thing.map((word, place) => ({ word, weight: place === thing.length - 1 ? HEAD_WEIGHT : 1 })),
    ...topical(qualified ? parts[2] : "").map((word) => ({ word, weight: QUALIFIER_WEIGHT })),
  ];
  return words.length > 0 ? words : tokenize(plain).map((word) => ({ word, weight: 1 }));
}

const topical = (text = ""): string[] => tokenize(text).filter((word) => !STOP_WORDS.has(word) && !MODIFIERS.has(word));

/** Parts shorter than this make no compound: "in" and "to" stand side by side by chance. */
const COMPOUND_PART = 3;

/** Writes "skin care" as one word where another of the texts has "skincare", so that both are the same; other tokens stay. */
export function joinCompounds(texts: readonly (readonly string[])[]): string[][] {
  const known = new Set(texts.flat());
  return texts.map((tokens) => {
    const joined: string[] = [];
    for (const token of tokens) {
      const last = joined.at(-1) ?? "";
      const compound = Math.min(last.length, token.length) >= COMPOUND_PART && known.has(last + token);
      if (compound) joined[joined.length - 1] = last + token;
      else joined.push(token);
    }
    return joined;
  });
}
