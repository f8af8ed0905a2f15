import { now, SECOND } from "../../core/time.ts";

/** One public document of a hosted site, before conditional requests and headers. */
export interface SiteDocument {
  status: 200 | 404 | 410;
  contentType: string;
  body: string | ReadableStream;
  /** Strong entity tag with its quotes; null on what is not there. */
  etag: string | null;
  /** The page whose reading is counted; null on lists and feeds. */
  counts: { accountId: number; pageId: number } | null;
}

/** What the documents of a site depend on: whose it is, its newest deployment and the last change of its own row. */
export interface SiteState {
  accountId: number;
  siteId: number;
  version: number;
  updatedAt: number;
}

/**
 * How long an isolate trusts what it knows of a site. The state is part of every cache key, so this, and not the life
 * of the cached documents, is how late a change can be seen in another isolate.
 */
const TRUSTED_MS = 5 * SECOND;
/** After a publish began here nothing is trusted for so long: its batch is written somewhere within. */
const UNSETTLED_MS = 10 * SECOND;
const MOST_REMEMBERED = 1_000;

const remembered = new Map<string, { state: SiteState; until: number }>();
const unsettled = new Map<string, number>();

/** Called before a change of the site is written: the next reader in this isolate gets it from the database. */
export function expectChange(publicSlug: string): void {
  if (unsettled.size >= MOST_REMEMBERED) unsettled.clear();
  unsettled.set(publicSlug, now() + UNSETTLED_MS);
  remembered.delete(publicSlug);
}

function remember(publicSlug: string, state: SiteState): void {
  if ((unsettled.get(publicSlug) ?? 0) > now()) return;
  unsettled.delete(publicSlug);
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(publicSlug, { state, until: now() + TRUSTED_MS });
}

function trusted(publicSlug: string): SiteState | undefined {
  const known = remembered.get(publicSlug);
  return known && known.until > now() ? known.state : undefined;
}

export interface CacheAddress {
  publicUrl: string;
  publicSlug: string;
  /** Path below the site and the known query parameters, already normalised. */
  path: string;
}

const keyOf = ({ publicUrl, path }: CacheAddress, { accountId, siteId, version, updatedAt }: SiteState) =>
  `${publicUrl}/cache/${accountId}/${siteId}/${version}-${updatedAt}/${path}`;

/**
 * Answers from the data centre's cache without any other storage, or makes the document in one database round trip and
 * leaves it there. `make` also says which state of the site it saw; undefined when there is no such site.
 */
export async function cached(
  address: CacheAddress,
  defer: (work: Promise<unknown>) => void,
  make: () => Promise<{ document: SiteDocument; state: SiteState | undefined }>,
): Promise<SiteDocument> {
  const known = trusted(address.publicSlug);
  const hit = known && (await caches.default.match(keyOf(address, known)));
  if (hit) return fromCache(hit);
  const { document, state } = await make();
  if (!state) return document;
  remember(address.publicSlug, state);
  if (document.status === 200) defer(caches.default.put(keyOf(address, state), forCache(document)));
  return document;
}

const COUNTS = "x-counts";

function forCache({ body, contentType, etag, counts }: SiteDocument): Response {
  const headers = new Headers({ "content-type": contentType, "cache-control": "public, max-age=60" });
  if (etag) headers.set("etag", etag);
  if (counts) headers.set(COUNTS, `${counts.accountId}:${counts.pageId}`);
  return new Response(body, { headers });
}

function fromCache(hit: Response): SiteDocument {
  const [accountId, pageId] = (hit.headers.get(COUNTS) ?? "").split(":").map(Number);
  return {
    status: 200,
    contentType: hit.headers.get("content-type") ?? "text/html; charset=utf-8",
    body: hit.body ?? "",
    etag: hit.headers.get("etag"),
    counts: accountId && pageId ? { accountId, pageId } : null,
  };
}
