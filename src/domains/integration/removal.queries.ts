import { and, eq, inArray, notInArray, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "../../db/client.ts";
import { guard } from "../../db/guard.ts";
import { type IntentState, publicationIntents, scheduleEntries } from "../../db/tables/publisher.ts";
import { listOf } from "../../db/tenant.ts";

/** On its way, or perhaps live already: only its sender knows what becomes of it. */
export const IN_FLIGHT: readonly IntentState[] = ["claimed", "sending", "unconfirmed", "reconciling", "absent"];

/** `id` may be an expression that finds it. */
interface Owned {
  accountId: number;
  id: number | SQL<number>;
}

const intentsIn = ({ accountId, id }: Owned, states: readonly IntentState[]): SQL =>
  and(
    eq(publicationIntents.accountId, accountId),
    inArray(publicationIntents.state, [...states]),
    eq(publicationIntents.connectionId, id),
  ) as SQL;

/** What is still to go out over a connection, or is on its way. */
export const findOpenIntents = (db: Db, connection: Owned) =>
  db
    .select({ contentId: publicationIntents.contentId, state: publicationIntents.state })
    .from(publicationIntents)
    .where(intentsIn(connection, ["scheduled", ...IN_FLIGHT]));

/** Fails its batch when something is on its way, or waits, that is not of the `contentIds` read before. */
export function guardNothingElseOpen(db: Db, connection: Owned, contentIds: readonly number[]) {
  const unread = and(
    intentsIn(connection, ["scheduled"]),
    notInArray(publicationIntents.contentId, listOf(contentIds)),
  );
  const open = or(intentsIn(connection, IN_FLIGHT), unread);
  return guard(db, sql`NOT EXISTS (SELECT 1 FROM ${publicationIntents} WHERE ${open})`, "nothing else open");
}

export const cancelScheduledIntents = (db: Db, connection: Owned, at: number) =>
  db
    .update(publicationIntents)
    .set({ state: "cancelled", retryAt: null, leaseUntil: null, updatedAt: at })
    .where(intentsIn(connection, ["scheduled"]));

export const cancelPendingEntries = (db: Db, { accountId, id }: Owned, at: number) =>
  db
    .update(scheduleEntries)
    .set({ status: "cancelled", updatedAt: at })
    .where(
      and(
        eq(scheduleEntries.accountId, accountId),
        eq(scheduleEntries.status, "pending"),
        eq(scheduleEntries.connectionId, id),
      ),
    );
