import { toText } from "hast-util-to-text";
import rehypeRemark from "rehype-remark";
import rehypeStringify from "rehype-stringify";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import remarkStringify from "remark-stringify";
import { unified } from "unified";
import { visit } from "unist-util-visit";
import { refuseComplexMarkdown } from "./markup-limits.ts";
import { headingLevel, parseHtml, sanitiseHtml } from "./sanitise.ts";
import { cutAtWord, oneLine } from "./words.ts";

export { MarkupTooComplex } from "./markup-limits.ts";
export { sanitiseHtml } from "./sanitise.ts";

export type BodyFormat = "markdown" | "html";

/** A heading of a sanitised body, in document order: `level` 1 to 6, `id` for links to it. */
export interface Heading {
  level: number;
  text: string;
  id: string;
}

// HTML inside the Markdown passes through untouched here: the sanitiser parses and judges the whole of it.
const markdownReader = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype, { allowDangerousHtml: true })
  .use(rehypeStringify, { allowDangerousHtml: true });

// Unaligned tables: padding every cell to the widest would multiply the size of the text.
const markdownWriter = unified()
  .use(rehypeRemark)
  .use(remarkGfm, { tablePipeAlign: false })
  .use(remarkStringify, { bullet: "-", emphasis: "_", rule: "-" });

/** GitHub-flavoured Markdown (HTML inside it allowed) as sanitised HTML. @throws MarkupTooComplex */
export function markdownToHtml(markdown: string): string {
  refuseComplexMarkdown(markdown);
  return sanitiseHtml(String(markdownReader.processSync(markdown)));
}

/**
 * Both forms of a body. The one the author wrote is kept (Markdown word for word, HTML sanitised), the other is
 * derived from it. @throws MarkupTooComplex
 */
export function renderBody(body: string, format: BodyFormat): { markdown: string; html: string } {
  if (format === "markdown") return { markdown: body, html: markdownToHtml(body) };
  const html = sanitiseHtml(body);
  return { markdown: markdownWriter.stringify(markdownWriter.runSync(parseHtml(html))), html };
}

/** The text a reader sees, blocks on lines of their own. @throws MarkupTooComplex */
export function plainText(html: string): string {
  return toText(parseHtml(html)).trim();
}

/** The headings of a sanitised body; those without an id (HTML that was never sanitised) are left out. @throws MarkupTooComplex */
export function headings(html: string): Heading[] {
  const found: Heading[] = [];
  visit(parseHtml(html), "element", (node) => {
    const level = headingLevel(node);
    const id = node.properties.id;
    if (level !== undefined && typeof id === "string") found.push({ level, text: toText(node).trim(), id });
  });
  return found;
}

/**
 * The beginning of the visible text (headings only if there is nothing else) on one line, at most `maxCharacters` UTF-16
 * units including the ellipsis, cut by `cutAtWord`. @throws MarkupTooComplex
 */
export function excerptOf(html: string, maxCharacters: number): string {
  const tree = parseHtml(html);
  visit(tree, "element", (node) => {
    if (headingLevel(node) !== undefined) node.children = [];
  });
  return cutAtWord(oneLine(toText(tree).trim() || plainText(html)), maxCharacters, "…");
}
