import { sql } from "drizzle-orm";
import { foreignKey, index, integer, sqliteTable, text, unique, uniqueIndex } from "drizzle-orm/sqlite-core";
import { accountId, flag, id, time, timestamps } from "../columns.ts";
import { sectors } from "./sites.ts";

export const CLUSTER_STATUSES = ["new", "mapped"] as const;

/** Searched by `clusters_search`, which triggers keep (migration 0003). */
export const clusters = sqliteTable(
  "clusters",
  {
    id: id(),
    accountId: accountId(),
    siteId: integer("site_id").notNull(),
    sectorId: integer("sector_id").notNull(),
    name: text("name").notNull(),
    nameFolded: text("name_folded").notNull(),
    description: text("description").notNull().default(""),
    status: text("status", { enum: CLUSTER_STATUSES }).notNull().default("new"),
    disabled: flag("disabled").notNull().default(false),
    /** How the grouping was made, e.g. `soft-alignment/average-link`, `manual`. */
    method: text("method").notNull(),
    /** Recounted in the batch that changes membership: list rows never aggregate. */
    keywordsCount: integer("keywords_count").notNull().default(0),
    volume: integer("volume").notNull().default(0),
    difficultyAverage: integer("difficulty_average").notNull().default(0),
    ideasCount: integer("ideas_count").notNull().default(0),
    contentCount: integer("content_count").notNull().default(0),
    ...timestamps(),
    deletedAt: time("deleted_at"),
  },
  (t) => [
    unique("clusters_account_id").on(t.accountId, t.id),
    uniqueIndex("clusters_by_name").on(t.accountId, t.sectorId, t.nameFolded).where(sql`deleted_at IS NULL`),
    index("clusters_by_folded_name").on(t.accountId, t.nameFolded, t.id).where(sql`deleted_at IS NULL`),
    index("clusters_by_volume").on(t.accountId, t.volume, t.id).where(sql`deleted_at IS NULL`),
    index("clusters_by_difficulty").on(t.accountId, t.difficultyAverage, t.id).where(sql`deleted_at IS NULL`),
    index("clusters_by_size").on(t.accountId, t.keywordsCount, t.id).where(sql`deleted_at IS NULL`),
    index("clusters_live").on(t.accountId, t.id).where(sql`deleted_at IS NULL`),
    index("clusters_by_site").on(t.accountId, t.siteId, t.status, t.id).where(sql`deleted_at IS NULL`),
    index("clusters_by_sector").on(t.accountId, t.sectorId, t.id).where(sql`deleted_at IS NULL`),
    index("clusters_by_status").on(t.accountId, t.status, t.id).where(sql`deleted_at IS NULL`),
    foreignKey({
      columns: [t.accountId, t.siteId, t.sectorId],
      foreignColumns: [sectors.accountId, sectors.siteId, sectors.id],
    }),
  ],
);

export type Cluster = typeof clusters.$inferSelect;
