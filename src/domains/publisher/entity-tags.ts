/**
 * Whether the copy that a client names in If-None-Match is still the current one. Compared weakly, as RFC 9110 13.1.2
 * asks: a proxy that compresses an answer marks its tag with `W/`.
 */
export function isFresh(ifNoneMatch: string | undefined, etag: string): boolean {
  if (!ifNoneMatch) return false;
  return ifNoneMatch.split(",").some((tag) => tag.trim() === "*" || tag.trim().replace(/^W\//, "") === etag);
}
