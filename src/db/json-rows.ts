import { getTableColumns, type SQL, sql } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Db } from "./client.ts";

type Value = SQL | string | number | null;

/** Each column's value but the id's, which the table gives. */
export type ColumnValues<T extends SQLiteTable> = { [K in Exclude<keyof T["$inferInsert"], "id">]-?: Value };

/**
 * The SELECT of an INSERT that makes any number of rows out of one source, e.g. ``sql`json_each(${rows}) AS row` ``: a
 * statement takes at most 100 bound parameters. For `db.insert(table).select(…)`, which wants every column in the
 * table's order. Values that are no SQL are bound as they are stored (milliseconds, JSON text, 0 or 1).
 */
export function rowsFrom<T extends SQLiteTable>(table: T, source: SQL, values: ColumnValues<T>): SQL {
  const byKey: Record<string, Value> = values;
  const columns = Object.keys(getTableColumns(table)).map((key) => sql`${byKey[key] ?? null}`);
  return sql`SELECT ${sql.join(columns, sql`, `)} FROM ${source} WHERE true`;
}

/** JSON text of at most about `MAX_PARAMETER_BYTES` each: one bound parameter may have 2 MB in D1. */
export function jsonParts(rows: readonly unknown[]): string[] {
  const parts: string[] = [];
  let part: string[] = [];
  let bytes = 0;
  for (const row of rows) {
    const text = JSON.stringify(row);
    const size = encoder.encode(text).byteLength + 1;
    if (part.length > 0 && bytes + size > MAX_PARAMETER_BYTES) {
      parts.push(`[${part.join(",")}]`);
      part = [];
      bytes = 0;
    }
    part.push(text);
    bytes += size;
  }
  return part.length > 0 ? [...parts, `[${part.join(",")}]`] : parts;
}

const encoder = new TextEncoder();
const MAX_PARAMETER_BYTES = 900_000;

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
