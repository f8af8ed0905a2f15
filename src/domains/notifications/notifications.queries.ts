import { and, desc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { AnySQLiteColumn } from "drizzle-orm/sqlite-core";
import type { TenantDb } from "../../db/client.ts";
import { guard } from "../../db/guard.ts";
import { found, type Paged, spanOf } from "../../db/list.ts";
import { type NotificationType, notificationReads, notifications } from "../../db/tables/notifications.ts";
import { type Tenant, within } from "../../db/tenant.ts";

export interface NotificationQuery extends Paged {
  /** Any of these. */
  notification_type?: readonly NotificationType[] | undefined;
  /** By this reader. */
  is_read?: boolean | undefined;
}

const count = sql<number>`count(*)`;

/** This reader's read state of a row of `rows`. */
const readOf = (rows: { id: AnySQLiteColumn | SQL.Aliased }, tenant: Tenant, reader: string): SQL =>
  and(
    eq(notificationReads.accountId, tenant.accountId),
    eq(notificationReads.reader, reader),
    eq(notificationReads.notificationId, rows.id),
  ) as SQL;

const live = (tenant: Tenant): SQL => and(within(notifications, tenant), isNull(notifications.deletedAt)) as SQL;

const unread = (tenant: Tenant, reader: string): SQL =>
  and(
    live(tenant),
    sql`NOT EXISTS (SELECT 1 FROM ${notificationReads} WHERE ${readOf(notifications, tenant, reader)})`,
  ) as SQL;

/** Newest first, one page, and how many match. One round trip; see the two shapes below for what it reads. */
export function findNotifications(db: TenantDb, tenant: Tenant, reader: string, query: NotificationQuery) {
  return query.is_read ? findRead(db, tenant, reader, query) : findAnyOrUnread(db, tenant, reader, query);
}

const ofType = ({ notification_type: types = [] }: NotificationQuery) => {
  const [only, ...more] = types;
  if (only === undefined) return undefined;
  return more.length === 0
    ? eq(notifications.notificationType, only)
    : inArray(notifications.notificationType, [only, ...more]);
};

/** Read states are looked up for the rows of the page only. */
async function findAnyOrUnread(db: TenantDb, tenant: Tenant, reader: string, query: NotificationQuery) {
  const where = and(query.is_read === false ? unread(tenant, reader) : live(tenant), ofType(query));
  const ids = db.select({ id: notifications.id }).from(notifications).where(where);
  // an index gives the order, except of several types: as a list of ids they need no sorting either
  const several = (query.notification_type ?? []).length > 1;
  const { limit, offset } = spanOf(query);
  const statements = [
    db
      .select({ notification: notifications, readAt: readTime(tenant, reader) })
      .from(notifications)
      .where(several ? inArray(notifications.id, ids) : where)
      .orderBy(desc(notifications.id))
      .limit(limit)
      .offset(offset),
    db.select({ total: count }).from(notifications).where(where),
  ] as const;
  return found(await db.batch(statements));
}

/** A look-up for each row of the page, not a join: D1 answers a batch as objects, in which two columns of one name are one. */
const readTime = (tenant: Tenant, reader: string) =>
  sql<number | null>`(SELECT r.read_at FROM notification_reads AS r WHERE r.account_id = ${tenant.accountId}
    AND r.reader = ${reader} AND r.notification_id = ${notifications.id})`.as("read_at");

/** From the read states to their notifications: CROSS JOIN is SQLite's way to fix that order. */
async function findRead(db: TenantDb, tenant: Tenant, reader: string, query: NotificationQuery) {
  const mine = and(eq(notificationReads.accountId, tenant.accountId), eq(notificationReads.reader, reader));
  const where = and(mine, readOf(notifications, tenant, reader), live(tenant), ofType(query));
  // a read state never outlives its notification, so that all of them can be counted alone
  const all = query.notification_type === undefined && tenant.siteIds === null;
  const total = db.select({ total: count }).from(notificationReads);
  const { limit, offset } = spanOf(query);
  const statements = [
    db
      .select({ notification: notifications, readAt: notificationReads.readAt })
      .from(notificationReads)
      .crossJoin(notifications)
      .where(where)
      .orderBy(desc(notificationReads.notificationId))
      .limit(limit)
      .offset(offset),
    all ? total.where(mine) : total.crossJoin(notifications).where(where),
  ] as const;
  return found(await db.batch(statements));
}

/** One notification, or none; also a statement to be read in the batch that changes it. */
export const findNotification = (db: TenantDb, tenant: Tenant, reader: string, id: number) =>
  db
    .select({ notification: notifications, readAt: notificationReads.readAt })
    .from(notifications)
    .leftJoin(notificationReads, readOf(notifications, tenant, reader))
    .where(and(live(tenant), eq(notifications.id, id)))
    .limit(1);

export async function countUnread(db: TenantDb, tenant: Tenant, reader: string): Promise<number> {
  const [row] = await db.select({ unread: count }).from(notifications).where(unread(tenant, reader));
  return row?.unread ?? 0;
}

/** Fails the batch it stands in unless the notification can be seen. */
export const guardVisible = (db: TenantDb, tenant: Tenant, id: number) =>
  guard(
    db,
    sql`EXISTS (SELECT 1 FROM ${notifications} WHERE ${and(live(tenant), eq(notifications.id, id))})`,
    "notification visible",
  );

/** Marks one notification, or all that this reader has not read, as read; one that is read already keeps its time. */
export const insertReads = (db: TenantDb, tenant: Tenant, reader: string, now: number, id?: number) =>
  db.insert(notificationReads).select(
    db
      .select({
        accountId: notifications.accountId,
        reader: sql<string>`${reader}`.as("reader"),
        notificationId: sql<number>`${notifications.id}`.as("notification_id"),
        readAt: sql<number>`${now}`.as("read_at"),
      })
      .from(notifications)
      .where(and(unread(tenant, reader), id === undefined ? undefined : eq(notifications.id, id))),
  );

/** Read states go with their notification: what is left in the table belongs to something that can be seen. */
export const deleteReads = (db: TenantDb, accountId: number, id: number) =>
  db
    .delete(notificationReads)
    .where(and(eq(notificationReads.accountId, accountId), eq(notificationReads.notificationId, id)));

export const softDeleteNotification = (db: TenantDb, tenant: Tenant, id: number, now: number) =>
  db
    .update(notifications)
    .set({ deletedAt: now })
    .where(and(live(tenant), eq(notifications.id, id)));
