import { sql } from "drizzle-orm";
import { foreignKey, index, integer, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import { accountId, flag, id, json, time, timestamps } from "../columns.ts";
import { clusters } from "./clusters.ts";
import { CONTENT_STRUCTURES, CONTENT_TYPES } from "./content-enums.ts";
import { INTENTS } from "./library.ts";
import { sectors } from "./sites.ts";

export const IDEA_STATUSES = ["new", "queued", "completed"] as const;

/** A page's plan: H2 headings in order, each with the points its section treats. */
export type Outline = { heading: string; points: string[] }[];

/** Searched by `content_ideas_search`, which triggers keep (migration 0003). */
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

export type ContentIdea = typeof contentIdeas.$inferSelect;
