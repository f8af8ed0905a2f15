/** What the hosted pages are drawn from. Addresses are absolute; times are ISO 8601 in UTC. */
export interface Site {
  name: string;
  description: string;
  /** Address of the site's first page, with its closing slash. */
  url: string;
  /** BCP 47, for the `lang` attribute and the dates; "en" when absent. */
  language?: string;
}

/** Pixels as stored; both are needed so that the page does not move while the picture loads. */
export interface Picture {
  url: string;
  width: number;
  height: number;
  alt: string;
}

export interface PageLink {
  title: string;
  url: string;
}

export interface Article {
  title: string;
  /** Already sanitised: the only text that is written without escaping. */
  html: string;
  excerpt: string;
  /** Title and description for search results; empty: the title and the excerpt. */
  metaTitle: string;
  metaDescription: string;
  /** The canonical address, which may be on another host. */
  url: string;
  publishedAt: string;
  updatedAt: string;
  image: Picture | null;
  tags: string[];
  category: string | null;
  wordCount: number;
  related: PageLink[];
}

export interface ArticlePage {
  site: Site;
  article: Article;
}

export type ArticleSummary = Pick<Article, "title" | "excerpt" | "url" | "publishedAt" | "image" | "category">;

export interface IndexPage {
  site: Site;
  articles: ArticleSummary[];
  /** From 1. */
  page: number;
  pageCount: number;
  /** Canonical address of this page of the list. */
  url: string;
  newerUrl: string | null;
  olderUrl: string | null;
}

export interface NotFoundPage {
  site: Site;
  /** 410: it was here and was taken down. */
  status: 404 | 410;
}

export type FeedEntry = Pick<
  Article,
  "title" | "html" | "excerpt" | "url" | "publishedAt" | "updatedAt" | "tags" | "category"
>;

/** `articles` newest first. */
export interface Feed {
  site: Site;
  articles: FeedEntry[];
}

export interface SitemapEntry {
  url: string;
  updatedAt: string;
}

/** Every page hangs its feed on the same address below the site's. */
export const feedUrl = (site: Site): string => new URL("feed.xml", site.url).href;

export const languageOf = (site: Site): string => site.language ?? "en";
