import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { accountId, json, time } from "../columns.ts";
import { accounts } from "./identity.ts";

/** Where the public finds a hosted site. Claimed before the site is made, whose shard knows nothing of other shards' sites. */
export const siteAddresses = sqliteTable(
  "site_addresses",
  {
    publicSlug: text("public_slug").primaryKey(),
    accountId: accountId().references(() => accounts.id),
    /** Null until the site is made. */
    siteId: integer("site_id").unique(),
    /** A domain is only what its owner says; the first site that names it has it. */
    domain: text("domain"),
    createdAt: time("created_at").notNull(),
  },
  (t) => [
    index("site_addresses_by_domain").on(t.domain, t.siteId),
    index("site_addresses_unfinished").on(t.createdAt).where(sql`site_id IS NULL`),
  ],
);

export const MOVE_PHASES = [
  "draining",
  "clearing",
  "copying",
  "comparing",
  "switching",
  "resuming",
  "removing",
] as const;

/** What is known of a table that moved: its rows, and a hash over all of them. */
export interface TableSum {
  rows: number;
  hash: string;
}

/**
 * An account on its way from one shard to another: how far it has come, so that any call can go on. In the directory, and a
 * copy on the shard that is written: a caller that was overtaken by another one finds a later copy there, and writes nothing.
 */
export const accountMoves = sqliteTable("account_moves", {
  accountId: integer("account_id").primaryKey(),
  fromShard: integer("from_shard").notNull(),
  toShard: integer("to_shard").notNull(),
  phase: text("phase", { enum: MOVE_PHASES }).notNull(),
  /** Place in the list of the tables, and the last row done in that one. */
  tableIndex: integer("table_index").notNull(),
  cursor: json<(string | number)[]>("cursor"),
  rows: integer("rows").notNull(),
  /** How often the comparison found a difference and the copying began again. */
  restarts: integer("restarts").notNull(),
  sums: json<Record<string, TableSum>>("sums").notNull(),
  createdAt: time("created_at").notNull(),
  /** Greater after each step. */
  updatedAt: time("updated_at").notNull(),
});

export type SiteAddress = typeof siteAddresses.$inferSelect;
export type AccountMove = typeof accountMoves.$inferSelect;
export type MovePhase = AccountMove["phase"];
