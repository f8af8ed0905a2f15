import { takeFacets } from "./facets.ts";
import { contentWords, stem, tokenize } from "./text.ts";

/** A word of this share of the texts names the niche itself. */
const HEAD_SHARE = 0.1;

/** Whether a text has anything to do with others: given the positions of both. */
export type Kinship = (text: number, others: readonly number[]) => boolean;

/**
 * Kin is who names the niche, or shares a word with one of the others. A facet (price, best, near me, …) is no such word:
 * it says how something is searched for, not what, and "headphones deals" has nothing to do with "cargo bike price".
 */
export function kinshipOf(texts: readonly string[]): Kinship {
  const words = texts.map((text) => new Set(contentWords(takeFacets(tokenize(text).join(" ")).rest).map(stem)));
  const frequency = new Map<string, number>();
  for (const word of words.flatMap((own) => [...own])) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const isHead = (word: string) => (frequency.get(word) ?? 0) >= HEAD_SHARE * texts.length;
  return (text, others) => {
    const own = [...(words[text] ?? [])];
    return own.length === 0 || own.some((word) => isHead(word) || others.some((other) => words[other]?.has(word)));
  };
}

/** Takes out of their groups those that are kin to nobody there: outliers are reported, not forced. */
export function releaseForeigners(labels: number[], seeds: readonly (number | undefined)[], kin: Kinship): void {
  const groups = Map.groupBy(labels.keys(), (item) => labels[item]);
  let free = Math.max(-1, ...labels);
  for (const items of groups.values()) {
    for (const item of items) {
      const others = items.filter((other) => other !== item);
      if (seeds[item] === undefined && others.length > 0 && !kin(item, others)) labels[item] = ++free;
    }
  }
}
