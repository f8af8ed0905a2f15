/** The state of one faked WordPress: what its database would hold. */

export interface User {
  id: number;
  login: string;
  role: keyof typeof ROLES;
}

/** Capabilities of WordPress's own roles, as far as the REST routes ask for them (`wp-admin/includes/schema.php`). */
const SUBSCRIBER = ["read"];
const CONTRIBUTOR = [...SUBSCRIBER, "edit_posts", "delete_posts"];
const AUTHOR = [...CONTRIBUTOR, "publish_posts", "upload_files", "edit_published_posts", "delete_published_posts"];
const EDITOR = [
  ...AUTHOR,
  ...["edit_others_posts", "delete_others_posts", "read_private_posts", "edit_private_posts", "delete_private_posts"],
  ...["edit_pages", "publish_pages", "edit_others_pages", "edit_published_pages", "delete_pages", "manage_categories"],
  ...["manage_links", "moderate_comments", "unfiltered_html"],
];
const ROLES = {
  subscriber: SUBSCRIBER,
  contributor: CONTRIBUTOR,
  author: AUTHOR,
  editor: EDITOR,
  administrator: [...EDITOR, "manage_options", "edit_users", "activate_plugins"],
};

/** Each role has one user, whose name is the role's; all have the same application password. */
const USERS: User[] = (["administrator", "editor", "author", "contributor", "subscriber"] as const).map(
  (role, index) => ({
    id: index + 1,
    login: role,
    role,
  }),
);
export const APPLICATION_PASSWORD = "abcd efgh ijkl mnop qrst uvwx";

export const capabilitiesOf = (user: User): string[] => ROLES[user.role];
export const can = (user: User | null, capability: string): boolean =>
  user !== null && capabilitiesOf(user).includes(capability);

export interface StoredPost {
  id: number;
  type: "post" | "page";
  status: string;
  slug: string;
  title: string;
  content: string;
  excerpt: string;
  author: number;
  /** Milliseconds; the site's zone is UTC. */
  date: number;
  modified: number;
  categories: number[];
  tags: number[];
  featuredMedia: number;
  sticky: boolean;
  format: string;
  commentStatus: string;
  pingStatus: string;
  password: string;
  /** Kept while the post lies in the trash, where the slug reads `…__trashed`. */
  beforeTrash: { slug: string; status: string } | null;
}

export interface StoredMedia {
  id: number;
  slug: string;
  title: string;
  altText: string;
  caption: string;
  file: string;
  mimeType: string;
  bytes: Buffer;
  author: number;
  date: number;
}

export interface StoredTerm {
  id: number;
  taxonomy: "category" | "post_tag";
  name: string;
  slug: string;
  description: string;
  parent: number;
}

export interface LoggedRequest {
  method: string;
  /** With the query, which never holds a secret here. */
  path: string;
  /** The user it came from; null for a visitor, which wrong credentials are too. */
  user: string | null;
  /** Null when the connection was cut instead. */
  status: number | null;
}

export interface SiteSettings {
  /** Off: no `/wp-json/`, no readable addresses; everything by `?rest_route=` and `?p=`. */
  prettyPermalinks: boolean;
  /** On: wrong credentials are refused at once, as newer WordPress does, instead of counting as a visitor's. */
  strictAuthentication: boolean;
}

export interface Site {
  name: string;
  /** Without a trailing slash. */
  url: string;
  settings: SiteSettings;
  posts: Map<number, StoredPost>;
  media: Map<number, StoredMedia>;
  terms: Map<number, StoredTerm>;
  /** Posts, pages and media share their numbers. */
  nextId: number;
  nextTermId: number;
  requests: LoggedRequest[];
}

export function createSite(name: string, url: string): Site {
  const uncategorized: StoredTerm = {
    id: 1,
    taxonomy: "category",
    name: "Uncategorized",
    slug: "uncategorized",
    description: "",
    parent: 0,
  };
  return {
    name,
    url,
    settings: { prettyPermalinks: true, strictAuthentication: false },
    posts: new Map(),
    media: new Map(),
    terms: new Map([[uncategorized.id, uncategorized]]),
    nextId: 4,
    nextTermId: 2,
    requests: [],
  };
}

/** Where the REST interface is; every page says it in its `Link` header. */
export const restRoot = ({ url, settings }: Site): string =>
  settings.prettyPermalinks ? `${url}/wp-json/` : `${url}/index.php?rest_route=/`;

/** The user behind a Basic header; null for a visitor; undefined when the credentials are wrong. */
export function authenticate(authorization: string | undefined): User | null | undefined {
  const encoded = /^basic\s+(\S+)$/i.exec(authorization ?? "")?.[1];
  if (!encoded) return null;
  const [login = "", ...rest] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  // WordPress drops everything but letters and digits from an application password before it compares.
  const isRight = rest.join(":").replace(/[^a-z\d]/gi, "") === APPLICATION_PASSWORD.replaceAll(" ", "");
  return isRight ? USERS.find((user) => user.login === login) : undefined;
}

/** `sanitize_title`: lower case, accents removed, other scripts percent-encoded, at most 200 characters. */
export function sanitizeTitle(text: string): string {
  const plain = text
    .replace(/<[^>]*>/g, "")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase();
  const kept = plain
    .replace(/&[^;\s]+;/g, "")
    .replace(/[./–—]/g, "-")
    .replace(/[\p{P}\p{S}]/gu, keepDashes);
  return encodeURIComponent(kept.trim().replace(/\s+/g, "-").replace(/-+/g, "-").replace(/^-|-$/g, ""))
    .toLowerCase()
    .slice(0, 200);
}
const keepDashes = (character: string) => (character === "-" || character === "_" ? character : "");

/** `slug`, or the first of `slug-2`, `slug-3`, … that is not taken (`wp_unique_post_slug`). */
export function uniqueSlug(slug: string, isTaken: (slug: string) => boolean): string {
  let candidate = slug;
  for (let suffix = 2; isTaken(candidate); suffix++)
    candidate = `${slug.slice(0, 200 - String(suffix).length - 1)}-${suffix}`;
  return candidate;
}

/** Posts must differ from posts, pages and media from each other and all else. */
export function uniquePostSlug(site: Site, slug: string, type: string, ownId: number): string {
  return uniqueSlug(slug, (candidate) => {
    const posts = [...site.posts.values()].filter((post) => type === "attachment" || post.type === type);
    const media = type === "post" ? [] : [...site.media.values()];
    return [...posts, ...media].some((other) => other.id !== ownId && other.slug === candidate);
  });
}

/** `2026-11-22T09:00:00`: WordPress writes no zone. */
export const wordpressTime = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 19);
