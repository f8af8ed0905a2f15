/** Markup that would take too long to read: nested too deeply, or dense beyond anything an author writes. */
export class MarkupTooComplex extends Error {
  override name = "MarkupTooComplex";
}

/**
 * What one HTML body may hold. A 512 KB article has some 5,000 elements and nests about 15 deep. The depth also
 * bounds the list of open formatting elements, which HTML parsers repeat inside every following paragraph.
 */
export const HTML_LIMITS = {
  elements: 20_000,
  depth: 100,
  /** Emphasis inside emphasis and the like: Markdown is printed anew at every level. */
  inlineDepth: 8,
  /** Nodes written between the cells of a table, which the parser moves in front of it one by one. */
  misplaced: 1_000,
  tableCells: 50_000,
  characters: 4_000_000,
} as const;

/**
 * What one Markdown body may hold. The parser's time grows with the square of the delimiters in one text block and of
 * the lines in one list or quote, so both are bounded per block (lines without a blank one between) and in total.
 */
export const MARKDOWN_LIMITS = {
  lines: 10_000,
  linesPerBlock: 2_000,
  delimiters: 50_000,
  delimitersPerBlock: 1_500,
  /** Column of the last quote or list marker that opens a line. */
  containerColumns: 80,
  tableCells: 50_000,
} as const;

const DELIMITER_WEIGHTS: Record<string, number> = { "&": 4, "[": 1, "]": 1, "*": 1, _: 1, "~": 2, "<": 1, "`": 1 };
const CONTAINER_MARKER = /(?:>|[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$))/y;
const TABLE_DELIMITER_ROW = /^[ \t>]*[|:-][|:\- \t]*$/;

/** @throws MarkupTooComplex when `markdown` exceeds MARKDOWN_LIMITS. One pass, linear in its length. */
export function refuseComplexMarkdown(markdown: string): void {
  const total = { lines: 0, delimiters: 0, cells: 0 };
  let block = { lines: 0, delimiters: 0, columns: 0 };

  for (const line of markdown.split(/\r\n|\r|\n/)) {
    if (line.trim() === "") {
      block = { lines: 0, delimiters: 0, columns: 0 };
      continue;
    }
    const weight = delimiterWeight(line);
    block.lines += 1;
    block.delimiters += weight;
    block.columns = Math.max(block.columns, tableColumns(line));
    total.lines += 1;
    total.delimiters += weight;
    total.cells += block.columns;

    refuse(total.lines > MARKDOWN_LIMITS.lines, "too many lines");
    refuse(block.lines > MARKDOWN_LIMITS.linesPerBlock, "too many lines without a blank one between them");
    refuse(total.delimiters > MARKDOWN_LIMITS.delimiters, "too much inline markup");
    refuse(block.delimiters > MARKDOWN_LIMITS.delimitersPerBlock, "too much inline markup in one paragraph");
    refuse(total.cells > MARKDOWN_LIMITS.tableCells, "too many table cells");
    refuse(containerColumn(line) > MARKDOWN_LIMITS.containerColumns, "quotes or lists nested too deeply");
  }
}

export function refuse(condition: boolean, reason: string): void {
  if (condition) throw new MarkupTooComplex(`The text cannot be processed: ${reason}`);
}

function delimiterWeight(line: string): number {
  let weight = 0;
  for (const character of line) weight += DELIMITER_WEIGHTS[character] ?? 0;
  return weight;
}

/** A row is padded to the width of its delimiter row, so a wide one multiplies every line below it. */
function tableColumns(line: string): number {
  return TABLE_DELIMITER_ROW.test(line) ? line.split("|").length : 0;
}

function containerColumn(line: string): number {
  let position = 0;
  let column = 0;
  while (position < line.length) {
    const character = line[position];
    if (character === " " || character === "\t") {
      position += 1;
      continue;
    }
    CONTAINER_MARKER.lastIndex = position;
    const marker = CONTAINER_MARKER.exec(line);
    if (!marker) break;
    column = position;
    position += marker[0].length;
  }
  return column;
}
