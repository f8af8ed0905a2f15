import { z } from "zod";
import { oneLine } from "../../core/words.ts";
import type { Post } from "./adapter.ts";
import { type Answer, CallFailure, expectAnswer } from "./outcome.ts";
import { errorCode, isAnonymous, openSite, type WordPressSite } from "./wordpress-client.ts";
import { ensureFeaturedImage } from "./wordpress-media.ts";
import { ensureTerms } from "./wordpress-terms.ts";

/** A post without its text, which WordPress would answer twice: as it was sent, and rendered. */
export const RemoteWordPressPost = z.object({
  id: z.int().positive(),
  slug: z.string().max(500),
  link: z.url({ protocol: /^https?$/ }).max(2048),
  status: z.string().max(50),
  featured_media: z.int().optional(),
  categories: z.array(z.int()).optional(),
  tags: z.array(z.int()).optional(),
});
export type RemoteWordPressPost = z.infer<typeof RemoteWordPressPost>;

/** Its text as its editor reads it: what was sent, before WordPress renders it. */
const RemoteText = z.object({
  title: z.object({ raw: z.string() }).optional(),
  content: z.object({ raw: z.string() }).optional(),
});

/** What is sent to the collection; the slug only when the post is made, so that an update never moves its address. */
export type PostFields = Record<string, unknown> & { featured_media?: number; categories?: number[]; tags?: number[] };

/** Room for the plug-ins that run when a post goes live; a time-out here would leave the outcome unknown. */
const SAVE_TIMEOUT_MS = 20_000;
const FIELDS = "id,slug,link,status";
const SAVED_FIELDS = `${FIELDS},featured_media,categories,tags`;
/** An article of 512 KB as PHP writes it into JSON, where a Cyrillic letter of two bytes takes six. */
const MAX_TEXT_BYTES = 4 * 1_048_576;

type Opening = Parameters<typeof openSite>;

/** Where WordPress keeps posts, and where pages: an id of one is unknown to the other. */
type Collection = "/posts" | "/pages";

export interface Located {
  site: WordPressSite;
  collection: Collection;
  existing: RemoteWordPressPost | null;
}

/**
 * The post that is to be updated: the remote one of an earlier revision, else one that already has our slug (an earlier
 * try whose answer was lost), else null. Throws `CallFailure`.
 */
export async function locate(post: Post, credentials: Opening[0], fetch: Opening[1]): Promise<Located> {
  const collection: Collection = post.type === "page" ? "/pages" : "/posts";
  if (post.remoteId !== null && /^\d+$/.test(post.remoteId)) {
    const query = { context: "edit", _fields: FIELDS };
    const { site, first } = await openSite(credentials, fetch, `${collection}/${post.remoteId}`, query);
    if (!isGone(first)) return { site, collection, existing: expectOwn(first, RemoteWordPressPost) };
    // A post that became a page here since stays a post there: WordPress cannot turn one into the other.
    const other: Collection = collection === "/posts" ? "/pages" : "/posts";
    const second = await site.call("prepares", `${other}/${post.remoteId}`, { query });
    if (!isGone(second)) return { site, collection: other, existing: expectOwn(second, RemoteWordPressPost) };
    // Deleted there: published anew, or found by its slug.
    const bySlug = await site.call("prepares", collection, { query: slugQuery(post.slug) });
    return { site, collection, existing: withSlug(bySlug, post.slug) };
  }
  const { site, first } = await openSite(credentials, fetch, collection, slugQuery(post.slug));
  return { site, collection, existing: withSlug(first, post.slug) };
}

/** No post, or no page, has this id. */
export const isGone = (answer: Answer) => answer.status === 404 && errorCode(answer) === "rest_post_invalid_id";

/** `any` leaves out the trash, whose slugs WordPress renames: a deleted post is absent. */
const slugQuery = (slug: string) => ({ slug, status: "any", context: "edit", per_page: "10", _fields: FIELDS });

const withSlug = (answer: Answer, slug: string) =>
  expectOwn(answer, z.array(RemoteWordPressPost)).find((candidate) => candidate.slug === slug) ?? null;

/** `expectAnswer` for reads that only a signed-in editor may make. */
function expectOwn<T>(answer: Answer, schema: z.ZodType<T>): T {
  if (!isAnonymous(answer)) return expectAnswer(answer, schema);
  const message = "WordPress does not accept the user name or the application password.";
  throw new CallFailure({ kind: "rejected", reason: "auth_failed", message }, answer.status);
}

/** Everything the post needs beforehand, made or found: its terms and its picture. Throws `CallFailure`, never `unknown`. */
export async function prepare({ site, collection }: Located, post: Post): Promise<PostFields> {
  const terms = collection === "/posts" ? post : { categories: [], tags: [] };
  const [[categories, tags], image] = await Promise.all([
    ensureAllTerms(site, terms),
    post.featuredImage && ensureFeaturedImage(site, post, post.featuredImage),
  ]);
  const fields: PostFields = {
    title: post.title,
    content: post.html,
    excerpt: post.excerpt || post.metaDescription,
    status: post.status,
  };
  // Pages have neither tags nor categories; posts are left without tags by an empty list.
  if (collection === "/posts") fields.tags = tags;
  // Left out, WordPress files the post under its default category; an empty list would leave it without one.
  if (categories.length > 0) fields.categories = categories;
  if (image !== null) fields.featured_media = image;
  return fields;
}

/** One after the other: together they would be twice as many calls at once. */
const ensureAllTerms = async (site: WordPressSite, { categories, tags }: Pick<Post, "categories" | "tags">) =>
  [await ensureTerms(site, "categories", categories), await ensureTerms(site, "tags", tags)] as const;

/** The one call whose lost answer leaves open whether the post is live. Throws `CallFailure`. */
export async function save(site: WordPressSite, path: string, fields: PostFields): Promise<RemoteWordPressPost> {
  const query = { _fields: SAVED_FIELDS };
  const request = { method: "POST", query, body: fields, timeoutMs: SAVE_TIMEOUT_MS } as const;
  return expectAnswer(await site.call("publishes", path, request), RemoteWordPressPost);
}

/** Whether the post at `path` says what `post` says, as far as WordPress shows its text. Throws `CallFailure`. */
export async function isUpToDate(site: WordPressSite, path: string, post: Post): Promise<boolean> {
  const query = { context: "edit", _fields: "title.raw,content.raw" };
  const answer = await site.call("prepares", path, { query, maxBytes: MAX_TEXT_BYTES });
  const { title, content } = expectOwn(answer, RemoteText);
  return (!title || sameText(title.raw, post.title)) && (!content || sameText(content.raw, post.html));
}

const sameText = (left: string, right: string) => comparable(left) === comparable(right);

/** WordPress writes `&` as `&amp;` in the title of a user who may not post unfiltered HTML. */
const comparable = (text: string) => oneLine(text.replaceAll("&amp;", "&"));

/** What WordPress left out without a word: it accepts ids that it does not know, and drops them. */
export function droppedFields(sent: PostFields, saved: RemoteWordPressPost): string[] {
  const dropped: string[] = [];
  const lacks = (asked: number[] = [], kept: number[] | undefined) =>
    kept !== undefined && asked.some((id) => !kept.includes(id));
  if (lacks(sent.categories, saved.categories)) dropped.push("categories");
  if (lacks(sent.tags, saved.tags)) dropped.push("tags");
  const image = sent.featured_media;
  if (image !== undefined && saved.featured_media !== undefined && image !== saved.featured_media) {
    dropped.push("featured_media");
  }
  return dropped;
}
