/** The ETag of a row's version; the same version always shows the same. */
export const etagOf = (version: number): string => `"${version}"`;

/**
 * Whether an If-Match or If-None-Match header names this entity tag; `*` names any. Compared weakly, as RFC 9110 13.1.2
 * asks: a proxy that compresses an answer marks its tag with `W/`.
 */
export const namesTag = (header: string | undefined, tag: string): boolean =>
  (header ?? "").split(",").some((named) => ["*", tag].includes(named.trim().replace(/^W\//, "")));

export const namesVersion = (header: string | undefined, version: number): boolean => namesTag(header, etagOf(version));
