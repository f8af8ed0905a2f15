import { and, asc, desc, eq, gt, inArray, isNull, lt, lte, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "../../db/client.ts";
import { guard } from "../../db/guard.ts";
import {
  type IntentState,
  type PublicationIntent,
  publicationAttempts,
  publicationIntents,
} from "../../db/tables/publisher.ts";
import { listOf } from "../../db/tenant.ts";
import { expectMove, IN_FLIGHT } from "./intent-states.ts";

type Values = Partial<typeof publicationIntents.$inferInsert>;

const own = (accountId: number, id: number) =>
  and(eq(publicationIntents.accountId, accountId), eq(publicationIntents.id, id));

export const findIntentsByUuid = (db: Db, accountId: number, uuids: readonly string[]) =>
  db
    .select()
    .from(publicationIntents)
    .where(and(eq(publicationIntents.accountId, accountId), inArray(publicationIntents.uuid, [...uuids])))
    .orderBy(asc(publicationIntents.id));

/** Every intent of a content row, oldest first. */
export const findIntentsOfContent = (db: Db, accountId: number, contentId: number) =>
  db
    .select()
    .from(publicationIntents)
    .where(and(eq(publicationIntents.accountId, accountId), eq(publicationIntents.contentId, contentId)))
    .orderBy(asc(publicationIntents.id));

export const insertIntent = (db: Db, row: typeof publicationIntents.$inferInsert) =>
  db.insert(publicationIntents).values(row).returning();

/** Takes a due intent for one sender. A claim whose holder died never began to send, so it may be taken over. */
export async function claimIntent(
  db: Db,
  accountId: number,
  id: number,
  now: number,
  leaseUntil: number,
): Promise<PublicationIntent | undefined> {
  const due = and(
    eq(publicationIntents.state, "scheduled"),
    lte(publicationIntents.dueAt, now),
    or(isNull(publicationIntents.retryAt), lte(publicationIntents.retryAt, now)),
  );
  const orphaned = and(eq(publicationIntents.state, "claimed"), lt(publicationIntents.leaseUntil, now));
  const [row] = await db
    .update(publicationIntents)
    .set({ state: "claimed", leaseUntil, updatedAt: now })
    .where(and(own(accountId, id), or(due, orphaned)))
    .returning();
  return row;
}

/** Takes an intent whose outcome is unknown: a sender that died while sending, or a look that is due. */
export async function claimForReading(
  db: Db,
  accountId: number,
  id: number,
  now: number,
  leaseUntil: number,
): Promise<PublicationIntent | undefined> {
  const unknown = and(
    inArray(publicationIntents.state, ["sending", "unconfirmed", "reconciling"]),
    lte(publicationIntents.leaseUntil, now),
  );
  const [row] = await db
    .update(publicationIntents)
    .set({ state: "reconciling", leaseUntil, updatedAt: now })
    .where(and(own(accountId, id), unknown))
    .returning();
  return row;
}

/** The intent as its holder knows it: same state, same lease. Whoever lost the lease can write nothing. */
const held = (intent: PublicationIntent): SQL =>
  and(
    own(intent.accountId, intent.id),
    eq(publicationIntents.state, intent.state),
    intent.leaseUntil === null
      ? isNull(publicationIntents.leaseUntil)
      : eq(publicationIntents.leaseUntil, intent.leaseUntil),
  ) as SQL;

/** Fails its batch unless the intent is still held as `intent` says. */
export const guardIntent = (db: Db, intent: PublicationIntent) =>
  guard(db, sql`EXISTS (SELECT 1 FROM ${publicationIntents} WHERE ${held(intent)})`, "intent held");

/** Fails its batch while another intent of this content waits or is on its way to the same connection. */
export const guardNothingUnderWay = (db: Db, accountId: number, contentId: number, connectionId: number) => {
  const other = and(
    eq(publicationIntents.accountId, accountId),
    eq(publicationIntents.contentId, contentId),
    eq(publicationIntents.connectionId, connectionId),
    inArray(publicationIntents.state, ["scheduled", ...IN_FLIGHT]),
  );
  return guard(db, sql`NOT EXISTS (SELECT 1 FROM ${publicationIntents} WHERE ${other})`, "nothing under way");
};

/** Moves an intent that is still held as `intent` says. Throws an Error for a move that `intent-states.ts` does not allow. */
export function moveIntent(db: Db, intent: PublicationIntent, values: Values & { state: IntentState }) {
  expectMove(intent.state, values.state);
  return db.update(publicationIntents).set(values).where(held(intent));
}

/** What of this content is published on the connection is so no more. */
export const retractIntents = (db: Db, { accountId, contentId, connectionId }: PublicationIntent, now: number) =>
  db
    .update(publicationIntents)
    .set({ state: "retracted", retractedAt: now, updatedAt: now })
    .where(
      and(
        eq(publicationIntents.accountId, accountId),
        eq(publicationIntents.contentId, contentId),
        eq(publicationIntents.connectionId, connectionId),
        eq(publicationIntents.state, "published"),
      ),
    );

/**
 * Takes back what a cancelled job had armed and has not sent. What another open job armed meanwhile, or a schedule entry
 * holds, stays.
 */
export const disarmIntents = (db: Db, accountId: number, jobId: string, uuids: readonly string[], now: number) =>
  db
    .update(publicationIntents)
    .set({ state: "cancelled", retryAt: null, updatedAt: now })
    .where(
      and(
        eq(publicationIntents.accountId, accountId),
        eq(publicationIntents.state, "scheduled"),
        inArray(publicationIntents.uuid, listOf(uuids)),
        sql`NOT EXISTS (SELECT 1 FROM schedule_entries AS entry WHERE entry.account_id = ${accountId}
          AND entry.intent_id = publication_intents.id AND entry.status = 'pending')`,
        sql`NOT EXISTS (SELECT 1 FROM jobs AS job, json_each(job.input, '$.intents') AS armed
          WHERE job.account_id = ${accountId} AND job.type = 'publisher.publish' AND job.id <> ${jobId}
          AND job.state IN ('queued', 'running') AND armed.value = publication_intents.uuid)`,
      ),
    );

/** Fails its batch when a later revision of the content has an intent on the same connection. */
export const guardNewest = (db: Db, { accountId, contentId, connectionId, contentRevision }: PublicationIntent) => {
  const later = and(
    eq(publicationIntents.accountId, accountId),
    eq(publicationIntents.contentId, contentId),
    eq(publicationIntents.connectionId, connectionId),
    gt(publicationIntents.contentRevision, contentRevision),
  );
  return guard(db, sql`NOT EXISTS (SELECT 1 FROM ${publicationIntents} WHERE ${later})`, "newest revision");
};

export const insertAttempt = (db: Db, intent: PublicationIntent, number: number, now: number) =>
  db
    .insert(publicationAttempts)
    .values({ accountId: intent.accountId, intentId: intent.id, number, startedAt: now, progress: [] });

export const endAttempt = (
  db: Db,
  intent: PublicationIntent,
  values: Partial<typeof publicationAttempts.$inferInsert>,
) =>
  db
    .update(publicationAttempts)
    .set(values)
    .where(
      and(
        eq(publicationAttempts.accountId, intent.accountId),
        eq(publicationAttempts.intentId, intent.id),
        eq(publicationAttempts.number, intent.attempts),
      ),
    );

export const findAttempts = (db: Db, accountId: number, intentId: number) =>
  db
    .select()
    .from(publicationAttempts)
    .where(and(eq(publicationAttempts.accountId, accountId), eq(publicationAttempts.intentId, intentId)))
    .orderBy(desc(publicationAttempts.number));

/** What this account should send now, and when it has to look again. */
export async function findDue(db: Db, accountId: number, now: number, limit: number) {
  const scheduled = and(eq(publicationIntents.accountId, accountId), eq(publicationIntents.state, "scheduled"));
  const moment = sql<number>`max(${publicationIntents.dueAt}, coalesce(${publicationIntents.retryAt}, 0))`;
  const [due, next] = await db.batch([
    db
      .select({ id: publicationIntents.id })
      .from(publicationIntents)
      .where(and(scheduled, lte(moment, now)))
      .orderBy(asc(publicationIntents.dueAt))
      .limit(limit),
    db
      .select({ at: sql<number | null>`min(${moment})` })
      .from(publicationIntents)
      .where(and(scheduled, gt(moment, now))),
  ]);
  return { ids: due.map((row) => row.id), nextAt: next[0]?.at ?? null };
}
