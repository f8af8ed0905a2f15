import { and, asc, isNotNull, lt, lte, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { TenantDb } from "../../db/client.ts";
import { auditEntries } from "../../db/tables/audit.ts";
import { events } from "../../db/tables/events.ts";
import { idempotencyKeys } from "../../db/tables/idempotency.ts";
import { refreshTokens, sessions } from "../../db/tables/identity.ts";
import { jobSteps, jobs } from "../../db/tables/jobs.ts";
import { notificationReads, notifications } from "../../db/tables/notifications.ts";
import { publicationAttempts } from "../../db/tables/publications.ts";

/**
 * Deletes rows of one kind that are older than `before`, ms, of any account: the oldest `limit` of them, and those that share
 * the last one's moment. Answers how many. Two round trips, because a range is deleted while it is read, and a list of rows is
 * read four times.
 */
export type Forget = (db: TenantDb, before: number, limit: number) => Promise<number>;

/** The moment of the last row of a batch. */
async function lastOf(db: TenantDb, column: SQLiteColumn, before: number, limit: number, where?: SQL): Promise<number> {
  const [last] = await db
    .select({ at: sql<number>`${column}` })
    .from(column.table)
    .where(and(where, lt(column, before)))
    .orderBy(asc(column))
    .limit(1)
    .offset(limit - 1);
  return last?.at ?? before - 1;
}

/** For rows that no other row refers to. */
const forgetBy =
  (column: SQLiteColumn): Forget =>
  async (db, before, limit) => {
    const last = await lastOf(db, column, before, limit);
    return (await db.delete(column.table).where(lte(column, last))).meta.changes;
  };

export const forgetAttempts = forgetBy(publicationAttempts.startedAt);
export const forgetAuditEntries = forgetBy(auditEntries.createdAt);
export const forgetEvents = forgetBy(events.createdAt);
export const forgetIdempotencyKeys = forgetBy(idempotencyKeys.createdAt);

/** Notifications, and who read them. */
export const forgetNotifications: Forget = async (db, before, limit) => {
  const last = await lastOf(db, notifications.createdAt, before, limit);
  const old = sql`SELECT account_id, id FROM notifications WHERE created_at <= ${last}`;
  const [, deleted] = await db.batch([
    db.delete(notificationReads).where(sql`(account_id, notification_id) IN (${old})`),
    db.delete(notifications).where(lte(notifications.createdAt, last)),
  ]);
  return deleted.meta.changes;
};

/** Jobs that are over and owe nothing, with their steps. A job that followed from one stays, without its parent. */
export const forgetJobs: Forget = async (db, before, limit) => {
  const last = await lastOf(db, jobs.finishedAt, before, limit, isNotNull(jobs.settledAt));
  const old = sql`settled_at IS NOT NULL AND finished_at <= ${last}`;
  const ids = sql`SELECT account_id, id FROM jobs WHERE ${old}`;
  const [, , deleted] = await db.batch([
    db.delete(jobSteps).where(sql`(account_id, job_id) IN (${ids})`),
    db.update(jobs).set({ parentId: null }).where(sql`parent_id IS NOT NULL AND (account_id, parent_id) IN (${ids})`),
    db.delete(jobs).where(old),
  ]);
  return deleted.meta.changes;
};

/** Refresh tokens by the moment at which they expired. A session whose last one goes has ended with it. */
export const forgetRefreshTokens: Forget = async (db, before, limit) => {
  const last = await lastOf(db, refreshTokens.expiresAt, before, limit);
  const own = sql`refresh_tokens WHERE account_id = sessions.account_id AND session_id = sessions.id`;
  const [, deleted] = await db.batch([
    db
      .update(sessions)
      .set({ revokedAt: sql`(SELECT max(expires_at) FROM ${own})`, revokedReason: "expired" })
      .where(
        sql`revoked_at IS NULL AND NOT EXISTS (SELECT 1 FROM ${own} AND expires_at > ${last})
          AND (account_id, id) IN (SELECT account_id, session_id FROM refresh_tokens WHERE expires_at <= ${last})`,
      ),
    db.delete(refreshTokens).where(lte(refreshTokens.expiresAt, last)),
  ]);
  return deleted.meta.changes;
};

/** Sessions by the moment at which they ended, with their refresh tokens. */
export const forgetSessions: Forget = async (db, before, limit) => {
  const last = await lastOf(db, sessions.revokedAt, before, limit);
  const old = sql`SELECT account_id, id FROM sessions WHERE revoked_at <= ${last}`;
  const [, deleted] = await db.batch([
    db.delete(refreshTokens).where(sql`(account_id, session_id) IN (${old})`),
    db.delete(sessions).where(lte(sessions.revokedAt, last)),
  ]);
  return deleted.meta.changes;
};
