import slugify from "@sindresorhus/slugify";

const MAX_SLUG = 60;

/** A name as the short text that must be unique beside its siblings; keeps other scripts when nothing Latin is left. */
export function slugOf(name: string): string {
  const latin = slugify(name, { decamelize: false });
  const other = name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
  return [...(latin || other || "untitled")].slice(0, MAX_SLUG).join("");
}

/** What may stand in `/sites/{public_slug}/`: 3 to 50 characters, like a host name's label. */
export const PUBLIC_SLUG = /^[a-z0-9](?:[a-z0-9-]{1,48}[a-z0-9])$/;

/** Words that are, or may become, addresses of the product itself. */
const RESERVED = new Set(
  `about account accounts admin administrator api app apps assets auth billing blog cdn contact dashboard dev docs
  favicon feed feeds health help home index keyline local localhost login logout mail media metrics new oauth operator
  preview privacy public redoc register robots root rss search security settings signup site sitemap sites static
  status studio support system terms test undefined null webhook webhooks well-known wp-admin ws www`.split(/\s+/),
);

export const isReservedSlug = (slug: string): boolean => RESERVED.has(slug);

const SUFFIX_ROOM = 43;

/** Two addresses for a site's name: the plain one (null when it may not be used), and one that `suffix` makes its own. */
export function publicSlugsFor(name: string, suffix: string): { plain: string | null; suffixed: string } {
  const base = slugify(name, { decamelize: false }).slice(0, SUFFIX_ROOM).replace(/-+$/, "");
  const usable = PUBLIC_SLUG.test(base) && !isReservedSlug(base);
  return { plain: usable ? base : null, suffixed: `${base || "site"}-${suffix}` };
}
