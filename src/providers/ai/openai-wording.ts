import { oneLine } from "../../core/words.ts";

/** Without repetitions, letter case aside; the first spelling stays. */
export function distinct(texts: string[]): string[] {
  const seen = new Set<string>();
  return texts.filter((text) => {
    const key = folded(text);
    return !seen.has(key) && seen.add(key);
  });
}

/** For comparing what a model copied with the original: without letter case and spacing. */
export const folded = (text: string): string => oneLine(text).toLowerCase();
