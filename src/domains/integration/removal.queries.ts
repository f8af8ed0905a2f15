import { and, eq, inArray, notInArray, or, type SQL, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { guard } from "../../db/guard.ts";
import { type PublicationState, publications } from "../../db/tables/publications.ts";
import { scheduleEntries } from "../../db/tables/schedules.ts";
import { listOf } from "../../db/tenant.ts";

/** On its way, or perhaps live already: only its sender knows what becomes of it. */
export const IN_FLIGHT: readonly PublicationState[] = ["claimed", "sending", "unconfirmed", "reconciling", "absent"];

/** `id` may be an expression that finds it. */
interface Owned {
  accountId: number;
  id: number | SQL<number>;
}

const publicationsIn = ({ accountId, id }: Owned, states: readonly PublicationState[]): SQL =>
  and(
    eq(publications.accountId, accountId),
    inArray(publications.state, [...states]),
    eq(publications.connectionId, id),
  ) as SQL;

/** What is still to go out over a connection, or is on its way. */
export const findOpenPublications = (db: TenantDb, connection: Owned) =>
  db
    .select({ contentId: publications.contentId, state: publications.state })
    .from(publications)
    .where(publicationsIn(connection, ["scheduled", ...IN_FLIGHT]));

/** Fails its batch when something is on its way, or waits, that is not of the `contentIds` read before. */
export function guardNothingElseOpen(db: TenantDb, connection: Owned, contentIds: readonly number[]) {
  const unread = and(publicationsIn(connection, ["scheduled"]), notInArray(publications.contentId, listOf(contentIds)));
  const open = or(publicationsIn(connection, IN_FLIGHT), unread);
  return guard(db, sql`NOT EXISTS (SELECT 1 FROM ${publications} WHERE ${open})`, "nothing else open");
}

export const cancelScheduledPublications = (db: TenantDb, connection: Owned, at: number) =>
  db
    .update(publications)
    .set({ state: "cancelled", retryAt: null, leaseUntil: null, updatedAt: at })
    .where(publicationsIn(connection, ["scheduled"]));

export const cancelPendingEntries = (db: TenantDb, { accountId, id }: Owned, at: number) =>
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
