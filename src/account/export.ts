/** Rows of one of the object's tables, rowid first. All its columns hold text or numbers. */
export interface ObjectRows {
  table: string;
  columns: string[];
  rows: (string | number | null)[][];
}

export interface ObjectPage {
  tables: ObjectRows[];
  /** Where the next page begins, `table:rowid`; null when this is the last. */
  next: string | null;
  /** Of the ledger's last entry: pages that differ in it are of different moments and do not belong together. */
  mark: number;
}

/** Keeps which backup this object was made from; not copied itself. */
const MARKER = "restored_from";
const SEQUENCES = "sqlite_sequence";
/** Counts of this minute: what an object may have before a backup is put into it. */
const PASSING = ["windows"];

const PAGE_BYTES = 1_000_000;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Every table the object has, so that a new one is copied without being named here; SQLite's own counters last. */
function tablesOf(sql: SqlStorage): string[] {
  const named = sql.exec<{ name: string }>(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '\\_cf\\_%' ESCAPE '\\' ORDER BY name",
  );
  const names = named.toArray().map(({ name }) => name);
  return [...names.filter((name) => name !== MARKER), SEQUENCES];
}

/** The object's storage from `after` on, at most about a megabyte of it. */
export function exportPage(sql: SqlStorage, after: string | null): ObjectPage {
  const [from = "", rowid = "0"] = after?.split(":") ?? [];
  const tables = tablesOf(sql);
  const page: ObjectPage = { tables: [], next: null, mark: markOf(sql) };
  let bytes = 0;
  for (const table of tables.slice(Math.max(0, tables.indexOf(from)))) {
    const cursor = sql.exec(
      `SELECT rowid AS copied_rowid, * FROM ${quoted(table)} WHERE rowid > ? ORDER BY rowid`,
      table === from ? Number(rowid) : 0,
    );
    const [, ...columns] = cursor.columnNames;
    const part: ObjectRows = { table, columns, rows: [] };
    page.tables.push(part);
    for (const row of cursor.raw()) {
      if (bytes > PAGE_BYTES) return { ...page, next: `${table}:${part.rows.at(-1)?.[0] ?? 0}` };
      part.rows.push(row.map(plain));
      bytes += JSON.stringify(row).length;
    }
  }
  return page;
}

function plain(value: SqlStorageValue): string | number | null {
  if (value instanceof ArrayBuffer) throw new TypeError("A backup has no form for bytes");
  return value;
}

const markOf = (sql: SqlStorage): number =>
  sql.exec<{ seq: number }>(`SELECT seq FROM ${SEQUENCES} WHERE name = 'entries'`).toArray()[0]?.seq ?? 0;

export interface ImportPage {
  backupId: string;
  tables: readonly ObjectRows[];
  /** With the last page: up to which ledger entry the restored D1 has copies. It may lack some that were marked as copied. */
  last: { copiedThrough: number } | null;
}

/**
 * Puts a page of a backup in; the same page again changes nothing. Answers false, and does nothing, when anything else
 * is kept here. Throws for a table or column that is not known here.
 */
export function importPage(storage: DurableObjectStorage, { backupId, tables, last }: ImportPage): boolean {
  const { sql } = storage;
  const state = importState(sql, backupId);
  if (state !== "open") return state === "done";
  storage.transactionSync(() => {
    sql.exec(`INSERT OR IGNORE INTO ${MARKER} VALUES (?, 0)`, backupId);
    for (const rows of tables) insertRows(sql, rows);
    if (last === null) return;
    sql.exec("UPDATE entries SET copied = 0 WHERE kind <> 'opening' AND sequence > ?", last.copiedThrough);
    sql.exec(`UPDATE ${MARKER} SET done = 1`);
  });
  return true;
}

function importState(sql: SqlStorage, backupId: string): "open" | "done" | "taken" {
  sql.exec(`CREATE TABLE IF NOT EXISTS ${MARKER} (backup_id TEXT PRIMARY KEY, done INTEGER NOT NULL)`);
  const known = sql.exec<{ backup_id: string; done: number }>(`SELECT backup_id, done FROM ${MARKER}`).toArray()[0];
  if (known) return known.backup_id !== backupId ? "taken" : known.done === 1 ? "done" : "open";
  const kept = tablesOf(sql).filter((table) => table !== SEQUENCES && !PASSING.includes(table));
  return kept.some((table) => hasRows(sql, table)) ? "taken" : "open";
}

const hasRows = (sql: SqlStorage, table: string): boolean =>
  sql.exec(`SELECT 1 FROM ${quoted(table)} LIMIT 1`).toArray().length > 0;

function insertRows(sql: SqlStorage, { table, columns, rows }: ObjectRows): void {
  const counters = table === SEQUENCES;
  const names = counters ? columns : ["rowid", ...columns];
  const places = names.map(() => "?").join(", ");
  const statement = `INSERT OR REPLACE INTO ${quoted(table)} (${names.map(quoted).join(", ")}) VALUES (${places})`;
  for (const [rowid, ...values] of rows) {
    // SQLite's own table has no key that would replace a counter
    if (counters) sql.exec(`DELETE FROM ${SEQUENCES} WHERE name = ?`, values[0]);
    sql.exec(statement, ...(counters ? values : [rowid, ...values]));
  }
}
