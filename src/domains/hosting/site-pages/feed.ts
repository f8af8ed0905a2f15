import { escapeMarkup } from "../../../core/escape.ts";
import { type Feed, feedUrl, languageOf, type SitemapEntry } from "./page-types.ts";

/** Atom 1.0 (RFC 4287); serve as `application/atom+xml`. The feed's own time is its newest entry's. */
export function renderFeed({ site, articles }: Feed): string {
  const updatedAt = articles.reduce((latest, { updatedAt }) => (updatedAt > latest ? updatedAt : latest), "");
  const entries = articles.map(
    (article) => `<entry>
<title>${escapeMarkup(article.title)}</title>
<link href="${escapeMarkup(article.url)}"/>
<id>${escapeMarkup(article.url)}</id>
<published>${escapeMarkup(article.publishedAt)}</published>
<updated>${escapeMarkup(article.updatedAt)}</updated>
${[...(article.category ? [article.category] : []), ...article.tags].map((term) => `<category term="${escapeMarkup(term)}"/>`).join("")}
<summary>${escapeMarkup(article.excerpt)}</summary>
<content type="html">${escapeMarkup(article.html)}</content>
</entry>
`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escapeMarkup(languageOf(site))}" xml:base="${escapeMarkup(site.url)}">
<title>${escapeMarkup(site.name)}</title>
<subtitle>${escapeMarkup(site.description)}</subtitle>
<link href="${escapeMarkup(site.url)}"/>
<link rel="self" type="application/atom+xml" href="${escapeMarkup(feedUrl(site))}"/>
<id>${escapeMarkup(site.url)}</id>
<updated>${escapeMarkup(updatedAt || EMPTY_FEED_TIME)}</updated>
<author><name>${escapeMarkup(site.name)}</name></author>
${entries.join("")}</feed>
`;
}

/** Atom demands a time even of a feed that never had an entry; a constant keeps the answer cacheable. */
const EMPTY_FEED_TIME = "1970-01-01T00:00:00Z";

/** sitemaps.org 0.9, at most 50,000 addresses a file; serve as `application/xml`. */
export function renderSitemap(entries: SitemapEntry[]): string {
  const urls = entries.map(
    ({ url, updatedAt }) => `<url><loc>${escapeMarkup(url)}</loc><lastmod>${escapeMarkup(updatedAt)}</lastmod></url>\n`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls.join("")}</urlset>
`;
}
