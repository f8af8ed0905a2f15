import { and, eq, isNull, max, type SQL, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { deployments, sitePages } from "../../db/tables/hosting.ts";
import { sites } from "../../db/tables/sites.ts";

const ofSite = (accountId: number, siteId: number) =>
  and(eq(deployments.accountId, accountId), eq(deployments.siteId, siteId)) as SQL;

const ofContent = (accountId: number, siteId: number, contentId: number) =>
  and(eq(sitePages.accountId, accountId), eq(sitePages.siteId, siteId), eq(sitePages.contentId, contentId)) as SQL;

/** The site, its newest version (null before the first) and its page for a content row: one round trip. */
export async function findSiteForContent(db: TenantDb, accountId: number, siteId: number, contentId: number) {
  const [found, versions, pages] = await db.batch([
    db
      .select({ publicSlug: sites.publicSlug, isActive: sites.isActive })
      .from(sites)
      .where(and(eq(sites.accountId, accountId), eq(sites.id, siteId), isNull(sites.deletedAt))),
    db
      .select({ version: max(deployments.version) })
      .from(deployments)
      .where(ofSite(accountId, siteId)),
    db
      .select({ revision: sitePages.revision, slug: sitePages.slug, retractedAt: sitePages.retractedAt })
      .from(sitePages)
      .where(ofContent(accountId, siteId, contentId)),
  ]);
  return { site: found[0], version: versions[0]?.version ?? 0, page: pages[0] };
}

const newestVersion = (accountId: number, siteId: number) =>
  sql<number>`(SELECT coalesce(max(version), 0) FROM deployments WHERE account_id = ${accountId} AND site_id = ${siteId})`;

/** The next version of a site. It is counted inside the write, so two publishes at one moment get two numbers. */
export function insertDeployment(
  db: TenantDb,
  accountId: number,
  siteId: number,
  metadata: { content_id: number; action: "publish" | "update" | "remove" },
  at: number,
) {
  return db.insert(deployments).values({
    accountId,
    siteId,
    version: sql<number>`${newestVersion(accountId, siteId)} + 1`,
    deploymentType: "incremental",
    status: "completed",
    itemsDeployed: 1,
    startedAt: at,
    completedAt: at,
    metadata,
    createdAt: at,
  });
}

type Page = Omit<typeof sitePages.$inferInsert, "id" | "version" | "views" | "publishedAt" | "retractedAt">;

/** What a new publish of the same content writes over: all but its views and the day it first appeared. */
const REWRITTEN = [
  "slug",
  "title",
  "bodyHtml",
  "excerpt",
  "metaTitle",
  "metaDescription",
  "imageUrl",
  "imageAlt",
  "imageWidth",
  "imageHeight",
  "category",
  "tags",
  "wordCount",
  "revision",
  "version",
  "updatedAt",
  "retractedAt",
] as const satisfies readonly (keyof typeof sitePages.$inferInsert)[];

/** Belongs behind `insertDeployment` in the same batch: the page takes the version made there. */
export function upsertPage(db: TenantDb, page: Page) {
  const version = newestVersion(page.accountId, page.siteId);
  return db
    .insert(sitePages)
    .values({ ...page, version, publishedAt: page.updatedAt, retractedAt: null })
    .onConflictDoUpdate({
      target: [sitePages.accountId, sitePages.siteId, sitePages.contentId],
      set: Object.fromEntries(REWRITTEN.map((key) => [key, sql.raw(`excluded.${sitePages[key].name}`)])),
    });
}

/** Belongs behind `insertDeployment` in the same batch. */
export const retractPage = (db: TenantDb, accountId: number, siteId: number, contentId: number, at: number) =>
  db
    .update(sitePages)
    .set({ retractedAt: at, updatedAt: at, version: newestVersion(accountId, siteId) })
    .where(and(ofContent(accountId, siteId, contentId), isNull(sitePages.retractedAt)));
