import { z } from "zod";
import { cutAt } from "../../core/words.ts";
import type { Post, PostImage } from "./adapter.ts";
import { CallFailure, expectAnswer } from "./outcome.ts";
import { errorCode, type WordPressSite } from "./wordpress-client.ts";

const Media = z.object({ id: z.int().positive(), slug: z.string() });

const UPLOAD_TIMEOUT_MS = 30_000;

/**
 * The id of the post's featured image in the site's library: the one an earlier try uploaded, else a new upload.
 * Throws `CallFailure`.
 */
export async function ensureFeaturedImage(site: WordPressSite, post: Post, image: PostImage): Promise<number> {
  const name = await mediaName(post, image);
  const query = { slug: name, per_page: "1", _fields: "id,slug" };
  const known = expectAnswer(await site.call("prepares", "/media", { query }), z.array(Media));
  return known[0]?.id ?? (await upload(site, name, image));
}

/**
 * A name that is the same on every try and differs between pictures: WordPress renames what it already has (`x-1.png`),
 * so only the name tells that a picture is there. It is the attachment's slug, too, hence the lower case.
 */
async function mediaName(post: Post, image: PostImage): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(image.url)));
  const stem = post.slug
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 80)
    .replace(/^-+|-+$/g, "");
  const mark = Array.from(digest.slice(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${stem || "image"}-${mark}`;
}

async function upload(site: WordPressSite, name: string, image: PostImage): Promise<number> {
  const extension = EXTENSIONS[image.mimeType];
  if (!extension) throw refused(`WordPress takes no pictures of the type ${image.mimeType}.`);
  const answer = await site.call("prepares", "/media", {
    method: "POST",
    query: { slug: name, alt_text: cutAt(image.alt, 500) },
    headers: {
      "content-type": image.mimeType,
      "content-disposition": `attachment; filename="${name}.${extension}"`,
    },
    body: await image.read(),
    timeoutMs: UPLOAD_TIMEOUT_MS,
  });
  // A verdict that WordPress dresses as a server error: the same file will be refused again.
  if (errorCode(answer) === "rest_upload_sideload_error")
    throw refused("The WordPress site refuses this type of picture.");
  return expectAnswer(answer, Media).id;
}

const EXTENSIONS: Record<string, string> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/webp": "webp",
  "image/gif": "gif",
  "image/avif": "avif",
};

const refused = (message: string) => new CallFailure({ kind: "rejected", reason: "refused", message }, null);
