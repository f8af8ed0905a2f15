import { foreignKey, integer, sqliteTable, text, unique, uniqueIndex } from "drizzle-orm/sqlite-core";
import { accountId, id, json, timestamps } from "../columns.ts";
import { content } from "./content.ts";
import * as enums from "./content-enums.ts";

/** One per content and platform: what that platform gets instead of the article itself. */
export const adaptations = sqliteTable(
  "adaptations",
  {
    id: id(),
    accountId: accountId(),
    contentId: integer("content_id").notNull(),
    platform: text("platform").notNull(),
    title: text("title"),
    body: text("body").notNull(),
    threadParts: json<string[]>("thread_parts"),
    canonicalUrl: text("canonical_url"),
    origin: text("origin", { enum: enums.ADAPTATION_ORIGINS }).notNull(),
    /** The content revision it was made from: an older one is stale. */
    sourceRevision: integer("source_revision").notNull(),
    revision: integer("revision").notNull().default(1),
    metadata: json<Record<string, unknown>>("metadata").notNull(),
    ...timestamps(),
  },
  (t) => [
    unique("adaptations_account_id").on(t.accountId, t.id),
    uniqueIndex("adaptations_by_platform").on(t.accountId, t.contentId, t.platform),
    foreignKey({ columns: [t.accountId, t.contentId], foreignColumns: [content.accountId, content.id] }),
  ],
);
