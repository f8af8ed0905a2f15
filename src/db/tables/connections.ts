import { sql } from "drizzle-orm";
import { foreignKey, index, integer, sqliteTable, text, unique, uniqueIndex } from "drizzle-orm/sqlite-core";
import { accountId, flag, id, json, time, timestamps, uuid } from "../columns.ts";
import { sites } from "./sites.ts";

/** Canonical ids. */
export const PLATFORMS = [
  "wordpress",
  "site",
  "dev_to",
  "twitter",
  "linkedin",
  "bluesky",
  "mastodon",
  "ghost",
  "hashnode",
  "medium",
  "reddit",
  "telegram",
  "discord",
  "youtube",
  "instagram",
  "substack",
  "hacker_news",
] as const;

/** Connections that v1's list of integrations shows. */
const OF_A_SITE = sql`deleted_at IS NULL AND site_id IS NOT NULL`;

/** A platform account with its encrypted credentials. Bound to a site it is what v1 calls an integration. */
export const connections = sqliteTable(
  "connections",
  {
    id: id(),
    uuid: uuid(),
    accountId: accountId(),
    siteId: integer("site_id"),
    platform: text("platform", { enum: PLATFORMS }).notNull(),
    displayName: text("display_name").notNull(),
    /** Our site and the remote address or handle, `7|https://blog.example`: one live connection for each. */
    identity: text("identity").notNull(),
    /** AES-256-GCM, bound to account and connection; null where a platform needs none (the hosted site). */
    credentials: text("credentials"),
    config: json<Record<string, unknown>>("config").notNull(),
    enabled: flag("enabled").notNull().default(true),
    syncEnabled: flag("sync_enabled").notNull().default(false),
    syncStatus: text("sync_status", { enum: ["idle", "syncing", "success", "failed"] })
      .notNull()
      .default("idle"),
    lastSyncAt: time("last_sync_at"),
    syncError: text("sync_error"),
    /** Verdict of the last check; null before the first. */
    healthy: flag("healthy"),
    healthCode: text("health_code"),
    checkedAt: time("checked_at"),
    ...timestamps(),
    deletedAt: time("deleted_at"),
  },
  (t) => [
    unique("connections_account_id").on(t.accountId, t.id),
    uniqueIndex("connections_by_identity").on(t.accountId, t.platform, t.identity).where(sql`deleted_at IS NULL`),
    index("connections_live").on(t.accountId, t.id).where(sql`deleted_at IS NULL`),
    index("connections_by_site").on(t.accountId, t.siteId, t.platform, t.id).where(sql`deleted_at IS NULL`),
    index("connections_by_platform").on(t.accountId, t.platform, t.id).where(sql`deleted_at IS NULL`),
    index("integrations_by_platform").on(t.accountId, t.platform, t.id).where(OF_A_SITE),
    index("integrations_by_enabled").on(t.accountId, t.enabled, t.id).where(OF_A_SITE),
    index("integrations_by_sync").on(t.accountId, t.syncEnabled, t.id).where(OF_A_SITE),
    foreignKey({ columns: [t.accountId, t.siteId], foreignColumns: [sites.accountId, sites.id] }),
  ],
);

export type Platform = (typeof PLATFORMS)[number];
export type Connection = typeof connections.$inferSelect;
