import { styleText } from "node:util";

const IS_TERMINAL = process.stdout.isTTY === true;
const BAR_WIDTH = 24;
const INDENT = "  ";

type Style = Parameters<typeof styleText>[0];
/** Coloured on a terminal that wants colours, plain everywhere else. */
const styled = (style: Style, text: string) => styleText(style, text, { stream: process.stdout });

export const bold = (text: string) => styled("bold", text);
export const dim = (text: string) => styled("dim", text);
export const good = (text: string) => styled("green", text);

/** A line of its own; removes the progress line. */
export function say(text = ""): void {
  clear();
  process.stdout.write(`${text}\n`);
}

/** On standard error: what went wrong, and what to do about it. */
export function complain(message: string, advice = ""): void {
  clear();
  process.stderr.write(`${styleText("red", message, { stream: process.stderr })}\n${advice ? `${advice}\n` : ""}`);
}

/** `label` in a column of its own, then the text. */
export const fact = (label: string, text: string): void => say(`${INDENT}${label.padEnd(11)} ${text}`);

/** The line of a long step, redrawn in place. Nothing where standard output is no terminal. */
export function progress(label: string, percent: number, phase: string): void {
  if (!IS_TERMINAL) return;
  const filled = Math.round((BAR_WIDTH * Math.min(100, Math.max(0, percent))) / 100);
  const bar = `${"█".repeat(filled)}${"░".repeat(BAR_WIDTH - filled)}`;
  const room = Math.max(0, (process.stdout.columns ?? 80) - BAR_WIDTH - 24);
  clear();
  process.stdout.write(
    `${INDENT}${label.padEnd(11)} ${bar} ${String(Math.round(percent)).padStart(3)} % ${phase.slice(0, room)}`,
  );
}

function clear(): void {
  if (IS_TERMINAL) process.stdout.write("\r\u001b[2K");
}

export interface Column {
  title: string;
  /** Numbers stand on the right. */
  right?: boolean;
  /** Longer cells are cut, with an ellipsis. */
  width?: number;
}

/** Rows under headings, in aligned columns. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): void {
  const cells = rows.map((row) => columns.map(({ width }, i) => cut(row[i] ?? "", width)));
  const widths = columns.map(({ title }, i) => Math.max(title.length, ...cells.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    columns
      .map(({ right }, i) => (right ? (row[i] ?? "").padStart(widths[i] ?? 0) : (row[i] ?? "").padEnd(widths[i] ?? 0)))
      .join("  ")
      .trimEnd();
  say(`${INDENT}${dim(line(columns.map(({ title }) => title)))}`);
  for (const row of cells) say(`${INDENT}${line(row)}`);
}

const cut = (text: string, width = Number.POSITIVE_INFINITY) =>
  text.length <= width ? text : `${text.slice(0, width - 1).trimEnd()}…`;

export const plural = (count: number, noun: string) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
