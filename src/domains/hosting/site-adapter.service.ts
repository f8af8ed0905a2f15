import type { ServiceContext } from "../../context.ts";
import { log } from "../../core/log.ts";
import { MarkupTooComplex, sanitiseHtml } from "../../core/markup.ts";
import { now } from "../../core/time.ts";
import type { Outcome, PlatformAdapter, Post, PostImage, RemotePost } from "../../providers/platforms/adapter.ts";
import { type SiteCredentials, siteProfile } from "../../providers/platforms/site-profile.ts";
import { findSiteForContent, insertDeployment, retractPage, upsertPage } from "./hosted-sites.queries.ts";
import { pageUrl } from "./site-addresses.ts";
import { expectChange } from "./site-page-cache.ts";

/**
 * Our own hosted site as a platform like any other. Its page and the site's next version are one batch; whether that was
 * written is read back from the page, which names the revision that it shows. `caller` is whose work it is part of: the
 * page is written by the system, so that the caller's Idempotency-Key proves the caller's own effect only.
 */
export function siteAdapter(caller: ServiceContext, siteId: number): PlatformAdapter<SiteCredentials> {
  const ctx = caller.forAccount(caller.accountId);
  return {
    profile: siteProfile,
    publish: (post) => publish(ctx, siteId, post),

    async find(post) {
      const { site, page } = await findSiteForContent(ctx.db, ctx.accountId, siteId, post.contentId);
      const isShown = page?.retractedAt === null && page.revision === post.revision && page.slug === post.slug;
      if (!site?.publicSlug || !isShown) return { kind: "absent", certain: true };
      return { kind: "found", post: remotePost(ctx, site.publicSlug, post) };
    },

    async retract(remoteId) {
      await takeDown(ctx, siteId, Number(remoteId));
      return { kind: "retracted" };
    },

    async check() {
      const { site } = await findSiteForContent(ctx.db, ctx.accountId, siteId, 0);
      if (site?.publicSlug) return { healthy: true, code: "ok", message: "The hosted site is on." };
      return { healthy: false, code: "hosting_off", message: "Hosting is off for this site: switch it on first." };
    },
  };
}

const refused = (message: string): Outcome => ({ kind: "rejected", reason: "refused", message });

const remotePost = (ctx: ServiceContext, publicSlug: string, post: Post): RemotePost => ({
  platformPostId: String(post.contentId),
  url: pageUrl(ctx.config.publicUrl, publicSlug, post.slug),
});

async function publish(ctx: ServiceContext, siteId: number, post: Post): Promise<Outcome> {
  const found = await findSiteForContent(ctx.db, ctx.accountId, siteId, post.contentId).catch(logged);
  // nothing has been written yet: this may simply be repeated
  if (!found) return { kind: "retryable", message: "The site could not be read." };
  const { site, version, page } = found;
  if (!site?.publicSlug)
    return refused("Hosting is off for this site. Switch it on in the site's settings, then publish again.");
  if (!site.isActive) return refused("The site is not active. Activate it, then publish again.");
  const html = sanitised(post.html);
  if (html === null) return refused("The article's markup is too complex to be shown safely. Simplify its HTML.");
  const isUpdate = page !== undefined && page.retractedAt === null;
  expectChange(site.publicSlug);
  // the event's version is the one expected; when two publishes of a site meet, the deployments have the exact numbers
  const event = { type: "site_deployed", site_id: siteId, version: version + 1, items: 1 } as const;
  const written = await ctx.commit(pageStatements(ctx, siteId, { ...post, html }, isUpdate), [event]).catch(logged);
  return written
    ? { kind: "succeeded", ...remotePost(ctx, site.publicSlug, post) }
    : { kind: "unknown", message: "Nobody answered whether the page was written." };
}

function pageStatements({ db, accountId }: ServiceContext, siteId: number, post: Post, isUpdate: boolean) {
  const at = now();
  const { contentId, revision, slug, title, excerpt, metaTitle, metaDescription, tags, wordCount } = post;
  const page = { contentId, revision, slug, title, excerpt, metaTitle, metaDescription, tags, wordCount };
  return [
    insertDeployment(db, accountId, siteId, { content_id: contentId, action: isUpdate ? "update" : "publish" }, at),
    upsertPage(db, {
      ...{ accountId, siteId, ...page, bodyHtml: post.html },
      ...coverOf(post.featuredImage),
      ...{ category: post.categories[0] ?? null, updatedAt: at },
    }),
  ] as const;
}

const coverOf = (image: PostImage | null) => ({
  imageUrl: image?.url ?? null,
  imageAlt: image?.alt ?? null,
  imageWidth: image?.width ?? null,
  imageHeight: image?.height ?? null,
});

/** Nothing to do when the content has no live page there. */
async function takeDown(ctx: ServiceContext, siteId: number, contentId: number): Promise<void> {
  const { db, accountId } = ctx;
  const { site, version, page } = await findSiteForContent(db, accountId, siteId, contentId);
  if (!page || page.retractedAt !== null) return;
  const at = now();
  if (site?.publicSlug) expectChange(site.publicSlug);
  await ctx.commit(
    [
      insertDeployment(db, accountId, siteId, { content_id: contentId, action: "remove" }, at),
      retractPage(db, accountId, siteId, contentId, at),
    ],
    [{ type: "site_deployed", site_id: siteId, version: version + 1, items: 1 }],
  );
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

function logged(error: unknown): undefined {
  log("error", "hosted site not reached", { error });
}
