import type { SQLiteInsertValue } from "drizzle-orm/sqlite-core";
import type { TenantDb } from "../../db/client.ts";
import { auditEntries } from "../../db/tables/audit.ts";

/** One line of the account's audit log, written in the batch of the act it records. */
export const recordAudit = (
  db: TenantDb,
  entry: Omit<SQLiteInsertValue<typeof auditEntries>, "details"> & { details?: Record<string, unknown> },
) => db.insert(auditEntries).values({ details: {}, ...entry });
