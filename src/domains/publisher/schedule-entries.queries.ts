import { and, eq, inArray } from "drizzle-orm";
import type { Db } from "../../db/client.ts";
import { type ScheduleEntry, scheduleEntries } from "../../db/tables/publisher.ts";

export const insertScheduleEntry = (db: Db, row: typeof scheduleEntries.$inferInsert) => db.insert(scheduleEntries).values(row).returning();

/** The entry that arms an intent; at most one. */
export const findOpenEntry = (db: Db, accountId: number, intentId: number) =>
  db
    .select()
    .from(scheduleEntries)
    .where(and(eq(scheduleEntries.accountId, accountId), eq(scheduleEntries.intentId, intentId), inArray(scheduleEntries.status, ["pending", "in_progress"])))
    .limit(1);

/** Moves the open entry of an intent along with it; nothing happens when it has none. */
export const updateOpenEntry = (db: Db, accountId: number, intentId: number, values: Partial<ScheduleEntry>) =>
  db
    .update(scheduleEntries)
    .set(values)
    .where(and(eq(scheduleEntries.accountId, accountId), eq(scheduleEntries.intentId, intentId), inArray(scheduleEntries.status, ["pending", "in_progress"])));
