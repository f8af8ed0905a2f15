import { MINUTE, now } from "../../core/time.ts";
import type { Found, PlatformAdapter, RemotePost } from "./adapter.ts";
import { attempt, CallFailure } from "./outcome.ts";
import { WordPressCredentials } from "./wordpress-client.ts";
import { checkWordPress } from "./wordpress-health.ts";
import { droppedFields, isUpToDate, locate, prepare, type RemoteWordPressPost, save } from "./wordpress-posts.ts";
import { trash } from "./wordpress-trash.ts";

export { WordPressCredentials };

/** Some dozens of calls one after the other take long on a slow site; a save that begins later could outlive its sender's claim. */
const PREPARING_MS = 2 * MINUTE;

/**
 * Any WordPress through its core REST API (`/wp-json/wp/v2`, WordPress 5.6 or later for application passwords).
 * The slug is the only key the platform gives us: it is looked up before anything is made, so that a repeated publish
 * changes the first post instead of making a second.
 */
export const wordpress: PlatformAdapter<WordPressCredentials> = {
  profile: {
    platform: "wordpress",
    can: { edit: true, drafts: true, delete: true, ownKey: true, analytics: false },
    isWebsite: true,
    credentials: WordPressCredentials,
    fields: { place: { field: "site_url", kind: "address" }, user: "username", secret: "application_password" },
  },

  /** `metadata`: `status`, `slug`, `updated`; `slug_conflict` when another post took the slug meanwhile; `dropped` fields. */
  publish: (post, credentials, fetch) =>
    attempt(async () => {
      const startedAt = now();
      const located = await locate(post, credentials, fetch);
      const { site, collection, existing } = located;
      const fields = await prepare(located, post);
      if (now() - startedAt > PREPARING_MS) throw tooSlow();
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
      const { site, collection, existing } = await locate(post, credentials, fetch);
      // Another text is proof that ours did not arrive, also in a post that was found by its slug: `publish` updates
      // that one too, so sending again changes the same post. So is a draft that was to become public.
      if (
        !existing ||
        (post.status === "publish" && HIDDEN.has(existing.status)) ||
        !(await isUpToDate(site, `${collection}/${existing.id}`, post))
      )
        return { kind: "absent" };
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

const HIDDEN = new Set(["draft", "auto-draft", "pending", "trash"]);

const remotePost = ({ id, link, status, slug }: RemoteWordPressPost): RemotePost => ({
  platformPostId: String(id),
  url: link,
  metadata: { status, slug },
});

const tooSlow = () =>
  new CallFailure({ kind: "retryable", message: "The site answers too slowly to publish there now." }, null);

/** `my-post-2` for `my-post`: WordPress found the slug taken. */
const isSuffixed = (slug: string, asked: string) =>
  slug.startsWith(`${asked}-`) && /^\d+$/.test(slug.slice(asked.length + 1));
