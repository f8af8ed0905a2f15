import { sql } from "drizzle-orm";
import { foreignKey, index, integer, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import { accountId, flag, id, time, timestamps } from "../columns.ts";

export const ACCOUNT_STATUSES = ["active", "suspended", "cancelled"] as const;

/** `developer` and `system_bot` exist as words; the API grants neither. */
export const ROLES = ["developer", "owner", "admin", "editor", "viewer", "system_bot"] as const;

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
    index("sessions_ended").on(t.revokedAt).where(sql`revoked_at IS NOT NULL`),
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

export type Plan = typeof plans.$inferSelect;
export type Account = typeof accounts.$inferSelect;
export type User = typeof users.$inferSelect;
export type Role = (typeof ROLES)[number];
