import { and, eq, getTableColumns, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { guard } from "../../db/guard.ts";
import { insertRows } from "../../db/json-rows.ts";
import { equals, list, live, type QueryOf } from "../../db/list.ts";
import { content } from "../../db/tables/content.ts";
import { jobs } from "../../db/tables/jobs.ts";
import { type Media, media, replacedFiles } from "../../db/tables/media.ts";
import { sites } from "../../db/tables/sites.ts";
import { listOf, type Tenant, within } from "../../db/tenant.ts";
import { openJobsAbout } from "../jobs/jobs.queries.ts";

const IMAGES = list({
  table: media,
  columns: getTableColumns(media),
  scope: live(media),
  filters: {
    // its index has the position before the id
    content_id: { ...equals(media.contentId), walks: false },
    task_id: equals(media.taskId),
    image_type: equals(media.imageType),
    status: equals(media.status),
  },
  sortable: { position: media.position },
  way: ({ oneIndex, sorted }) => (oneIndex && !sorted ? "walk" : "sort"),
});

export type ImageQuery = QueryOf<typeof IMAGES>;

export const findImages = (db: TenantDb, tenant: Tenant, query: ImageQuery) => IMAGES.find(db, tenant, query);

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
 * list makes all pictures of its content.
 */
const illustrating = (accountId: number, contentId: number | SQL, imageIds: readonly number[] | null) =>
  and(
    openJobsAbout(accountId, ["writer.generate_images", "writer.render_images"], contentId),
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

/** Remembers the file of a picture that gets another one; nothing happens when it has none yet. */
export const keepReplacedFile = (db: TenantDb, { accountId, id, fileId, extension, mimeType }: Media, now: number) =>
  fileId === null || extension === null || mimeType === null
    ? []
    : [
        db
          .insert(replacedFiles)
          .values({ fileId, accountId, mediaId: id, extension, mimeType, createdAt: now })
          .onConflictDoNothing(),
      ];

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
