import { index, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { accountId, id, json, time, uuid } from "../columns.ts";

/** One row per fact, written in the batch of its effect; feeds the WebSocket, webhooks and the pull endpoint. */
export const events = sqliteTable(
  "events",
  {
    id: id(),
    uuid: uuid(),
    accountId: accountId(),
    type: text("type").notNull(),
    payload: json<Record<string, unknown>>("payload").notNull(),
    createdAt: time("created_at").notNull(),
  },
  (t) => [index("events_by_account").on(t.accountId, t.id), index("events_by_time").on(t.createdAt)],
);

export type EventRow = typeof events.$inferSelect;
