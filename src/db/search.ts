import { and, getTableName, type SQL, sql } from "drizzle-orm";
import type { Db } from "./client.ts";
import { type Columns, type Cut, inOrder, type PageStatements, pageFrom, sliceOf, type Table } from "./page.ts";
import type { Tenant } from "./tenant.ts";

/** What to look for, and in whose rows. All of it is known to the index. */
export interface Search {
  text: string;
  /** Null: a table that is the same for every account. */
  tenant: Tenant | null;
  siteId?: number | undefined;
  /** Any of these; only for a table whose index has a status. */
  statuses?: readonly string[] | undefined;
}

interface Conditions {
  /** Whose rows, once more on the table itself. */
  scope: SQL;
  /** What the index does not know. */
  others: SQL | undefined;
}

/**
 * A page of what a search finds, by the full-text index `<table>_search` (migration 0003). The index leads, by CROSS JOIN:
 * left alone SQLite may walk the account by another index and look each row up. Reads each match once for the number, and
 * each row of the page twice; with other conditions, or a column to sort by, each match a few times. A deleted row is in
 * no index.
 */
export function searchPage<C extends Columns>(
  db: Db,
  table: Table,
  columns: C,
  search: Search,
  { scope, others }: Conditions,
  cut: Cut,
): PageStatements<C> {
  const index = sql.identifier(`${getTableName(table)}_search`);
  const rowid = sql`${index}.rowid`;
  const matches = sql`${index} MATCH ${matchExpression(search)}`;
  const alone = sql`${index} WHERE ${matches}`;
  const joined = sql`${index} CROSS JOIN ${table} ON ${table.id} = ${rowid} WHERE ${and(matches, scope, others)}`;
  const found = sql`
    SELECT ${rowid} AS found_id FROM ${others || cut.ordering.column ? joined : alone}
    ${inOrder(cut.ordering, rowid)} ${sliceOf(cut)}`;
  const rows = sql`
    FROM (${found}) CROSS JOIN ${table} ON ${table.id} = found_id WHERE ${scope}
    ${inOrder(cut.ordering, sql`found_id`)} LIMIT ${cut.limit}`;
  return [
    pageFrom(db, table, columns, rows),
    db.select({ total: sql<number>`count(*)` }).from(others ? joined : alone),
  ];
}

/** FTS5's expression for a search. Whatever a caller typed stands in quotes, under the column `text`. */
export function matchExpression({ text, tenant, siteId, statuses }: Search): string {
  const conditions = [`text : (${wordsOf(text).map(quoted).join(" AND ") || NOTHING})`];
  if (tenant) conditions.push(anyOf("account", [idToken(tenant.accountId)]));
  if (tenant?.siteIds) conditions.push(anyOf("site", tenant.siteIds.map(idToken)));
  if (siteId !== undefined) conditions.push(anyOf("site", [idToken(siteId)]));
  if (statuses)
    conditions.push(
      anyOf(
        "status",
        statuses.map((status) => status.slice(0, 3)),
      ),
    );
  return conditions.join(" AND ");
}

/** A string without a trigram: no row has it. */
const NOTHING = '""';

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

const anyOf = (column: string, tokens: readonly string[]) =>
  `${column} : (${tokens.map(quoted).join(" OR ") || NOTHING})`;

/**
 * The words of a search as trigrams can find them: one of three letters or more anywhere, a shorter one where a word
 * begins, since words are indexed with two spaces before them. Accents that the tokenizer drops are no letters. NUL ends
 * a string for FTS5, so it separates like a space.
 */
const wordsOf = (text: string): string[] =>
  text
    .normalize("NFC")
    .replaceAll("\0", " ")
    .split(/\s+/u)
    .filter((word) => word !== "")
    .map((word) => " ".repeat(Math.max(0, 3 - [...word.replace(/[\u0300-\u036f]/gu, "")].length)) + word);

/** An id as one trigram of private-use characters, U+E000 and the 6,399 after it; the migration spells the same in SQL. */
export const idToken = (id: number): string =>
  String.fromCodePoint(...[6_400 ** 2, 6_400, 1].map((place) => 0xe000 + (Math.floor(id / place) % 6_400)));
