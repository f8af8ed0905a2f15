import { asc, desc, getTableName, is, type SQL, type SQLWrapper, Subquery, sql } from "drizzle-orm";
import type { SelectResultFields } from "drizzle-orm/query-builders/select.types";
import type { RunnableQuery } from "drizzle-orm/runnable-query";
import { SQLiteColumn, type SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Db } from "./client.ts";

/** How a list is ordered: by a column and then the id, or by the id alone. */
export interface Ordering {
  direction: typeof asc | typeof desc;
  column: SQLWrapper | undefined;
}

/**
 * Reads `field` or `-field`. Rows are numbered in the order of their creation, so a field that is none of `columns`
 * (`created_at`) is the order of ids; without a field: newest first.
 */
export const orderingOf = (columns: Record<string, SQLiteColumn>, field = "-created_at"): Ordering => ({
  direction: field.startsWith("-") ? desc : asc,
  column: columns[field.replace(/^-/, "")],
});

/** ORDER BY. The id comes last in the same direction, so that no two pages show the same row. */
export const inOrder = ({ direction, column }: Ordering, id: SQLWrapper): SQL =>
  column ? sql`ORDER BY ${direction(column)}, ${direction(id)}` : sql`ORDER BY ${direction(id)}`;

/** What part of a list a page is. */
export interface Cut {
  ordering: Ordering;
  limit: number;
  offset: number;
}

/** What a list selects: columns of its table, and what is looked up for each row of the page. */
export type Columns = Record<string, SQLiteColumn | SQL.Aliased>;

/** A list's page, to run in a batch. */
export type Page<C extends Columns> = RunnableQuery<SelectResultFields<C>[], "sqlite">;
export type Total = RunnableQuery<{ total: number }[], "sqlite">;

/** The two statements of a list: its page, and the number of rows on all pages. */
export type PageStatements<C extends Columns> = readonly [Page<C>, Total];

/** A table that lists show. */
export type Table = SQLiteTable & { id: SQLiteColumn };

/** How many rows of `table` match. */
export const totalOf = (db: Db, table: Table, where: SQL): Total =>
  db.select({ total: sql<number>`count(*)` }).from(table).where(where);

/**
 * A page cut by a statement: `from` is its FROM and all that follows, and must end in a LIMIT, which keeps its order. What
 * is looked up for a row is looked up after that.
 */
export function pageFrom<C extends Columns>(db: Db, table: Table, columns: C, from: SQL): Page<C> {
  const cut = sql`SELECT ${ownOf(columns)} ${from}`;
  const page = db.select(columns).from(new Subquery(cut, columns, getTableName(table)));
  // safe: these are the columns of that table; drizzle's types lose them where the table is a type parameter
  return page as unknown as Page<C>;
}

/** Those of the columns that are the table's own. */
const ownOf = (columns: Columns): SQL =>
  sql.join(
    Object.values(columns).filter((column) => is(column, SQLiteColumn)),
    sql`, `,
  );

const named = (statement: SQL, table: Table): SQL => sql`(${statement}) AS ${sql.identifier(getTableName(table))}`;

/** LIMIT and OFFSET. */
export const sliceOf = ({ limit, offset }: Cut): SQL => sql`LIMIT ${limit} OFFSET ${offset}`;

/** A page where an index gives the order of all that matches: reads the page and what is before it. */
export const walkedPage = <C extends Columns>(db: Db, table: Table, columns: C, where: SQL, cut: Cut): Page<C> =>
  pageFrom(db, table, columns, sql`FROM ${table} WHERE ${where} ${inOrder(cut.ordering, table.id)} ${sliceOf(cut)}`);

/**
 * A page merged of several walks, each of which an index gives in the order of ids: reads the page and what is before it.
 * For lists by site, whose index has the status between the site and the id.
 */
export function mergedPage<C extends Columns>(db: Db, table: Table, columns: C, walks: SQL[], cut: Cut): Page<C> {
  const union = unionOf(walks.map((where) => sql`SELECT ${ownOf(columns)} FROM ${table} WHERE ${where}`));
  const merged = sql`${union} ${inOrder(cut.ordering, sql.identifier(table.id.name))} ${sliceOf(cut)}`;
  return pageFrom(db, table, columns, sql`FROM ${named(merged, table)} LIMIT -1`);
}

/** D1 takes at most five parts in one compound SELECT: more are a compound of compounds. */
function unionOf(selects: SQL[]): SQL {
  const together = (parts: SQL[]) => sql.join(parts, sql` UNION ALL `);
  if (selects.length <= 5) return together(selects);
  const half = Math.ceil(selects.length / 2);
  return together([selects.slice(0, half), selects.slice(half)].map((part) => sql`SELECT * FROM (${together(part)})`));
}

/**
 * A page where no index gives the order: reads each match once and sorts all of them, then cuts. `LIMIT -1`, because a
 * sort with a limit reads each match a second time; `+`, because SQLite would rather walk the whole account by an index of
 * that order than sort.
 */
export function sortedPage<C extends Columns>(db: Db, table: Table, columns: C, where: SQL, cut: Cut): Page<C> {
  const { direction, column } = cut.ordering;
  const order = inOrder({ direction, column: column && sql`+${column}` }, sql`+${table.id}`);
  const all = sql`SELECT ${ownOf(columns)} FROM ${table} WHERE ${where} ${order} LIMIT -1`;
  return pageFrom(db, table, columns, sql`FROM ${named(all, table)} ${sliceOf(cut)}`);
}
