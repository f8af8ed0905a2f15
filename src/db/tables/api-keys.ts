import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import { accountId, id, json, time } from "../columns.ts";
import { accounts } from "./identity.ts";

/** What an API key may do; each is a permission prefix of the routes. */
export const API_KEY_SCOPES = ["read", "content", "publish", "webhook"] as const;

export const apiKeys = sqliteTable(
  "api_keys",
  {
    id: id(),
    accountId: accountId().references(() => accounts.id),
    /** Null: the key acts for the whole account. The site is on the account's shard. */
    siteId: integer("site_id"),
    name: text("name").notNull(),
    /** The public part, by which the key is found. */
    prefix: text("prefix").notNull().unique(),
    secretHash: text("secret_hash").notNull(),
    scopes: json<(typeof API_KEY_SCOPES)[number][]>("scopes").notNull(),
    createdBy: integer("created_by").notNull(),
    createdAt: time("created_at").notNull(),
    expiresAt: time("expires_at"),
    revokedAt: time("revoked_at"),
  },
  (t) => [
    unique("api_keys_account_id").on(t.accountId, t.id),
    index("api_keys_live").on(t.accountId, t.id).where(sql`revoked_at IS NULL`),
  ],
);

export type ApiKey = typeof apiKeys.$inferSelect;
export type ApiKeyScope = (typeof API_KEY_SCOPES)[number];
