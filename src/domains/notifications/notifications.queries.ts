import { and, desc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { Db } from "../../db/client.ts";
import { guard } from "../../db/guard.ts";
import { type NotificationType, notificationReads, notifications } from "../../db/tables/notifications.ts";
import { listOf, type Tenant, within } from "../../db/tenant.ts";

export interface NotificationFilter {
  types: readonly NotificationType[] | null;
  isRead: boolean | undefined;
  limit: number;
  offset: number;
}

const readBy = (tenant: Tenant, reader: string): SQL =>
  and(
    eq(notificationReads.accountId, tenant.accountId),
    eq(notificationReads.reader, reader),
    eq(notificationReads.notificationId, notifications.id),
  ) as SQL;

const live = (tenant: Tenant): SQL => and(within(notifications, tenant), isNull(notifications.deletedAt)) as SQL;

const unread = (tenant: Tenant, reader: string): SQL =>
  and(live(tenant), sql`NOT EXISTS (SELECT 1 FROM ${notificationReads} WHERE ${readBy(tenant, reader)})`) as SQL;

/** Rows with the moment at which this reader read them. */
const withReadState = (db: Db, tenant: Tenant, reader: string) =>
  db
    .select({ notification: notifications, readAt: notificationReads.readAt })
    .from(notifications)
    .leftJoin(notificationReads, readBy(tenant, reader));

/** Newest first, one page; ids are found on indexes alone, whole rows are read for the page only. One round trip. */
export async function findNotifications(db: Db, tenant: Tenant, reader: string, filter: NotificationFilter) {
  const matching = matchingIds(db, tenant, reader, filter);
  const page = matching.orderBy(desc(sql`id`)).limit(filter.limit).offset(filter.offset);
  const [rows, totals] = await db.batch([
    withReadState(db, tenant, reader).where(inArray(notifications.id, page)).orderBy(desc(notifications.id)),
    db.select({ total: sql<number>`count(*)` }).from(matchingIds(db, tenant, reader, filter).as("matching")),
  ]);
  return { rows, total: totals[0]?.total ?? 0 };
}

function matchingIds(db: Db, tenant: Tenant, reader: string, { types, isRead }: NotificationFilter) {
  const ofType = types === null ? undefined : inArray(notifications.notificationType, listOf(types));
  const ids = db.select({ id: sql<number>`${notifications.id}`.as("id") }).from(notifications);
  if (isRead === undefined) return ids.where(and(live(tenant), ofType)).$dynamic();
  if (!isRead) return ids.where(and(unread(tenant, reader), ofType)).$dynamic();
  return ids
    .innerJoin(notificationReads, readBy(tenant, reader))
    .where(and(live(tenant), ofType))
    .$dynamic();
}

/** One notification, or none; also a statement to be read in the batch that changes it. */
export const findNotification = (db: Db, tenant: Tenant, reader: string, id: number) =>
  withReadState(db, tenant, reader)
    .where(and(live(tenant), eq(notifications.id, id)))
    .limit(1);

export const countUnread = (db: Db, tenant: Tenant, reader: string) =>
  db.select({ unread: sql<number>`count(*)` }).from(notifications).where(unread(tenant, reader));

/** Fails the batch it stands in unless the notification can be seen. */
export const guardVisible = (db: Db, tenant: Tenant, id: number) =>
  guard(
    db,
    sql`EXISTS (SELECT 1 FROM ${notifications} WHERE ${and(live(tenant), eq(notifications.id, id))})`,
    "notification visible",
  );

/** Marks one notification, or all that this reader has not read, as read; one that is read already keeps its time. */
export const insertReads = (db: Db, tenant: Tenant, reader: string, now: number, id?: number) =>
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
export const deleteReads = (db: Db, accountId: number, id: number) =>
  db
    .delete(notificationReads)
    .where(and(eq(notificationReads.accountId, accountId), eq(notificationReads.notificationId, id)));

export const softDeleteNotification = (db: Db, tenant: Tenant, id: number, now: number) =>
  db
    .update(notifications)
    .set({ deletedAt: now })
    .where(and(live(tenant), eq(notifications.id, id)));
