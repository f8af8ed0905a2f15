import path from "node:path";
import { DatabaseCopy, type Row, type Table } from "./database-copy.ts";
import { databaseFile } from "./manifest.ts";
import type { Operator } from "./operator.ts";

/** One of the source's databases, as `POST /backup/` describes it. */
export interface SourceDatabase {
  name: string;
  schema: string[];
  tables: Table[];
}

const ROUNDS = 20;
/** Rows may have megabytes. */
const LOOKED_UP_AT_A_TIME = 20;

/**
 * Copies every row, children before their parents, so that what a row names is read after it; goes on where an earlier
 * call stopped. Writes go on meanwhile: at the end whatever does not fit together is read again until it does.
 */
export async function copyDatabase(
  operator: Operator,
  backupId: string,
  source: SourceDatabase,
  directory: string,
  say: (line: string) => void,
): Promise<DatabaseCopy> {
  const copy = new DatabaseCopy(path.join(directory, databaseFile(source.name)), source.tables, source.schema);
  const place = (table: string) => ({ backup_id: backupId, database: source.name, table });
  const readAfter = (table: string, after: number) =>
    operator.get<{ rows: Row[] }>("backup/rows", { ...place(table), after });
  for (const table of copy.tables.toReversed()) {
    for (let after = copy.highest(table); ; ) {
      const { rows } = await readAfter(table.name, after);
      if (rows.length === 0) break;
      copy.put(table, rows);
      after = Number(rows.at(-1)?.[0]);
    }
  }
  await settle(copy, async (table, columns, values) => {
    const body = { ...place(table), columns, values };
    return (await operator.post<{ rows: Row[] }>("backup/lookup", body)).rows;
  });
  copy.setSequences((await readAfter("sqlite_sequence", 0)).rows);
  copy.finish();
  const counts = copy.counts();
  say(`${source.name}: ${Object.values(counts).reduce((sum, count) => sum + count, 0)} rows`);
  return copy;
}

type LookUp = (table: string, columns: string[], values: Row[]) => Promise<Row[]>;

/** Reads again what was displaced or leads nowhere, and the parents that are missing, until all fits together. */
export async function settle(copy: DatabaseCopy, lookUp: LookUp): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    const stale = copy.displaced();
    for (const { table, rowid } of copy.dangling()) stale.set(table, [...(stale.get(table) ?? []), rowid]);
    if (stale.size === 0) return;
    for (const [name, rowids] of stale) await refresh(copy, tableOf(copy, name), rowids, lookUp);
    await fetchParents(copy, lookUp);
  }
  throw new Error("The data changes faster than it can be copied. Call again: it goes on from here.");
}

async function refresh(copy: DatabaseCopy, table: Table, rowids: readonly number[], lookUp: LookUp): Promise<void> {
  for (const some of inChunks([...new Set(rowids)])) {
    const rows = await lookUp(
      table.name,
      ["rowid"],
      some.map((rowid) => [rowid]),
    );
    copy.replace(table, some, rows);
  }
}

async function fetchParents(copy: DatabaseCopy, lookUp: LookUp): Promise<void> {
  const links = Map.groupBy(copy.dangling(), ({ parent, columns }) => `${parent} ${columns.join()}`);
  for (const [first, ...rest] of links.values()) {
    if (!first) continue;
    const keys = new Map([first, ...rest].map(({ key }) => [JSON.stringify(key), key]));
    for (const some of inChunks([...keys.values()]))
      copy.put(tableOf(copy, first.parent), await lookUp(first.parent, first.columns, some));
  }
}

function tableOf(copy: DatabaseCopy, name: string): Table {
  const table = copy.tables.find((known) => known.name === name);
  if (!table) throw new Error(`The copy has no table ${name}`);
  return table;
}

function* inChunks<T>(items: readonly T[]): Generator<T[]> {
  for (let start = 0; start < items.length; start += LOOKED_UP_AT_A_TIME)
    yield items.slice(start, start + LOOKED_UP_AT_A_TIME);
}
