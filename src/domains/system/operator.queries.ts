import { and, eq } from "drizzle-orm";
import type { DirectoryDb, TenantDb } from "../../db/client.ts";
import { auditEntries, directoryAuditEntries } from "../../db/tables/audit.ts";

/** The record of one act, by what it was about. */
export const findAudit = (db: TenantDb, accountId: number, action: string, target: string) =>
  db
    .select()
    .from(auditEntries)
    .where(and(eq(auditEntries.accountId, accountId), eq(auditEntries.action, action), eq(auditEntries.target, target)))
    .limit(1);

/** The same of an act on the deployment itself, which the directory has. */
export const findDirectoryAudit = (db: DirectoryDb, accountId: number, action: string, target: string) =>
  db
    .select()
    .from(directoryAuditEntries)
    .where(
      and(
        eq(directoryAuditEntries.accountId, accountId),
        eq(directoryAuditEntries.action, action),
        eq(directoryAuditEntries.target, target),
      ),
    )
    .limit(1);
