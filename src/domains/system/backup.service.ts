import type { ObjectPage, SystemContext } from "../../context.ts";
import { seal } from "../../core/crypto.ts";
import { notFound } from "../../core/errors.ts";
import { newId } from "../../core/ids.ts";
import { now } from "../../core/time.ts";
import { VERSION } from "../../core/version.ts";
import { COPIED_TABLES, type CopiedTable, copiedTable, SEQUENCES } from "../../db/copied-tables.ts";
import type { NamedDatabase } from "../../db/databases.ts";
import { recordDirectoryAudit } from "../audit/audit.queries.ts";
import { findAccount } from "../identity/accounts.queries.ts";
import { findMigrations, findRowsAfter, findRowsBy, findSchema } from "./backup.system-queries.ts";
import { type CopiedRow, KEY_CHECK, keyCheckContext, NO_ACCOUNT, type Place, type StartedBackup } from "./backup.ts";
import { findDirectoryAudit } from "./operator.queries.ts";
import { findRestore } from "./restore.system-queries.ts";

/**
 * What a backup reads, page by page; the script puts the pages together. The order is the script's: rows, then objects,
 * then files, so that a row never names a file that the copy lacks.
 */

const STARTED = "system.backup_started";

/** Notes in the audit log that somebody takes a backup, and answers its id, without which no page is given. */
export async function startBackup(system: SystemContext): Promise<StartedBackup> {
  const id = newId();
  const at = now();
  const entry = { accountId: NO_ACCOUNT, actor: "operator", action: STARTED, target: id, createdAt: at };
  await recordDirectoryAudit(system.directory, entry);
  const databases = system
    .databases()
    .map(async ({ name, db }) => ({ name, schema: await findSchema(db), tables: [...COPIED_TABLES, SEQUENCES] }));
  return {
    id,
    startedAt: at,
    version: VERSION,
    migrations: await findMigrations(system.directory),
    keyCheck: await seal(system.config.encryptionKeys, KEY_CHECK, keyCheckContext(id)),
    databases: await Promise.all(databases),
  };
}

/** The rows after this rowid, about a megabyte of them; none: that was all. Throws `not_found` for an unknown backup or place. */
export async function readRows(system: SystemContext, place: Place, after: number): Promise<CopiedRow[]> {
  await requireStarted(system, place.backupId);
  const { database, table } = placeOf(system, place);
  return findRowsAfter(database.db, table, after);
}

/** Rows by the values of some of their columns, as they are now. Throws `not_found` as `readRows`, and for a column. */
export async function lookUpRows(
  system: SystemContext,
  place: Place,
  columns: readonly string[],
  values: readonly CopiedRow[],
): Promise<CopiedRow[]> {
  await requireStarted(system, place.backupId);
  const { database, table } = placeOf(system, place);
  const unknown = columns.find((name) => name !== "rowid" && !table.columns.includes(name));
  if (unknown !== undefined) throw notFound("column", unknown);
  return findRowsBy(database.db, table, columns, values);
}

/** A page of what an account's object keeps. Throws `not_found`. */
export async function readObject(
  system: SystemContext,
  backupId: string,
  accountId: number,
  after: string | null,
): Promise<ObjectPage> {
  await requireStarted(system, backupId);
  const [account] = await findAccount(system.directory, accountId);
  if (!account) throw notFound("account", accountId);
  return system.accountObject(account).exportPage(after);
}

/** The names that a place says. Throws `not_found` where there is no such database or table. */
export function placeOf(
  system: SystemContext,
  place: Omit<Place, "backupId">,
): { database: NamedDatabase; table: CopiedTable } {
  const database = system.databases().find(({ name }) => name === place.database);
  if (!database) throw notFound("database", place.database);
  const table = copiedTable(place.table);
  if (!table) throw notFound("table", place.table);
  return { database, table };
}

/** Throws `not_found` for a backup that was not begun here; one that is loaded here is read back by who loads it. */
export async function requireStarted(system: SystemContext, backupId: string): Promise<void> {
  const [[started], [restored]] = await system.directory.batch([
    findDirectoryAudit(system.directory, NO_ACCOUNT, STARTED, backupId),
    findRestore(system.directory, backupId),
  ]);
  if (!started && !restored) throw notFound("backup", backupId);
}
