import { getTableColumns, getTableName, is } from "drizzle-orm";
import { getTableConfig, SQLiteColumn, SQLiteTable } from "drizzle-orm/sqlite-core";
import * as tables from "./tables/index.ts";

/** Tables of the directory, which have accounts' rows and stay when an account moves to another shard. */
const OF_THE_DIRECTORY: readonly SQLiteTable[] = [
  tables.users,
  tables.siteMembers,
  tables.sessions,
  tables.refreshTokens,
  tables.apiKeys,
  tables.siteAddresses,
  tables.accountMoves,
  tables.directoryAuditEntries,
  tables.directoryIdempotencyKeys,
];

/** The lines of a shard's queues: an account that has moved takes its place in those of the other one. */
const OF_A_SHARD: readonly SQLiteTable[] = [tables.jobTurns];

/** A table with accounts' own rows, as a move needs to know it. */
export interface TenantTable {
  name: string;
  /** Names of its columns. */
  columns: readonly string[];
  primaryKey: readonly string[];
  /** Columns by which an index gives an account's rows one after the other: unique within the account, never null. */
  walk: readonly string[];
}

const allTables: readonly SQLiteTable[] = Object.values(tables).filter((value) => is(value, SQLiteTable));

/** Every table of ours whose rows belong to accounts and live on their shards, in no order. */
const shardTables = allTables.filter(
  (table) => "accountId" in getTableColumns(table) && ![...OF_THE_DIRECTORY, ...OF_A_SHARD].includes(table),
);

/** What a table's foreign keys refer to, among the tables of the shards. */
const parentsOf = (table: SQLiteTable) =>
  getTableConfig(table)
    .foreignKeys.map((key) => key.reference().foreignTable)
    .filter((parent) => shardTables.includes(parent));

/** Parents before their children. Throws for tables that refer to each other in a circle. */
function inOrder(): SQLiteTable[] {
  const ordered: SQLiteTable[] = [];
  const visit = (table: SQLiteTable, path: readonly SQLiteTable[]) => {
    if (ordered.includes(table)) return;
    if (path.includes(table))
      throw new Error(`${getTableName(table)} refers to itself: it cannot be copied row by row`);
    for (const parent of parentsOf(table)) visit(parent, [...path, table]);
    ordered.push(table);
  };
  for (const table of shardTables) visit(table, []);
  return ordered;
}

type Index = { columns: readonly unknown[]; unique: boolean };

/** Indexes without a condition that lead with the account, those of keys among them. */
function indexesOf(table: SQLiteTable): { columns: readonly SQLiteColumn[]; unique: boolean }[] {
  const { indexes, uniqueConstraints, primaryKeys } = getTableConfig(table);
  const keys: Index[] = [...primaryKeys, ...uniqueConstraints].map(({ columns }) => ({ columns, unique: true }));
  const others: Index[] = indexes.filter(({ config }) => config.where === undefined).map(({ config }) => config);
  return [...keys, ...others].flatMap(({ columns, unique }) => {
    const named = columns.filter((column): column is SQLiteColumn => is(column, SQLiteColumn));
    return named.length === columns.length && named[0]?.name === "account_id" ? [{ columns: named, unique }] : [];
  });
}

function describe(table: SQLiteTable): TenantTable {
  const { name, primaryKeys } = getTableConfig(table);
  const columns: SQLiteColumn[] = Object.values(getTableColumns(table));
  const single = columns.filter((column) => column.primary);
  const primaryKey: readonly SQLiteColumn[] = single.length > 0 ? single : (primaryKeys[0]?.columns ?? []);
  const [walk] = indexesOf(table)
    .filter((index) => index.unique || primaryKey.every((column) => index.columns.includes(column)))
    .filter((index) => index.columns.every((column) => column.notNull))
    .sort((a, b) => a.columns.length - b.columns.length);
  if (!walk) throw new Error(`${name} has no index of account_id and its key: an account's rows cannot be walked`);
  const names = (named: readonly SQLiteColumn[]) => named.map((column) => column.name);
  return { name, columns: names(columns), primaryKey: names(primaryKey), walk: names(walk.columns.slice(1)) };
}

let known: readonly TenantTable[] | undefined;

/** Every table with accounts' own rows, parents before children: read from the schema, so that a new table is among them. */
export function tenantTables(): readonly TenantTable[] {
  known ??= inOrder().map(describe);
  return known;
}

/** Names of the tables with accounts' rows that stay where they are. */
export const stayingTableNames = (): string[] => [...OF_THE_DIRECTORY, ...OF_A_SHARD].map(getTableName);
