import { describe, expect, it } from "vitest";
import { readingMinutes, renderArticle } from "../../src/domains/hosting/site-pages/article.tsx";
import { renderIndex, renderNotFound } from "../../src/domains/hosting/site-pages/article-list.tsx";
import { renderFeed, renderSitemap } from "../../src/domains/hosting/site-pages/feed.ts";
import type { Article, Site } from "../../src/domains/hosting/site-pages/page-types.ts";

const HOSTILE = `</script><script>alert(1)</script>"'><img src=x onerror=alert(1)>`;

const site: Site = { name: `S ${HOSTILE}`, description: `D ${HOSTILE}`, url: "https://k.test/sites/s/" };
const article: Article = {
  title: `T ${HOSTILE}`,
  html: "<h2>Kept</h2><p>as <em>it</em> is</p>",
  excerpt: `E ${HOSTILE}`,
  metaTitle: "",
  metaDescription: "",
  url: "https://k.test/sites/s/t",
  publishedAt: "2026-10-02T08:00:00Z",
  updatedAt: "2026-10-20T08:00:00Z",
  image: { url: "https://k.test/media/a.png", width: 1200, height: 630, alt: `A ${HOSTILE}` },
  tags: [`G ${HOSTILE}`],
  category: `C ${HOSTILE}`,
  wordCount: 700,
  related: [{ title: `R ${HOSTILE}`, url: "https://k.test/sites/s/r" }],
};

describe("hosted pages", () => {
  const list = { site, articles: [article], page: 2, pageCount: 3, url: "https://k.test/sites/s/?page=2" };
  const pages: [string, string][] = [
    ["article", renderArticle({ site, article })],
    ["index", renderIndex({ ...list, newerUrl: site.url, olderUrl: null })],
    ["not found", renderNotFound({ site, status: 404 })],
  ];

  it.each(pages)("escapes every text of the %s page", (_, page) => {
    expect(page.startsWith("<!doctype html><html")).toBe(true);
    expect(page).not.toContain("<script>alert");
    expect(page).not.toContain("<img src=x");
    expect(page.match(/<script/g)?.length ?? 0).toBe(page.includes("ld+json") ? 1 : 0);
  });

  it("writes the article's own HTML untouched and its metadata as readable JSON", () => {
    const page = renderArticle({ site, article });
    expect(page).toContain(`<div class="body">${article.html}</div>`);
    expect(page).toContain('<link rel="canonical" href="https://k.test/sites/s/t"/>');
    const json = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page)?.[1] ?? "";
    const graph = JSON.parse(json)["@graph"];
    expect(graph[0]).toMatchObject({ "@type": "Article", headline: article.title, dateModified: article.updatedAt });
    expect(graph[1].itemListElement).toHaveLength(2);
    expect(page).toContain("3 min read");
    expect(readingMinutes(0)).toBe(1);
  });

  it("shows the picture without its words below the title and on cards, and the whole cover where others link to it", () => {
    const url = "https://k.test/media/0d5a9a5e-6a8f-4a39-9d7b-3f1f0f6f1c11.png";
    const shown = (alt: string) => ({ ...article, title: "Tea", image: { url, width: 1200, height: 630, alt } });
    const page = renderArticle({ site, article: shown("Cover picture: An older title") });
    const twin = url.replace(".png", "-wordless.png");
    expect(page).toContain(`<img src="${twin}" alt="" width="1200" height="630"`);
    expect(page).toContain(`<meta property="og:image" content="${url}"/>`);
    expect(page).toContain('<meta property="og:image:alt" content="Cover picture: An older title"/>');
    expect(renderArticle({ site, article: shown("A cup") })).toContain(`<img src="${twin}" alt="A cup"`);
    const cards = renderIndex({ ...list, articles: [shown("A cup")], newerUrl: null, olderUrl: null });
    expect(cards).toContain(`<img src="${twin}" alt=""`);
  });

  it("keeps missing pages out of search results and links the pages of a list", () => {
    expect(renderNotFound({ site, status: 404 })).toContain('<meta name="robots" content="noindex"/>');
    const page = renderIndex({ ...list, newerUrl: site.url, olderUrl: "https://k.test/sites/s/?page=3" });
    expect(page).toContain('<link rel="next" href="https://k.test/sites/s/?page=3"/>');
    expect(page).toContain("Page 2 of 3");
  });
});

describe("feed and sitemap", () => {
  it("escapes text, drops characters that XML forbids and takes the newest time", () => {
    const older = { ...article, title: "a\u0000b\uD800c", updatedAt: "2026-01-01T00:00:00Z" };
    const feed = renderFeed({ site, articles: [older, article] });
    expect(feed).not.toMatch(/<(script|img|em|h2)/);
    expect(feed).toContain("<title>ab\uFFFDc</title>");
    expect(feed).toContain(`</id>\n<updated>${article.updatedAt}</updated>\n<author>`);
    expect(feed).toContain("&lt;h2&gt;Kept&lt;/h2&gt;");
  });

  it("lists addresses with the time of their last change", () => {
    expect(renderSitemap([{ url: "https://k.test/?a=1&b=2", updatedAt: article.updatedAt }])).toContain(
      "<url><loc>https://k.test/?a=1&amp;b=2</loc><lastmod>2026-10-20T08:00:00Z</lastmod></url>",
    );
  });
});
