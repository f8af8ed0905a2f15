/**
 * What a list itself says about its words: which one the whole list is about ("desk"), which are attributes that many topics
 * have ("adjustable", "electric"), which define a topic ("mat"). Only topics tell keywords apart.
 */

/** A topical word in more than this part of the keywords is what the whole list is about. */
const NICHE_SHARE = 0.15;
/** In a short list that part is no more than one page has (in the tuning lists up to 18 keywords): there, half of the list. */
const PAGE_KEYWORDS = 20;
/** What such a word still counts, beside its rarity. */
const NICHE_WEIGHT = 0.3;
/** How fast a word becomes an attribute, and how much less a pure attribute counts. */
const ATTRIBUTE_GAIN = 2;
const ATTRIBUTE_LOSS = 0.8;
const LEAST_TOPIC = 0.05;
/** Keywords that are assumed beside a word's own, so that two of them prove nothing yet. */
const ASSUMED_KEYWORDS = 2;
/** Attributes are found by the topics beside them, and topics by not being attributes: this many rounds. */
const ROUNDS = 4;

/**
 * A factor per word for its weight, 0 to 1. `keywords` are the words of each keyword, `frequency` the keywords of each word;
 * `light` words, facets and modifiers, keep 1 and prove nothing.
 *
 * A word is an attribute as far as the other words of its keywords mostly stand without it ("corner" in "adjustable
 * corner desk") and no single one of them is always beside it (then it is part of that topic: "fatigue" with "mat").
 */
export function roleFactors(keywords: number[][], frequency: Float32Array, light: boolean[]): number[] {
  const everywhere = Math.max(NICHE_SHARE * keywords.length, Math.min(PAGE_KEYWORDS, keywords.length / 2));
  const niche = light.map((isLight, word) => !isLight && (frequency[word] ?? 0) > everywhere);
  const topical = light.map((isLight, word) => !isLight && !niche[word]);
  const together = countPairs(keywords.map((own) => own.filter((word) => topical[word])));
  const often = (word: number) => frequency[word] ?? 1;
  const companion = together.map((others, word) => Math.max(0, ...others.values()) / often(word));
  let topic = topical.map(Number);
  for (let round = 0; round < ROUNDS; round++) {
    const elsewhere = topical.map(() => 0);
    for (const own of keywords) {
      for (const word of own) {
        const independence = own.map((other) => {
          if (other === word || !topical[other]) return 0;
          const apart = often(other) - (together[word]?.get(other) ?? 0);
          return ((topic[other] ?? 0) * apart) / (often(other) + 0.5);
        });
        elsewhere[word] = (elsewhere[word] ?? 0) + Math.max(...independence);
      }
    }
    topic = topical.map((isTopical, word) => {
      if (!isTopical) return 0;
      const part = (elsewhere[word] ?? 0) / (often(word) + ASSUMED_KEYWORDS);
      return Math.max(LEAST_TOPIC, 1 - ATTRIBUTE_GAIN * part * (1 - (companion[word] ?? 0)));
    });
  }
  return topic.map((value, word) => {
    if (light[word]) return 1;
    return niche[word] ? NICHE_WEIGHT : 1 - ATTRIBUTE_LOSS * (1 - value);
  });
}

/** Per word the words it stands with, and in how many keywords. */
function countPairs(keywords: number[][]): Map<number, number>[] {
  const together: Map<number, number>[] = [];
  for (const own of keywords) {
    for (const word of own) {
      together[word] ??= new Map();
      for (const other of own) {
        if (other !== word) together[word].set(other, (together[word].get(other) ?? 0) + 1);
      }
    }
  }
  return together;
}
