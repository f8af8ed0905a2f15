/** Choice without chance: the same text always leads to the same choices, other texts to others. */

/** FNV-1a over UTF-16 code units, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/). */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

export interface Dice {
  /** A number in [0, 1). */
  next(): number;
  /** An integer in [0, sides). */
  roll(sides: number): number;
  /** One of the list, which must not be empty. */
  pick<T>(list: readonly [T, ...T[]]): T;
  /** A copy in another order (Fisher-Yates). */
  shuffle<T>(list: readonly T[]): T[];
}

/** A generator seeded by a text (mulberry32, a 32-bit generator in the public domain). */
export function seededBy(text: string): Dice {
  let state = hashText(text);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const roll = (sides: number) => Math.floor(next() * sides);
  return {
    next,
    roll,
    pick: (list) => list[roll(list.length)] ?? list[0],
    shuffle: (list) => {
      const rest = [...list];
      const order: typeof rest = [];
      while (rest.length > 0) order.push(...rest.splice(roll(rest.length), 1));
      return order;
    },
  };
}
