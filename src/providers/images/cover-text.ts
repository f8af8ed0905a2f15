import { clean, cutPhrase } from "../../clustering/phrases.ts";
import type { FontMetrics } from "./fonts.ts";

/** Letters of the title stand a little closer than the font has them, as is usual at display sizes; in em. */
export const TITLE_SPACING = -0.022;
const LINE_HEIGHT = 1.14;
const MAX_LINES = 7;
/** Characters of an alternative text, which is read aloud in one go. */
const ALT_LENGTH = 125;
/** Below this share of the largest size a word may be broken: one long word shall not make the whole title small. */
const BREAK_BELOW = 0.62;

const COVER = "Cover picture: ";

/** The alternative text of a rendered cover: the title that it shows. */
export const coverAlt = (title: string): string => cutPhrase(`${COVER}${clean(title)}`, ALT_LENGTH);

/** Whether an alternative text says no more than a title. */
export const isCoverAlt = (alt: string): boolean => alt.startsWith(COVER);

/** A text set in lines: baselines are `lineHeight` pixels apart. */
export interface SetText {
  lines: string[];
  fontSize: number;
  lineHeight: number;
}

/**
 * What of a text the fonts can show: words with a character that no font has are left out, control characters and
 * repeated spaces too. Empty when less than half of the letters remain, for then the rest would mislead.
 */
export function showable(text: string, metrics: FontMetrics): string {
  const clean = text
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .trim();
  const has = (word: string) => [...word].every((character) => metrics.has(character));
  const words = clean.split(" ").filter((word) => word !== "" && has(word));
  const letters = (value: string) => value.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  const shown = words.join(" ");
  return letters(shown) * 2 >= letters(clean) ? shown : "";
}

/** Width of a line in em; characters without a glyph count as an average letter. */
export function widthOf(line: string, metrics: FontMetrics, spacing: number): number {
  let width = 0;
  for (const character of line) width += (metrics.get(character) ?? 0.6) + spacing;
  return width;
}

/** Sets a title in the largest size at which it fits the box (pixels); at the smallest size it is cut with an ellipsis. */
export function setTitle(
  title: string,
  metrics: FontMetrics,
  box: { width: number; height: number; largest: number },
): SetText {
  const smallest = Math.max(12, box.largest * 0.36);
  for (let fontSize = box.largest; fontSize > smallest; fontSize -= Math.max(1, box.largest * 0.02)) {
    const breakWords = fontSize < box.largest * BREAK_BELOW;
    const lines = wrap(title, metrics, box.width / fontSize, breakWords);
    if (lines && lines.length <= linesIn(box.height, fontSize))
      return balanced(title, lines, metrics, box.width, fontSize);
  }
  const lines = wrap(title, metrics, box.width / smallest, true) ?? [];
  const room = Math.max(1, linesIn(box.height, smallest));
  const cut =
    lines.length > room
      ? [...lines.slice(0, room - 1), ellipsis(lines[room - 1] ?? "", metrics, box.width / smallest)]
      : lines;
  return { lines: cut, fontSize: smallest, lineHeight: smallest * LINE_HEIGHT };
}

const linesIn = (height: number, fontSize: number) =>
  Math.min(MAX_LINES, Math.floor(height / (fontSize * LINE_HEIGHT)));

/** The same number of lines in the narrowest measure, so that the last line is not one lonely word. */
function balanced(title: string, lines: string[], metrics: FontMetrics, width: number, fontSize: number): SetText {
  let best = lines;
  for (let measure = width; measure > width * 0.55; measure -= width * 0.03) {
    const tighter = wrap(title, metrics, measure / fontSize, false);
    if (!tighter || tighter.length > lines.length) break;
    best = tighter;
  }
  return { lines: best, fontSize, lineHeight: fontSize * LINE_HEIGHT };
}

/** Greedy line breaking at spaces; undefined when a word is wider than the line and may not be broken. */
function wrap(text: string, metrics: FontMetrics, width: number, breakWords: boolean): string[] | undefined {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const pieces = widthOf(word, metrics, TITLE_SPACING) > width ? breakWord(word, metrics, width) : [word];
    if (pieces.length > 1 && !breakWords) return undefined;
    for (const piece of pieces) {
      const joined = line === "" ? piece : `${line} ${piece}`;
      if (widthOf(joined, metrics, TITLE_SPACING) <= width) line = joined;
      else {
        lines.push(line);
        line = piece;
      }
    }
  }
  return line === "" ? lines : [...lines, line];
}

function breakWord(word: string, metrics: FontMetrics, width: number): string[] {
  const pieces: string[] = [];
  let piece = "";
  for (const character of word) {
    if (piece !== "" && widthOf(piece + character, metrics, TITLE_SPACING) > width) {
      pieces.push(piece);
      piece = "";
    }
    piece += character;
  }
  return [...pieces, piece];
}

/** The line with an ellipsis, cut so far that both fit the width (em). */
export function ellipsis(line: string, metrics: FontMetrics, width: number): string {
  let characters = [...line];
  while (characters.length > 1 && widthOf(`${characters.join("")}…`, metrics, TITLE_SPACING) > width)
    characters = characters.slice(0, -1);
  return `${characters.join("").replace(/[\s,;:.–-]+$/, "")}…`;
}
