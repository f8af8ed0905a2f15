import { sql } from "drizzle-orm";
import type { Db } from "../../db/client.ts";
import { COPIED_TABLES, type CopiedTable } from "../../db/copied-tables.ts";
import { listOf } from "../../db/tenant.ts";
import type { CopiedRow } from "./backup.ts";

/** A page ends before the row with which it would be larger than this. One row may be larger: D1 takes up to 2 MB. */
const PAGE_BYTES = 1_000_000;
const PAGE_ROWS = 1_000;

/** The statements that make the copied tables, with the unique indexes on which foreign keys stand. */
export async function findSchema(db: Db): Promise<string[]> {
  const names = listOf(COPIED_TABLES.map(({ name }) => name));
  const rows = await db.values<[string]>(
    sql`SELECT sql FROM sqlite_master WHERE tbl_name IN ${names}
      AND (type = 'table' OR (type = 'index' AND sql LIKE 'CREATE UNIQUE INDEX%')) ORDER BY type DESC, rowid`,
  );
  return rows.map(([statement]) => statement);
}

/** Names of the migrations that made the database what it is. */
export async function findMigrations(db: Db): Promise<string[]> {
  const rows = await db.values<[string]>(sql`SELECT name FROM d1_migrations ORDER BY name`);
  return rows.map(([name]) => name);
}

/** The rows after this rowid, as many as fit in a page; none when there are no more. */
export async function findRowsAfter(db: Db, table: CopiedTable, after: number): Promise<CopiedRow[]> {
  const sizes = await db.values<[rowid: number, bytes: number]>(
    sql`SELECT rowid, ${sizeOf(table)} FROM ${sql.identifier(table.name)} WHERE rowid > ${after} ORDER BY rowid LIMIT ${PAGE_ROWS}`,
  );
  const last = lastThatFits(sizes);
  if (last === undefined) return [];
  return db.values<CopiedRow>(
    sql`SELECT ${selected(table)} FROM ${sql.identifier(table.name)} AS copied
      WHERE rowid > ${after} AND rowid <= ${last} ORDER BY rowid`,
  );
}

function lastThatFits(sizes: readonly [rowid: number, bytes: number][]): number | undefined {
  let [last] = sizes[0] ?? [];
  let total = 0;
  for (const [rowid, bytes] of sizes) {
    total += bytes;
    if (total > PAGE_BYTES) return last;
    last = rowid;
  }
  return last;
}

/** The rows whose `columns` have one of these combinations of values. */
export const findRowsBy = (db: Db, table: CopiedTable, columns: readonly string[], values: readonly CopiedRow[]) =>
  db.values<CopiedRow>(
    sql`SELECT ${selected(table)} FROM json_each(${JSON.stringify(values)}) AS wanted
      JOIN ${sql.identifier(table.name)} AS copied ON ${sql.join(
        columns.map((name, place) => sql`copied.${sql.identifier(name)} = ${sql.raw(`wanted.value ->> ${place}`)}`),
        sql` AND `,
      )}`,
  );

const selected = ({ columns }: CopiedTable) =>
  sql.join(
    ["rowid", ...columns].map((name) => sql`copied.${sql.identifier(name)}`),
    sql`, `,
  );

const sizeOf = ({ columns }: CopiedTable) =>
  sql.join(
    columns.map((name) => sql`coalesce(octet_length(${sql.identifier(name)}), 0)`),
    sql` + `,
  );
