import type { Element, Nodes, Root } from "hast";
import { fromParse5 } from "hast-util-from-parse5";
import { toText } from "hast-util-to-text";
import { type DefaultTreeAdapterMap, defaultTreeAdapter, parseFragment, type TreeAdapter } from "parse5";
import rehypeSanitize, { type Options as Schema } from "rehype-sanitize";
import rehypeStringify from "rehype-stringify";
import { unified } from "unified";
import { SKIP, visit } from "unist-util-visit";
import { visitParents } from "unist-util-visit-parents";
import { escapeMarkup } from "./escape.ts";
import { HTML_LIMITS, refuse } from "./markup-limits.ts";

const HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"];
const BLOCKS = ["p", "div", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "hr", "figure", "figcaption"];
const TABLES = ["table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"];
const INLINE = ["a", "em", "strong", "b", "i", "s", "del", "ins", "sub", "sup", "code", "kbd", "mark", "abbr", "br"];
const OTHER = ["img", "details", "summary", "input", "section"];

/** Unknown elements that separate text become a `div`, so that unwrapping them does not glue words together. */
const SECTIONING = new Set(
  "section article main header footer aside nav address center form fieldset hgroup legend label".split(" "),
);

/** Elements that go with everything inside them: code, embedded or foreign content, controls, raw-text parsing modes. */
const DROPPED_WHOLE =
  "script style svg math template noscript iframe frame frameset noframes noembed object embed applet audio video canvas title head xmp plaintext textarea select button";

const FOOTNOTE_ID = /^user-content-fn(ref)?-[\w-]+$/;
const LANGUAGE_CLASS = /^language-[\w+#.-]{1,40}$/;
const ALIGNMENT = ["align", "left", "center", "right"] as [string, ...string[]];

const schema: Schema = {
  tagNames: [...HEADINGS, ...BLOCKS, ...TABLES, ...INLINE, ...OTHER],
  strip: DROPPED_WHOLE.split(" "),
  ancestors: Object.fromEntries(TABLES.slice(1).map((tag) => [tag, ["table"]])),
  attributes: {
    ...Object.fromEntries(HEADINGS.map((tag) => [tag, ["id"]])),
    h2: ["id", ["className", "sr-only"]],
    a: ["href", "title", "dataFootnoteRef", "dataFootnoteBackref", "ariaLabel", ["id", FOOTNOTE_ID]],
    img: ["src", "alt", "title", "width", "height"],
    ol: ["start", "reversed", ["className", "contains-task-list"]],
    ul: [["className", "contains-task-list"]],
    li: [
      ["className", "task-list-item"],
      ["id", FOOTNOTE_ID],
    ],
    input: [["type", "checkbox"], "checked", ["disabled", true]],
    section: ["dataFootnotes", ["className", "footnotes"]],
    code: [["className", LANGUAGE_CLASS]],
    th: [ALIGNMENT, "colSpan", "rowSpan"],
    td: [ALIGNMENT, "colSpan", "rowSpan"],
    details: ["open"],
    abbr: ["title"],
  },
  protocols: { href: ["http", "https", "mailto"], src: ["http", "https"] },
  required: { input: { type: "checkbox", disabled: true } },
  clobber: [],
};

const cleaner = unified()
  .use(() => removeControls)
  .use(() => renameSectioning)
  .use(rehypeSanitize, schema)
  .use(() => restrictAddresses)
  .use(() => nameHeadings)
  .use(() => refuseComplexTree)
  .use(rehypeStringify);

/** Rounds of parse, clean and print before the text is taken without its markup; honest HTML needs two. */
const MAX_ROUNDS = 6;

/**
 * HTML reduced to the allow-list above: no scripts, styles, handlers, foreign content or addresses that run code.
 * Headings get a unique slug as `id`, links to other hosts `rel="noopener"`. What is returned parses and prints to
 * itself: sanitising twice gives the same, and nothing changes its meaning when a browser parses it again (mXSS).
 * @throws MarkupTooComplex beyond HTML_LIMITS.
 */
export function sanitiseHtml(html: string): string {
  let before = html;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const after = clean(before);
    if (after === before) return after;
    before = after;
  }
  return clean(`<p>${escapeMarkup(toText(parseHtml(before)))}</p>`);
}

/** An HTML fragment as a syntax tree, nothing removed. @throws MarkupTooComplex beyond HTML_LIMITS. */
export function parseHtml(html: string): Root {
  refuse(html.length > HTML_LIMITS.characters, "too long");
  const fragment = parseFragment(html, { treeAdapter: countingAdapter(), scriptingEnabled: false });
  // A fragment always becomes a root; the library's type covers every kind of node.
  return fromParse5(fragment) as Root;
}

/** The limits are checked while parsing: misnested formatting can make a small input an enormous tree. */
function countingAdapter(): TreeAdapter<DefaultTreeAdapterMap> {
  let elements = 0;
  let depth = 0;
  let misplaced = 0;
  return {
    ...defaultTreeAdapter,
    createElement(tagName, namespace, attributes) {
      elements += 1;
      refuse(elements > HTML_LIMITS.elements, "too many elements");
      return defaultTreeAdapter.createElement(tagName, namespace, attributes);
    },
    insertBefore(parent, node, reference) {
      misplaced += 1;
      refuse(misplaced > HTML_LIMITS.misplaced, "too many elements misplaced in tables");
      defaultTreeAdapter.insertBefore(parent, node, reference);
    },
    onItemPush() {
      depth += 1;
      refuse(depth > HTML_LIMITS.depth, "elements nested too deeply");
    },
    onItemPop() {
      depth -= 1;
    },
  };
}

function clean(html: string): string {
  return cleaner.stringify(cleaner.runSync(parseHtml(html)));
}

function renameSectioning(tree: Root): void {
  visit(tree, "element", (node) => {
    const footnotes = node.tagName === "section" && "dataFootnotes" in node.properties;
    if (SECTIONING.has(node.tagName) && !footnotes) node.tagName = "div";
  });
}

/** The only control kept is the box of a task list; the schema would turn every other input into one. */
function removeControls(tree: Root): void {
  removeElements(tree, (node) => node.tagName === "input" && node.properties.type !== "checkbox");
}

function removeElements(tree: Root, unwanted: (node: Element) => boolean): void {
  visit(tree, "element", (node, index, parent) => {
    if (!parent || index === undefined || !unwanted(node)) return;
    parent.children.splice(index, 1);
    return [SKIP, index];
  });
}

/** Judges addresses as a browser resolves them, which a look at the first colon does not. Removes what fails. */
function restrictAddresses(tree: Root): void {
  removeElements(tree, (node) => node.tagName === "img" && !isImageAddress(node.properties.src));
  visit(tree, "element", (node) => {
    if (node.tagName === "a") restrictLink(node);
    if (Array.isArray(node.properties.className) && node.properties.className.length === 0)
      delete node.properties.className;
  });
}

const RELATIVE_BASE = "https://relative.invalid/";

function restrictLink(node: Element): void {
  const href = node.properties.href;
  const url = typeof href === "string" ? URL.parse(href, RELATIVE_BASE) : null;
  if (!url || !["http:", "https:", "mailto:"].includes(url.protocol)) delete node.properties.href;
  else if (url.protocol !== "mailto:" && url.origin !== new URL(RELATIVE_BASE).origin)
    node.properties.rel = ["noopener"];
}

function isImageAddress(src: unknown): boolean {
  const url = typeof src === "string" ? URL.parse(src, RELATIVE_BASE) : null;
  if (!url || (url.protocol !== "http:" && url.protocol !== "https:")) return false;
  return url.origin !== new URL(RELATIVE_BASE).origin || url.pathname.startsWith("/media/");
}

function nameHeadings(tree: Root): void {
  const taken = new Set<string>();
  const lastNumbers = new Map<string, number>();
  visit(tree, "element", (node) => {
    if (!HEADINGS.includes(node.tagName)) return;
    const given = node.properties.id;
    const base = slug(typeof given === "string" && slug(given) !== "" ? given : toText(node)) || "section";
    let id = base;
    let number = lastNumbers.get(base) ?? 1;
    while (taken.has(id)) id = `${base}-${++number}`;
    lastNumbers.set(base, number);
    taken.add(id);
    node.properties.id = id;
  });
}

/** Letters and digits of any script, joined by hyphens; at most 80 characters. */
function slug(text: string): string {
  const hyphenated = text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, "-");
  return Array.from(hyphenated).slice(0, 80).join("").replace(/^-|-$/g, "");
}

/** Checks what a tree costs to turn into Markdown; the costs of parsing were checked while it was built. */
function refuseComplexTree(tree: Root): void {
  let cells = 0;
  visitParents(tree, "element", (node, ancestors) => {
    if (node.tagName === "table") cells += tableArea(node);
    refuse(cells > HTML_LIMITS.tableCells, "too many table cells");
    const inline = ancestors.filter((ancestor) => ancestor.type === "element" && INLINE.includes(ancestor.tagName));
    refuse(inline.length > HTML_LIMITS.inlineDepth, "inline elements nested too deeply");
  });
}

/** Cells of the grid that a table fills, spans included: rows are padded to the widest. */
function tableArea(table: Element): number {
  let rows = 0;
  let spanned = 0;
  let width = 0;
  let widest = 0;
  visit(table, "element", (node) => {
    if (node.tagName === "tr") {
      rows += 1;
      width = 0;
    }
    if (node.tagName !== "td" && node.tagName !== "th") return;
    const columns = span(node.properties.colSpan);
    width += columns;
    widest = Math.max(widest, width);
    spanned += columns * span(node.properties.rowSpan);
  });
  return Math.max(rows * widest, spanned);
}

const span = (value: unknown) => Math.max(1, Number(value) || 1);

/** The level (1 to 6) of a heading element; undefined for every other node. */
export function headingLevel(node: Nodes): number | undefined {
  return node.type === "element" && HEADINGS.includes(node.tagName) ? Number(node.tagName[1]) : undefined;
}
