import { createHash } from "node:crypto";
import { type Call, forbidden, listReply, parameters, type Reply, RestError } from "./wordpress-http.ts";
import {
  can,
  type Site,
  type StoredMedia,
  sanitizeTitle,
  type User,
  uniquePostSlug,
  wordpressTime,
} from "./wordpress-site.ts";

/** `/media`; undefined when the method has no route. */
export async function media(call: Call, id: number | null): Promise<Reply | undefined> {
  if (id === null) {
    if (call.method === "GET") return listMedia(call);
    if (call.method === "POST") return await upload(call);
    return undefined;
  }
  const item = call.site.media.get(id);
  if (!item) throw new RestError(404, "rest_post_invalid_id", "Invalid post ID.");
  if (call.method === "GET") return { status: 200, body: presentMedia(call.site, item) };
  if (["POST", "PUT", "PATCH"].includes(call.method)) return updateMedia(call, item);
  if (call.method === "DELETE") return deleteMedia(call, item);
  return undefined;
}

function listMedia(call: Call): Reply {
  const { site, query } = call;
  const search = query.get("search")?.toLowerCase();
  const rows = [...site.media.values()].filter(
    (item) =>
      (query.get("slug")?.split(",").includes(item.slug) ?? true) &&
      (query.get("include")?.split(",").includes(String(item.id)) ?? true) &&
      (!search || `${item.title} ${item.caption} ${item.file}`.toLowerCase().includes(search)),
  );
  return listReply(rows.reverse(), call, (item) => presentMedia(site, item));
}

async function upload(call: Call): Promise<Reply> {
  const { site, user } = call;
  if (!user || !can(user, "upload_files")) {
    throw forbidden(user, "rest_cannot_create", "Sorry, you are not allowed to create posts as this user.");
  }
  const { fileName, bytes, given } = await uploadedFile(call);
  refuseWrongHash(call, bytes);
  const item = store(site, user, fileName, bytes, given);
  return {
    status: 201,
    body: presentMedia(site, item),
    headers: {
      Location: `${site.url}/wp-json/wp/v2/media/${item.id}`,
      "X-WP-Upload-Attachment-ID": String(item.id),
    },
  };
}

interface Upload {
  fileName: string;
  bytes: Buffer;
  given: Record<string, unknown>;
}

/** The raw body with its disposition, or the multipart field `file`; other parameters ride in the query or in fields. */
async function uploadedFile(call: Call): Promise<Upload> {
  const type = call.headers["content-type"];
  if (type?.startsWith("multipart/form-data")) {
    const form = await new Response(new Uint8Array(call.bytes), { headers: { "content-type": type } }).formData();
    const file = form.get("file");
    if (file === null || typeof file === "string") throw new RestError(400, "rest_upload_no_data", "No data supplied.");
    const fields = [...form].filter(([name]) => name !== "file");
    const given = { ...Object.fromEntries(call.query), ...Object.fromEntries(fields) };
    return { fileName: file.name, bytes: Buffer.from(await file.arrayBuffer()), given };
  }
  if (call.bytes.length === 0) throw new RestError(400, "rest_upload_no_data", "No data supplied.");
  if (!type) throw new RestError(400, "rest_upload_no_content_type", "No Content-Type supplied.");
  const disposition = call.headers["content-disposition"];
  if (!disposition) {
    throw new RestError(400, "rest_upload_no_content_disposition", "No Content-Disposition supplied.");
  }
  const fileName = /filename\s*=\s*"?([^";]+)"?/i.exec(disposition)?.[1];
  if (!fileName) {
    const message =
      'Invalid Content-Disposition supplied. Content-Disposition needs to be formatted as `attachment; filename="image.png"` or similar.';
    throw new RestError(400, "rest_upload_invalid_disposition", message);
  }
  return { fileName, bytes: call.bytes, given: Object.fromEntries(call.query) };
}

function refuseWrongHash({ headers }: Call, bytes: Buffer): void {
  const expected = headers["content-md5"];
  if (expected === undefined || expected === createHash("md5").update(bytes).digest("hex")) return;
  throw new RestError(412, "rest_upload_hash_mismatch", "Content hash did not match expected.");
}

/** File types by their first bytes (`wp_check_filetype_and_ext`): name and content must both be of an allowed kind. */
const SIGNATURES: { mimeType: string; extensions: string[]; matches: (head: string) => boolean }[] = [
  { mimeType: "image/png", extensions: ["png"], matches: (head) => head.startsWith("\x89PNG\r\n\x1a\n") },
  { mimeType: "image/jpeg", extensions: ["jpg", "jpeg"], matches: (head) => head.startsWith("\xff\xd8\xff") },
  { mimeType: "image/gif", extensions: ["gif"], matches: (head) => /^GIF8[79]a/.test(head) },
  {
    mimeType: "image/webp",
    extensions: ["webp"],
    matches: (head) => head.startsWith("RIFF") && head.slice(8, 12) === "WEBP",
  },
  { mimeType: "application/pdf", extensions: ["pdf"], matches: (head) => head.startsWith("%PDF-") },
];

function store(site: Site, user: User, fileName: string, bytes: Buffer, given: Record<string, unknown>): StoredMedia {
  const head = bytes.subarray(0, 16).toString("latin1");
  const type = SIGNATURES.find(({ matches }) => matches(head));
  const extension = fileName.split(".").at(-1)?.toLowerCase() ?? "";
  const isAllowedName = SIGNATURES.some(({ extensions }) => extensions.includes(extension));
  if (!type || !isAllowedName) {
    // A permanent refusal with a server error's status: that is how WordPress words it.
    throw new RestError(500, "rest_upload_sideload_error", "Sorry, you are not allowed to upload this file type.");
  }
  // A picture with another picture's extension gets the right one.
  const right = type.extensions.includes(extension) ? extension : (type.extensions[0] ?? extension);
  const file = uniqueFile(site, fileName.replace(/\.[^.]*$/, "").replace(/[^\w.-]+/g, "-"), right);
  const title = String(given.title ?? file.replace(/\.[^.]+$/, ""));
  const item: StoredMedia = {
    ...{
      id: site.nextId++,
      slug: "",
      title,
      altText: String(given.alt_text ?? ""),
      caption: String(given.caption ?? ""),
    },
    ...{ file, mimeType: type.mimeType, bytes, author: user.id, date: Date.now() },
  };
  item.slug = uniquePostSlug(site, sanitizeTitle(String(given.slug ?? title)), "attachment", item.id);
  site.media.set(item.id, item);
  return item;
}

/** `px.png`, then `px-1.png`, … (`wp_unique_filename`). */
function uniqueFile(site: Site, stem: string, extension: string): string {
  const taken = new Set([...site.media.values()].map((item) => item.file.toLowerCase()));
  let file = `${stem}.${extension}`;
  for (let suffix = 1; taken.has(file.toLowerCase()); suffix++) file = `${stem}-${suffix}.${extension}`;
  return file;
}

function updateMedia(call: Call, item: StoredMedia): Reply {
  if (!call.user || (item.author !== call.user.id && !can(call.user, "edit_others_posts"))) {
    throw forbidden(call.user, "rest_cannot_edit", "Sorry, you are not allowed to edit this post.");
  }
  const { title, alt_text, caption } = parameters(call);
  if (title !== undefined) item.title = String(title);
  if (alt_text !== undefined) item.altText = String(alt_text);
  if (caption !== undefined) item.caption = String(caption);
  return { status: 200, body: presentMedia(call.site, item) };
}

function deleteMedia({ site, user, query }: Call, item: StoredMedia): Reply {
  if (!can(user, "delete_others_posts") && item.author !== user?.id) {
    throw forbidden(user, "rest_cannot_delete", "Sorry, you are not allowed to delete this post.");
  }
  if (query.get("force") !== "true" && query.get("force") !== "1") {
    const message = "The post does not support trashing. Set 'force=true' to delete.";
    throw new RestError(501, "rest_trash_not_supported", message);
  }
  const previous = presentMedia(site, item);
  site.media.delete(item.id);
  return { status: 200, body: { deleted: true, previous } };
}

/** Where the file is served: WordPress files uploads by month. */
export function fileUrl(site: Site, item: StoredMedia): string {
  const [year, month] = wordpressTime(item.date).split("-");
  return `${site.url}/wp-content/uploads/${year}/${month}/${item.file}`;
}

function presentMedia(site: Site, item: StoredMedia): Record<string, unknown> {
  const date = wordpressTime(item.date);
  const { id, slug, title, altText, caption, mimeType, author, bytes, file } = item;
  const source_url = fileUrl(site, item);
  return {
    ...{ id, date, date_gmt: date, modified: date, modified_gmt: date, slug, status: "inherit", type: "attachment" },
    ...{ link: `${site.url}/${slug}/`, title: { raw: title, rendered: title }, author, alt_text: altText },
    ...{ caption: { raw: caption, rendered: caption }, media_type: mimeType.startsWith("image/") ? "image" : "file" },
    ...{ mime_type: mimeType, media_details: { file, filesize: bytes.length, sizes: {} }, post: null, source_url },
  };
}
