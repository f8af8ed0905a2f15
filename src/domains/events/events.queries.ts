import { and, asc, eq, gte, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { events } from "../../db/tables/events.ts";

/** The event `since` and those after it, oldest first; nothing when the account has no such event. */
export const findEventsFrom = (db: TenantDb, accountId: number, since: string, limit: number) =>
  db
    .select()
    .from(events)
    .where(
      and(
        eq(events.accountId, accountId),
        gte(events.id, sql`(SELECT id FROM events WHERE uuid = ${since} AND account_id = ${accountId})`),
      ),
    )
    .orderBy(asc(events.id))
    .limit(limit);
