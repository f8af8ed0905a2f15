import { index, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { accountId, id, json, time } from "../columns.ts";

/** Append-only: sign-ins, keys, credentials, money, publishing, operator acts. */
export const auditEntries = sqliteTable(
  "audit_entries",
  {
    id: id(),
    accountId: accountId(),
    actor: text("actor").notNull(),
    action: text("action").notNull(),
    target: text("target"),
    details: json<Record<string, unknown>>("details").notNull(),
    createdAt: time("created_at").notNull(),
  },
  (t) => [index("audit_entries_by_account").on(t.accountId, t.id), index("audit_entries_by_time").on(t.createdAt)],
);
