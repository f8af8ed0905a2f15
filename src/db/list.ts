import { and, eq, gte, inArray, isNull, lte, type SQL } from "drizzle-orm";
import type { SelectResultFields } from "drizzle-orm/query-builders/select.types";
import type { AnySQLiteColumn, SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { Db } from "./client.ts";
import {
  type Columns,
  type Cut,
  mergedPage,
  orderingOf,
  type PageStatements,
  sortedPage,
  type Table,
  totalOf,
  walkedPage,
} from "./page.ts";
import { searchPage } from "./search.ts";
import { type Tenant, within } from "./tenant.ts";

/** What a value in a query asks of a row. */
export interface Filter<V> {
  where(value: V): SQL;
  /** An index has the rows that match in the order of their ids. */
  walks: boolean;
}

type DataOf<C extends SQLiteColumn> = C["_"]["data"];

/** The column has an index that goes on with the id; else say `{ ...equals(column), walks: false }`. */
export const equals = <C extends SQLiteColumn>(column: C): Filter<DataOf<C>> => ({
  where: (value) => eq(column, value),
  walks: true,
});

/** The rows of several values are in no index in the order of their ids. */
export const isOneOf = <C extends SQLiteColumn>(column: C) =>
  notWalked((values: readonly DataOf<C>[]) => inArray(column, [...values]));

export const atLeast = (column: SQLiteColumn) => notWalked((least: number) => gte(column, least));
export const atMost = (column: SQLiteColumn) => notWalked((most: number) => lte(column, most));

/** A filter of any other kind. */
export const notWalked = <V>(where: (value: V) => SQL): Filter<V> => ({ where, walks: false });

/** The scope of a list: the tenant's rows that are not deleted. */
export const live =
  (table: Parameters<typeof within>[0] & { deletedAt: AnySQLiteColumn }) =>
  (tenant: Tenant): SQL =>
    and(within(table, tenant), isNull(table.deletedAt)) as SQL;

/** What a query asks of the indexes. */
interface Asked<Name extends string> {
  /** Its filters, but for the site's. */
  given: readonly Name[];
  onSite: boolean;
  /** Neither the query nor the tenant is limited to some sites. */
  everySite: boolean;
  /** By a column, not by the id. */
  sorted: boolean;
  /** Of every site either all in some order, or newest first those of one filter that walks. */
  oneIndex: boolean;
}

/**
 * How a page is read (`page.ts`): walked where an index gives the order, sorted where none does, or merged of several
 * walks, each with a condition of its own.
 */
type Way = "walk" | "sort" | SQL[];

/** For a list that has an index for each order, and for each filter that walks. */
export const byOneIndex = ({ oneIndex }: Asked<string>): Way => (oneIndex ? "walk" : "sort");

type Filters = Record<string, Filter<never>>;

/** All that a list is: the type of its query, conditions, order, page and count come from here. */
interface Declaration<T, C extends Columns, F extends Filters, O extends string, S extends boolean> {
  table: Table;
  /** The table's own, and what is looked up for the rows of a page only. */
  columns: C;
  /** Whose rows, and which of them can be seen. Rows that are the same for every account have no tenant. */
  scope(tenant: T): SQL;
  /** By their names in the query; `site_id` is the site. */
  filters: F;
  /** What `?ordering=` may name beside `created_at`; absent: there is no such parameter. */
  sortable?: Record<O, SQLiteColumn>;
  /** There is a `?search=`: the table is in a full-text index (migration 0003). */
  searched?: S;
  /** The column of creation, where that is not the id or another index has it. */
  newest?(query: ValuesOf<F>): SQLiteColumn | undefined;
  /** Absent: walk, since SQLite finds the best index unaided. */
  way?(asked: Asked<keyof F & string>): Way;
}

/** The values that filters take, by their names in the query. */
export type ValuesOf<F> = { [K in keyof F]?: (F[K] extends Filter<infer V> ? V : never) | undefined };
type SearchOf<S> = S extends true ? { search?: string | undefined } : unknown;
type OrderingOf<O extends string> = [O] extends [never] ? unknown : { ordering?: Signed<O | "created_at"> | undefined };
type Signed<Field extends string> = Field | `-${Field}`;

/** Which page, from 1. */
export interface Paged {
  page: number;
  page_size: number;
}

/** LIMIT and OFFSET of a page. */
export const spanOf = ({ page, page_size }: Paged) => ({ limit: page_size, offset: (page - 1) * page_size });

interface List<T, C extends Columns, V> {
  /** One D1 round trip. */
  find(db: Db, tenant: T, query: V & Paged): Promise<Found<SelectResultFields<C>>>;
  /** Page and count, for a batch with more in it. */
  statements(db: Db, tenant: T, query: V & Paged): PageStatements<C>;
  /** What these are made of, for statements of another shape. */
  read(tenant: T, query: V & Partial<Paged>): Reading;
}

interface Reading {
  /** Whose rows, and of which site: what a search index knows. */
  scope: SQL;
  others: SQL | undefined;
  /** Both. */
  where: SQL;
  cut: Cut;
  asked: Asked<string>;
}

/** What a list is asked with: a parsed query as it is. */
export type QueryOf<L> = L extends List<infer _T, infer _C, infer V> ? V & Paged : never;

/** A page of rows, and how many there are on all pages. */
export interface Found<Row> {
  rows: Row[];
  total: number;
}

/** The answer of a page and its count. */
export const found = <Row>([rows, totals]: readonly [Row[], readonly { total: number }[]]): Found<Row> => ({
  rows,
  total: totals[0]?.total ?? 0,
});

/** A list as it is declared, to be asked. */
export function list<
  T extends Tenant | null,
  C extends Columns,
  F extends Filters,
  O extends string = never,
  S extends boolean = false,
>(declared: Declaration<T, C, F, O, S>): List<T, C, ValuesOf<F> & SearchOf<S> & OrderingOf<O>> {
  const { table, columns } = declared;
  const read = (tenant: T, query: Given) => readingOf(declared, tenant, query);
  const statements = (db: Db, tenant: T, query: Given): PageStatements<C> => {
    const { scope, others, where, cut, asked } = read(tenant, query);
    const { search: text, site_id: siteId } = query;
    if (text !== undefined) return searchPage(db, table, columns, { text, tenant, siteId }, { scope, others }, cut);
    const way = declared.way?.(asked) ?? "walk";
    const total = totalOf(db, table, where);
    if (way === "walk") return [walkedPage(db, table, columns, where, cut), total];
    if (way === "sort") return [sortedPage(db, table, columns, where, cut), total];
    const walks = way.map((condition) => and(where, condition) as SQL);
    return [mergedPage(db, table, columns, walks, cut), total];
  };
  return { read, statements, find: async (db, tenant, query) => found(await db.batch(statements(db, tenant, query))) };
}

/** A query as this file reads it, whatever list it is for. */
type Given = Record<string, unknown> & Partial<Paged> & { site_id?: number; search?: string; ordering?: string };

function readingOf<T extends Tenant | null, F extends Filters>(
  { scope: scopeOf, filters, sortable, newest }: Declaration<T, Columns, F, string, boolean>,
  tenant: T,
  query: Given,
): Reading {
  const { page = 1, page_size = 0 } = query;
  const created = newest?.(query as ValuesOf<F>);
  const ordering = orderingOf({ ...(created && { created_at: created }), ...sortable }, query.ordering);
  const given = Object.keys(filters).filter((name) => name !== "site_id" && query[name] !== undefined);
  // safe: by the type of the query each value is what its filter takes
  const conditionOf = (name: string) => filters[name]?.where(query[name] as never);
  const onSite = query.site_id !== undefined;
  const scope = and(scopeOf(tenant), onSite ? conditionOf("site_id") : undefined) as SQL;
  const others = and(...given.map(conditionOf));
  const everySite = !onSite && !tenant?.siteIds;
  const sorted = ordering.column !== undefined;
  const oneIndex = everySite && given.length <= (sorted ? 0 : 1) && given.every((name) => filters[name]?.walks);
  return {
    scope,
    others,
    where: and(scope, others) as SQL,
    cut: { ordering, ...spanOf({ page, page_size }) },
    asked: { given, onSite, everySite, sorted, oneIndex },
  };
}
