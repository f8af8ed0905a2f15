import { sql } from "drizzle-orm";
import { foreignKey, index, integer, sqliteTable, text, unique, uniqueIndex } from "drizzle-orm/sqlite-core";
import { accountId, flag, id, json, time, timestamps } from "../columns.ts";
import { INTENTS, sectors, seedKeywords } from "./reference.ts";
import { CONTENT_STRUCTURES, CONTENT_TYPES } from "./writer-enums.ts";

export const KEYWORD_STATUSES = ["new", "mapped"] as const;
export const CLUSTER_STATUSES = ["new", "mapped"] as const;
export const IDEA_STATUSES = ["new", "queued", "completed"] as const;

/** A page's plan: H2 headings in order, each with the points its section treats. */
export type Outline = { heading: string; points: string[] }[];

/** Searched by `clusters_search`, which triggers keep (migration 0005). */
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

/** Searched by `keywords_search`, which triggers keep (migration 0005). */
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

/** Searched by `content_ideas_search`, which triggers keep (migration 0005). */
export const contentIdeas = sqliteTable(
  "content_ideas",
  {
    id: id(),
    accountId: accountId(),
    siteId: integer("site_id").notNull(),
    sectorId: integer("sector_id").notNull(),
    clusterId: integer("cluster_id"),
    title: text("title").notNull(),
    description: text("description").notNull().default(""),
    outline: json<Outline>("outline").notNull(),
    /** The first one is the primary keyword. */
    targetKeywords: json<string[]>("target_keywords").notNull(),
    contentType: text("content_type", { enum: CONTENT_TYPES }).notNull(),
    contentStructure: text("content_structure", { enum: CONTENT_STRUCTURES }).notNull(),
    intent: text("intent", { enum: INTENTS }),
    estimatedWordCount: integer("estimated_word_count").notNull(),
    status: text("status", { enum: IDEA_STATUSES }).notNull().default("new"),
    disabled: flag("disabled").notNull().default(false),
    ...timestamps(),
    deletedAt: time("deleted_at"),
  },
  (t) => [
    unique("content_ideas_account_id").on(t.accountId, t.id),
    index("content_ideas_by_type").on(t.accountId, t.contentType, t.id).where(sql`deleted_at IS NULL`),
    index("content_ideas_by_structure").on(t.accountId, t.contentStructure, t.id).where(sql`deleted_at IS NULL`),
    index("content_ideas_live").on(t.accountId, t.id).where(sql`deleted_at IS NULL`),
    index("content_ideas_by_site").on(t.accountId, t.siteId, t.status, t.id).where(sql`deleted_at IS NULL`),
    index("content_ideas_by_sector").on(t.accountId, t.sectorId, t.id).where(sql`deleted_at IS NULL`),
    index("content_ideas_by_status").on(t.accountId, t.status, t.id).where(sql`deleted_at IS NULL`),
    index("content_ideas_by_cluster").on(t.accountId, t.clusterId, t.id).where(sql`deleted_at IS NULL`),
    foreignKey({
      columns: [t.accountId, t.siteId, t.sectorId],
      foreignColumns: [sectors.accountId, sectors.siteId, sectors.id],
    }),
    foreignKey({ columns: [t.accountId, t.clusterId], foreignColumns: [clusters.accountId, clusters.id] }),
  ],
);

export type Keyword = typeof keywords.$inferSelect;
export type Cluster = typeof clusters.$inferSelect;
export type ContentIdea = typeof contentIdeas.$inferSelect;
