import { sql } from "drizzle-orm";
import { foreignKey, index, integer, sqliteTable, text, unique, uniqueIndex } from "drizzle-orm/sqlite-core";
import { accountId, id, json, time, timestamps } from "../columns.ts";
import { clusters } from "./clusters.ts";
import * as enums from "./content-enums.ts";
import { contentIdeas, type Outline } from "./ideas.ts";
import { sectors } from "./sites.ts";

/** Searched by `tasks_search`, which triggers keep (migration 0003). */
export const tasks = sqliteTable(
  "tasks",
  {
    id: id(),
    accountId: accountId(),
    siteId: integer("site_id").notNull(),
    sectorId: integer("sector_id").notNull(),
    clusterId: integer("cluster_id").notNull(),
    ideaId: integer("idea_id"),
    title: text("title").notNull(),
    /** The brief, copied from the idea: the writer never asks the planner back. */
    description: text("description").notNull().default(""),
    outline: json<Outline>("outline").notNull(),
    keywords: json<string[]>("keywords").notNull(),
    contentType: text("content_type", { enum: enums.CONTENT_TYPES }).notNull(),
    contentStructure: text("content_structure", { enum: enums.CONTENT_STRUCTURES }).notNull(),
    taxonomyId: integer("taxonomy_id"),
    wordCount: integer("word_count").notNull(),
    status: text("status", { enum: enums.TASK_STATUSES }).notNull().default("queued"),
    error: text("error"),
    ...timestamps(),
    deletedAt: time("deleted_at"),
  },
  (t) => [
    unique("tasks_account_id").on(t.accountId, t.id),
    uniqueIndex("tasks_by_idea").on(t.accountId, t.ideaId).where(sql`deleted_at IS NULL AND idea_id IS NOT NULL`),
    index("tasks_by_title").on(t.accountId, t.title, t.id).where(sql`deleted_at IS NULL`),
    index("tasks_live").on(t.accountId, t.id).where(sql`deleted_at IS NULL`),
    index("tasks_by_site").on(t.accountId, t.siteId, t.status, t.id).where(sql`deleted_at IS NULL`),
    index("tasks_by_sector").on(t.accountId, t.sectorId, t.id).where(sql`deleted_at IS NULL`),
    index("tasks_by_status").on(t.accountId, t.status, t.id).where(sql`deleted_at IS NULL`),
    index("tasks_by_cluster").on(t.accountId, t.clusterId, t.id).where(sql`deleted_at IS NULL`),
    index("tasks_by_type").on(t.accountId, t.contentType, t.id).where(sql`deleted_at IS NULL`),
    index("tasks_by_structure").on(t.accountId, t.contentStructure, t.id).where(sql`deleted_at IS NULL`),
    foreignKey({
      columns: [t.accountId, t.siteId, t.sectorId],
      foreignColumns: [sectors.accountId, sectors.siteId, sectors.id],
    }),
    foreignKey({ columns: [t.accountId, t.clusterId], foreignColumns: [clusters.accountId, clusters.id] }),
    foreignKey({ columns: [t.accountId, t.ideaId], foreignColumns: [contentIdeas.accountId, contentIdeas.id] }),
  ],
);

export type Task = typeof tasks.$inferSelect;
