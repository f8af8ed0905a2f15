import { oneLine } from "../../../core/words.ts";

/** Foreign text (keywords, headings, points) as literal text on one line of Markdown. */
export const literal = (text: string): string => oneLine(text).replace(/[\\`*_[\]<>|~&#]/g, "\\$&");

/** A table in GitHub-flavoured Markdown; the cells are Markdown already. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}
