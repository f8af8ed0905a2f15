import { index, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { accountId, time } from "../columns.ts";

/** Proof that a POST with this key took effect: written in the effect's own batch, so that it cannot happen twice. */
export const idempotencyKeys = sqliteTable(
  "idempotency_keys",
  {
    accountId: accountId(),
    keyHash: text("key_hash").notNull(),
    createdAt: time("created_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.keyHash] }), index("idempotency_keys_by_time").on(t.createdAt)],
);
