import { and, asc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { guard } from "../../db/guard.ts";
import { clusters } from "../../db/tables/clusters.ts";
import {
  type Content,
  content,
  contentTags,
  contentTaxonomies,
  type Taxonomy,
  taxonomies,
} from "../../db/tables/content.ts";
import { type Media, media } from "../../db/tables/media.ts";
import { listOf, type Tenant, within } from "../../db/tenant.ts";
import { foldedTag } from "./content-text.ts";

/** A content row with all that is shown, or goes out, with it. */
export interface ContentParts {
  content: Content;
  /** Featured picture first, then by position; whatever their status. */
  media: Media[];
  taxonomies: Taxonomy[];
}

/** At most one row. */
export const findContent = (db: TenantDb, tenant: Tenant, id: number) =>
  db
    .select()
    .from(content)
    .where(and(within(content, tenant), eq(content.id, id), isNull(content.deletedAt)))
    .limit(1);

/** Featured picture first (position 0 and the oldest), then as they stand in the article. */
export const findMediaOf = (db: TenantDb, accountId: number, contentId: number) =>
  db
    .select()
    .from(media)
    .where(and(eq(media.accountId, accountId), eq(media.contentId, contentId), isNull(media.deletedAt)))
    .orderBy(asc(media.position), asc(media.id));

export const findTermsOf = (db: TenantDb, accountId: number, contentId: number | SQL<number>) =>
  db
    .select()
    .from(taxonomies)
    .where(
      and(
        eq(taxonomies.accountId, accountId),
        inArray(taxonomies.id, linkedTerms(accountId, contentId)),
        isNull(taxonomies.deletedAt),
      ),
    )
    .orderBy(asc(taxonomies.taxonomyType), asc(taxonomies.id));

const linkedTerms = (accountId: number, contentId: number | SQL) =>
  sql`(SELECT ${contentTaxonomies.taxonomyId} FROM ${contentTaxonomies} WHERE ${and(eq(contentTaxonomies.accountId, accountId), eq(contentTaxonomies.contentId, contentId))})`;

/** Content, pictures and terms in one round trip. */
export async function findPublishable(db: TenantDb, tenant: Tenant, id: number): Promise<ContentParts | undefined> {
  const [rows, pictures, terms] = await db.batch([
    findContent(db, tenant, id),
    findMediaOf(db, tenant.accountId, id),
    findTermsOf(db, tenant.accountId, id),
  ]);
  return rows[0] && { content: rows[0], media: pictures, taxonomies: terms };
}

export const insertContent = (db: TenantDb, row: typeof content.$inferInsert) =>
  db.insert(content).values(row).returning();

/** `version` goes up by one; `revision` too when what is published changed. */
export const updateContentRow = (
  db: TenantDb,
  accountId: number,
  id: number,
  values: Partial<typeof content.$inferInsert>,
  bump: { version: boolean; revision: boolean },
) =>
  db
    .update(content)
    .set({
      ...values,
      ...(bump.version ? { version: sql`${content.version} + 1` } : {}),
      ...(bump.revision ? { revision: sql`${content.revision} + 1` } : {}),
    })
    .where(and(eq(content.accountId, accountId), eq(content.id, id), isNull(content.deletedAt)));

/** A draft that a job has stored and not yet shown: its uuid is the job's id. At most one row. */
export const findHiddenDraft = (db: TenantDb, accountId: number, jobId: string) =>
  db
    .select()
    .from(content)
    .where(and(eq(content.accountId, accountId), eq(content.uuid, jobId)))
    .limit(1);

export const showDraft = (db: TenantDb, accountId: number, id: number, now: number) =>
  db
    .update(content)
    .set({ deletedAt: null, updatedAt: now })
    .where(and(eq(content.accountId, accountId), eq(content.id, id)));

/** Notes who wrote the prompts of its pictures, and what that took. */
export const rememberPrompts = (db: TenantDb, accountId: number, id: number, origin: object, now: number) =>
  db
    .update(content)
    .set({
      metadata: sql`json_set(${content.metadata}, '$.image_prompts', json(${JSON.stringify(origin)}))`,
      version: sql`${content.version} + 1`,
      updatedAt: now,
    })
    .where(and(eq(content.accountId, accountId), eq(content.id, id), isNull(content.deletedAt)));

/** A picture of it has changed. */
export const countMediaChange = (db: TenantDb, accountId: number, id: number, now: number) =>
  updateContentRow(db, accountId, id, { updatedAt: now }, { version: true, revision: true });

/** A draft whose pictures are all made, or have failed for good, goes to review; the shown status is derived behind it. */
export const sendToReview = (db: TenantDb, accountId: number, id: number) =>
  db
    .update(content)
    .set({ status: "review" })
    .where(
      and(
        eq(content.accountId, accountId),
        eq(content.id, id),
        inArray(content.status, ["idea", "drafting"]),
        isNull(content.deletedAt),
      ),
    );

/** Fails the batch it stands in unless the row is still at this version. */
export const guardVersion = (db: TenantDb, accountId: number, id: number, version: number) => {
  const same = and(
    eq(content.accountId, accountId),
    eq(content.id, id),
    eq(content.version, version),
    isNull(content.deletedAt),
  );
  return guard(db, sql`EXISTS (SELECT 1 FROM ${content} WHERE ${same})`, "content version");
};

/** The id of a row that the same batch inserts. */
export const idOfContent = (uuid: string): SQL<number> => sql`(SELECT id FROM content WHERE uuid = ${uuid})`;

/** Writes `content_tags` anew from the row's tags. */
export const replaceTags = (
  db: TenantDb,
  accountId: number,
  contentId: number | SQL<number>,
  tags: readonly string[],
) =>
  [
    db
      .delete(contentTags)
      .where(and(eq(contentTags.accountId, accountId), eq(contentTags.contentId, contentId as number))),
    db
      .insert(contentTags)
      .select(
        sql`SELECT ${accountId}, value, ${contentId} FROM json_each(${JSON.stringify(tags.map(foldedTag))}) WHERE true`,
      )
      .onConflictDoNothing(),
  ] as const;

/** Keeps the cluster's content count; belongs behind every change of what belongs to it. */
export const recountClusters = (db: TenantDb, accountId: number, ids: readonly number[]) =>
  db
    .update(clusters)
    .set({
      contentCount: sql`(SELECT count(*) FROM content WHERE content.account_id = ${accountId} AND content.cluster_id = clusters.id AND content.deleted_at IS NULL)`,
    })
    .where(and(eq(clusters.accountId, accountId), inArray(clusters.id, listOf(ids))));
