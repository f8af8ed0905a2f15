import { ADVICE, type Aspect } from "./draft-advice.ts";
import { GENERAL_ADVICE } from "./draft-advice-general.ts";
import type { Lens } from "./draft-lenses.ts";
import { countWords } from "./draft-markdown.ts";
import { type Dice, seededBy } from "./seeded.ts";

/** What `[name]` in a sentence stands for, as Markdown. */
export type Slots = Record<string, string>;

const CASUAL = /casual|friendly|conversational|informal|relaxed|playful/i;
/** Fewer words than this are not worth another paragraph, or a continuation of a section's opening. */
const SHORTEST_PARAGRAPH = 26;
const SHORTEST_OPENING = 10;
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
  /** A list of `count` entries in their original order, for steps and table rows. */
  some<T>(list: readonly T[], count: number): T[];
  /** The sentence with its choices made and its slots filled; undefined when the article has it already. */
  say(template: string, slots: Slots): string | undefined;
  /** The next entry of a list as a sentence that the article does not have yet; undefined when none is left. */
  sayNext(list: readonly string[], slots: Slots): string | undefined;
  /** Several sentences in a row as one string. */
  sayAll(templates: readonly string[], slots: Slots): string;
  /**
   * Paragraphs with about `words` words in all: of the lenses and the aspect in turn, then general ones, then those of other
   * aspects. Less comes back only when everything has been said.
   */
  paragraphs(aspect: Aspect, lenses: readonly Lens[], words: number, slots: Slots): string[];
}

/** A writer whose choices follow from `seed`; a casual tone contracts ("don't"). */
export function draftWriter(seed: string, tone: string): DraftWriter {
  const dice = seededBy(seed);
  const used = new Set<string>();
  const take = takeFrom(dice);
  const say = (template: string, slots: Slots) => {
    const sentence = fill(template, slots, dice, CASUAL.test(tone));
    const known = used.has(sentence.toLowerCase());
    used.add(sentence.toLowerCase());
    return known ? undefined : sentence;
  };
  const some = <T>(list: readonly T[], count: number) => {
    const chosen = new Set(dice.shuffle(list).slice(0, count));
    return list.filter((entry) => chosen.has(entry));
  };
  const sayAll = (templates: readonly string[], slots: Slots) =>
    templates.flatMap((template) => say(template, slots) ?? []).join(" ");
  const sayNext = (list: readonly string[], slots: Slots) => {
    for (let template = take(list); template !== undefined; template = take(list)) {
      const sentence = say(template, slots);
      if (sentence !== undefined) return sentence;
    }
    return undefined;
  };
  const paragraphs = (aspect: Aspect, lenses: readonly Lens[], words: number, slots: Slots) => {
    const written: string[] = [];
    let left = words;
    while (left > (written.length === 0 ? SHORTEST_OPENING : SHORTEST_PARAGRAPH)) {
      const paragraph = nextParagraph(aspect, written.length % 2 === 0 ? lenses : [], take);
      if (!paragraph) break;
      const text = sayAll(fitting(paragraph, left), slots);
      if (text !== "") written.push(text);
      left -= countWords(text);
    }
    return written;
  };
  return { take, some, say, sayNext, sayAll, paragraphs };
}

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

function fill(template: string, slots: Slots, dice: Dice, casual: boolean): string {
  const chosen = template.replace(/\{([^{}]*)\}/g, (_, choices: string) => {
    const [first = "", ...others] = choices.split("|");
    return dice.pick([first, ...others]);
  });
  const toned = casual ? CONTRACTIONS.reduce((text, [long, short]) => text.replace(long, short), chosen) : chosen;
  const filled = toned.replace(/\[(\w+)\]/g, (slot, name: string) => slots[name] ?? slot);
  return filled.replace(/^“?\p{Ll}/u, (start) => start.toUpperCase());
}

function nextParagraph(
  aspect: Aspect,
  lenses: readonly Lens[],
  take: DraftWriter["take"],
): readonly string[] | undefined {
  const pools = [
    ...lenses.map((lens) => lens.paragraphs),
    ADVICE[aspect],
    GENERAL_ADVICE,
    ADVICE.deciding,
    ADVICE.understanding,
    ADVICE.choosing,
    ADVICE.mistakes,
  ];
  for (const pool of pools) {
    const paragraph = take(pool);
    if (paragraph) return paragraph;
  }
  return undefined;
}

/** As many sentences of the paragraph as come closest to the number of words, at least one. */
function fitting(paragraph: readonly string[], words: number): string[] {
  const sentences: string[] = [];
  let length = 0;
  for (const sentence of paragraph) {
    const size = countWords(sentence);
    if (sentences.length > 0 && length + size / 2 > words) break;
    sentences.push(sentence);
    length += size;
  }
  return sentences;
}
