import type { SitePage } from "../../db/tables/hosting.ts";
import type { Site } from "../../db/tables/sites.ts";

/** Which site: by the globally unique name in its address, its id or its domain. */
export type SiteKey = { publicSlug: string } | { siteId: number } | { domain: string };

/** A hosted site as the public meets it. */
export interface PublicSite
  extends Pick<Site, "id" | "accountId" | "name" | "description" | "language" | "domain" | "updatedAt"> {
  publicSlug: string;
  /** Its newest deployment, 0 before the first; `deployedAt` is that deployment's time, milliseconds. */
  version: number;
  deployedAt: number;
}

/** A page with its body; `retractedAt` is set once it was taken down. */
export type ArticleRow = Omit<SitePage, "accountId" | "siteId" | "contentId" | "revision" | "version" | "views">;

export type SummaryRow = Omit<
  ArticleRow,
  "id" | "bodyHtml" | "metaTitle" | "metaDescription" | "tags" | "wordCount" | "updatedAt" | "retractedAt"
>;

export type LinkRow = Pick<SitePage, "title" | "slug" | "category">;

/** A hosted site as data, with one slice of its live pages. */
export interface SiteDefinition {
  site: PublicSite;
  rows: ArticleRow[];
  /** All live pages. */
  total: number;
  navigation: Pick<LinkRow, "title" | "slug">[];
  /** Changes with the site's version and with its own row. */
  etag: string;
}
