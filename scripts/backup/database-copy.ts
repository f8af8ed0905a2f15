import { createHash } from "node:crypto";
import { DatabaseSync } from "node:sqlite";

/** A row: its rowid, then its columns. */
export type Row = (string | number | null)[];

export interface Table {
  name: string;
  columns: string[];
}

/** SQLite's own table of the highest ids that were given; it cannot be made or read like the others. */
const SEQUENCES = "sqlite_sequence";

/** A row that leads nowhere: its `rowid`, and the parent that it names by `columns`. */
export interface Dangling {
  table: string;
  rowid: number;
  parent: string;
  columns: string[];
  key: Row;
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/**
 * The copy of one D1 database: a SQLite file with the same tables, unique indexes and rowids. Rows come from different
 * moments, so that a row may take a name that another had a minute ago; it then displaces that one, which is noted.
 */
export class DatabaseCopy {
  readonly db: DatabaseSync;
  readonly tables: Table[];

  /** Opens the file to read it; with a schema to write, and makes its tables the first time. */
  constructor(file: string, tables: Table[], schema?: string[]) {
    this.db = new DatabaseSync(file, { enableForeignKeyConstraints: false, readOnly: schema === undefined });
    this.tables = tables.filter(({ name }) => name !== SEQUENCES);
    if (schema === undefined) return;
    this.db.exec("PRAGMA recursive_triggers = on");
    const [made] = this.db.prepare("PRAGMA user_version").all();
    this.#transaction(() => {
      if (made?.user_version === 0) for (const statement of schema) this.db.exec(statement);
      this.db.exec("PRAGMA user_version = 1");
      this.#noteDisplaced();
    });
  }

  #noteDisplaced(): void {
    this.db.exec(
      "CREATE TABLE IF NOT EXISTS displaced (name TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (name, place))",
    );
    for (const { name } of this.tables)
      this.db.exec(`CREATE TRIGGER IF NOT EXISTS ${quoted(`${name}_displaced`)} AFTER DELETE ON ${quoted(name)}
        BEGIN INSERT OR IGNORE INTO displaced VALUES ('${name}', old.rowid); END`);
  }

  /** Puts rows in, each in the place of what has its rowid or its unique values. */
  put(table: Table, rows: readonly Row[]): void {
    const names = ["rowid", ...table.columns].map(quoted);
    const statement = this.db.prepare(
      `INSERT OR REPLACE INTO ${quoted(table.name)} (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")})`,
    );
    this.#transaction(() => {
      for (const row of rows) statement.run(...row);
    });
  }

  /** Makes these rowids what they are now: `rows`, or nothing. */
  replace(table: Table, rowids: readonly number[], rows: readonly Row[]): void {
    const remove = this.db.prepare(`DELETE FROM ${quoted(table.name)} WHERE rowid = ?`);
    const forget = this.db.prepare("DELETE FROM displaced WHERE name = ? AND place = ?");
    for (const rowid of rowids) {
      remove.run(rowid);
      forget.run(table.name, rowid);
    }
    this.put(table, rows);
  }

  /** The highest rowid that is there: what comes next has a higher one. */
  highest(table: Table): number {
    const [row] = this.db.prepare(`SELECT coalesce(max(rowid), 0) AS highest FROM ${quoted(table.name)}`).all();
    return Number(row?.highest);
  }

  /** Rowids by table that were displaced, and are not there. */
  displaced(): Map<string, number[]> {
    const found = new Map<string, number[]>();
    for (const { name } of this.tables) {
      const rows = this.db
        .prepare(
          `SELECT place FROM displaced WHERE name = ? AND NOT EXISTS (SELECT 1 FROM ${quoted(name)} WHERE rowid = place)`,
        )
        .all(name);
      if (rows.length > 0)
        found.set(
          name,
          rows.map((row) => Number(row.place)),
        );
    }
    return found;
  }

  /** Rows that name a parent which the copy lacks. */
  dangling(): Dangling[] {
    return this.db
      .prepare("PRAGMA foreign_key_check")
      .all()
      .map((row) => this.#link(String(row.table), Number(row.rowid), Number(row.fkid)));
  }

  #link(table: string, rowid: number, key: number): Dangling {
    const parts = this.db
      .prepare(`PRAGMA foreign_key_list(${quoted(table)})`)
      .all()
      .filter((part) => part.id === key);
    const own = parts.map((part) => quoted(String(part.from))).join(", ");
    const statement = this.db.prepare(`SELECT ${own} FROM ${quoted(table)} WHERE rowid = ?`);
    const values = Object.values(statement.get(rowid) ?? {}) as Row;
    return {
      table,
      rowid,
      parent: String(parts[0]?.table),
      columns: parts.map((part) => String(part.to)),
      key: values,
    };
  }

  /** Makes new ids go on where the source's had got to. */
  setSequences(rows: readonly Row[]): void {
    const names = new Set(this.tables.map(({ name }) => name));
    this.#transaction(() => {
      this.db.exec(`DELETE FROM ${SEQUENCES}`);
      const statement = this.db.prepare(`INSERT INTO ${SEQUENCES} (name, seq) VALUES (?, ?)`);
      for (const [, name = null, highest = null] of rows) if (names.has(String(name))) statement.run(name, highest);
    });
  }

  sequences(): Row[] {
    return this.#arrays(`SELECT rowid, name, seq FROM ${SEQUENCES} ORDER BY rowid`);
  }

  /** Takes out what only the copying needed. */
  finish(): void {
    for (const { name } of this.tables) this.db.exec(`DROP TRIGGER IF EXISTS ${quoted(`${name}_displaced`)}`);
    this.db.exec("DROP TABLE IF EXISTS displaced");
  }

  counts(): Record<string, number> {
    return Object.fromEntries(
      this.tables.map(({ name }) => [
        name,
        Number(this.db.prepare(`SELECT count(*) AS count FROM ${quoted(name)}`).get()?.count),
      ]),
    );
  }

  /** The rows after a rowid, in pages of at most about a megabyte. */
  *pages(table: Table, after = 0): Generator<Row[]> {
    const names = ["rowid", ...table.columns].map(quoted).join(", ");
    const statement = this.db.prepare(`SELECT ${names} FROM ${quoted(table.name)} WHERE rowid > ? ORDER BY rowid`);
    statement.setReturnArrays(true);
    let page: Row[] = [];
    let size = 0;
    for (const row of statement.iterate(after) as Iterable<unknown> as Iterable<Row>) {
      const length = JSON.stringify(row).length;
      if (page.length === PAGE_ROWS || (page.length > 0 && size + length > PAGE_SIZE)) {
        yield page;
        page = [];
        size = 0;
      }
      page.push(row);
      size += length;
    }
    if (page.length > 0) yield page;
  }

  close(): void {
    this.db.close();
  }

  #arrays(query: string): Row[] {
    const statement = this.db.prepare(query);
    statement.setReturnArrays(true);
    // safe: that is what the line above makes it answer
    return statement.all() as unknown as Row[];
  }

  #transaction(work: () => void): void {
    this.db.exec("BEGIN IMMEDIATE");
    try {
      work();
      this.db.exec("COMMIT");
    } catch (error) {
      this.db.exec("ROLLBACK");
      throw error;
    }
  }
}

const PAGE_ROWS = 500;
const PAGE_SIZE = 800_000;

/** The hash of a table: its rows as JSON, one a line, in the order of their rowids. */
export function rowHash() {
  const hash = createHash("sha256");
  return {
    add(rows: readonly Row[]) {
      for (const row of rows) hash.update(`${JSON.stringify(row)}\n`);
    },
    end: () => hash.digest("hex"),
  };
}
