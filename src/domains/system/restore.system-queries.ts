import { and, eq, isNull, sql } from "drizzle-orm";
import type { Db } from "../../db/client.ts";
import { COPIED_TABLES, type CopiedTable, REFERENCE_TABLES } from "../../db/copied-tables.ts";
import type { Statement } from "../../db/guard.ts";
import { jsonParts } from "../../db/json-rows.ts";
import { restores } from "../../db/tables/restores.ts";
import type { CopiedRow } from "./backup.ts";

export const findRestore = (db: Db, id: string) => db.select().from(restores).where(eq(restores.id, id)).limit(1);

export const findOpenRestore = (db: Db) => db.select().from(restores).where(isNull(restores.finishedAt)).limit(1);

export const insertRestore = (db: Db, row: typeof restores.$inferInsert) => db.insert(restores).values(row);

/** Every row is there: objects may wake up. */
export const closeRows = (db: Db, id: string, now: number) =>
  db
    .update(restores)
    .set({ rowsClosedAt: now })
    .where(and(eq(restores.id, id), isNull(restores.rowsClosedAt)));

/** Ends a restore, once. */
export const endRestore = (db: Db, id: string, now: number) =>
  db
    .update(restores)
    .set({ finishedAt: now })
    .where(and(eq(restores.id, id), isNull(restores.finishedAt)))
    .returning();

/** The first table that holds rows which no migration brought; undefined in a new database. */
export async function findFilledTable(db: Db): Promise<string | undefined> {
  const tables = COPIED_TABLES.filter(({ name }) => !REFERENCE_TABLES.includes(name));
  for (const { name } of tables) {
    const [row] = await db.values(sql`SELECT 1 FROM ${sql.identifier(name)} LIMIT 1`);
    if (row) return name;
  }
  return undefined;
}

/** Makes room for the backup's reference data; nothing refers to it yet. */
export const deleteReferenceData = (db: Db): Statement[] =>
  COPIED_TABLES.filter(({ name }) => REFERENCE_TABLES.includes(name))
    .reverse()
    .map(({ name }) => db.run(sql`DELETE FROM ${sql.identifier(name)}`));

/** The highest rowid of a table, 0 when it is empty. */
export async function findHighestRow(db: Db, table: CopiedTable): Promise<number> {
  const [row] = await db.values<[number]>(sql`SELECT coalesce(max(rowid), 0) FROM ${sql.identifier(table.name)}`);
  return row?.[0] ?? 0;
}

/** A row larger than this is bound column by column: as JSON it might be more than the 2 MB of one parameter. */
const WIDE_ROW_BYTES = 900_000;

const quoted = (name: string): string => `"${name}"`;

/** Inserts rows as they were, rowids included. A row that is there already makes the whole batch fail. */
export function insertCopiedRows(
  binding: D1Database,
  table: CopiedTable,
  rows: readonly CopiedRow[],
): D1PreparedStatement[] {
  const names = ["rowid", ...table.columns];
  const into = `INSERT INTO ${quoted(table.name)} (${names.map(quoted).join(", ")})`;
  const isWide = (row: CopiedRow) => new TextEncoder().encode(JSON.stringify(row)).byteLength > WIDE_ROW_BYTES;
  const picked = names.map((_, place) => `value ->> ${place}`).join(", ");
  const placed = names.map(() => "?").join(", ");
  return [
    ...jsonParts(rows.filter((row) => !isWide(row))).map((part) =>
      binding.prepare(`${into} SELECT ${picked} FROM json_each(?)`).bind(part),
    ),
    ...rows.filter(isWide).map((row) => binding.prepare(`${into} VALUES (${placed})`).bind(...row)),
  ];
}

/** Makes new ids go on where the old ones ended. */
export const setSequences = (binding: D1Database, rows: readonly CopiedRow[]): D1PreparedStatement[] => {
  const json = JSON.stringify(rows);
  return [
    binding.prepare("DELETE FROM sqlite_sequence WHERE name IN (SELECT value ->> 1 FROM json_each(?))").bind(json),
    binding
      .prepare("INSERT INTO sqlite_sequence (name, seq) SELECT value ->> 1, value ->> 2 FROM json_each(?)")
      .bind(json),
  ];
};
