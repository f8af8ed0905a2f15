import { index, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { accountId, id, json, time } from "../columns.ts";

const columns = () => ({
  id: id(),
  accountId: accountId(),
  actor: text("actor").notNull(),
  action: text("action").notNull(),
  target: text("target"),
  details: json<Record<string, unknown>>("details").notNull(),
  createdAt: time("created_at").notNull(),
});

/** Append-only: credentials, money, publishing. Written in the batch of the act, so in its database. */
export const auditEntries = sqliteTable("audit_entries", columns(), (t) => [
  index("audit_entries_by_account").on(t.accountId, t.id),
  index("audit_entries_by_time").on(t.createdAt),
]);

/** Append-only: sign-ins, API keys, the account itself, operator acts on it. */
export const directoryAuditEntries = sqliteTable("directory_audit_entries", columns(), (t) => [
  index("directory_audit_entries_by_account").on(t.accountId, t.id),
  index("directory_audit_entries_by_time").on(t.createdAt),
]);
