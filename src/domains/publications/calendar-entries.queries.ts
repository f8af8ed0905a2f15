import { and, eq, inArray, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { type ScheduleEntry, scheduleEntries } from "../../db/tables/schedules.ts";

/** An entry of the publication with this uuid, which may be made in the same batch. */
export const insertScheduleEntry = (
  db: TenantDb,
  row: Omit<typeof scheduleEntries.$inferInsert, "publicationId">,
  publicationUuid: string,
) =>
  db
    .insert(scheduleEntries)
    .values({ ...row, publicationId: sql`(SELECT id FROM publications WHERE uuid = ${publicationUuid})` })
    .returning();

/** The entry that arms a publication; at most one. */
export const findOpenEntry = (db: TenantDb, accountId: number, publicationId: number) =>
  db
    .select()
    .from(scheduleEntries)
    .where(
      and(
        eq(scheduleEntries.accountId, accountId),
        eq(scheduleEntries.publicationId, publicationId),
        inArray(scheduleEntries.status, ["pending", "in_progress"]),
      ),
    )
    .limit(1);

/** Moves the open entry of a publication along with it; nothing happens when it has none. */
export const updateOpenEntry = (
  db: TenantDb,
  accountId: number,
  publicationId: number,
  values: Partial<ScheduleEntry>,
) =>
  db
    .update(scheduleEntries)
    .set(values)
    .where(
      and(
        eq(scheduleEntries.accountId, accountId),
        eq(scheduleEntries.publicationId, publicationId),
        inArray(scheduleEntries.status, ["pending", "in_progress"]),
      ),
    );
