import {
  asIds,
  type Call,
  forbidden,
  type Invalid,
  notInteger,
  notIntegers,
  notOneOf,
  type Parameters,
  parameters,
  type Reply,
  RestError,
  refuseInvalid,
} from "./wordpress-http.ts";
import { mayEdit, presentPost } from "./wordpress-posts.ts";
import { can, type Site, type StoredPost, sanitizeTitle, type User, uniquePostSlug } from "./wordpress-site.ts";

const STATUSES = ["publish", "future", "draft", "pending", "private"];
const FORMATS = ["standard", "aside", "chat", "gallery", "link", "image", "quote", "status", "video", "audio"];

export function createPost(call: Call, type: StoredPost["type"]): Reply {
  const { site, user } = call;
  const given = parameters(call);
  refuseBadParameters(given);
  if (!user || !can(user, type === "page" ? "edit_pages" : "edit_posts")) {
    throw forbidden(user, "rest_cannot_create", "Sorry, you are not allowed to create posts as this user.");
  }
  refuseStatus(given, user);
  const post = blankPost(site, type, user);
  apply(site, post, given, user);
  if (post.title === "" && post.content === "" && post.excerpt === "") {
    throw new RestError(400, "empty_content", "Content, title, and excerpt are empty.");
  }
  site.nextId++;
  site.posts.set(post.id, post);
  return {
    status: 201,
    body: presentPost(site, post, true),
    headers: { Location: `${site.url}/wp-json/wp/v2/${type}s/${post.id}` },
  };
}

export function updatePost(call: Call, post: StoredPost): Reply {
  const { site, user } = call;
  const given = parameters(call);
  refuseBadParameters(given);
  if (!user || !mayEdit(post, user)) {
    throw forbidden(user, "rest_cannot_edit", "Sorry, you are not allowed to edit this post.");
  }
  refuseStatus(given, user);
  if (post.beforeTrash && given.status !== undefined) {
    // Taken out of the trash, a post gets its slug back.
    post.slug = uniquePostSlug(site, post.beforeTrash.slug, post.type, post.id);
    post.beforeTrash = null;
  }
  apply(site, post, given, user);
  return { status: 200, body: presentPost(site, post, true) };
}

function blankPost(site: Site, type: StoredPost["type"], user: User): StoredPost {
  const time = Date.now();
  return {
    ...{ id: site.nextId, type, status: "draft", slug: "", title: "", content: "", excerpt: "", author: user.id },
    ...{
      date: time,
      modified: time,
      categories: type === "post" ? [1] : [],
      tags: [],
      featuredMedia: 0,
      sticky: false,
    },
    ...{ format: "standard", commentStatus: "open", pingStatus: "open", password: "", beforeTrash: null },
  };
}

/** Parameters are checked before permissions, all of them at once. */
function refuseBadParameters(given: Parameters): void {
  refuseInvalid({
    date: notDate(given.date),
    date_gmt: notDate(given.date_gmt),
    status: notOneOf("status", given.status, STATUSES),
    author: notInteger("author", given.author),
    featured_media: notInteger("featured_media", given.featured_media),
    comment_status: notOneOf("comment_status", given.comment_status, ["open", "closed"]),
    ping_status: notOneOf("ping_status", given.ping_status, ["open", "closed"]),
    format: notOneOf("format", given.format, FORMATS),
    categories: notIntegers("categories", given.categories),
    tags: notIntegers("tags", given.tags),
  });
}

const notDate = (value: unknown): Invalid | null =>
  value === undefined || value === null || !Number.isNaN(utc(String(value)))
    ? null
    : { code: "rest_invalid_date", message: "Invalid date.", data: null };

/** ISO with or without a zone; without one it is UTC here. */
const utc = (text: string) =>
  /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`) : Number.NaN;

function refuseStatus(given: Parameters, user: User): void {
  if (["publish", "future", "private"].includes(String(given.status)) && !can(user, "publish_posts")) {
    throw forbidden(user, "rest_cannot_publish", "Sorry, you are not allowed to publish posts in this post type.");
  }
}

function apply(site: Site, post: StoredPost, given: Parameters, user: User): void {
  const clean = (value: unknown) => (can(user, "unfiltered_html") ? rawText(value) : withoutScripts(rawText(value)));
  if (given.title !== undefined) post.title = clean(given.title);
  if (given.content !== undefined) post.content = clean(given.content);
  if (given.excerpt !== undefined) post.excerpt = clean(given.excerpt);
  if (given.password !== undefined) post.password = String(given.password);
  if (given.sticky !== undefined) post.sticky = given.sticky === true || given.sticky === "true";
  if (given.format !== undefined) post.format = String(given.format);
  if (given.comment_status !== undefined) post.commentStatus = String(given.comment_status);
  if (given.ping_status !== undefined) post.pingStatus = String(given.ping_status);
  // Ids that do not exist are dropped without a word (measured on 6.1), also for the picture. So are unregistered meta keys.
  if (given.categories !== undefined)
    post.categories = asIds(given.categories).filter((id) => isTerm(site, id, "category"));
  if (given.tags !== undefined) post.tags = asIds(given.tags).filter((id) => isTerm(site, id, "post_tag"));
  if (given.featured_media !== undefined)
    post.featuredMedia = site.media.has(Number(given.featured_media)) ? Number(given.featured_media) : 0;
  applyTime(post, given);
  applySlug(site, post, given, user);
}

/** A published post with a future date waits; a waiting post whose date has passed is live. */
function applyTime(post: StoredPost, given: Parameters): void {
  const date = given.date_gmt ?? given.date;
  if (typeof date === "string") post.date = utc(date);
  if (given.status !== undefined) post.status = String(given.status);
  if (post.status === "publish" && post.date > Date.now()) post.status = "future";
  else if (post.status === "future" && post.date <= Date.now()) post.status = "publish";
  post.modified = Date.now();
}

/** A slug that is asked for is made unique in any status; drafts without one have none until they go live. */
function applySlug(site: Site, post: StoredPost, given: Parameters, user: User): void {
  const asked = typeof given.slug === "string" ? sanitizeTitle(given.slug) : undefined;
  if (asked !== undefined) post.slug = asked === "" ? "" : uniquePostSlug(site, asked, post.type, post.id);
  if (post.status === "pending" && !can(user, "publish_posts")) post.slug = "";
  const isUnfinished = post.status === "draft" || post.status === "pending";
  if (post.slug === "" && !isUnfinished) {
    post.slug = uniquePostSlug(site, sanitizeTitle(post.title) || String(post.id), post.type, post.id);
  }
}

const isTerm = (site: Site, id: number, taxonomy: string) => site.terms.get(id)?.taxonomy === taxonomy;

/** `"text"` or `{"raw": "text"}`. */
function rawText(value: unknown): string {
  if (typeof value === "object" && value !== null && "raw" in value) return String(value.raw);
  return typeof value === "string" ? value : String(value ?? "");
}

/** The part of kses that tests look at: the tags go, the text within stays, and a lone `&` is escaped. */
const withoutScripts = (html: string) =>
  html.replace(/<\/?(?:script|style|iframe)\b[^>]*>/gi, "").replace(/&(?!\w+;|#\d+;|#x[\da-f]+;)/gi, "&amp;");
