/** Which hosted site: by the globally unique name in its address, its id or its domain. */
export type SiteKey = { publicSlug: string } | { siteId: number } | { domain: string };

/** Where a hosted site is. */
export interface SitePlace {
  accountId: number;
  siteId: number;
  shard: number;
}
