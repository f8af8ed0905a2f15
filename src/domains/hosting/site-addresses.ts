/** Where a hosted site begins, with its closing slash. */
export const siteUrl = (publicUrl: string, publicSlug: string): string => `${publicUrl}/sites/${publicSlug}/`;

/** The canonical address of one page of a hosted site. */
export const pageUrl = (publicUrl: string, publicSlug: string, slug: string): string =>
  `${siteUrl(publicUrl, publicSlug)}${encodeURIComponent(slug)}/`;
