import type { ObjectRows, SystemContext } from "../../context.ts";
import { unseal } from "../../core/crypto.ts";
import { conflict, notFound } from "../../core/errors.ts";
import { now } from "../../core/time.ts";
import { COPIED_TABLES, SEQUENCES } from "../../db/copied-tables.ts";
import type { Statement } from "../../db/guard.ts";
import type { Restore } from "../../db/tables/restores.ts";
import { recordDirectoryAudit } from "../audit/audit.queries.ts";
import { findHighestSequence } from "../billing/transactions.queries.ts";
import { findAccount } from "../identity/accounts.queries.ts";
import { placeOf } from "./backup.service.ts";
import { findMigrations } from "./backup.system-queries.ts";
import { type CopiedRow, KEY_CHECK, keyCheckContext, NO_ACCOUNT, type Place, type Progress } from "./backup.ts";
import {
  closeRows,
  deleteReferenceData,
  endRestore,
  findFilledTable,
  findHighestRow,
  findOpenRestore,
  findRestore,
  insertCopiedRows,
  insertRestore,
  setSequences,
} from "./restore.system-queries.ts";

export interface BackupToRestore {
  backupId: string;
  /** SHA-256 of the manifest. */
  manifest: string;
  migrations: readonly string[];
  databases: readonly string[];
  keyCheck: string;
  /** Its keys are lost: stored credentials will not be readable. */
  acceptOtherKeys: boolean;
}

export interface StartedRestore {
  tables: Progress[];
  /** Objects were loaded already: the rows were complete then, and may have changed since. */
  rowsClosed: boolean;
}

/**
 * Begins to load a backup, or goes on with it. From now on nobody else gets in and nothing is swept, until
 * `finishRestore`. Throws `conflict` where anything is in the way, before anything is written.
 */
export async function startRestore(system: SystemContext, backup: BackupToRestore): Promise<StartedRestore> {
  const [known] = await findRestore(system.directory, backup.backupId);
  if (known?.finishedAt) throw conflict("This backup has been loaded here.");
  if (known && known.manifest !== backup.manifest)
    throw conflict("Another copy of this backup was begun here: go on with that one.");
  if (!known) await begin(system, backup);
  const places = system.databases().flatMap(({ name, db }) => COPIED_TABLES.map((table) => ({ name, db, table })));
  const tables = places.map(async ({ name, db, table }) => ({
    database: name,
    table: table.name,
    highest: await findHighestRow(db, table),
  }));
  return { tables: await Promise.all(tables), rowsClosed: known?.rowsClosedAt != null };
}

async function begin(system: SystemContext, backup: BackupToRestore): Promise<void> {
  await refuseMisfit(system, backup);
  for (const { db, name } of system.databases().reverse()) {
    const mark = { id: backup.backupId, manifest: backup.manifest, startedAt: now() };
    const marking = name === "DB" ? [insertRestore(db, mark)] : [];
    await db.batch([...deleteReferenceData(db), ...marking] as [Statement]);
  }
}

async function refuseMisfit(system: SystemContext, backup: BackupToRestore): Promise<void> {
  const [open] = await findOpenRestore(system.directory);
  if (open) throw conflict(`The backup ${open.id} is being loaded here.`);
  const databases = system.databases();
  const missing = backup.databases.filter((name) => !databases.some((database) => database.name === name));
  if (missing.length > 0) throw conflict(`This deployment has no ${missing.join(", ")}, which the backup has.`);
  for (const { name, db } of databases) {
    if ((await findMigrations(db)).join() !== [...backup.migrations].sort().join())
      throw conflict(`The migrations of ${name} are not those of the backup: restore with the release that made it.`);
    const filled = await findFilledTable(db);
    if (filled) throw conflict(`A backup is loaded into an empty database only: ${name} has rows in ${filled}.`);
  }
  const opened = await unseal(system.config.encryptionKeys, backup.keyCheck, keyCheckContext(backup.backupId));
  if (opened !== KEY_CHECK && !backup.acceptOtherKeys)
    throw conflict("The ENCRYPTION_KEYS here cannot read the credentials in the backup: set those of its deployment.");
}

/**
 * Loads a page; rows that are there already, from a page whose answer was lost, are passed over. A page of
 * `sqlite_sequence` sets the counters. Throws `conflict` when the database refuses a row.
 */
export async function writeRows(system: SystemContext, place: Place, rows: readonly CopiedRow[]): Promise<void> {
  const { rowsClosedAt } = await requireOpen(system, place.backupId);
  if (rowsClosedAt !== null) throw conflict("Its objects are being loaded: no row can come any more.");
  const { database, table } = placeOf(system, place);
  const { db, binding } = database;
  const wrong = rows.find((row) => row.length !== table.columns.length + 1);
  if (wrong) throw conflict(`A row of ${table.name} has ${table.columns.length} columns here.`);
  const highest = table === SEQUENCES ? 0 : await findHighestRow(db, table);
  const missing = rows.filter(([rowid]) => Number(rowid) > highest);
  if (missing.length === 0) return;
  const statements = table === SEQUENCES ? setSequences(binding, missing) : insertCopiedRows(binding, table, missing);
  await binding.batch(statements).catch((error: Error) => {
    throw conflict(`${database.name} refuses rows of ${table.name}: ${error.message}`);
  });
}

export interface ObjectToRestore {
  backupId: string;
  accountId: number;
  tables: readonly ObjectRows[];
  last: boolean;
}

/**
 * Puts a page into an account's object, which must be empty; after the last it is awake. The account's rows must be
 * there. Answers whether its ledger adds up. Throws `not_found` for an account, `conflict` for an object in use.
 */
export async function writeObject(system: SystemContext, { backupId, accountId, tables, last }: ObjectToRestore) {
  const { rowsClosedAt } = await requireOpen(system, backupId);
  if (rowsClosedAt === null) await closeRows(system.directory, backupId, now());
  const [known] = await findAccount(system.directory, accountId);
  if (!known) throw notFound("account", accountId);
  const { account, db } = system.forAccount(known);
  const ends = last ? { copiedThrough: await findHighestSequence(db, accountId) } : null;
  const { imported, verdict } = await account.importPage({ backupId, tables, last: ends });
  if (!imported) throw conflict(`The object of account ${accountId} is in use: it keeps something of its own.`);
  return { balanced: verdict.balanced, entries: verdict.entries };
}

/** Lets everybody in again. May be repeated. Throws `not_found` for a restore that was not begun. */
export async function finishRestore(system: SystemContext, backupId: string): Promise<number> {
  const [known] = await findRestore(system.directory, backupId);
  if (!known) throw notFound("restore", backupId);
  if (known.finishedAt) return known.finishedAt;
  const at = now();
  const entry = { actor: "operator", action: "system.backup_restored", target: backupId, createdAt: at };
  await system.directory.batch([
    endRestore(system.directory, backupId, at),
    recordDirectoryAudit(system.directory, { ...entry, accountId: NO_ACCOUNT }),
  ]);
  return at;
}

/** Throws `not_found` when this backup is not being loaded. */
export async function requireOpen(system: SystemContext, backupId: string): Promise<Restore> {
  const [known] = await findRestore(system.directory, backupId);
  if (!known || known.finishedAt !== null) throw notFound("restore", backupId);
  return known;
}
