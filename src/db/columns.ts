import { integer, text } from "drizzle-orm/sqlite-core";

/** `INTEGER PRIMARY KEY AUTOINCREMENT`: an id is never given twice, not even after a delete. */
export const id = () => integer("id").primaryKey({ autoIncrement: true });

/** The tenant. First in every index and in every WHERE. */
export const accountId = () => integer("account_id").notNull();

/** Shown by studio, unique over all accounts. */
export const uuid = () => text("uuid").notNull().unique();

/** A moment: milliseconds since the epoch, UTC. */
export const time = (name: string) => integer(name);

export const flag = (name: string) => integer(name, { mode: "boolean" });

export const json = <T>(name: string) => text(name, { mode: "json" }).$type<T>();

export const timestamps = () => ({
  createdAt: time("created_at").notNull(),
  updatedAt: time("updated_at").notNull(),
});
