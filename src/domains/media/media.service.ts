import type { SystemContext } from "../../context.ts";
import { namesTag } from "../../core/entity-tags.ts";
import { mediaKey, mediaUrl, wordlessKey, wordlessUrl } from "../content/picture-files.ts";

const NAME = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(-wordless)?\.(png|jpg|webp|avif)$/;

/** A file never changes: a picture made anew is another file. */
const FOREVER = "public, max-age=31536000, immutable";
const BRIEFLY = "public, max-age=60";

/**
 * A stored picture by its public name, `{file_id}.{extension}`, or `{file_id}-wordless.{extension}` for its twin without
 * words. What was found, or not found, is kept at the edge, so that a repeat does not ask R2.
 */
export async function servePicture(
  system: SystemContext,
  name: string,
  ifNoneMatch: string | undefined,
): Promise<Response> {
  const [, fileId, wordless, extension] = NAME.exec(name) ?? [];
  if (!fileId || !extension) return missing();
  const url = mediaUrl(system.config.publicUrl, { fileId, extension });
  const file = { fileId, extension, url: wordless ? wordlessUrl(url) : url, wordless: wordless !== undefined };
  const answer = (await caches.default.match(file.url)) ?? (await fromStore(system, file));
  const tag = answer.headers.get("ETag");
  if (answer.ok && tag && namesTag(ifNoneMatch, tag)) {
    await answer.body?.cancel();
    return new Response(null, { status: 304, headers: { ETag: tag, "Cache-Control": FOREVER } });
  }
  return answer;
}

interface PublicFile {
  fileId: string;
  extension: string;
  url: string;
  wordless: boolean;
}

async function fromStore(system: SystemContext, file: PublicFile): Promise<Response> {
  const twin = file.wordless ? await system.images.get(wordlessKey(file)) : null;
  const object = twin ?? (await system.images.get(mediaKey(file)));
  const tag = twin ? `${file.fileId}-wordless` : file.fileId;
  const answer = object ? found(object, tag) : missing();
  system.defer(caches.default.put(file.url, answer.clone()));
  return answer;
}

const found = (object: R2ObjectBody, tag: string) =>
  new Response(object.body, {
    headers: {
      "Content-Type": object.httpMetadata?.contentType ?? "application/octet-stream",
      "Content-Length": String(object.size),
      "Cache-Control": FOREVER,
      // whatever the bytes are, a browser shows them as this picture and runs nothing
      "X-Content-Type-Options": "nosniff",
      "Content-Security-Policy": "default-src 'none'",
      // other sites may show it: that is what it is for
      "Cross-Origin-Resource-Policy": "cross-origin",
      ETag: `"${tag}"`,
    },
  });

const missing = () =>
  new Response("Not found", {
    status: 404,
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": BRIEFLY },
  });
