import { type SQL, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { Db } from "./client.ts";

export type Statement = BatchItem<"sqlite">;

/**
 * A statement that makes its whole batch fail, and so roll back, unless `condition` holds at that moment. D1 has no
 * interactive transactions; this is how a batch checks and writes in one step. A path that is none is the one error that
 * a plain SELECT can raise on purpose, and SQLite repeats it: so the failure carries the guard's name.
 */
export const guard = (db: Db, condition: SQL, name: string): Statement =>
  db
    .select({ held: sql`json_extract('{}', CASE WHEN ${condition} THEN '$' ELSE ${`guard: ${name}`} END)` })
    .from(sql`(SELECT 1)`);

/** True when a batch was rolled back by a guard; with `name`, by that one. */
export const isGuardFailure = (error: unknown, name = ""): boolean => messageOf(error).includes(`guard: ${name}`);

/** True when a batch was rolled back because `columns` (`users.email`) must be unique. */
export const isUniqueViolation = (error: unknown, columns: string): boolean =>
  messageOf(error).includes(`UNIQUE constraint failed: ${columns}`);

/** True when a row names a parent that does not exist in its account. */
export const isForeignKeyViolation = (error: unknown): boolean =>
  messageOf(error).includes("FOREIGN KEY constraint failed");

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return `${error.message} ${error.cause === undefined ? "" : messageOf(error.cause)}`;
}
