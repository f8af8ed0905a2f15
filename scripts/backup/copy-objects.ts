import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { OBJECTS } from "./manifest.ts";
import type { Operator } from "./operator.ts";

interface ObjectPage {
  tables: { table: string; columns: string[]; rows: unknown[][] }[];
  next: string | null;
  mark: number;
}

const TRIES = 20;

/** Opens the copy of the accounts' objects: their pages as they are sent. */
export function openObjects(directory: string, readOnly = false): DatabaseSync {
  const db = new DatabaseSync(path.join(directory, OBJECTS), { readOnly });
  if (readOnly) return db;
  db.exec(`CREATE TABLE IF NOT EXISTS pages (
    account_id INTEGER NOT NULL, number INTEGER NOT NULL, rows INTEGER NOT NULL, tables TEXT NOT NULL, last INTEGER NOT NULL,
    PRIMARY KEY (account_id, number))`);
  return db;
}

/** Copies what the object of each account keeps; those that are there already are passed over. */
export async function copyObjects(
  operator: Operator,
  backupId: string,
  accountIds: readonly number[],
  directory: string,
): Promise<Record<string, number>> {
  const db = openObjects(directory);
  const known = db.prepare("SELECT 1 FROM pages WHERE account_id = ? LIMIT 1");
  const insert = db.prepare("INSERT INTO pages VALUES (?, ?, ?, ?, ?)");
  for (const accountId of accountIds) {
    if (known.get(accountId)) continue;
    const pages = await readObject(operator, backupId, accountId);
    db.exec("BEGIN");
    for (const [number, { tables, next }] of pages.entries()) {
      const rows = tables.reduce((sum, table) => sum + table.rows.length, 0);
      insert.run(accountId, number, rows, JSON.stringify(tables), next === null ? 1 : 0);
    }
    db.exec("COMMIT");
  }
  const counted = db.prepare("SELECT count(DISTINCT account_id) AS accounts, count(*) AS pages FROM pages").get();
  db.close();
  return { accounts: Number(counted?.accounts), pages: Number(counted?.pages) };
}

/** All pages of one moment: when its ledger moved between two of them, they are read again. */
async function readObject(operator: Operator, backupId: string, accountId: number): Promise<ObjectPage[]> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const pages: ObjectPage[] = [];
    for (let after: string | null = ""; after !== null; after = pages.at(-1)?.next ?? null) {
      const from: Record<string, string> = after === "" ? {} : { after };
      pages.push(
        await operator.get<ObjectPage>("backup/object", { backup_id: backupId, account_id: accountId, ...from }),
      );
      if (pages.at(-1)?.mark !== pages[0]?.mark) break;
    }
    if (pages.at(-1)?.mark === pages[0]?.mark) return pages;
  }
  throw new Error(`The ledger of account ${accountId} moves faster than it can be copied. Call again.`);
}
