import { escapeMarkup } from "../../core/escape.ts";
import type { Content, Taxonomy } from "../../db/tables/content.ts";
import type { Media } from "../../db/tables/media.ts";
import type { Publication } from "../../db/tables/publications.ts";
import type { Post, PostImage } from "../../providers/platforms/adapter.ts";
import { CallFailure } from "../../providers/platforms/outcome.ts";
import { mediaKey, mediaUrl } from "../content/picture-files.ts";

/** A content row with all that goes out with it. */
export interface Publishable {
  content: Content;
  media: Media[];
  taxonomies: Taxonomy[];
}

const featuredImage = (media: readonly Media[]): Media | undefined =>
  media.find((image) => image.imageType === "featured" && image.status === "generated" && image.fileId !== null);

/** The article as adapters take it. `remoteId` names the live post of an earlier revision. */
export function buildPost(
  publicUrl: string,
  images: R2Bucket,
  source: Publishable,
  publication: Publication,
  remoteId: string | null,
): Post {
  const { content, media, taxonomies } = source;
  const featured = featuredImage(media);
  return {
    contentId: content.id,
    revision: content.revision,
    type: content.contentType === "page" ? "page" : "post",
    title: content.title,
    html: withPictures(content.bodyHtml, media, publicUrl),
    markdown: content.bodyMarkdown,
    excerpt: content.excerpt,
    metaTitle: content.metaTitle,
    metaDescription: content.metaDescription,
    slug: publication.remoteKey,
    categories: taxonomies.filter((term) => term.taxonomyType === "category").map((term) => term.name),
    tags: content.tags,
    canonicalUrl: null,
    featuredImage: featured ? postImage(publicUrl, images, featured, content.slug) : null,
    wordCount: content.wordCount,
    status: publication.remoteStatus,
    remoteId,
  };
}

function postImage(publicUrl: string, images: R2Bucket, image: Media, slug: string): PostImage {
  return {
    url: mediaUrl(publicUrl, image),
    alt: image.alt,
    mimeType: image.mimeType ?? "image/png",
    width: image.width,
    height: image.height,
    fileName: `${slug}-${(image.fileId ?? "").slice(0, 8)}.${image.extension}`,
    read: () =>
      readPicture(images, image).catch((error) => {
        // ours, and before anything was sent: not an outcome that nobody knows
        const message = "The featured image could not be read. If this goes on, generate it again.";
        throw new CallFailure({ kind: "retryable", message }, null, error);
      }),
  };
}

async function readPicture(images: R2Bucket, image: Media): Promise<Uint8Array> {
  const object = await images.get(mediaKey(image));
  if (!object) throw new Error(`picture ${image.id} has no file`);
  return new Uint8Array(await object.arrayBuffer());
}

/** Puts each in-article picture below the heading it was made for; one whose heading is gone is left out. */
export function withPictures(html: string, media: readonly Media[], publicUrl: string): string {
  return media
    .filter((image) => image.imageType !== "featured" && image.status === "generated" && image.heading)
    .reduce((text, image) => insertBelow(text, image.heading ?? "", figure(image, publicUrl)), html);
}

function insertBelow(html: string, heading: string, figureHtml: string): string {
  for (const match of html.matchAll(/<h([2-4])\b[^>]*>(.*?)<\/h\1>/gs)) {
    const text = (match[2] ?? "").replace(/<[^>]+>/g, "");
    if (unescapeHtml(text).trim() !== heading.trim()) continue;
    const end = match.index + match[0].length;
    return `${html.slice(0, end)}\n${figureHtml}${html.slice(end)}`;
  }
  return html;
}

const figure = (image: Media, publicUrl: string) =>
  `<figure><img src="${mediaUrl(publicUrl, image)}" alt="${escapeMarkup(image.alt)}" width="${image.width}" height="${image.height}" loading="lazy"></figure>`;

const unescapeHtml = (text: string) =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
