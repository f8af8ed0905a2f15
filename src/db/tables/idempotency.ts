import { index, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { accountId, time } from "../columns.ts";

const columns = () => ({
  accountId: accountId(),
  keyHash: text("key_hash").notNull(),
  createdAt: time("created_at").notNull(),
});

/** Proof that a POST with this key took effect: written in the effect's own batch, so that it cannot happen twice. */
export const idempotencyKeys = sqliteTable("idempotency_keys", columns(), (t) => [
  primaryKey({ columns: [t.accountId, t.keyHash] }),
  index("idempotency_keys_by_time").on(t.createdAt),
]);

/** The same for what takes effect in the directory. */
export const directoryIdempotencyKeys = sqliteTable("directory_idempotency_keys", columns(), (t) => [
  primaryKey({ columns: [t.accountId, t.keyHash] }),
  index("directory_idempotency_keys_by_time").on(t.createdAt),
]);
