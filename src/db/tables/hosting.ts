import { sql } from "drizzle-orm";
import { foreignKey, index, integer, sqliteTable, text, unique, uniqueIndex } from "drizzle-orm/sqlite-core";
import { accountId, id, json, time } from "../columns.ts";
import { content } from "./content.ts";
import { sites } from "./sites.ts";

export const DEPLOYMENT_STATUSES = ["pending", "deploying", "completed", "failed"] as const;

/** A version of a hosted site: each publish, update or removal there writes one. */
export const deployments = sqliteTable(
  "deployments",
  {
    id: id(),
    accountId: accountId(),
    siteId: integer("site_id").notNull(),
    version: integer("version").notNull(),
    deploymentType: text("deployment_type", { enum: ["full", "incremental"] }).notNull(),
    status: text("status", { enum: DEPLOYMENT_STATUSES }).notNull(),
    itemsDeployed: integer("items_deployed").notNull(),
    startedAt: time("started_at").notNull(),
    completedAt: time("completed_at"),
    errorLog: text("error_log"),
    metadata: json<Record<string, unknown>>("metadata").notNull(),
    createdAt: time("created_at").notNull(),
  },
  (t) => [
    uniqueIndex("deployments_by_version").on(t.accountId, t.siteId, t.version),
    index("deployments_all").on(t.accountId, t.id),
    index("deployments_by_status").on(t.accountId, t.status, t.id),
    foreignKey({ columns: [t.accountId, t.siteId], foreignColumns: [sites.accountId, sites.id] }),
  ],
);

/** A public page of a hosted site: the copy that visitors read, written once by the publish that made it. */
export const sitePages = sqliteTable(
  "site_pages",
  {
    id: id(),
    accountId: accountId(),
    siteId: integer("site_id").notNull(),
    contentId: integer("content_id").notNull(),
    slug: text("slug").notNull(),
    title: text("title").notNull(),
    bodyHtml: text("body_html").notNull(),
    excerpt: text("excerpt").notNull(),
    metaTitle: text("meta_title").notNull(),
    metaDescription: text("meta_description").notNull(),
    imageUrl: text("image_url"),
    imageAlt: text("image_alt"),
    imageWidth: integer("image_width"),
    imageHeight: integer("image_height"),
    category: text("category"),
    tags: json<string[]>("tags").notNull(),
    wordCount: integer("word_count").notNull(),
    /** The content's revision that is shown. */
    revision: integer("revision").notNull(),
    /** Deployment that wrote this state, and the one that took it down. */
    version: integer("version").notNull(),
    views: integer("views").notNull().default(0),
    publishedAt: time("published_at").notNull(),
    updatedAt: time("updated_at").notNull(),
    retractedAt: time("retracted_at"),
  },
  (t) => [
    unique("site_pages_by_content").on(t.accountId, t.siteId, t.contentId),
    unique("site_pages_by_slug").on(t.accountId, t.siteId, t.slug),
    index("site_pages_live").on(t.accountId, t.siteId, t.publishedAt, t.id).where(sql`retracted_at IS NULL`),
    foreignKey({ columns: [t.accountId, t.siteId], foreignColumns: [sites.accountId, sites.id] }),
    foreignKey({ columns: [t.accountId, t.contentId], foreignColumns: [content.accountId, content.id] }),
  ],
);

export type Deployment = typeof deployments.$inferSelect;
export type SitePage = typeof sitePages.$inferSelect;
