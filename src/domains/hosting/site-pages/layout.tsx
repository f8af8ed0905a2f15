import { raw } from "hono/html";
import type { Child } from "hono/jsx";
import { feedUrl, languageOf, type Picture, type Site } from "./page-types.ts";
import { STYLESHEET } from "./stylesheet.ts";

/** What the head of a page says about it, to search engines and to the cards that other sites show. */
export interface PageHead {
  title: string;
  description: string;
  /** null: an address that should not be indexed. */
  canonicalUrl: string | null;
  kind: "website" | "article";
  image?: Picture | null;
  previousUrl?: string | null;
  nextUrl?: string | null;
  article?: { publishedAt: string; updatedAt: string; category: string | null; tags: string[] };
  /** JSON with `<` escaped. */
  structuredData?: string;
}

/** A whole document around `children`. No scripts run in it: the JSON-LD block is data. */
export function renderDocument(site: Site, head: PageHead, children: Child): string {
  const page = (
    <html lang={languageOf(site)} prefix="og: https://ogp.me/ns# article: https://ogp.me/ns/article#">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{head.title}</title>
        <Metadata site={site} head={head} />
        <SocialCard site={site} head={head} />
        <style>{raw(STYLESHEET)}</style>
        {head.structuredData && <script type="application/ld+json">{raw(head.structuredData)}</script>}
      </head>
      <body class={head.kind === "website" ? "wide" : undefined}>
        <a class="skip" href="#content">
          Skip to content
        </a>
        <header class="masthead">
          <a class="brand" href={site.url}>
            {site.name}
          </a>
          <a class="feed" href={feedUrl(site)}>
            Feed
          </a>
        </header>
        <main id="content">{children}</main>
        <footer class="foot">
          <p>
            {site.name}
            {site.description && ` – ${site.description}`}
          </p>
        </footer>
      </body>
    </html>
  );
  return `<!doctype html>${page}`;
}

function Metadata({ site, head }: { site: Site; head: PageHead }) {
  return (
    <>
      {head.description && <meta name="description" content={head.description} />}
      {head.canonicalUrl ? <link rel="canonical" href={head.canonicalUrl} /> : <meta name="robots" content="noindex" />}
      {head.previousUrl && <link rel="prev" href={head.previousUrl} />}
      {head.nextUrl && <link rel="next" href={head.nextUrl} />}
      <link rel="alternate" type="application/atom+xml" title={site.name} href={feedUrl(site)} />
      <meta name="theme-color" content="#fdfcfa" media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content="#161513" media="(prefers-color-scheme: dark)" />
    </>
  );
}

/** OpenGraph, and the one field that Twitter cards do not take from it. */
function SocialCard({ site, head }: { site: Site; head: PageHead }) {
  if (!head.canonicalUrl) return null;
  return (
    <>
      <meta property="og:site_name" content={site.name} />
      <meta property="og:type" content={head.kind} />
      <meta property="og:title" content={head.title} />
      <meta property="og:description" content={head.description} />
      <meta property="og:url" content={head.canonicalUrl} />
      <meta property="og:locale" content={languageOf(site).replace("-", "_")} />
      {head.image && (
        <>
          <meta property="og:image" content={head.image.url} />
          <meta property="og:image:width" content={String(head.image.width)} />
          <meta property="og:image:height" content={String(head.image.height)} />
          <meta property="og:image:alt" content={head.image.alt} />
        </>
      )}
      {head.article && (
        <>
          <meta property="article:published_time" content={head.article.publishedAt} />
          <meta property="article:modified_time" content={head.article.updatedAt} />
          {head.article.category && <meta property="article:section" content={head.article.category} />}
          {head.article.tags.map((tag) => (
            <meta property="article:tag" content={tag} />
          ))}
        </>
      )}
      <meta name="twitter:card" content={head.image ? "summary_large_image" : "summary"} />
      <meta name="twitter:title" content={head.title} />
      <meta name="twitter:description" content={head.description} />
      {head.image && <meta name="twitter:image" content={head.image.url} />}
    </>
  );
}

/** A day in the site's language; pages have no script that could know the reader's time zone, so it is the UTC day. */
export function DateOf({ site, at }: { site: Site; at: string }) {
  const day = new Intl.DateTimeFormat(languageOf(site), { dateStyle: "long", timeZone: "UTC" }).format(new Date(at));
  return <time datetime={at}>{day}</time>;
}
