/** Words of a text in any language: also of those that put no spaces between them. */
export function countWords(text: string): number {
  let words = 0;
  for (const segment of new Intl.Segmenter(undefined, { granularity: "word" }).segment(text))
    if (segment.isWordLike) words += 1;
  return words;
}

/** Cut at the last word that fits, without trailing punctuation. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length + 1);
  const space = cut.lastIndexOf(" ");
  const whole = space > length / 2 ? cut.slice(0, space) : text.slice(0, length);
  return whole.replace(/[\s,;:.–—|-]+$/u, "").replace(/[\uD800-\uDBFF]$/, "");
}

/** Without repetitions, letter case aside; the first spelling stays. */
export function distinct(texts: string[]): string[] {
  const seen = new Set<string>();
  return texts.filter((text) => {
    const key = folded(text);
    return !seen.has(key) && seen.add(key);
  });
}

/** For comparing what a model copied with the original: without letter case and spacing. */
export const folded = (text: string): string => text.trim().replace(/\s+/g, " ").toLowerCase();
