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
 * Hands out sentences for one article, none of them twice. The order and the wording follow from the seed, so that one
 * title always gives one article and different titles differ.
 */
export interface DraftWriter {
  /** The next entry of a list in this article's own order, undefined when all were handed out. */
  take<T>(list: readonly T[]): T | undefined;
  /** One of the list; the same may come again. */
  pick<T>(list: readonly [T, ...T[]]): T;
  /** The sentence with its slots filled; undefined when the article has it already. */
  say(template: string, slots: Slots): string | undefined;
  /** The next entry of a list as a sentence that the article does not have yet; undefined when none is left. */
  sayNext(list: readonly string[], slots: Slots): string | undefined;
  /** The next group of sentences that are all new, as one string; empty when none is left. */
  sayGroup(groups: readonly (readonly string[])[], slots: Slots): string;
}

/** A writer whose choices follow from `seed`; a casual tone contracts ("don't"). */
export function draftWriter(seed: string, tone: string): DraftWriter {
  const dice = seededBy(seed);
  const used = new Set<string>();
  const take = takeFrom(dice);
  const casual = CASUAL.test(tone);
  const isNew = (template: string, slots: Slots) =>
    phrasesIn(template, slots, casual).every((phrase) => !used.has(phrase));
  const say = (template: string, slots: Slots) => {
    if (!isNew(template, slots)) return undefined;
    for (const phrase of phrasesIn(template, slots, casual)) used.add(phrase);
    return fill(template, slots, casual);
  };
  const sayNext = (list: readonly string[], slots: Slots) => {
    for (let template = take(list); template !== undefined; template = take(list)) {
      const sentence = say(template, slots);
      if (sentence !== undefined) return sentence;
    }
    return undefined;
  };
  const sayGroup = (groups: readonly (readonly string[])[], slots: Slots) => {
    for (let group = take(groups); group !== undefined; group = take(groups)) {
      if (group.every((template) => isNew(template, slots)))
        return group.flatMap((template) => say(template, slots) ?? []).join(" ");
    }
    return "";
  };
  return { take, pick: dice.pick, say, sayNext, sayGroup };
}

/** What an article should say once: the sentence itself, and the list of what an answer depends on. */
const phrasesIn = (template: string, slots: Slots, casual: boolean) => [
  fill(template, slots, casual).toLowerCase(),
  ...(template.includes("[depends]") ? [slots.depends ?? ""] : []),
];

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
