import type { SQLiteInsertValue } from "drizzle-orm/sqlite-core";
import type { DirectoryDb, TenantDb } from "../../db/client.ts";
import { auditEntries, directoryAuditEntries } from "../../db/tables/audit.ts";

type Entry = Omit<SQLiteInsertValue<typeof auditEntries>, "details"> & { details?: Record<string, unknown> };

/** One line of the account's audit log, written in the batch of the act it records. */
export const recordAudit = (db: TenantDb, entry: Entry) => db.insert(auditEntries).values({ details: {}, ...entry });

/** The same of an act in the directory. */
export const recordDirectoryAudit = (db: DirectoryDb, entry: Entry) =>
  db.insert(directoryAuditEntries).values({ details: {}, ...entry });
