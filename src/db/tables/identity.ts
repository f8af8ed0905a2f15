import { sql } from "drizzle-orm";
import { foreignKey, index, integer, primaryKey, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import { accountId, flag, id, time, timestamps, uuid } from "../columns.ts";

export const SETTLED_STATUSES = ["active", "suspended", "cancelled"] as const;

/** While it moves to another database nobody acts for an account: `draining` lets end what has begun, `moving` writes nothing. */
export const MOVING_STATUSES = ["draining", "moving"] as const;

export const ACCOUNT_STATUSES = [...SETTLED_STATUSES, ...MOVING_STATUSES] as const;

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

/** In the directory, and a copy on the account's shard: its rows there refer to it, and guards read its plan and status. */
export const accounts = sqliteTable(
  "accounts",
  {
    id: id(),
    /** Names the account's Durable Object: a number might be given to somebody else after a restore. */
    uuid: uuid(),
    /** The database that holds its rows. */
    shard: integer("shard").notNull().default(1),
    name: text("name").notNull(),
    slug: text("slug").notNull().unique(),
    planSlug: text("plan_slug")
      .notNull()
      .references(() => plans.slug),
    status: text("status", { enum: ACCOUNT_STATUSES }).notNull().default("active"),
    /** While it moves: the status it gets back. */
    statusAfterMove: text("status_after_move", { enum: SETTLED_STATUSES }),
    /** In the directory: the shard's copy may be older than this row. */
    copyDue: flag("copy_due").notNull().default(false),
    billingEmail: text("billing_email"),
    timezone: text("timezone").notNull().default("UTC"),
    ...timestamps(),
  },
  (t) => [index("accounts_by_shard").on(t.shard), index("accounts_to_copy").on(t.id).where(sql`copy_due = 1`)],
);

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

/** The sites a member is limited to; a member without rows sees all of them. The sites are on the account's shard. */
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
  ],
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
/** What everything else of an account is found by: its number in rows, its object's name, its database. */
export type AccountRef = Pick<Account, "id" | "uuid" | "shard">;
export type User = typeof users.$inferSelect;
export type Role = (typeof ROLES)[number];
