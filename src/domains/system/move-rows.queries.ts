import { type SQL, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { jsonParts } from "../../db/json-rows.ts";
import type { AccountMove } from "../../db/tables/directory.ts";
import type { TenantTable } from "../../db/tenant-tables.ts";
import { isCurrent } from "./account-moves.queries.ts";

/** Values of a row as SQLite has them, in the order of the table's columns. */
export type RawRow = readonly (string | number | null)[];

/** Place of a row in the walk through its table; null before the first. */
export type Cursor = (string | number)[] | null;

/** A row as JSON may be larger than one bound parameter; it is then bound column by column. */
const LARGE_ROW = 900_000;

const list = (names: readonly string[]): SQL =>
  sql.join(
    names.map((name) => sql.identifier(name)),
    sql`, `,
  );

const bound = (values: RawRow): SQL =>
  sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  );

function rest({ walk }: TenantTable, accountId: number, after: Cursor): SQL {
  const later = after === null ? sql`` : sql`AND (${list(walk)}) > (${bound(after)})`;
  return sql`WHERE account_id = ${accountId} ${later}`;
}

/** An account's rows of a table, in the order of its walk. */
export const readRows = (
  db: TenantDb,
  table: TenantTable,
  accountId: number,
  after: Cursor,
  limit: number,
): PromiseLike<RawRow[]> =>
  db.values<(string | number | null)[]>(sql`
    SELECT ${list(table.columns)} FROM ${sql.identifier(table.name)} ${rest(table, accountId, after)}
    ORDER BY ${list(table.walk)} LIMIT ${limit}`);

/** How many of the next rows, at most `limit`, have no more than `characters` together. */
export async function countFitting(
  db: TenantDb,
  table: TenantTable,
  accountId: number,
  after: Cursor,
  { limit, characters }: { limit: number; characters: number },
): Promise<number> {
  const size = sql.join(
    table.columns.map((name) => sql`coalesce(length(${sql.identifier(name)}), 0)`),
    sql` + `,
  );
  const sized = sql`
    SELECT sum(${size}) OVER (ORDER BY ${list(table.walk)} ROWS UNBOUNDED PRECEDING) AS total
    FROM (SELECT * FROM ${sql.identifier(table.name)} ${rest(table, accountId, after)} ORDER BY ${list(table.walk)} LIMIT ${limit})`;
  const [row] = await db.values<[number]>(sql`SELECT count(*) FROM (${sized}) WHERE total <= ${characters}`);
  return row?.[0] ?? 0;
}

/** Puts rows where they are missing, while the move is at this step. Those that are there stay: whoever copies compares. */
export async function copyRows(
  db: TenantDb,
  table: TenantTable,
  move: AccountMove,
  rows: readonly RawRow[],
): Promise<void> {
  const into = sql`INSERT INTO ${sql.identifier(table.name)} (${list(table.columns)})`;
  const unlessThere = sql`ON CONFLICT (${list(table.primaryKey)}) DO NOTHING`;
  const picks = sql.join(
    table.columns.map((_, place) => sql.raw(`json_extract(value, '$[${place}]')`)),
    sql`, `,
  );
  const isLarge = (row: RawRow) => JSON.stringify(row).length > LARGE_ROW;
  // one after the other, in their order: a part is a statement of its own
  for (const part of jsonParts(rows.filter((row) => !isLarge(row))))
    await db.run(sql`${into} SELECT ${picks} FROM json_each(${part}) WHERE ${isCurrent(move)} ${unlessThere}`);
  for (const row of rows.filter(isLarge))
    await db.run(sql`${into} SELECT ${bound(row)} WHERE ${isCurrent(move)} ${unlessThere}`);
}

/** Deletes up to `limit` of an account's rows of a table, while the move is at this step. Answers how many. */
export async function deleteRows(db: TenantDb, { name }: TenantTable, move: AccountMove, limit: number) {
  const table = sql.identifier(name);
  const some = sql`SELECT rowid FROM ${table} WHERE account_id = ${move.accountId} AND ${isCurrent(move)} LIMIT ${limit}`;
  return (await db.values(sql`DELETE FROM ${table} WHERE rowid IN (${some}) RETURNING 1`)).length;
}

/** Work under way whose worker still has it: running jobs, and publications on their way. */
export async function countHeld(db: TenantDb, accountId: number, now: number): Promise<number> {
  const [row] = await db.values<[number]>(sql`SELECT
    (SELECT count(*) FROM jobs WHERE account_id = ${accountId} AND state = 'running' AND lease_until > ${now}) +
    (SELECT count(*) FROM publications WHERE account_id = ${accountId}
      AND state IN ('claimed', 'sending', 'reconciling') AND lease_until > ${now})`);
  return row?.[0] ?? 0;
}
