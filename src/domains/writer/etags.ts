/** The ETag of a row's version; the same version always shows the same. */
export const etagOf = (version: number): string => `"${version}"`;

/** Whether an If-Match or If-None-Match header names this version. `*` names any. */
export const namesVersion = (header: string, version: number): boolean =>
  header.split(",").some((tag) => ["*", etagOf(version)].includes(tag.trim().replace(/^W\//, "")));
