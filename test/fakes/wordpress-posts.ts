import { type Call, forbidden, listReply, type Reply, RestError } from "./wordpress-http.ts";
import { createPost, updatePost } from "./wordpress-posts-write.ts";
import { can, type Site, type StoredPost, type User, wordpressTime } from "./wordpress-site.ts";

type PostType = StoredPost["type"];

/** `/posts` and `/pages`; undefined when the method has no route. */
export function posts(call: Call, type: PostType, id: number | null): Reply | undefined {
  if (id === null) {
    if (call.method === "GET") return listPosts(call, type);
    if (call.method === "POST") return createPost(call, type);
    return undefined;
  }
  if (call.method === "GET") return getPost(call, existing(call.site, type, id));
  if (["POST", "PUT", "PATCH"].includes(call.method)) return updatePost(call, existing(call.site, type, id));
  if (call.method === "DELETE") return deletePost(call, existing(call.site, type, id));
  return undefined;
}

function existing(site: Site, type: PostType, id: number): StoredPost {
  const post = site.posts.get(id);
  if (post?.type !== type) throw new RestError(404, "rest_post_invalid_id", "Invalid post ID.");
  return post;
}

function listPosts(call: Call, type: PostType): Reply {
  const { site, user, query } = call;
  const statuses = query.get("status")?.split(",") ?? ["publish"];
  refuseStatuses(statuses, user);
  refuseContext(call);
  const isListed = (post: StoredPost) =>
    post.type === type &&
    (statuses.includes(post.status) || (statuses.includes("any") && post.status !== "trash")) &&
    matches(post, query) &&
    mayRead(post, user);
  const rows = [...site.posts.values()].filter(isListed).sort(order(query));
  return listReply(rows, call, (post) => presentPost(site, post, query.get("context") === "edit"));
}

/** A visitor may ask for published posts only; the refusal is about the parameter (measured on 6.1). */
function refuseStatuses(statuses: string[], user: User | null): void {
  if (can(user, "edit_posts") || statuses.every((status) => status === "publish")) return;
  const message = "Status is forbidden.";
  throw new RestError(400, "rest_invalid_param", "Invalid parameter(s): status", {
    params: { status: message },
    details: { status: { code: "rest_forbidden_status", message, data: { status: user ? 403 : 401 } } },
  });
}

function refuseContext({ query, user }: Call): void {
  if (query.get("context") !== "edit" || can(user, "edit_posts")) return;
  throw forbidden(user, "rest_forbidden_context", "Sorry, you are not allowed to edit posts in this post type.");
}

function matches(post: StoredPost, query: URLSearchParams): boolean {
  const list = (name: string) => query.get(name)?.split(",");
  const hasOne = (name: string, ids: number[]) => list(name)?.some((id) => ids.includes(Number(id))) ?? true;
  const search = query.get("search")?.toLowerCase();
  const after = query.get("modified_after");
  return (
    (list("slug")?.includes(post.slug) ?? true) &&
    (!search || `${post.title} ${post.excerpt} ${post.content}`.toLowerCase().includes(search)) &&
    hasOne("include", [post.id]) &&
    hasOne("author", [post.author]) &&
    hasOne("categories", post.categories) &&
    hasOne("tags", post.tags) &&
    (after === null || post.modified > Date.parse(after))
  );
}

function order(query: URLSearchParams): (left: StoredPost, right: StoredPost) => number {
  const by = query.get("orderby") ?? "date";
  const sign = query.get("order") === "asc" ? 1 : -1;
  const key = (post: StoredPost) =>
    by === "title"
      ? post.title
      : by === "slug"
        ? post.slug
        : by === "id"
          ? post.id
          : by === "modified"
            ? post.modified
            : post.date;
  return (left, right) => {
    const [a, b] = [key(left), key(right)];
    return sign * (a < b ? -1 : a > b ? 1 : left.id - right.id);
  };
}

function getPost({ site, user, query }: Call, post: StoredPost): Reply {
  const isEdit = query.get("context") === "edit";
  if (isEdit && !mayEdit(post, user)) {
    throw forbidden(user, "rest_forbidden_context", "Sorry, you are not allowed to edit this post.");
  }
  if (!mayRead(post, user)) throw forbidden(user, "rest_forbidden", "Sorry, you are not allowed to do that.");
  return { status: 200, body: presentPost(site, post, isEdit) };
}

function deletePost({ site, user, query }: Call, post: StoredPost): Reply {
  const isAllowed = post.author === user?.id ? can(user, "delete_posts") : can(user, "delete_others_posts");
  if (!isAllowed) throw forbidden(user, "rest_cannot_delete", "Sorry, you are not allowed to delete this post.");
  if (["true", "1"].includes(query.get("force") ?? "")) {
    const previous = presentPost(site, post, true);
    site.posts.delete(post.id);
    return { status: 200, body: { deleted: true, previous } };
  }
  if (post.status === "trash") throw new RestError(410, "rest_already_trashed", "The post has already been deleted.");
  post.beforeTrash = { slug: post.slug, status: post.status };
  post.slug = `${post.slug}__trashed`;
  post.status = "trash";
  post.modified = Date.now();
  return { status: 200, body: presentPost(site, post, true) };
}

export function mayEdit(post: StoredPost, user: User | null): boolean {
  if (post.author !== user?.id) return can(user, "edit_others_posts");
  return can(user, ["publish", "future", "private"].includes(post.status) ? "edit_published_posts" : "edit_posts");
}

const mayRead = (post: StoredPost, user: User | null) =>
  post.status === "publish" || mayEdit(post, user) || (post.status === "private" && can(user, "read_private_posts"));

/** The public address; posts that are not live, and sites without readable permalinks, have only their number. */
export function linkOf(site: Site, post: StoredPost): string {
  const isLive = post.status === "publish" || post.status === "private";
  const parameter = post.type === "page" ? "page_id" : "p";
  return isLive && site.settings.prettyPermalinks
    ? `${site.url}/${post.slug}/`
    : `${site.url}/?${parameter}=${post.id}`;
}

/** What visitors see of a body: text that stands in no block becomes a paragraph (the gist of `wpautop`). */
export const paragraphs = (html: string): string =>
  html
    .split(/\n\s*\n/)
    .filter((block) => block.trim() !== "")
    .map((block) =>
      /^\s*<(?:p|h\d|ul|ol|div|figure|table|blockquote|pre|hr|section)\b/i.test(block) ? block : `<p>${block}</p>`,
    )
    .map((block) => `${block}\n`)
    .join("");

/** As `WP_REST_Posts_Controller` answers; `raw` and the generated slug are for editors. */
export function presentPost(site: Site, post: StoredPost, isEdit: boolean): Record<string, unknown> {
  const text = (raw: string, rendered: string) => (isEdit ? { raw, rendered } : { rendered });
  const excerpt =
    post.excerpt ||
    post.content
      .replace(/<[^>]*>/g, " ")
      .split(/\s+/)
      .filter(Boolean)
      .slice(0, 55)
      .join(" ");
  const date = wordpressTime(post.date);
  const modified = wordpressTime(post.modified);
  return {
    id: post.id,
    date,
    date_gmt: date,
    guid: text(`${site.url}/?p=${post.id}`, `${site.url}/?p=${post.id}`),
    modified,
    modified_gmt: modified,
    ...(isEdit && { password: post.password }),
    slug: post.slug,
    status: post.status,
    type: post.type,
    link: linkOf(site, post),
    title: text(post.title, post.title),
    content: {
      ...text(post.content, paragraphs(post.content)),
      protected: post.password !== "",
      ...(isEdit && { block_version: 0 }),
    },
    excerpt: { ...text(post.excerpt, `<p>${excerpt}</p>\n`), protected: post.password !== "" },
    author: post.author,
    featured_media: post.featuredMedia,
    comment_status: post.commentStatus,
    ping_status: post.pingStatus,
    template: "",
    meta: [],
    ...(post.type === "post" && {
      sticky: post.sticky,
      format: post.format,
      categories: post.categories,
      tags: post.tags,
    }),
    ...(isEdit && {
      permalink_template: site.settings.prettyPermalinks ? `${site.url}/%postname%/` : `${site.url}/?p=${post.id}`,
      generated_slug: post.slug,
    }),
    _links: { self: [{ href: `${site.url}/wp-json/wp/v2/${post.type}s/${post.id}` }] },
  };
}
