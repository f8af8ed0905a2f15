import { fileUrl } from "./wordpress-media.ts";
import { linkOf, paragraphs } from "./wordpress-posts.ts";
import { restRoot, type Site, type StoredPost } from "./wordpress-site.ts";

export interface Page {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
}

/** What a visitor sees: the front page, a post at its link, an uploaded file. Every page names the REST root. */
export function answerPublic(site: Site, path: string, query: URLSearchParams): Page {
  const id = Number(query.get("p") ?? query.get("page_id") ?? 0);
  if (path === "/" && id === 0) return frontPage(site);
  const file = [...site.media.values()].find((item) => new URL(fileUrl(site, item)).pathname.endsWith(path));
  if (file && path.startsWith("/wp-content/")) {
    return { status: 200, headers: { "Content-Type": file.mimeType }, body: file.bytes };
  }
  const isLive = (post: StoredPost) => post.status === "publish" && (id ? post.id === id : `/${post.slug}/` === path);
  const post = [...site.posts.values()].find(isLive);
  if (!post || (!id && !site.settings.prettyPermalinks)) return page(site, 404, "Page not found", "");
  if (id && site.settings.prettyPermalinks) {
    return { status: 301, headers: { Location: linkOf(site, post) }, body: "" };
  }
  return page(site, 200, post.title, paragraphs(post.content));
}

function frontPage(site: Site): Page {
  const live = [...site.posts.values()].filter((post) => post.status === "publish").reverse();
  const items = live.map((post) => `<li><a href="${linkOf(site, post)}">${escaped(post.title)}</a></li>`);
  return page(site, 200, site.name, `<ul>${items.join("")}</ul>`);
}

function page(site: Site, status: number, title: string, content: string): Page {
  const root = restRoot(site);
  return {
    status,
    headers: { "Content-Type": "text/html; charset=UTF-8", Link: `<${root}>; rel="https://api.w.org/"` },
    body: `<!DOCTYPE html><html lang="en-US"><head><meta charset="UTF-8"><title>${escaped(title)}</title><link rel="https://api.w.org/" href="${root}"></head><body><article><h1>${escaped(title)}</h1>${content}</article></body></html>`,
  };
}

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
