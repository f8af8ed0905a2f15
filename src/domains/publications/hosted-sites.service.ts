import type { ServiceContext } from "../../context.ts";
import { log } from "../../core/log.ts";
import { MarkupTooComplex, sanitiseHtml } from "../../core/markup.ts";
import { now } from "../../core/time.ts";
import type { Publication } from "../../db/tables/publications.ts";
import type { Post } from "../../providers/platforms/adapter.ts";
import { mediaUrl } from "../content/picture-files.ts";
import { findSiteForContent, insertDeployment, retractPage, upsertPage } from "../hosting/hosted-sites.queries.ts";
import { pageUrl } from "../hosting/site-addresses.ts";
import { expectChange } from "../hosting/site-page-cache.ts";
import type { Delivery } from "./delivery.service.ts";
import { featuredImage, type Publishable } from "./post.ts";

const refused = (message: string): Delivery => ({
  outcome: { kind: "rejected", reason: "refused", message },
  effects: [],
  events: [],
});

/**
 * Publishes on our own hosted site. Writes nothing by itself: `effects` (the page and the site's next version) belong
 * into the batch that marks the publication as published, so the page is live exactly when the record says so. The event's
 * version is the one expected; when two publishes of a site meet, the deployments have the exact numbers.
 */
export async function sitePublication(
  ctx: ServiceContext,
  publication: Publication,
  source: Publishable,
  post: Post,
): Promise<Delivery> {
  const { db, accountId } = ctx;
  const { siteId, contentId } = publication;
  if (siteId === null) return refused("The content belongs to no site. Give it a site, then publish again.");
  if (post.status === "draft")
    return refused("A hosted site has no drafts: what is published there is public. Publish it, or keep it in review.");
  const found = await findSiteForContent(db, accountId, siteId, contentId).catch(logged);
  // nothing has been written yet: unlike a broken call to another platform, this one may simply be repeated
  if (!found)
    return { outcome: { kind: "retryable", message: "The site could not be read." }, effects: [], events: [] };
  const { site, version, page } = found;
  if (!site?.publicSlug)
    return refused("Hosting is off for this site. Switch it on in the site's settings, then publish again.");
  if (!site.isActive) return refused("The site is not active. Activate it, then publish again.");
  const html = sanitised(post.html);
  if (html === null) return refused("The article's markup is too complex to be shown safely. Simplify its HTML.");

  const at = now();
  const isUpdate = page !== undefined && page.retractedAt === null;
  expectChange(site.publicSlug);
  return {
    outcome: {
      kind: "succeeded",
      platformPostId: String(contentId),
      url: pageUrl(ctx.config.publicUrl, site.publicSlug, post.slug),
    },
    effects: [
      insertDeployment(db, accountId, siteId, { content_id: contentId, action: isUpdate ? "update" : "publish" }, at),
      upsertPage(db, {
        accountId,
        siteId,
        contentId,
        slug: post.slug,
        title: post.title,
        bodyHtml: html,
        excerpt: post.excerpt,
        metaTitle: post.metaTitle,
        metaDescription: post.metaDescription,
        ...coverOf(ctx, source),
        category: post.categories[0] ?? null,
        tags: post.tags,
        wordCount: source.content.wordCount,
        updatedAt: at,
      }),
    ],
    events: [{ type: "site_deployed", site_id: siteId, version: version + 1, items: 1 }],
  };
}

function logged(error: unknown): undefined {
  log("error", "hosted site not read", { error });
}

/** Takes a content row's page off its hosted site; nothing to do when it has no live page. To be committed like a publication. */
export async function siteRetraction(
  ctx: ServiceContext,
  siteId: number,
  contentId: number,
): Promise<Pick<Delivery, "effects" | "events">> {
  const { db, accountId } = ctx;
  const { site, version, page } = await findSiteForContent(db, accountId, siteId, contentId);
  if (!page || page.retractedAt !== null) return { effects: [], events: [] };
  const at = now();
  if (site?.publicSlug) expectChange(site.publicSlug);
  return {
    effects: [
      insertDeployment(db, accountId, siteId, { content_id: contentId, action: "remove" }, at),
      retractPage(db, accountId, siteId, contentId, at),
    ],
    events: [{ type: "site_deployed", site_id: siteId, version: version + 1, items: 1 }],
  };
}

/** The last look at what goes out. Null when it cannot be judged in bounded time. */
function sanitised(html: string): string | null {
  try {
    return sanitiseHtml(html);
  } catch (error) {
    if (error instanceof MarkupTooComplex) return null;
    throw error;
  }
}

function coverOf(ctx: ServiceContext, { media }: Publishable) {
  const image = featuredImage(media);
  if (!image) return { imageUrl: null, imageAlt: null, imageWidth: null, imageHeight: null };
  return {
    imageUrl: mediaUrl(ctx.config.publicUrl, image),
    imageAlt: image.alt,
    imageWidth: image.width,
    imageHeight: image.height,
  };
}
