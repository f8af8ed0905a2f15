import { sql } from "drizzle-orm";
import {
  foreignKey,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import { accountId, flag, id, json, time, timestamps } from "../columns.ts";

export const ACCOUNT_STATUSES = ["active", "suspended", "cancelled"] as const;
/** `developer` and `system_bot` exist as words; the API grants neither. */
export const ROLES = ["developer", "owner", "admin", "editor", "viewer", "system_bot"] as const;
/** What an API key may do; each is a permission prefix of the routes. */
export const API_KEY_SCOPES = ["read", "content", "publish", "webhook"] as const;

export const plans = sqliteTable("plans", {
  slug: text("slug").primaryKey(),
  name: text("name").notNull(),
  /** Credits given each month; what is left of them lapses at the end of the month. */
  includedCredits: integer("included_credits").notNull(),
  /** Hard limits; null means unlimited. */
  maxSites: integer("max_sites"),
  maxUsers: integer("max_users"),
  maxKeywords: integer("max_keywords"),
});

export const accounts = sqliteTable("accounts", {
  id: id(),
  name: text("name").notNull(),
  slug: text("slug").notNull().unique(),
  planSlug: text("plan_slug")
    .notNull()
    .references(() => plans.slug),
  status: text("status", { enum: ACCOUNT_STATUSES }).notNull().default("active"),
  billingEmail: text("billing_email"),
  timezone: text("timezone").notNull().default("UTC"),
  ...timestamps(),
});

export const users = sqliteTable(
  "users",
  {
    id: id(),
    accountId: accountId().references(() => accounts.id),
    email: text("email").notNull().unique(),
    username: text("username").notNull(),
    firstName: text("first_name").notNull(),
    lastName: text("last_name").notNull(),
    passwordHash: text("password_hash").notNull(),
    role: text("role", { enum: ROLES }).notNull(),
    isActive: flag("is_active").notNull().default(true),
    ...timestamps(),
  },
  (t) => [unique("users_account_id").on(t.accountId, t.id)],
);

/** A sign-in and all refresh tokens that followed from it: the family that is revoked as one. */
export const sessions = sqliteTable(
  "sessions",
  {
    id: text("id").primaryKey(),
    accountId: accountId(),
    userId: integer("user_id").notNull(),
    createdAt: time("created_at").notNull(),
    revokedAt: time("revoked_at"),
    revokedReason: text("revoked_reason"),
  },
  (t) => [
    unique("sessions_account_id").on(t.accountId, t.id),
    index("sessions_by_user").on(t.accountId, t.userId),
    foreignKey({ columns: [t.accountId, t.userId], foreignColumns: [users.accountId, users.id] }),
  ],
);

export const refreshTokens = sqliteTable(
  "refresh_tokens",
  {
    tokenHash: text("token_hash").primaryKey(),
    accountId: accountId(),
    sessionId: text("session_id").notNull(),
    createdAt: time("created_at").notNull(),
    expiresAt: time("expires_at").notNull(),
    usedAt: time("used_at"),
  },
  (t) => [
    index("refresh_tokens_by_session").on(t.accountId, t.sessionId),
    index("refresh_tokens_by_expiry").on(t.expiresAt),
    foreignKey({ columns: [t.accountId, t.sessionId], foreignColumns: [sessions.accountId, sessions.id] }),
  ],
);

/** Searched by `sites_search`, which triggers keep (migration 0005). */
export const sites = sqliteTable(
  "sites",
  {
    id: id(),
    accountId: accountId().references(() => accounts.id),
    name: text("name").notNull(),
    slug: text("slug").notNull(),
    domain: text("domain"),
    description: text("description"),
    industryId: integer("industry_id"),
    siteType: text("site_type", { enum: ["marketing", "ecommerce", "blog", "portfolio", "corporate"] }).notNull(),
    hostingType: text("hosting_type", { enum: ["hosted", "wordpress", "multi"] }).notNull(),
    /** Address of the hosted site, `/sites/{public_slug}/`; null while hosting is off. */
    publicSlug: text("public_slug").unique(),
    language: text("language").notNull().default("en"),
    isActive: flag("is_active").notNull().default(true),
    ...timestamps(),
    deletedAt: time("deleted_at"),
  },
  (t) => [
    unique("sites_account_id").on(t.accountId, t.id),
    index("sites_by_type").on(t.accountId, t.siteType, t.id).where(sql`deleted_at IS NULL`),
    index("sites_by_activity").on(t.accountId, t.isActive, t.id).where(sql`deleted_at IS NULL`),
    index("sites_by_domain").on(t.domain).where(sql`domain IS NOT NULL AND deleted_at IS NULL`),
    uniqueIndex("sites_by_slug").on(t.accountId, t.slug).where(sql`deleted_at IS NULL`),
  ],
);

/** The sites a member is limited to; a member without rows sees all of them. */
export const siteMembers = sqliteTable(
  "site_members",
  {
    accountId: accountId(),
    userId: integer("user_id").notNull(),
    siteId: integer("site_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.userId, t.siteId] }),
    foreignKey({ columns: [t.accountId, t.userId], foreignColumns: [users.accountId, users.id] }),
    foreignKey({ columns: [t.accountId, t.siteId], foreignColumns: [sites.accountId, sites.id] }),
  ],
);

export const apiKeys = sqliteTable(
  "api_keys",
  {
    id: id(),
    accountId: accountId().references(() => accounts.id),
    /** Null: the key acts for the whole account. */
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
    foreignKey({ columns: [t.accountId, t.siteId], foreignColumns: [sites.accountId, sites.id] }),
  ],
);

export type Plan = typeof plans.$inferSelect;
export type Account = typeof accounts.$inferSelect;
export type User = typeof users.$inferSelect;
export type Role = (typeof ROLES)[number];
export type Site = typeof sites.$inferSelect;
export type ApiKey = typeof apiKeys.$inferSelect;
export type ApiKeyScope = (typeof API_KEY_SCOPES)[number];
