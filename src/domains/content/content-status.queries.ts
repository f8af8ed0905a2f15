import { and, eq, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { content } from "../../db/tables/content.ts";
import { publications } from "../../db/tables/publications.ts";
import { scheduleEntries } from "../../db/tables/schedules.ts";

/** Live is what visitors can see: a draft left at the platform is not. */
const LIVE = "p.state = 'published' AND p.remote_status = 'publish'";
const hasOne = (condition: string) =>
  `EXISTS (SELECT 1 FROM publications AS p WHERE p.account_id = content.account_id AND p.content_id = content.id AND ${condition})`;
const ofOwnSite = (condition: string) => hasOne(`p.site_id = content.site_id AND ${condition}`);
const NEXT_ENTRY = `(SELECT min(s.scheduled_at) FROM schedule_entries AS s
  WHERE s.account_id = content.account_id AND s.content_id = content.id AND s.status = 'pending')`;

/** archived, else published (a live publication), else scheduled (a pending entry), else the stored word. */
const SHOWN_STATUS = `CASE WHEN status = 'archived' THEN 'archived' WHEN ${hasOne(LIVE)} THEN 'published'
  WHEN ${NEXT_ENTRY} IS NOT NULL THEN 'scheduled' ELSE status END`;

/** Delivery to the content's own site, most urgent first. */
const SITE_STATUS = `CASE WHEN ${ofOwnSite("p.state IN ('claimed','sending','unconfirmed','reconciling','absent')")} THEN 'publishing'
  WHEN ${ofOwnSite(LIVE)} THEN 'published' WHEN ${ofOwnSite("p.state = 'scheduled'")} THEN 'scheduled'
  WHEN ${ofOwnSite("p.state IN ('rejected','needs_human','missed')")} THEN 'failed' ELSE 'not_published' END`;

/** Derives what is shown from the facts. Belongs at the end of every batch that changes a publication, an entry or the stored status. */
export const refreshShownStatus = (db: TenantDb, accountId: number, contentId: number, now: number) =>
  db
    .update(content)
    .set({
      shownStatus: sql.raw(SHOWN_STATUS),
      siteStatus: sql.raw(SITE_STATUS),
      scheduledPublishAt: sql.raw(NEXT_ENTRY),
      version: sql`${content.version} + 1`,
      updatedAt: now,
    })
    .where(and(eq(content.accountId, accountId), eq(content.id, contentId)));

/** Takes back what waits of a content row for its time, everywhere or on one connection: what was withdrawn must not go out. */
export const withdrawScheduled = (
  db: TenantDb,
  accountId: number,
  contentId: number,
  now: number,
  connectionId?: number,
) =>
  [
    db
      .update(publications)
      .set({ state: "cancelled", retryAt: null, updatedAt: now })
      .where(
        and(
          eq(publications.accountId, accountId),
          eq(publications.contentId, contentId),
          connectionId === undefined ? undefined : eq(publications.connectionId, connectionId),
          eq(publications.state, "scheduled"),
        ),
      ),
    db
      .update(scheduleEntries)
      .set({ status: "cancelled", updatedAt: now })
      .where(
        and(
          eq(scheduleEntries.accountId, accountId),
          eq(scheduleEntries.contentId, contentId),
          connectionId === undefined ? undefined : eq(scheduleEntries.connectionId, connectionId),
          eq(scheduleEntries.status, "pending"),
        ),
      ),
  ] as const;
