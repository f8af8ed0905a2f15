import { type Feed, feedUrl, languageOf, type SitemapEntry } from "./page-types.ts";

/** Atom 1.0 (RFC 4287); serve as `application/atom+xml`. The feed's own time is its newest entry's. */
export function renderFeed({ site, articles }: Feed): string {
  const updatedAt = articles.reduce((latest, { updatedAt }) => (updatedAt > latest ? updatedAt : latest), "");
  const entries = articles.map(
    (article) => `<entry>
<title>${escapeXml(article.title)}</title>
<link href="${escapeXml(article.url)}"/>
<id>${escapeXml(article.url)}</id>
<published>${escapeXml(article.publishedAt)}</published>
<updated>${escapeXml(article.updatedAt)}</updated>
${[...(article.category ? [article.category] : []), ...article.tags].map((term) => `<category term="${escapeXml(term)}"/>`).join("")}
<summary>${escapeXml(article.excerpt)}</summary>
<content type="html">${escapeXml(article.html)}</content>
</entry>
`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escapeXml(languageOf(site))}" xml:base="${escapeXml(site.url)}">
<title>${escapeXml(site.name)}</title>
<subtitle>${escapeXml(site.description)}</subtitle>
<link href="${escapeXml(site.url)}"/>
<link rel="self" type="application/atom+xml" href="${escapeXml(feedUrl(site))}"/>
<id>${escapeXml(site.url)}</id>
<updated>${escapeXml(updatedAt || EMPTY_FEED_TIME)}</updated>
<author><name>${escapeXml(site.name)}</name></author>
${entries.join("")}</feed>
`;
}

/** Atom demands a time even of a feed that never had an entry; a constant keeps the answer cacheable. */
const EMPTY_FEED_TIME = "1970-01-01T00:00:00Z";

/** sitemaps.org 0.9, at most 50,000 addresses a file; serve as `application/xml`. */
export function renderSitemap(entries: SitemapEntry[]): string {
  const urls = entries.map(
    ({ url, updatedAt }) => `<url><loc>${escapeXml(url)}</loc><lastmod>${escapeXml(updatedAt)}</lastmod></url>\n`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls.join("")}</urlset>
`;
}

const XML_ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

/** Escaped for text and attributes; characters that XML 1.0 forbids even when escaped are left out. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replace(/[&<>"']/g, (character) => XML_ENTITIES[character] ?? "");
}
