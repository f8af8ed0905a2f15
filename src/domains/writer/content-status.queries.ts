import { and, eq, sql } from "drizzle-orm";
import type { Db } from "../../db/client.ts";
import { content } from "../../db/tables/writer.ts";

const intents = (states: string) =>
  `EXISTS (SELECT 1 FROM publication_intents AS i WHERE i.account_id = content.account_id AND i.content_id = content.id AND i.state IN (${states}))`;
const ofOwnSite = (states: string) =>
  `EXISTS (SELECT 1 FROM publication_intents AS i WHERE i.account_id = content.account_id AND i.content_id = content.id
     AND i.site_id = content.site_id AND i.state IN (${states}))`;
const PENDING_ENTRY = `EXISTS (SELECT 1 FROM schedule_entries AS s WHERE s.account_id = content.account_id AND s.content_id = content.id AND s.status = 'pending')`;

/** archived, else published (a live publication), else scheduled (a pending entry), else the stored word. */
const SHOWN_STATUS = `CASE WHEN status = 'archived' THEN 'archived' WHEN ${intents("'published'")} THEN 'published'
  WHEN ${PENDING_ENTRY} THEN 'scheduled' ELSE status END`;

/** Delivery to the content's own site, most urgent first. */
const SITE_STATUS = `CASE WHEN ${ofOwnSite("'claimed','sending','unconfirmed','reconciling','absent'")} THEN 'publishing'
  WHEN ${ofOwnSite("'published'")} THEN 'published' WHEN ${ofOwnSite("'scheduled'")} THEN 'scheduled'
  WHEN ${ofOwnSite("'rejected','needs_human','missed'")} THEN 'failed' ELSE 'not_published' END`;

/** Derives what is shown from the facts. Belongs at the end of every batch that changes an intent, an entry or the stored status. */
export const refreshShownStatus = (db: Db, accountId: number, contentId: number, now: number) =>
  db
    .update(content)
    .set({
      shownStatus: sql.raw(SHOWN_STATUS),
      siteStatus: sql.raw(SITE_STATUS),
      version: sql`${content.version} + 1`,
      updatedAt: now,
    })
    .where(and(eq(content.accountId, accountId), eq(content.id, contentId)));
