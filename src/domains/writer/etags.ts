/** The ETag of a row's version; the same version always shows the same. */
export const etagOf = (version: number): string => `"${version}"`;

/** Whether an If-Match or If-None-Match header names this entity tag. `*` names any; `W/` is not looked at. */
export const namesTag = (header: string, tag: string): boolean =>
  header.split(",").some((named) => ["*", tag].includes(named.trim().replace(/^W\//, "")));

export const namesVersion = (header: string, version: number): boolean => namesTag(header, etagOf(version));
