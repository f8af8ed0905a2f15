import { sql } from "drizzle-orm";
import { foreignKey, index, integer, sqliteTable, text, unique, uniqueIndex } from "drizzle-orm/sqlite-core";
import { accountId, flag, id, json, time, timestamps } from "../columns.ts";
import { clusters } from "./clusters.ts";
import { INTENTS, seedKeywords } from "./library.ts";
import { sectors } from "./sites.ts";

export const KEYWORD_STATUSES = ["new", "mapped"] as const;

/** Searched by `keywords_search`, which triggers keep (migration 0003). */
export const keywords = sqliteTable(
  "keywords",
  {
    id: id(),
    accountId: accountId(),
    siteId: integer("site_id").notNull(),
    sectorId: integer("sector_id").notNull(),
    seedKeywordId: integer("seed_keyword_id").references(() => seedKeywords.id),
    clusterId: integer("cluster_id"),
    /** Why the clustering put it there, or why it found no place. */
    clusterReason: text("cluster_reason"),
    keyword: text("keyword").notNull(),
    keywordFolded: text("keyword_folded").notNull(),
    /** What is shown and filtered: the override where there is one, else the seed's or imported figure. */
    volume: integer("volume"),
    difficulty: integer("difficulty"),
    volumeOverride: integer("volume_override"),
    difficultyOverride: integer("difficulty_override"),
    /** The figure an override hides; given back when the override is cleared. */
    sourceVolume: integer("source_volume"),
    sourceDifficulty: integer("source_difficulty"),
    intent: text("intent", { enum: INTENTS }),
    country: text("country"),
    attributeValues: json<string[]>("attribute_values").notNull(),
    status: text("status", { enum: KEYWORD_STATUSES }).notNull().default("new"),
    disabled: flag("disabled").notNull().default(false),
    ...timestamps(),
    deletedAt: time("deleted_at"),
  },
  (t) => [
    unique("keywords_account_id").on(t.accountId, t.id),
    uniqueIndex("keywords_by_text")
      .on(t.accountId, t.siteId, t.sectorId, t.keywordFolded)
      .where(sql`deleted_at IS NULL`),
    index("keywords_by_keyword").on(t.accountId, t.keywordFolded, t.id).where(sql`deleted_at IS NULL`),
    index("keywords_by_country").on(t.accountId, t.country, t.id).where(sql`deleted_at IS NULL`),
    index("keywords_by_disabled").on(t.accountId, t.disabled, t.id).where(sql`deleted_at IS NULL`),
    index("keywords_live").on(t.accountId, t.id).where(sql`deleted_at IS NULL`),
    index("keywords_by_site").on(t.accountId, t.siteId, t.status, t.id).where(sql`deleted_at IS NULL`),
    index("keywords_by_sector").on(t.accountId, t.sectorId, t.status, t.id).where(sql`deleted_at IS NULL`),
    index("keywords_by_status").on(t.accountId, t.status, t.id).where(sql`deleted_at IS NULL`),
    index("keywords_by_cluster").on(t.accountId, t.clusterId, t.id).where(sql`deleted_at IS NULL`),
    index("keywords_by_volume").on(t.accountId, t.volume, t.id).where(sql`deleted_at IS NULL`),
    index("keywords_by_difficulty").on(t.accountId, t.difficulty, t.id).where(sql`deleted_at IS NULL`),
    index("keywords_by_intent").on(t.accountId, t.intent, t.id).where(sql`deleted_at IS NULL`),
    index("keywords_by_seed").on(t.accountId, t.seedKeywordId, t.id).where(sql`deleted_at IS NULL`),
    foreignKey({
      columns: [t.accountId, t.siteId, t.sectorId],
      foreignColumns: [sectors.accountId, sectors.siteId, sectors.id],
    }),
    foreignKey({ columns: [t.accountId, t.clusterId], foreignColumns: [clusters.accountId, clusters.id] }),
  ],
);

export type Keyword = typeof keywords.$inferSelect;
