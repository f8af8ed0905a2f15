import { sql } from "drizzle-orm";
import { foreignKey, index, integer, sqliteTable, text, unique, uniqueIndex } from "drizzle-orm/sqlite-core";
import { accountId, flag, id, time, timestamps } from "../columns.ts";
import { accounts } from "./identity.ts";
import { industrySectors } from "./library.ts";

/** Searched by `sites_search`, which triggers keep (migration 0003). */
export const sites = sqliteTable(
  "sites",
  {
    id: id(),
    accountId: accountId().references(() => accounts.id),
    name: text("name").notNull(),
    slug: text("slug").notNull(),
    domain: text("domain"),
    description: text("description"),
    industryId: integer("industry_id"),
    siteType: text("site_type", { enum: ["marketing", "ecommerce", "blog", "portfolio", "corporate"] }).notNull(),
    hostingType: text("hosting_type", { enum: ["hosted", "wordpress", "multi"] }).notNull(),
    /** Address of the hosted site, `/sites/{public_slug}/`; null while hosting is off. Unique by `site_addresses`. */
    publicSlug: text("public_slug"),
    language: text("language").notNull().default("en"),
    isActive: flag("is_active").notNull().default(true),
    ...timestamps(),
    deletedAt: time("deleted_at"),
  },
  (t) => [
    unique("sites_account_id").on(t.accountId, t.id),
    index("sites_by_type").on(t.accountId, t.siteType, t.id).where(sql`deleted_at IS NULL`),
    index("sites_by_activity").on(t.accountId, t.isActive, t.id).where(sql`deleted_at IS NULL`),
    uniqueIndex("sites_by_slug").on(t.accountId, t.slug).where(sql`deleted_at IS NULL`),
  ],
);

/** A topical section of a site; at most five active ones. An account's names stand in `sector_names` too (migration 0003). */
export const sectors = sqliteTable(
  "sectors",
  {
    id: id(),
    accountId: accountId(),
    siteId: integer("site_id").notNull(),
    name: text("name").notNull(),
    slug: text("slug").notNull(),
    description: text("description"),
    industrySectorId: integer("industry_sector_id").references(() => industrySectors.id),
    isActive: flag("is_active").notNull().default(true),
    ...timestamps(),
    deletedAt: time("deleted_at"),
  },
  (t) => [
    unique("sectors_account_id").on(t.accountId, t.id),
    unique("sectors_account_site_id").on(t.accountId, t.siteId, t.id),
    uniqueIndex("sectors_by_slug").on(t.accountId, t.siteId, t.slug).where(sql`deleted_at IS NULL`),
    foreignKey({ columns: [t.accountId, t.siteId], foreignColumns: [sites.accountId, sites.id] }),
  ],
);

export type Site = typeof sites.$inferSelect;
export type Sector = typeof sectors.$inferSelect;
