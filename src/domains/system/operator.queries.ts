import { and, eq } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { auditEntries } from "../../db/tables/audit.ts";

/** The record of one act, by what it was about. */
export const findAudit = (db: TenantDb, accountId: number, action: string, target: string) =>
  db
    .select()
    .from(auditEntries)
    .where(and(eq(auditEntries.accountId, accountId), eq(auditEntries.action, action), eq(auditEntries.target, target)))
    .limit(1);
