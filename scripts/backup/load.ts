import { readFile } from "node:fs/promises";
import path from "node:path";
import { listFiles, sideBySide } from "./copy-files.ts";
import { openObjects } from "./copy-objects.ts";
import { DatabaseCopy, type Row, rowHash } from "./database-copy.ts";
import { bytesFile, databaseFile, type Manifest, readFiles } from "./manifest.ts";
import type { Operator } from "./operator.ts";

/** The parts of a verified backup, each loaded behind what the deployment already has. */

/** The highest rowid that is there, by database and table. */
export type Progress = Map<string, number>;
export const placeKey = (database: string, table: string): string => `${database} ${table}`;

/** Loads the rows, parents before their children, then the highest ids that were given. Answers how many rows it sent. */
export async function loadRows(
  operator: Operator,
  { backup_id, databases }: Manifest,
  directory: string,
  progress: Progress,
): Promise<number> {
  let sent = 0;
  for (const { name, tables } of databases) {
    const copy = new DatabaseCopy(path.join(directory, databaseFile(name)), tables);
    for (const table of copy.tables) {
      for (const rows of copy.pages(table, progress.get(placeKey(name, table.name)) ?? 0)) {
        await operator.post("restore/rows", { backup_id, database: name, table: table.name, rows });
        sent += rows.length;
      }
    }
    const sequences = { backup_id, database: name, table: "sqlite_sequence", rows: copy.sequences() };
    await operator.post("restore/rows", sequences);
    copy.close();
  }
  return sent;
}

/** Reads every table back and compares its hash. Throws, naming it, where another row is there. */
export async function compareRows(operator: Operator, { backup_id, databases }: Manifest): Promise<void> {
  for (const { name, tables, hashes } of databases) {
    for (const { name: table } of tables) {
      const hash = rowHash();
      for (let after = 0; ; ) {
        const query = { backup_id, database: name, table, after };
        const { rows } = await operator.get<{ rows: Row[] }>("backup/rows", query);
        if (rows.length === 0) break;
        hash.add(rows);
        after = Number(rows.at(-1)?.[0]);
      }
      if (hash.end() !== hashes[table])
        throw new Error(`${name} does not hold the rows of ${table} as they are in the backup: restore into a new one`);
    }
  }
}

/** Loads the files that are not there with the same bytes. Answers how many it sent. */
export async function loadFiles(operator: Operator, { backup_id }: Manifest, directory: string): Promise<number> {
  const there = new Map<string, string | null>();
  for await (const files of listFiles(operator, backup_id)) for (const { key, md5 } of files) there.set(key, md5);
  const missing = readFiles(directory).filter(({ key, md5 }) => md5 === null || there.get(key) !== md5);
  await sideBySide(missing, async ({ key, sha256, metadata }) => {
    const bytes = new Uint8Array(await readFile(path.join(directory, bytesFile(sha256))));
    await operator.upload("restore/file", { backup_id, key, sha256, metadata }, bytes);
  });
  return missing.length;
}

/** Loads the accounts' objects. Throws where a ledger does not add up. Answers how many there are. */
export async function loadObjects(operator: Operator, { backup_id }: Manifest, directory: string): Promise<number> {
  const db = openObjects(directory, true);
  const pages = db.prepare("SELECT account_id, tables, last FROM pages ORDER BY account_id, number").all();
  db.close();
  let accounts = 0;
  for (const { account_id, tables, last } of pages) {
    const page = { backup_id, account_id, tables: JSON.parse(String(tables)), last: last === 1 };
    const { balanced } = await operator.post<{ balanced: boolean }>("restore/object", page);
    if (last !== 1) continue;
    if (!balanced) throw new Error(`The ledger of account ${account_id} does not add up`);
    accounts += 1;
  }
  return accounts;
}
