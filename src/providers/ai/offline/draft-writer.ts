import { type Dice, seededBy } from "./seeded.ts";

/** What `[name]` in a sentence stands for, as Markdown. */
export type Slots = Record<string, string>;

const CASUAL = /casual|friendly|conversational|informal|relaxed|playful/i;
const CONTRACTIONS: readonly (readonly [RegExp, string])[] = [
  [/\b(do|does|did|is|are|was|were|would|should|could|has|have) not\b/gi, "$1n't"],
  [/\bcannot\b/g, "can't"],
  [/\b([Yy]ou|[Tt]hey|[Ww]e) (?:will)(?= [a-z])/g, "$1'll"],
  [/(^|[,;:] )([Ii]t|[Tt]hat|[Tt]here) is(?= [a-z])/g, "$1$2's"],
];

/**
 * Hands out text for one article, no sentence of it twice. The order and the wording follow from the seed, so that one
 * title always gives one article and different titles differ.
 */
export interface DraftWriter {
  /** The next entry of a list in this article's own order, undefined when all were handed out. */
  take<T>(list: readonly T[]): T | undefined;
  /** One of the list; the same may come again. */
  pick<T>(list: readonly [T, ...T[]]): T;
  /** The text in one of its wordings, slots filled, without sentences that the article has already; "" when none is new. */
  say(template: string, slots: Slots): string;
  /** The next text of a list of which the article has no sentence yet; "" when none is left. */
  sayNext(list: readonly string[], slots: Slots): string;
}

/** A writer whose choices follow from `seed`; a casual tone contracts ("don't"). */
export function draftWriter(seed: string, tone: string): DraftWriter {
  const dice = seededBy(seed);
  const used = new Set<string>();
  const take = takeFrom(dice);
  const casual = CASUAL.test(tone);
  const sentencesOf = (template: string, slots: Slots) =>
    worded(template, dice)
      .split(/(?<=[.?!]) /)
      .map((sentence) => fill(sentence, slots, casual));
  const keep = (sentences: string[]) => {
    const fresh = sentences.filter((sentence) => !used.has(sentence.toLowerCase()));
    for (const sentence of fresh) used.add(sentence.toLowerCase());
    return fresh.join(" ");
  };
  const say = (template: string, slots: Slots) => keep(sentencesOf(template, slots));
  const sayNext = (list: readonly string[], slots: Slots) => {
    for (let template = take(list); template !== undefined; template = take(list)) {
      const sentences = sentencesOf(template, slots);
      if (!sentences.some((sentence) => used.has(sentence.toLowerCase()))) return keep(sentences);
    }
    return "";
  };
  return { take, pick: dice.pick, say, sayNext };
}

/** One of the wordings at each `{a|b}`. */
const worded = (template: string, dice: Dice) =>
  template.replace(/\{([^{}]*)\}/g, (_, wordings: string) => {
    const choices = wordings.split("|");
    return choices[dice.roll(choices.length)] ?? "";
  });

/** Lists shuffled when first asked for, then handed out from the front. */
function takeFrom(dice: Dice): DraftWriter["take"] {
  const pools = new Map<unknown, unknown[]>();
  return <T>(list: readonly T[]) => {
    // safe: the pool of a list holds that list's entries
    const pool = (pools.get(list) as T[] | undefined) ?? dice.shuffle(list);
    pools.set(list, pool);
    return pool.shift();
  };
}

function fill(template: string, slots: Slots, casual: boolean): string {
  const toned = casual ? CONTRACTIONS.reduce((text, [long, short]) => text.replace(long, short), template) : template;
  const filled = toned.replace(/\[(\w+)\]/g, (slot, name: string) => slots[name] ?? slot);
  return filled.replace(/^“?\p{Ll}/u, (start) => start.toUpperCase());
}
