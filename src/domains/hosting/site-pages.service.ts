import type { SystemContext } from "../../context.ts";
import { sha256 } from "../../core/crypto.ts";
import { isoTime } from "../../core/time.ts";
import type { ArticleRow, LinkRow, PublicSite, SummaryRow } from "./public-site.ts";
import { readSite } from "./public-sites.service.ts";
import { pageUrl, siteUrl } from "./site-addresses.ts";
import { cached, type SiteDocument, type SiteState } from "./site-page-cache.ts";
import { renderArticle } from "./site-pages/article.tsx";
import { renderIndex, renderNotFound } from "./site-pages/article-list.tsx";
import { renderFeed, renderSitemap } from "./site-pages/feed.ts";
import type { Article, ArticleSummary, Picture, Site } from "./site-pages/page-types.ts";
import { findArticle, findFeed, findIndex, findPublicSite, findSitemap } from "./site-pages.system-queries.ts";

export type { SiteDocument } from "./site-page-cache.ts";

const PAGE_SIZE = 12;
const FEED_SIZE = 50;
/** Most addresses in one file by sitemaps.org 0.9, less one for the site's first page. */
const SITEMAP_SIZE = 49_999;
/** So many of the newest pages are looked through for the few that an article links to. */
const NEIGHBOURS = 24;
const RELATED = 4;

const HTML = "text/html; charset=utf-8";

/** The list of articles, newest first. `page` from 1; 404 beyond the last. */
export const siteIndex = (system: SystemContext, publicSlug: string, page: number): Promise<SiteDocument> =>
  documentAt(system, publicSlug, page > 1 ? `?page=${page}` : "", async () => {
    const slice = { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE };
    const found = await readSite(system, { publicSlug }, (db, sought) => findIndex(db, sought, slice));
    if (!found) return missing(system, undefined, 404);
    const { site, rows, total } = found;
    const pageCount = Math.max(1, Math.ceil(total / PAGE_SIZE));
    if (page > pageCount) return missing(system, site, 404);
    const shown = siteOf(system, site);
    const address = (number: number) => (number > 1 ? `${shown.url}?page=${number}` : shown.url);
    const html = renderIndex({
      site: shown,
      articles: rows.map((row) => summaryOf(system, site, row)),
      page,
      pageCount,
      url: address(page),
      newerUrl: page > 1 ? address(page - 1) : null,
      olderUrl: page < pageCount ? address(page + 1) : null,
    });
    return made(site, HTML, html);
  });

/** One article; 410 once it was taken down. */
export const siteArticle = (system: SystemContext, publicSlug: string, slug: string): Promise<SiteDocument> =>
  documentAt(system, publicSlug, `${encodeURIComponent(slug)}/`, async () => {
    const found = await readSite(system, { publicSlug }, (db, sought) => findArticle(db, sought, slug, NEIGHBOURS));
    if (!found?.page) return missing(system, found?.site, 404);
    const { site, page, newestPages } = found;
    if (page.retractedAt !== null) return missing(system, site, 410);
    const html = renderArticle({
      site: siteOf(system, site),
      article: { ...articleOf(system, site, page), related: relatedTo(system, site, page, newestPages) },
    });
    return made(site, HTML, html, { accountId: site.accountId, pageId: page.id });
  });

/** The newest articles as an Atom feed. */
export const siteFeed = (system: SystemContext, publicSlug: string): Promise<SiteDocument> =>
  documentAt(system, publicSlug, "feed.xml", async () => {
    const found = await readSite(system, { publicSlug }, (db, sought) => findFeed(db, sought, FEED_SIZE));
    if (!found) return missing(system, undefined, 404);
    const { site, rows } = found;
    const feed = { site: siteOf(system, site), articles: rows.map((row) => articleOf(system, site, row)) };
    return made(site, "application/atom+xml; charset=utf-8", renderFeed(feed));
  });

/** The site's first page and all its live pages. */
export const siteSitemap = (system: SystemContext, publicSlug: string): Promise<SiteDocument> =>
  documentAt(system, publicSlug, "sitemap.xml", async () => {
    const found = await readSite(system, { publicSlug }, (db, sought) => findSitemap(db, sought, SITEMAP_SIZE));
    if (!found) return missing(system, undefined, 404);
    const { site, rows } = found;
    const { publicUrl } = system.config;
    const entries = [
      { url: siteUrl(publicUrl, publicSlug), updatedAt: isoTime(site.deployedAt) },
      ...rows.map((row) => ({ url: pageUrl(publicUrl, publicSlug, row.slug), updatedAt: isoTime(row.updatedAt) })),
    ];
    return made(site, "application/xml; charset=utf-8", renderSitemap(entries));
  });

/** Everything may be read; here is the sitemap. */
export const siteRobots = (system: SystemContext, publicSlug: string): Promise<SiteDocument> =>
  documentAt(system, publicSlug, "robots.txt", async () => {
    const found = await readSite(system, { publicSlug }, findPublicSite);
    if (!found) return missing(system, undefined, 404);
    const sitemap = `${siteUrl(system.config.publicUrl, publicSlug)}sitemap.xml`;
    return made(found.site, "text/plain; charset=utf-8", `User-agent: *\nAllow: /\n\nSitemap: ${sitemap}\n`);
  });

/** The page for addresses that belong to no site. */
export const noSite = (system: SystemContext): SiteDocument => missing(system, undefined, 404).document;

type Made = { document: SiteDocument; state: SiteState | undefined };

const documentAt = (system: SystemContext, publicSlug: string, path: string, make: () => Promise<Made>) =>
  cached({ publicUrl: system.config.publicUrl, publicSlug, path }, system.defer, make);

const stateOf = ({ accountId, id, version, updatedAt }: PublicSite): SiteState => ({
  accountId,
  siteId: id,
  version,
  updatedAt,
});

/** The tag has the site's version for people and a digest for truth: a new release may draw the same version anew. */
async function made(
  site: PublicSite,
  contentType: string,
  body: string,
  counts: SiteDocument["counts"] = null,
): Promise<Made> {
  const etag = `"${site.version}-${(await sha256(body)).slice(0, 16)}"`;
  return { document: { status: 200, contentType, body, etag, counts }, state: stateOf(site) };
}

function missing(system: SystemContext, site: PublicSite | undefined, status: 404 | 410): Made {
  const { publicUrl } = system.config;
  const nowhere = { name: new URL(publicUrl).host, description: "", url: `${publicUrl}/` };
  const body = renderNotFound({ site: site ? siteOf(system, site) : nowhere, status });
  return {
    document: { status, contentType: HTML, body, etag: null, counts: null },
    state: site && stateOf(site),
  };
}

const siteOf = (system: SystemContext, site: PublicSite): Site => ({
  name: site.name,
  description: site.description ?? "",
  url: siteUrl(system.config.publicUrl, site.publicSlug),
  language: site.language,
});

function pictureOf({ imageUrl, imageAlt, imageWidth, imageHeight }: SummaryRow): Picture | null {
  if (imageUrl === null || imageWidth === null || imageHeight === null) return null;
  return { url: imageUrl, width: imageWidth, height: imageHeight, alt: imageAlt ?? "" };
}

const summaryOf = (system: SystemContext, site: PublicSite, row: SummaryRow): ArticleSummary => ({
  title: row.title,
  excerpt: row.excerpt,
  url: pageUrl(system.config.publicUrl, site.publicSlug, row.slug),
  publishedAt: isoTime(row.publishedAt),
  image: pictureOf(row),
  category: row.category,
});

const articleOf = (system: SystemContext, site: PublicSite, row: ArticleRow): Omit<Article, "related"> => ({
  ...summaryOf(system, site, row),
  html: row.bodyHtml,
  metaTitle: row.metaTitle,
  metaDescription: row.metaDescription,
  updatedAt: isoTime(row.updatedAt),
  tags: row.tags,
  wordCount: row.wordCount,
});

/** Newest pages of the article's own category first, then the newest of the site. */
function relatedTo(system: SystemContext, site: PublicSite, page: ArticleRow, newestPages: readonly LinkRow[]) {
  const others = newestPages.filter((row) => row.slug !== page.slug);
  const near = others.filter((row) => row.category !== null && row.category === page.category);
  const far = others.filter((row) => !near.includes(row));
  return [...near, ...far].slice(0, RELATED).map((row) => ({
    title: row.title,
    url: pageUrl(system.config.publicUrl, site.publicSlug, row.slug),
  }));
}
