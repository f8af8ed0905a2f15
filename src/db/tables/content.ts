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
import { accountId, id, json, time, timestamps, uuid } from "../columns.ts";
import { clusters } from "./clusters.ts";
import * as enums from "./content-enums.ts";
import { accounts } from "./identity.ts";
import { sectors, sites } from "./sites.ts";
import { tasks } from "./writing.ts";

/** Searched by `content_search`, which triggers keep (migration 0003). */
export const content = sqliteTable(
  "content",
  {
    id: id(),
    uuid: uuid(),
    accountId: accountId().references(() => accounts.id),
    /** Null for studio content without a site. */
    siteId: integer("site_id"),
    sectorId: integer("sector_id"),
    clusterId: integer("cluster_id"),
    taskId: integer("task_id"),
    title: text("title").notNull(),
    /** The deterministic remote slug; set at creation and then fixed, so that a lost post can be found again. */
    slug: text("slug").notNull(),
    bodyMarkdown: text("body_markdown").notNull().default(""),
    bodyHtml: text("body_html").notNull().default(""),
    /** Which of the two bodies the author wrote; the other is derived. */
    bodyFormat: text("body_format", { enum: ["markdown", "html"] }).notNull(),
    excerpt: text("excerpt").notNull().default(""),
    metaTitle: text("meta_title").notNull().default(""),
    metaDescription: text("meta_description").notNull().default(""),
    primaryKeyword: text("primary_keyword"),
    secondaryKeywords: json<string[]>("secondary_keywords").notNull(),
    tags: json<string[]>("tags").notNull(),
    project: text("project"),
    contentType: text("content_type", { enum: enums.CONTENT_TYPES }).notNull(),
    contentStructure: text("content_structure", { enum: enums.CONTENT_STRUCTURES }).notNull(),
    studioType: text("studio_type", { enum: enums.STUDIO_TYPES }).notNull().default("article"),
    status: text("status", { enum: enums.STORED_STATUSES }).notNull(),
    /** What both surfaces show, derived in the batch that changes a fact. */
    shownStatus: text("shown_status", { enum: enums.SHOWN_STATUSES }).notNull(),
    siteStatus: text("site_status", { enum: enums.SITE_STATUSES }).notNull().default("not_published"),
    scheduledPublishAt: time("scheduled_publish_at"),
    source: text("source", { enum: ["keyline", "wordpress"] })
      .notNull()
      .default("keyline"),
    externalId: text("external_id"),
    externalUrl: text("external_url"),
    externalType: text("external_type"),
    syncStatus: text("sync_status", { enum: ["native", "imported", "synced"] })
      .notNull()
      .default("native"),
    wordCount: integer("word_count").notNull().default(0),
    /** Every change of the row: the ETag. */
    version: integer("version").notNull().default(1),
    /** Changes of title, body, tags or media: what a publication is unique for. */
    revision: integer("revision").notNull().default(1),
    metadata: json<Record<string, unknown>>("metadata").notNull(),
    ...timestamps(),
    deletedAt: time("deleted_at"),
  },
  (t) => [
    unique("content_account_id").on(t.accountId, t.id),
    index("content_by_title").on(t.accountId, t.title, t.id).where(sql`deleted_at IS NULL`),
    index("content_by_update").on(t.accountId, t.updatedAt, t.id).where(sql`deleted_at IS NULL`),
    index("content_by_length").on(t.accountId, t.wordCount, t.id).where(sql`deleted_at IS NULL`),
    index("content_live").on(t.accountId, t.id).where(sql`deleted_at IS NULL`),
    index("content_by_site").on(t.accountId, t.siteId, t.shownStatus, t.id).where(sql`deleted_at IS NULL`),
    index("content_by_sector").on(t.accountId, t.sectorId, t.id).where(sql`deleted_at IS NULL`),
    index("content_by_status").on(t.accountId, t.shownStatus, t.id).where(sql`deleted_at IS NULL`),
    index("content_by_cluster").on(t.accountId, t.clusterId, t.id).where(sql`deleted_at IS NULL`),
    index("content_by_task").on(t.accountId, t.taskId, t.id).where(sql`deleted_at IS NULL`),
    index("content_by_type").on(t.accountId, t.contentType, t.id).where(sql`deleted_at IS NULL`),
    index("content_by_structure").on(t.accountId, t.contentStructure, t.id).where(sql`deleted_at IS NULL`),
    index("content_by_studio_type").on(t.accountId, t.studioType, t.id).where(sql`deleted_at IS NULL`),
    index("content_by_site_status").on(t.accountId, t.siteStatus, t.id).where(sql`deleted_at IS NULL`),
    index("content_by_source").on(t.accountId, t.source, t.id).where(sql`deleted_at IS NULL`),
    index("content_by_project").on(t.accountId, t.project, t.id).where(sql`deleted_at IS NULL`),
    index("content_by_external").on(t.accountId, t.siteId, t.externalId).where(sql`external_id IS NOT NULL`),
    foreignKey({ columns: [t.accountId, t.siteId], foreignColumns: [sites.accountId, sites.id] }),
    foreignKey({ columns: [t.accountId, t.sectorId], foreignColumns: [sectors.accountId, sectors.id] }),
    foreignKey({ columns: [t.accountId, t.clusterId], foreignColumns: [clusters.accountId, clusters.id] }),
    foreignKey({ columns: [t.accountId, t.taskId], foreignColumns: [tasks.accountId, tasks.id] }),
  ],
);

/** One row a tag, so that a list by tag reads only what it shows. `content.tags` keeps the order. */
export const contentTags = sqliteTable(
  "content_tags",
  {
    accountId: accountId(),
    tag: text("tag").notNull(),
    contentId: integer("content_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.tag, t.contentId] }),
    index("content_tags_by_content").on(t.accountId, t.contentId),
    foreignKey({ columns: [t.accountId, t.contentId], foreignColumns: [content.accountId, content.id] }),
  ],
);

/** Searched by `taxonomies_search`, which triggers keep (migration 0003). */
export const taxonomies = sqliteTable(
  "taxonomies",
  {
    id: id(),
    accountId: accountId(),
    siteId: integer("site_id").notNull(),
    name: text("name").notNull(),
    slug: text("slug").notNull(),
    taxonomyType: text("taxonomy_type", { enum: enums.TAXONOMY_TYPES }).notNull(),
    description: text("description").notNull().default(""),
    parentId: integer("parent_id"),
    externalId: text("external_id"),
    externalTaxonomy: text("external_taxonomy"),
    syncStatus: text("sync_status", { enum: ["native", "imported", "synced"] })
      .notNull()
      .default("native"),
    contentCount: integer("content_count").notNull().default(0),
    ...timestamps(),
    deletedAt: time("deleted_at"),
  },
  (t) => [
    unique("taxonomies_account_id").on(t.accountId, t.id),
    uniqueIndex("taxonomies_by_slug").on(t.accountId, t.siteId, t.taxonomyType, t.slug),
    uniqueIndex("taxonomies_by_external").on(t.accountId, t.siteId, t.externalTaxonomy, t.externalId),
    index("taxonomies_live").on(t.accountId, t.id).where(sql`deleted_at IS NULL`),
    index("taxonomies_by_type").on(t.accountId, t.taxonomyType, t.id).where(sql`deleted_at IS NULL`),
    foreignKey({ columns: [t.accountId, t.siteId], foreignColumns: [sites.accountId, sites.id] }),
  ],
);

export const contentTaxonomies = sqliteTable(
  "content_taxonomies",
  {
    accountId: accountId(),
    contentId: integer("content_id").notNull(),
    taxonomyId: integer("taxonomy_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.contentId, t.taxonomyId] }),
    index("content_taxonomies_by_taxonomy").on(t.accountId, t.taxonomyId),
    foreignKey({ columns: [t.accountId, t.contentId], foreignColumns: [content.accountId, content.id] }),
    foreignKey({ columns: [t.accountId, t.taxonomyId], foreignColumns: [taxonomies.accountId, taxonomies.id] }),
  ],
);

export type Content = typeof content.$inferSelect;
export type Taxonomy = typeof taxonomies.$inferSelect;
