import type { Found, PlatformAdapter, Post, RemotePost } from "./adapter.ts";
import { attempt, CallFailure } from "./outcome.ts";
import { WordPressCredentials } from "./wordpress-client.ts";
import { checkWordPress } from "./wordpress-health.ts";
import { droppedFields, locate, prepare, type RemoteWordPressPost, save } from "./wordpress-posts.ts";
import { trash } from "./wordpress-trash.ts";

export { WordPressCredentials };

/**
 * Any WordPress through its core REST API (`/wp-json/wp/v2`, WordPress 5.6 or later for application passwords).
 * The slug is the only key the platform gives us: it is looked up before anything is made, so that a repeated publish
 * changes the first post instead of making a second.
 */
export const wordpress: PlatformAdapter<WordPressCredentials> = {
  platform: "wordpress",
  resendAfterAbsence: true,
  canUpdate: true,

  /** `metadata`: `status`, `slug`, `updated`; `slug_conflict` when another post took the slug meanwhile; `dropped` fields. */
  publish: (post, credentials, fetch) =>
    attempt(async () => {
      const located = await locate(post, credentials, fetch);
      const { site, collection, existing } = located;
      const fields = await prepare(located, post);
      const saved = existing
        ? await save(site, `${collection}/${existing.id}`, fields)
        : await save(site, collection, { ...fields, slug: post.slug });
      const dropped = droppedFields(fields, saved);
      const { metadata, ...remote } = remotePost(saved);
      return {
        ...remote,
        metadata: {
          ...metadata,
          updated: existing !== null,
          ...(!existing && isSuffixed(saved.slug, post.slug) && { slug_conflict: true }),
          ...(dropped.length > 0 && { dropped }),
        },
      };
    }),

  async find(post, credentials, fetch): Promise<Found> {
    try {
      const { existing } = await locate(post, credentials, fetch);
      // Proof that an update did not arrive is the old text; sending it again to the same id does no harm.
      if (!existing || isOutdated(existing, post)) return { kind: "absent" };
      return { kind: "found", post: remotePost(existing) };
    } catch (error) {
      if (error instanceof CallFailure) return { kind: "undecidable", message: error.message };
      throw error;
    }
  },

  /** Into the trash, from which the site's owner can take it back for 30 days. */
  async retract(remoteId, credentials, fetch) {
    try {
      await trash(remoteId, credentials, fetch);
      return { kind: "retracted" };
    } catch (error) {
      if (error instanceof CallFailure) return error.failure;
      throw error;
    }
  },

  check: checkWordPress,
};

const remotePost = ({ id, link, status, slug }: RemoteWordPressPost): RemotePost => ({
  platformPostId: String(id),
  url: link,
  metadata: { status, slug },
});

/** `my-post-2` for `my-post`: WordPress found the slug taken. */
const isSuffixed = (slug: string, asked: string) =>
  slug.startsWith(`${asked}-`) && /^\d+$/.test(slug.slice(asked.length + 1));

/** Only asked for updates: a post that we create is found by its slug alone. */
function isOutdated(existing: RemoteWordPressPost, post: Post): boolean {
  if (post.remoteId === null || !existing.title || !existing.content) return false;
  return !sameText(existing.title.raw, post.title) || !sameText(existing.content.raw, post.html);
}

const sameText = (left: string, right: string) =>
  left.replace(/\s+/g, " ").trim() === right.replace(/\s+/g, " ").trim();
