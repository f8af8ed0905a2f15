import { and, count, desc, eq, gte, isNull, type SQL, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { sitePages } from "../../db/tables/hosting.ts";
import { accounts } from "../../db/tables/identity.ts";
import { sites } from "../../db/tables/sites.ts";
import { actsHere } from "../../db/tenant.ts";
import type { SiteKey, SitePlace } from "../sites/addresses.ts";
import type { PublicSite } from "./public-site.ts";

/** A site as it is asked for, and where its address says that it is. */
export interface Sought {
  key: SiteKey;
  place: SitePlace;
}

function named({ key }: Sought): SQL {
  if ("publicSlug" in key) return eq(sites.publicSlug, key.publicSlug);
  return "siteId" in key ? sql`${sites.publicSlug} IS NOT NULL` : eq(sites.domain, key.domain);
}

/** The site is there and goes by that name, is hosted, active and not deleted. */
const isHosted = (sought: Sought) =>
  and(
    eq(sites.accountId, sought.place.accountId),
    eq(sites.id, sought.place.siteId),
    named(sought),
    sql`${sites.publicSlug} IS NOT NULL`,
    eq(sites.isActive, true),
    isNull(sites.deletedAt),
  ) as SQL;

/** Its account lives here, and is not suspended; while it moves to another shard its pages stay. */
const isShown = (db: TenantDb) =>
  and(eq(accounts.shard, db.shard), sql`coalesce(${accounts.statusAfterMove}, ${accounts.status}) = 'active'`) as SQL;

const newest = (column: "version" | "created_at") =>
  sql`(SELECT ${sql.raw(column)} FROM deployments WHERE account_id = ${sites.accountId} AND site_id = ${sites.id} ORDER BY version DESC LIMIT 1)`;

const PUBLIC_SITE = {
  id: sites.id,
  accountId: sites.accountId,
  name: sites.name,
  description: sites.description,
  language: sites.language,
  domain: sites.domain,
  publicSlug: sql<string>`${sites.publicSlug}`,
  updatedAt: sites.updatedAt,
  version: sql<number>`coalesce(${newest("version")}, 0)`,
  deployedAt: sql<number>`coalesce(${newest("created_at")}, ${sites.updatedAt})`,
};

const selectPublicSite = (db: TenantDb, sought: Sought) =>
  db
    .select(PUBLIC_SITE)
    .from(sites)
    .innerJoin(accounts, eq(accounts.id, sites.accountId))
    .where(and(isHosted(sought), isShown(db)));

/** Pages of that same site. */
const ofSite = ({ place }: Sought): SQL =>
  and(eq(sitePages.accountId, place.accountId), eq(sitePages.siteId, place.siteId)) as SQL;

const SUMMARY = {
  title: sitePages.title,
  slug: sitePages.slug,
  excerpt: sitePages.excerpt,
  category: sitePages.category,
  imageUrl: sitePages.imageUrl,
  imageAlt: sitePages.imageAlt,
  imageWidth: sitePages.imageWidth,
  imageHeight: sitePages.imageHeight,
  publishedAt: sitePages.publishedAt,
};

const ARTICLE = {
  ...SUMMARY,
  id: sitePages.id,
  bodyHtml: sitePages.bodyHtml,
  metaTitle: sitePages.metaTitle,
  metaDescription: sitePages.metaDescription,
  tags: sitePages.tags,
  wordCount: sitePages.wordCount,
  updatedAt: sitePages.updatedAt,
  retractedAt: sitePages.retractedAt,
};

const LINK = { title: sitePages.title, slug: sitePages.slug, category: sitePages.category };

interface Slice {
  limit: number;
  offset: number;
}

const live = (sought: Sought) => and(ofSite(sought), isNull(sitePages.retractedAt)) as SQL;

/** The order of an index. */
const NEWEST_FIRST = [desc(sitePages.publishedAt), desc(sitePages.id)];

const selectArticles = (db: TenantDb, sought: Sought, { limit, offset }: Slice) =>
  db
    .select(ARTICLE)
    .from(sitePages)
    .where(live(sought))
    .orderBy(...NEWEST_FIRST)
    .limit(limit)
    .offset(offset);

const selectLinks = (db: TenantDb, sought: Sought, limit: number) =>
  db
    .select(LINK)
    .from(sitePages)
    .where(live(sought))
    .orderBy(...NEWEST_FIRST)
    .limit(limit);

/** The lower bound excludes nothing; it leads the planner to the index of live pages, where no body is read. */
const countLive = (db: TenantDb, sought: Sought) =>
  db
    .select({ total: count() })
    .from(sitePages)
    .where(and(live(sought), gte(sitePages.publishedAt, 0)));

export async function findPublicSite(db: TenantDb, sought: Sought): Promise<{ site: PublicSite | undefined }> {
  const [site] = await selectPublicSite(db, sought);
  return { site };
}

/** One page of the list of articles, newest first. */
export async function findIndex(db: TenantDb, sought: Sought, slice: Slice) {
  const [found, rows, totals] = await db.batch([
    selectPublicSite(db, sought),
    db
      .select(SUMMARY)
      .from(sitePages)
      .where(live(sought))
      .orderBy(...NEWEST_FIRST)
      .limit(slice.limit)
      .offset(slice.offset),
    countLive(db, sought),
  ]);
  return { site: found[0], rows, total: totals[0]?.total ?? 0 };
}

/** A page, also a retracted one, and the newest live pages of its site, from which its neighbours are chosen. */
export async function findArticle(db: TenantDb, sought: Sought, slug: string, neighbours: number) {
  const [found, pages, newestPages] = await db.batch([
    selectPublicSite(db, sought),
    db
      .select(ARTICLE)
      .from(sitePages)
      .where(and(ofSite(sought), eq(sitePages.slug, slug))),
    selectLinks(db, sought, neighbours),
  ]);
  return { site: found[0], page: pages[0], newestPages };
}

/** The newest articles with their bodies. */
export async function findFeed(db: TenantDb, sought: Sought, limit: number) {
  const [found, rows] = await db.batch([
    selectPublicSite(db, sought),
    selectArticles(db, sought, { limit, offset: 0 }),
  ]);
  return { site: found[0], rows };
}

/** Addresses and days of change of all live pages, newest first. */
export async function findSitemap(db: TenantDb, sought: Sought, limit: number) {
  const [found, rows] = await db.batch([
    selectPublicSite(db, sought),
    db
      .select({ slug: sitePages.slug, updatedAt: sitePages.updatedAt })
      .from(sitePages)
      .where(live(sought))
      .orderBy(...NEWEST_FIRST)
      .limit(limit),
  ]);
  return { site: found[0], rows };
}

/** A site as data: a slice of its live pages with their bodies, how many there are, and the newest as its navigation. */
export async function findDefinition(db: TenantDb, sought: Sought, slice: Slice & { links: number }) {
  const [found, rows, totals, links] = await db.batch([
    selectPublicSite(db, sought),
    selectArticles(db, sought, slice),
    countLive(db, sought),
    selectLinks(db, sought, slice.links),
  ]);
  return { site: found[0], rows, total: totals[0]?.total ?? 0, links };
}

/** Adds to the views of pages of any account that lives here, in one statement. `seen`: account, page, how many. */
export const addViews = (
  db: TenantDb,
  seen: readonly (readonly [accountId: number, pageId: number, views: number])[],
) =>
  db.run(sql`UPDATE site_pages SET views = views + (seen.value ->> 2) FROM json_each(${JSON.stringify(seen)}) AS seen
    WHERE site_pages.id = (seen.value ->> 1) AND site_pages.account_id = (seen.value ->> 0)
      AND ${actsHere(db, sql`site_pages.account_id`)}`);
