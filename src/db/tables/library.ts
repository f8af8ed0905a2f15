import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { flag, id, json } from "../columns.ts";

export const INTENTS = ["informational", "commercial", "transactional", "navigational"] as const;

/** Global, read-only for accounts. Names of industries and their sectors stand in `library_names` too (migration 0003). */
export const industries = sqliteTable("industries", {
  id: id(),
  name: text("name").notNull().unique(),
  slug: text("slug").notNull().unique(),
  description: text("description").notNull(),
  isActive: flag("is_active").notNull().default(true),
});

export const industrySectors = sqliteTable(
  "industry_sectors",
  {
    id: id(),
    industryId: integer("industry_id")
      .notNull()
      .references(() => industries.id),
    name: text("name").notNull(),
    slug: text("slug").notNull(),
    suggestedKeywords: json<string[]>("suggested_keywords").notNull(),
  },
  (t) => [uniqueIndex("industry_sectors_by_slug").on(t.industryId, t.slug)],
);

/** Searched by `seed_keywords_search`, which triggers keep (migration 0003). */
export const seedKeywords = sqliteTable(
  "seed_keywords",
  {
    id: id(),
    keyword: text("keyword").notNull(),
    keywordFolded: text("keyword_folded").notNull(),
    industryId: integer("industry_id")
      .notNull()
      .references(() => industries.id),
    sectorId: integer("sector_id")
      .notNull()
      .references(() => industrySectors.id),
    /** Searches a month. */
    volume: integer("volume").notNull(),
    /** 0 easy to 100 hard. */
    difficulty: integer("difficulty").notNull(),
    country: text("country").notNull(),
    intent: text("intent", { enum: INTENTS }).notNull(),
    isActive: flag("is_active").notNull().default(true),
  },
  (t) => [
    uniqueIndex("seed_keywords_by_keyword").on(t.sectorId, t.keywordFolded, t.country),
    index("seed_keywords_by_text").on(t.keyword, t.id),
    index("seed_keywords_by_industry").on(t.industryId, t.id),
    index("seed_keywords_by_sector").on(t.sectorId, t.id),
    index("seed_keywords_by_country").on(t.country, t.id),
    index("seed_keywords_by_intent").on(t.intent, t.id),
    index("seed_keywords_by_volume").on(t.volume, t.id),
    index("seed_keywords_by_difficulty").on(t.difficulty, t.id),
  ],
);

export type Industry = typeof industries.$inferSelect;
export type IndustrySector = typeof industrySectors.$inferSelect;
export type SeedKeyword = typeof seedKeywords.$inferSelect;
export type Intent = (typeof INTENTS)[number];
