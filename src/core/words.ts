/** Word boundaries of Unicode (UAX 29): they also part the words of scripts without spaces. */
const segmenter = new Intl.Segmenter("en", { granularity: "word" });

/** Words by Unicode's boundaries, so Chinese and Thai count too; spaces, punctuation and the signs of Markdown do not. */
export function countWords(text: string): number {
  let count = 0;
  for (const segment of segmenter.segment(text)) if (segment.isWordLike) count += 1;
  return count;
}

/** A text on one line: spaces, line breaks and control characters become single spaces, none at the ends. */
export const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, " ").trim();

/** At most `length` UTF-16 units of a text. Never half of a character, which can be neither stored nor sent. */
export const cutAt = (text: string, length: number): string =>
  text
    .slice(0, length)
    .replace(/[\uD800-\uDBFF]$/, "")
    .toWellFormed();

/** What would dangle before a cut: spaces, dashes, opening brackets and quotes, and signs that part what follows. */
const DANGLING = /[\s\p{Pd}\p{Ps}\p{Pi}.,;:|/&、。，；：]+$/u;

/**
 * At most `length` UTF-16 units of a text, `mark` (an ellipsis, say) included if it was cut. Cut at a space; where there is
 * none in the second half, at a word boundary of Unicode; inside a word only if it alone is too long. Nothing dangles.
 */
export function cutAtWord(text: string, length: number, mark = ""): string {
  if (text.length <= length) return text;
  const room = Math.max(0, length - mark.length);
  const whole = text.slice(0, lastBoundary(text.slice(0, room + 1), room)).replace(DANGLING, "");
  return `${whole || cutAt(text, room)}${mark}`;
}

/** Where the last whole word within `room` ends; 0 when there is none. `text` shows one character more. */
function lastBoundary(text: string, room: number): number {
  const space = text.search(/\s\S*$/);
  if (space > room / 2) return space;
  let end = 0;
  for (const { index, segment } of segmenter.segment(text))
    if (index + segment.length <= room) end = index + segment.length;
  return end;
}
