import { and, eq, inArray, sql } from "drizzle-orm";
import type { Db } from "../../db/client.ts";
import { type ScheduleEntry, scheduleEntries } from "../../db/tables/publisher.ts";

/** An entry of the intent with this uuid, which may be made in the same batch. */
export const insertScheduleEntry = (
  db: Db,
  row: Omit<typeof scheduleEntries.$inferInsert, "intentId">,
  intentUuid: string,
) =>
  db
    .insert(scheduleEntries)
    .values({ ...row, intentId: sql`(SELECT id FROM publication_intents WHERE uuid = ${intentUuid})` })
    .returning();

/** The entry that arms an intent; at most one. */
export const findOpenEntry = (db: Db, accountId: number, intentId: number) =>
  db
    .select()
    .from(scheduleEntries)
    .where(
      and(
        eq(scheduleEntries.accountId, accountId),
        eq(scheduleEntries.intentId, intentId),
        inArray(scheduleEntries.status, ["pending", "in_progress"]),
      ),
    )
    .limit(1);

/** Moves the open entry of an intent along with it; nothing happens when it has none. */
export const updateOpenEntry = (db: Db, accountId: number, intentId: number, values: Partial<ScheduleEntry>) =>
  db
    .update(scheduleEntries)
    .set(values)
    .where(
      and(
        eq(scheduleEntries.accountId, accountId),
        eq(scheduleEntries.intentId, intentId),
        inArray(scheduleEntries.status, ["pending", "in_progress"]),
      ),
    );
