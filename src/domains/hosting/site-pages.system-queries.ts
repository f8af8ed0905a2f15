import { and, count, desc, eq, gte, isNull, type SQL, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { sitePages } from "../../db/tables/hosting.ts";
import { accounts } from "../../db/tables/identity.ts";
import { sites } from "../../db/tables/sites.ts";
import type { PublicSite, SiteKey } from "./public-site.ts";

function named(key: SiteKey): SQL {
  if ("publicSlug" in key) return eq(sites.publicSlug, key.publicSlug);
  return "siteId" in key ? eq(sites.id, key.siteId) : eq(sites.domain, key.domain);
}

/** Hosted, active and not deleted. */
const isHosted = (key: SiteKey) =>
  and(named(key), sql`${sites.publicSlug} IS NOT NULL`, eq(sites.isActive, true), isNull(sites.deletedAt)) as SQL;

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

/** Also its account must not be suspended. A domain is only what its owner says; the first site that names it has it. */
const selectPublicSite = (db: TenantDb, key: SiteKey) =>
  db
    .select(PUBLIC_SITE)
    .from(sites)
    .innerJoin(accounts, eq(accounts.id, sites.accountId))
    .where(and(isHosted(key), eq(accounts.status, "active")))
    .orderBy(sites.id)
    .limit(1);

/** Pages of that same site; the pair of ids leads every index of the pages. */
const ofSite = (key: SiteKey): SQL =>
  sql`(${sitePages.accountId}, ${sitePages.siteId}) = (SELECT ${sites.accountId}, ${sites.id} FROM ${sites}
    JOIN ${accounts} ON ${accounts.id} = ${sites.accountId}
    WHERE ${isHosted(key)} AND ${accounts.status} = 'active' ORDER BY ${sites.id} LIMIT 1)`;

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

const live = (key: SiteKey) => and(ofSite(key), isNull(sitePages.retractedAt)) as SQL;

/** The order of an index. */
const NEWEST_FIRST = [desc(sitePages.publishedAt), desc(sitePages.id)];

const selectArticles = (db: TenantDb, key: SiteKey, { limit, offset }: Slice) =>
  db
    .select(ARTICLE)
    .from(sitePages)
    .where(live(key))
    .orderBy(...NEWEST_FIRST)
    .limit(limit)
    .offset(offset);

const selectLinks = (db: TenantDb, key: SiteKey, limit: number) =>
  db
    .select(LINK)
    .from(sitePages)
    .where(live(key))
    .orderBy(...NEWEST_FIRST)
    .limit(limit);

/** The lower bound excludes nothing; it leads the planner to the index of live pages, where no body is read. */
const countLive = (db: TenantDb, key: SiteKey) =>
  db
    .select({ total: count() })
    .from(sitePages)
    .where(and(live(key), gte(sitePages.publishedAt, 0)));

export async function findPublicSite(db: TenantDb, key: SiteKey): Promise<PublicSite | undefined> {
  const [site] = await selectPublicSite(db, key);
  return site;
}

/** One page of the list of articles, newest first. */
export async function findIndex(db: TenantDb, key: SiteKey, slice: Slice) {
  const [found, rows, totals] = await db.batch([
    selectPublicSite(db, key),
    db
      .select(SUMMARY)
      .from(sitePages)
      .where(live(key))
      .orderBy(...NEWEST_FIRST)
      .limit(slice.limit)
      .offset(slice.offset),
    countLive(db, key),
  ]);
  return { site: found[0], rows, total: totals[0]?.total ?? 0 };
}

/** A page, also a retracted one, and the newest live pages of its site, from which its neighbours are chosen. */
export async function findArticle(db: TenantDb, publicSlug: string, slug: string, neighbours: number) {
  const key = { publicSlug };
  const [found, pages, newestPages] = await db.batch([
    selectPublicSite(db, key),
    db
      .select(ARTICLE)
      .from(sitePages)
      .where(and(ofSite(key), eq(sitePages.slug, slug))),
    selectLinks(db, key, neighbours),
  ]);
  return { site: found[0], page: pages[0], newestPages };
}

/** The newest articles with their bodies. */
export async function findFeed(db: TenantDb, key: SiteKey, limit: number) {
  const [found, rows] = await db.batch([selectPublicSite(db, key), selectArticles(db, key, { limit, offset: 0 })]);
  return { site: found[0], rows };
}

/** Addresses and days of change of all live pages, newest first. */
export async function findSitemap(db: TenantDb, key: SiteKey, limit: number) {
  const [found, rows] = await db.batch([
    selectPublicSite(db, key),
    db
      .select({ slug: sitePages.slug, updatedAt: sitePages.updatedAt })
      .from(sitePages)
      .where(live(key))
      .orderBy(...NEWEST_FIRST)
      .limit(limit),
  ]);
  return { site: found[0], rows };
}

/** A site as data: a slice of its live pages with their bodies, how many there are, and the newest as its navigation. */
export async function findDefinition(db: TenantDb, key: SiteKey, slice: Slice & { links: number }) {
  const [found, rows, totals, links] = await db.batch([
    selectPublicSite(db, key),
    selectArticles(db, key, slice),
    countLive(db, key),
    selectLinks(db, key, slice.links),
  ]);
  return { site: found[0], rows, total: totals[0]?.total ?? 0, links };
}

/** Adds to the views of pages of any account, in one statement. `seen`: account, page, how many. */
export const addViews = (
  db: TenantDb,
  seen: readonly (readonly [accountId: number, pageId: number, views: number])[],
) =>
  db.run(sql`UPDATE site_pages SET views = views + (seen.value ->> 2) FROM json_each(${JSON.stringify(seen)}) AS seen
    WHERE site_pages.id = (seen.value ->> 1) AND site_pages.account_id = (seen.value ->> 0)`);
