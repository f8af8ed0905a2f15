import type { Context } from "hono";
import { namesTag } from "../../core/entity-tags.ts";
import { DomainError } from "../../core/errors.ts";
import { log } from "../../core/log.ts";
import { retryAfter } from "../../core/retry-after.ts";
import type { HttpEnv } from "../../http/env.ts";
import { renderStudio } from "../../http/errors.ts";
import { createRouter } from "../../http/router.ts";
import { countView } from "./page-views.service.ts";
import {
  noSite,
  type SiteDocument,
  siteArticle,
  siteFeed,
  siteIndex,
  siteRobots,
  siteSitemap,
} from "./site-pages.service.ts";

/** The hosted sites, mounted at `/sites`: for readers and crawlers, so every answer is a document and none is JSON. */
export const siteRoutes = createRouter();

siteRoutes.get("/:site", async (c) =>
  answer(c, await siteIndex(c.var.system, c.req.param("site"), pageNumber(c.req.query("page")))),
);
siteRoutes.get("/:site/feed.xml", async (c) => answer(c, await siteFeed(c.var.system, c.req.param("site"))));
siteRoutes.get("/:site/sitemap.xml", async (c) => answer(c, await siteSitemap(c.var.system, c.req.param("site"))));
siteRoutes.get("/:site/robots.txt", async (c) => answer(c, await siteRobots(c.var.system, c.req.param("site"))));
siteRoutes.get("/:site/:slug", async (c) => {
  const { site, slug } = c.req.param();
  return answer(c, await siteArticle(c.var.system, site, slug));
});
siteRoutes.all("*", (c) => answer(c, noSite(c.var.system)));

siteRoutes.onError((error, c) => {
  // a deployment that is not set up says so in the same words on every route
  if (error instanceof DomainError) return renderStudio(error, c);
  log("error", "page failed", { request_id: c.var.requestId, path: c.req.path, error });
  return c.text("This page cannot be shown at the moment. Please try again in a minute.\n", 503, retryAfter(60));
});

const MOST_PAGES = 100_000;

/** Anything that is no page number means the first page: links from elsewhere carry all kinds of parameters. */
function pageNumber(text: string | undefined): number {
  const page = Number(text ?? "1");
  return Number.isInteger(page) && page >= 1 && page <= MOST_PAGES ? page : 1;
}

/** Articles bring no scripts, frames or forms; pictures may come from other hosts. Styles are inlined. */
const SECURITY_HEADERS = {
  "Content-Security-Policy":
    "default-src 'none'; img-src 'self' https: data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "strict-origin-when-cross-origin",
};
const CACHEABLE = "public, max-age=60, stale-while-revalidate=300";

function answer(c: Context<HttpEnv>, document: SiteDocument): Response {
  const headers = new Headers({ ...SECURITY_HEADERS, "Content-Type": document.contentType });
  if (document.etag === null) {
    headers.set("Cache-Control", "no-cache");
    return new Response(document.body, { status: document.status, headers });
  }
  headers.set("Cache-Control", CACHEABLE);
  headers.set("ETag", document.etag);
  if (document.counts && isReading(c)) countView(c.var.system, document.counts);
  if (!namesTag(c.req.header("if-none-match"), document.etag))
    return new Response(document.body, { status: document.status, headers });
  headers.delete("Content-Type");
  return new Response(null, { status: 304, headers });
}

/** Somebody looks at the page: a 304 is a returning reader and counts; HEAD and a browser's prefetch do not. */
const isReading = (c: Context<HttpEnv>) => c.req.method === "GET" && !c.req.header("sec-purpose")?.includes("prefetch");
