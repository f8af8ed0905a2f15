import { sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { notificationReads, notifications } from "../../db/tables/notifications.ts";

/** Deletes up to `limit` notifications made before `before`, of any account, and who read them. */
export const deleteNotificationsBefore = (db: TenantDb, before: number, limit: number) => {
  const old = sql`SELECT account_id, id FROM notifications WHERE created_at < ${before} ORDER BY created_at, id LIMIT ${limit}`;
  return db.batch([
    db.delete(notificationReads).where(sql`(account_id, notification_id) IN (${old})`),
    db.delete(notifications).where(sql`(account_id, id) IN (${old})`),
  ]);
};
