import { and, eq, getTableColumns, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { guard } from "../../db/guard.ts";
import { insertRows } from "../../db/json-rows.ts";
import { orderingOf, sortedPage, totalOf, walkedPage } from "../../db/page.ts";
import { content } from "../../db/tables/content.ts";
import { jobs } from "../../db/tables/jobs.ts";
import { type Media, media } from "../../db/tables/media.ts";
import { sites } from "../../db/tables/sites.ts";
import { listOf, type Tenant, within } from "../../db/tenant.ts";

export interface ImageFilter {
  contentId?: number | undefined;
  taskId?: number | undefined;
  imageType?: Media["imageType"] | undefined;
  status?: Media["status"] | undefined;
  ordering?: string | undefined;
  limit: number;
  offset: number;
}

const COLUMNS = getTableColumns(media);

export async function findImages(db: TenantDb, tenant: Tenant, filter: ImageFilter) {
  const { contentId, ordering, limit, offset } = filter;
  const cut = { ordering: orderingOf({ position: media.position }, ordering), limit, offset };
  const narrowing = [
    contentId === undefined ? undefined : eq(media.contentId, contentId),
    filter.taskId === undefined ? undefined : eq(media.taskId, filter.taskId),
    filter.imageType && eq(media.imageType, filter.imageType),
    filter.status && eq(media.status, filter.status),
  ].filter((condition) => condition !== undefined);
  const where = and(within(media, tenant), isNull(media.deletedAt), ...narrowing) as SQL;
  // each filter has an index that goes on with the id, but for the content's, where the position stands between
  const isWalk = tenant.siteIds === null && !cut.ordering.column && contentId === undefined && narrowing.length <= 1;
  const [rows, totals] = await db.batch([
    (isWalk ? walkedPage : sortedPage)(db, media, COLUMNS, where, cut),
    totalOf(db, media, where),
  ]);
  return { rows, total: totals[0]?.total ?? 0 };
}

/** At most one row. */
export const findImage = (db: TenantDb, tenant: Tenant, id: number) =>
  db
    .select()
    .from(media)
    .where(and(within(media, tenant), eq(media.id, id), isNull(media.deletedAt)))
    .limit(1);

/** Content with its site's name; at most one row. */
export const findIllustrated = (db: TenantDb, tenant: Tenant, id: number | SQL) =>
  db
    .select({ content, siteName: sql<string | null>`${sites.name}`.as("site_name") })
    .from(content)
    .leftJoin(sites, and(eq(sites.accountId, content.accountId), eq(sites.id, content.siteId)))
    .where(and(within(content, tenant), eq(content.id, id as number), isNull(content.deletedAt)))
    .limit(1);

/** The content of an image that is read in the same batch. */
export const contentOfImage = (accountId: number, imageId: number): SQL =>
  sql`(SELECT content_id FROM media WHERE account_id = ${accountId} AND id = ${imageId})`;

/**
 * Open jobs that make pictures of this content: all of them, or those that share one of `imageIds`. A job without a
 * list makes all pictures of its content. A row that is not yet filled in has no content.
 */
const illustrating = (accountId: number, contentId: number | SQL, imageIds: readonly number[] | null) =>
  and(
    eq(jobs.accountId, accountId),
    inArray(jobs.state, ["new", "queued", "running"]),
    inArray(jobs.type, ["writer.generate_images", "writer.render_images"]),
    sql`json_extract(${jobs.input}, '$.content_id') = ${contentId}`,
    imageIds === null
      ? undefined
      : sql`(json_type(${jobs.input}, '$.image_ids') IS NULL OR EXISTS
          (SELECT 1 FROM json_each(${jobs.input}, '$.image_ids') AS listed WHERE listed.value IN ${listOf(imageIds)}))`,
  );

export const countIllustrating = (
  db: TenantDb,
  accountId: number,
  contentId: number | SQL,
  imageIds: readonly number[] | null,
) =>
  db
    .select({ total: sql<number>`count(*)` })
    .from(jobs)
    .where(illustrating(accountId, contentId, imageIds));

/** Fails the batch that queues a job unless no other open job makes one of its pictures. */
export const guardOnlyIllustrator = (
  db: TenantDb,
  accountId: number,
  contentId: number,
  imageIds: readonly number[] | null,
) =>
  guard(
    db,
    sql`(SELECT count(*) FROM ${jobs} WHERE ${illustrating(accountId, contentId, imageIds)}) = 1`,
    "pictures free",
  );

/** Inserts the first pictures of a content row. */
export const insertImages = (db: TenantDb, rows: readonly (typeof media.$inferInsert)[]) =>
  insertRows(db, media, rows).returning();

/** Fails the batch it stands in when the content has pictures already: another worker was faster. */
export const guardWithoutImages = (db: TenantDb, accountId: number, contentId: number) => {
  const present = and(eq(media.accountId, accountId), eq(media.contentId, contentId), isNull(media.deletedAt));
  return guard(db, sql`NOT EXISTS (SELECT 1 FROM ${media} WHERE ${present})`, "no pictures yet");
};

export const updateImage = (db: TenantDb, accountId: number, id: number, values: Partial<typeof media.$inferInsert>) =>
  db
    .update(media)
    .set(values)
    .where(and(eq(media.accountId, accountId), eq(media.id, id), isNull(media.deletedAt)));

/** A picture that could not be made. One that has a file keeps it, and stays generated. */
const FAILED = sql`CASE WHEN file_id IS NULL THEN 'failed' ELSE status END` as unknown as "failed";

export const failImage = (db: TenantDb, accountId: number, id: number, error: string, now: number) =>
  updateImage(db, accountId, id, { status: FAILED, error, updatedAt: now });

/** Ends the waiting of a failed job's pictures: those of its list, or all of the content that wait. */
export const failImages = (
  db: TenantDb,
  accountId: number,
  contentId: number,
  imageIds: readonly number[] | null,
  error: string,
  now: number,
) =>
  db
    .update(media)
    .set({ status: FAILED, error, updatedAt: now })
    .where(
      and(
        eq(media.accountId, accountId),
        eq(media.contentId, contentId),
        imageIds === null ? eq(media.status, "pending") : inArray(media.id, listOf(imageIds)),
        isNull(media.deletedAt),
      ),
    );
