import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  excerptOf,
  headings,
  MarkupTooComplex,
  markdownToHtml,
  plainText,
  renderBody,
  sanitiseHtml,
} from "../../src/core/markup.ts";
import { parseHtml } from "../../src/core/sanitise.ts";

/** Known ways to smuggle code through a parser that differs from the browser's, or through one that parses once. */
const ATTACKS = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  '<a href="javascript:alert(1)">x</a>',
  '<a href="java\tscript:alert(1)">x</a>',
  '<a href=" &#1; javascript:alert(1)">x</a>',
  '<a href="JaVaScRiPt&colon;alert(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="vbscript:x">x</a>',
  '<img src="data:image/svg+xml;base64,PHN2Zy8+">',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  "<svg><script>alert(1)</script></svg>",
  '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
  "<math><mtext><h1><a><h6></a></h6><mglyph><svg><mtext><style><a title='</style><img src onerror=alert(1)>'></style></h1>",
  "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
  "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
  "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
  "<template><img src=x onerror=alert(1)></template>",
  "<textarea><p title='</textarea><img src=x onerror=alert(1)>'></textarea>",
  "<title><p title='</title><img src=x onerror=alert(1)>'></title>",
  "<xmp><p title='</xmp><img src=x onerror=alert(1)>'></xmp>",
  "<style><img src='</style><img src=x onerror=alert(1)>'></style>",
  "<select><template><style><!--</style><a rel='--></style></template></select><img src=x onerror=alert(1)>'>",
  "<!--><img src=x onerror=alert(1)>-->",
  "<!--a--!><img src=x onerror=alert(1)>",
  "<![CDATA[><img src=x onerror=alert(1)>]]>",
  "<plaintext><img src=x onerror=alert(1)>",
  '<p style="background:url(javascript:alert(1))" onmouseover="alert(1)">x</p>',
  '<input type="text" autofocus onfocus="alert(1)">',
  '<form action="javascript:alert(1)"><button formaction="javascript:alert(1)">x</button></form>',
  '<base href="javascript:alert(1)//">',
  '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
  '<object data="javascript:alert(1)"></object><embed src="javascript:alert(1)">',
  '<details open ontoggle="alert(1)"><summary>x</summary></details>',
  '<a href="https://e.com" target="_blank" onclick="alert(1)">x</a>',
  "<a href=1><object><a href=2>x</a></object></a>",
  "<table><tr><td><table><caption><a href='javascript:1'>x</caption></table><img src=x onerror=alert(1)>",
];

/** Every element and attribute that a browser would make of `html`. */
function partsOf(html: string) {
  const parts: { tag: string; attributes: Record<string, unknown> }[] = [];
  const walk = (node: ReturnType<typeof parseHtml> | ReturnType<typeof parseHtml>["children"][number]): void => {
    if (node.type === "element") parts.push({ tag: node.tagName, attributes: node.properties });
    if ("children" in node) for (const child of node.children) walk(child);
  };
  walk(parseHtml(html));
  return parts;
}

const FORBIDDEN_TAGS = /^(script|style|svg|math|iframe|object|embed|form|button|template|noscript|base|meta|textarea)$/;

function expectHarmless(html: string) {
  for (const { tag, attributes } of partsOf(html)) {
    expect(tag).not.toMatch(FORBIDDEN_TAGS);
    for (const [name, value] of Object.entries(attributes)) {
      expect(name).not.toMatch(/^on|^style$|^srcdoc$|^target$|^xLink/);
      if (name === "href" || name === "src") {
        expect(["http:", "https:", "mailto:"]).toContain(new URL(String(value), "https://a.test/").protocol);
      }
    }
  }
}

const FRAGMENTS = fc.oneof(
  fc.constantFrom(
    ...["<b>", "</b>", "<a href=x>", "</a>", "<p>", "</p>", "<table>", "<tr>", "<td>", "</table>", "<ul>", "<li>"],
    ...["<svg>", "</svg>", "<math>", "<mtext>", "<style>", "</style>", "<!--", "-->", "<h2 id='A b'>", "</h2>", "<x>"],
    ...["<form>", "<input type=checkbox>", "<details>", "<pre>", "\n", "&lt;", "&amp;", "'", '"', "<div>", "</div>"],
    ...["<img src=/media/a.png>", "<img src=x onerror=y>", "<section>", "<blockquote>", "<center>", "<dl>", "<dd>"],
  ),
  fc.constantFrom(...ATTACKS),
  fc.string({ maxLength: 8 }),
);
const SOUP = fc.array(FRAGMENTS, { maxLength: 24 }).map((parts) => parts.join(""));

describe("sanitising", () => {
  it.each(ATTACKS)("makes harmless: %s", (attack) => {
    const clean = sanitiseHtml(attack);
    expectHarmless(clean);
    expect(sanitiseHtml(clean)).toBe(clean);
    expectHarmless(markdownToHtml(`before ${attack} after\n\n${attack}`));
  });

  it("is idempotent and harmless for any tag soup", () => {
    fc.assert(
      fc.property(SOUP, (soup) => {
        const once = sanitiseHtml(soup);
        expect(sanitiseHtml(once)).toBe(once);
        expectHarmless(once);
      }),
      { numRuns: 400 },
    );
  });

  it("keeps what an article is made of", () => {
    const article =
      '<h2 id="why">Why</h2><p>A <strong>b</strong> <em>c</em> <del>d</del> H<sub>2</sub>O <a href="/p?q=1#r">r</a></p>' +
      '<figure><img src="https://a.test/i.png" alt="i"><figcaption>c</figcaption></figure><hr>' +
      '<pre><code class="language-js">x</code></pre><blockquote><p>q</p></blockquote>' +
      "<details><summary>s</summary><p>t</p></details><table><thead><tr><th>a</th></tr></thead></table>";
    expect(sanitiseHtml(article)).toBe(article);
  });

  it("marks links to other hosts and keeps images of the web and of the media store only", () => {
    expect(sanitiseHtml('<a href="https://e.test/">e</a>')).toBe('<a href="https://e.test/" rel="noopener">e</a>');
    expect(sanitiseHtml('<a href="//e.test/" rel="opener">e</a>')).toBe('<a href="//e.test/" rel="noopener">e</a>');
    expect(sanitiseHtml('<img src="/media/a.png"><img src="/media/../api/x"><img src="b.png"><img>')).toBe(
      '<img src="/media/a.png">',
    );
  });

  it("separates the texts of unknown blocks and gives headings unique ids", () => {
    expect(sanitiseHtml("<article>a</article><main>b</main><span>c</span>")).toBe("<div>a</div><div>b</div>c");
    expect(sanitiseHtml("<h2>Über uns!</h2><h3>Über uns</h3><h4 id='A B'>x</h4><h5>…</h5>")).toBe(
      '<h2 id="über-uns">Über uns!</h2><h3 id="über-uns-2">Über uns</h3><h4 id="a-b">x</h4><h5 id="section">…</h5>',
    );
  });
});

describe("limits", () => {
  const lines = (count: number, line: (index: number) => string) => Array.from({ length: count }, (_, i) => line(i));
  const markdownBombs: [string, string][] = [
    ["brackets", "[".repeat(100_000)],
    ["stars", "*".repeat(100_000)],
    ["less-than signs", "<".repeat(100_000)],
    ["closing stars", "a* ".repeat(33_000)],
    ["nested brackets", `${"[".repeat(50_000)}a${"]".repeat(50_000)}`],
    ["unfinished links", "[a](b".repeat(20_000)],
    ["strikethrough", "~a~~b".repeat(20_000)],
    ["entities in an address", `http://a.b/${"&a;".repeat(33_000)}`],
    ["footnote calls", "[^a]".repeat(25_000)],
    ["nested quotes", `${">".repeat(10_000)}a`],
    ["nested lists", `${"- ".repeat(10_000)}a`],
    ["lists nested by indentation", lines(400, (i) => `${" ".repeat(2 * i)}- a`).join("\n")],
    ["a long lazy quote", `> ${"a\n".repeat(50_000)}`],
    ["a wide table", `${"|a".repeat(2_000)}|\n${"|-".repeat(2_000)}|\n${"|a|\n".repeat(15_000)}`],
    ["a tight list", "- a\n".repeat(25_000)],
  ];
  it.each(markdownBombs)("refuses Markdown that is too complex: %s", (_, markdown) => {
    expect(() => markdownToHtml(markdown)).toThrow(MarkupTooComplex);
  });

  const htmlBombs: [string, string][] = [
    ["divisions", "<div>".repeat(10_000)],
    ["lists", "<ul><li>".repeat(10_000)],
    ["quotes", "<blockquote>".repeat(10_000)],
    ["formatting repeated in every paragraph", `${lines(90, (i) => `<b id=${i}>`).join("")}${"<p>a".repeat(20_000)}`],
    ["formatting behind markers", lines(10_000, (i) => `<b id=${i}><object></b></object>`).join("")],
    ["misplaced in a table", `<table>${"<i></i>".repeat(20_000)}`],
    ["table spans", `<table>${"<tr><td colspan=1000 rowspan=1000>".repeat(3_000)}`],
    ["inline", "<em>".repeat(20)],
  ];
  it.each(htmlBombs)("refuses HTML that is too complex: %s", (_, html) => {
    expect(() => sanitiseHtml(html)).toThrow(MarkupTooComplex);
  });

  it("takes the largest body, 512 KB of prose, both ways", () => {
    const section = `## On coffee\n\n${"Cold brew is steeped for **twelve** hours in [cold](https://e.test/) water. ".repeat(20)}\n\n- one\n- two\n\n`;
    const markdown = section.repeat(Math.floor(524_288 / section.length));
    const { html } = renderBody(markdown, "markdown");
    expect(headings(html).length).toBe(markdown.split("## ").length - 1);
    expect(renderBody(html, "html").markdown.length).toBeGreaterThan(400_000);
  });
});

describe("conversion", () => {
  it("keeps what the author wrote and derives the other", () => {
    const written = "# Hi\n\n* a  \n* b";
    expect(renderBody(written, "markdown").markdown).toBe(written);
    expect(renderBody("<h1>Hi</h1><script>1</script>", "html")).toEqual({
      html: '<h1 id="hi">Hi</h1>',
      markdown: "# Hi\n",
    });
  });

  it("reads tables, task lists, code and HTML inside Markdown", () => {
    const html = markdownToHtml(
      "|a|\n|:-:|\n|1|\n\n- [x] t\n\n```js\na<b\n```\n\n<details><summary>s</summary>\n\n*t*\n\n</details>",
    );
    expect(html).toContain('<td align="center">1</td>');
    expect(html).toContain('<input type="checkbox" checked disabled> t');
    expect(html).toContain('<code class="language-js">a&#x3C;b');
    expect(html).toContain("<details><summary>s</summary>\n<p><em>t</em></p>\n</details>");
  });

  it("gives the same HTML after a trip through Markdown", () => {
    const html = markdownToHtml(
      "## T\n\nA **b** _c_ [d](/e) `f`\n\n1. x\n2. y\n\n> q\n\n| a | b |\n| - | - |\n| 1 | 2 |\n",
    );
    expect(markdownToHtml(renderBody(html, "html").markdown)).toBe(html);
  });
});

describe("reading", () => {
  it("takes the visible text", () => {
    expect(plainText("<p>a <b>b</b></p><ul><li>c<li>d</ul>")).toBe("a b\n\nc\nd");
  });

  it("lists headings in order", () => {
    expect(headings(markdownToHtml("# A *b*\n\n### C\n\ntext"))).toEqual([
      { level: 1, text: "A b", id: "a-b" },
      { level: 3, text: "C", id: "c" },
    ]);
  });

  it("cuts an excerpt after a whole word", () => {
    expect(excerptOf("<h2>Title</h2><p>Short.</p>", 20)).toBe("Short.");
    expect(excerptOf("<h2>Title</h2>", 20)).toBe("Title");
    expect(excerptOf("<p>Cold brew, steeped slowly</p>", 15)).toBe("Cold brew…");
    expect(excerptOf("<p>Cold brew, steeped slowly</p>", 10)).toBe("Cold brew…");
    expect(excerptOf(`<p>${"x".repeat(50)}</p>`, 10)).toBe(`${"x".repeat(9)}…`);
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 30 }), (text, maximum) => {
        expect(excerptOf(sanitiseHtml(text), maximum).length).toBeLessThanOrEqual(maximum);
      }),
    );
  });
});
