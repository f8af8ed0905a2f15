import { getTableColumns, type SQL, sql } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Db } from "../../db/client.ts";

/**
 * Inserts any number of rows with one bound parameter (D1 takes at most 100): the rows as JSON, each column picked by
 * its place. Columns that a row leaves out get the table's default.
 */
export function insertRows<T extends SQLiteTable>(db: Db, table: T, rows: readonly T["$inferInsert"][]) {
  const columns = Object.entries(getTableColumns(table));
  const stored = rows.map((row) =>
    columns.map(([key, column]) => {
      const value = row[key as keyof typeof row] ?? column.default ?? null;
      return value === null ? null : column.mapToDriverValue(value);
    }),
  );
  const picks: SQL[] = columns.map((_, place) => sql.raw(`json_extract(value, '$[${place}]')`));
  // `WHERE true` keeps SQLite from reading a following ON CONFLICT as a join
  const source = sql`SELECT ${sql.join(picks, sql`, `)} FROM json_each(${JSON.stringify(stored)}) WHERE true`;
  return db.insert(table).select(source);
}
