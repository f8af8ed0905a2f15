import { sqliteTable, text } from "drizzle-orm/sqlite-core";
import { time } from "../columns.ts";

/** Backups that were loaded into this deployment. While one has no end, nothing else happens here. Never copied. */
export const restores = sqliteTable("restores", {
  /** The backup's id. */
  id: text("id").primaryKey(),
  /** SHA-256 of its manifest: whoever goes on with it has the same copy. */
  manifest: text("manifest").notNull(),
  startedAt: time("started_at").notNull(),
  /** From then on objects wake up and may write: no row of the backup comes after it. */
  rowsClosedAt: time("rows_closed_at"),
  finishedAt: time("finished_at"),
});

export type Restore = typeof restores.$inferSelect;
