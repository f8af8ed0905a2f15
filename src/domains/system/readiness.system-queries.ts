import { sql } from "drizzle-orm";
import type { Db } from "../../db/client.ts";

/** Whether the database has this migration (null: nobody asks), has an account, and is being restored. Throws without tables. */
export async function findReadiness(db: Db, lastMigration: string | null) {
  const migrated =
    lastMigration === null ? sql`1` : sql`EXISTS (SELECT 1 FROM d1_migrations WHERE name = ${lastMigration})`;
  const [row] = await db.values<[number, number, number]>(
    sql`SELECT ${migrated}, EXISTS (SELECT 1 FROM accounts), EXISTS (SELECT 1 FROM restores WHERE finished_at IS NULL)`,
  );
  return { migrated: row?.[0] === 1, used: row?.[1] === 1, restoring: row?.[2] === 1 };
}
