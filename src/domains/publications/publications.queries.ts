import { and, asc, desc, eq, gt, inArray, isNull, lt, lte, or, type SQL, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { guard } from "../../db/guard.ts";
import {
  MOMENT,
  type Publication,
  type PublicationState,
  publicationAttempts,
  publications,
} from "../../db/tables/publications.ts";
import { isActive, listOf } from "../../db/tenant.ts";
import { expectMove, IN_FLIGHT } from "./publication-states.ts";

type Values = Partial<typeof publications.$inferInsert>;

const own = (accountId: number, id: number) => and(eq(publications.accountId, accountId), eq(publications.id, id));

export const findPublicationsByUuid = (db: TenantDb, accountId: number, uuids: readonly string[]) =>
  db
    .select()
    .from(publications)
    .where(and(eq(publications.accountId, accountId), inArray(publications.uuid, [...uuids])))
    .orderBy(asc(publications.id));

/** Every publication of a content row, oldest first. */
export const findPublicationsOfContent = (db: TenantDb, accountId: number, contentId: number) =>
  db
    .select()
    .from(publications)
    .where(and(eq(publications.accountId, accountId), eq(publications.contentId, contentId)))
    .orderBy(asc(publications.id));

export const insertPublication = (db: TenantDb, row: typeof publications.$inferInsert) =>
  db
    .insert(publications)
    .values({ ...row, lookAt: row.dueAt })
    .returning();

/**
 * Takes a due publication of an active account for one sender. A claim whose holder died never began to send, so it may be
 * taken over.
 */
export async function claimPublication(
  db: TenantDb,
  accountId: number,
  id: number,
  now: number,
  leaseUntil: number,
): Promise<Publication | undefined> {
  const due = and(
    eq(publications.state, "scheduled"),
    lte(publications.dueAt, now),
    or(isNull(publications.retryAt), lte(publications.retryAt, now)),
  );
  const orphaned = and(eq(publications.state, "claimed"), lt(publications.leaseUntil, now));
  const [row] = await db
    .update(publications)
    .set({ state: "claimed", leaseUntil, updatedAt: now })
    .where(and(own(accountId, id), or(due, orphaned), isActive(accountId)))
    .returning();
  return row;
}

/** Takes a publication whose outcome is unknown: a sender that died while sending, or a look that is due. */
export async function claimForReading(
  db: TenantDb,
  accountId: number,
  id: number,
  now: number,
  leaseUntil: number,
): Promise<Publication | undefined> {
  const unknown = and(
    inArray(publications.state, ["sending", "unconfirmed", "reconciling"]),
    lte(publications.leaseUntil, now),
  );
  const [row] = await db
    .update(publications)
    .set({ state: "reconciling", leaseUntil, updatedAt: now })
    .where(and(own(accountId, id), unknown))
    .returning();
  return row;
}

/** The publication as its holder knows it: same state, same lease. Whoever lost the lease can write nothing. */
const held = (publication: Publication): SQL =>
  and(
    own(publication.accountId, publication.id),
    eq(publications.state, publication.state),
    publication.leaseUntil === null
      ? isNull(publications.leaseUntil)
      : eq(publications.leaseUntil, publication.leaseUntil),
  ) as SQL;

/** Fails its batch unless the publication is still held as `publication` says. */
export const guardPublication = (db: TenantDb, publication: Publication) =>
  guard(db, sql`EXISTS (SELECT 1 FROM ${publications} WHERE ${held(publication)})`, "publication held");

/** Fails its batch while another publication of this content waits or is on its way to the same connection. */
export const guardNothingUnderWay = (db: TenantDb, accountId: number, contentId: number, connectionId: number) => {
  const other = and(
    eq(publications.accountId, accountId),
    eq(publications.contentId, contentId),
    eq(publications.connectionId, connectionId),
    inArray(publications.state, ["scheduled", ...IN_FLIGHT]),
  );
  return guard(db, sql`NOT EXISTS (SELECT 1 FROM ${publications} WHERE ${other})`, "nothing under way");
};

/** Moves a publication that is still held as `publication` says. Throws an Error for a move that `publication-states.ts` does not allow. */
export function movePublication(db: TenantDb, publication: Publication, values: Values & { state: PublicationState }) {
  expectMove(publication.state, values.state);
  const lookAt = Math.max(values.dueAt ?? publication.dueAt, values.retryAt ?? 0);
  const armed = values.state === "scheduled" ? { ...values, lookAt } : values;
  return db.update(publications).set(armed).where(held(publication));
}

/** What of this content is published on the connection is so no more. */
export const retractPublications = (db: TenantDb, { accountId, contentId, connectionId }: Publication, now: number) =>
  db
    .update(publications)
    .set({ state: "retracted", retractedAt: now, updatedAt: now })
    .where(
      and(
        eq(publications.accountId, accountId),
        eq(publications.contentId, contentId),
        eq(publications.connectionId, connectionId),
        eq(publications.state, "published"),
      ),
    );

/**
 * Takes back what a cancelled job had armed and has not sent. What another open job armed meanwhile, or a schedule entry
 * holds, stays.
 */
export const disarmPublications = (
  db: TenantDb,
  accountId: number,
  jobId: string,
  uuids: readonly string[],
  now: number,
) =>
  db
    .update(publications)
    .set({ state: "cancelled", retryAt: null, updatedAt: now })
    .where(
      and(
        eq(publications.accountId, accountId),
        eq(publications.state, "scheduled"),
        inArray(publications.uuid, listOf(uuids)),
        sql`NOT EXISTS (SELECT 1 FROM schedule_entries AS entry WHERE entry.account_id = ${accountId}
          AND entry.publication_id = publications.id AND entry.status = 'pending')`,
        sql`NOT EXISTS (SELECT 1 FROM jobs AS job, json_each(job.input, '$.publications') AS armed
          WHERE job.account_id = ${accountId} AND job.type = 'publisher.publish' AND job.subject = publications.content_id
          AND job.finished_at IS NULL AND job.id <> ${jobId} AND armed.value = publications.uuid)`,
      ),
    );

/** Fails its batch when a later revision of the content has a publication on the same connection. */
export const guardNewest = (db: TenantDb, { accountId, contentId, connectionId, contentRevision }: Publication) => {
  const later = and(
    eq(publications.accountId, accountId),
    eq(publications.contentId, contentId),
    eq(publications.connectionId, connectionId),
    gt(publications.contentRevision, contentRevision),
  );
  return guard(db, sql`NOT EXISTS (SELECT 1 FROM ${publications} WHERE ${later})`, "newest revision");
};

export const insertAttempt = (db: TenantDb, publication: Publication, number: number, now: number) =>
  db
    .insert(publicationAttempts)
    .values({ accountId: publication.accountId, publicationId: publication.id, number, startedAt: now, progress: [] });

export const endAttempt = (
  db: TenantDb,
  publication: Publication,
  values: Partial<typeof publicationAttempts.$inferInsert>,
) =>
  db
    .update(publicationAttempts)
    .set(values)
    .where(
      and(
        eq(publicationAttempts.accountId, publication.accountId),
        eq(publicationAttempts.publicationId, publication.id),
        eq(publicationAttempts.number, publication.attempts),
      ),
    );

export const findAttempts = (db: TenantDb, accountId: number, publicationId: number) =>
  db
    .select()
    .from(publicationAttempts)
    .where(and(eq(publicationAttempts.accountId, accountId), eq(publicationAttempts.publicationId, publicationId)))
    .orderBy(desc(publicationAttempts.number));

/** What this account should send now, and when it has to look again. Nothing while it is suspended. */
export async function findDue(db: TenantDb, accountId: number, now: number, limit: number) {
  // the state as a literal: a partial index serves only who names its very condition
  const scheduled = and(eq(publications.accountId, accountId), sql`state = 'scheduled'`, isActive(accountId));
  const [due, next] = await db.batch([
    db
      .select({ id: publications.id })
      .from(publications)
      .where(and(scheduled, lte(MOMENT, now)))
      .orderBy(asc(MOMENT))
      .limit(limit),
    db
      .select({ at: MOMENT })
      .from(publications)
      .where(and(scheduled, gt(MOMENT, now)))
      .orderBy(asc(MOMENT))
      .limit(1),
  ]);
  return { ids: due.map((row) => row.id), nextAt: next[0]?.at ?? null };
}

/** What an account has waiting, for the planner as above. */
const waiting = (accountId: number) => and(eq(publications.accountId, accountId), sql`state = 'scheduled'`);

/** Nobody looks for what an account has waiting while it is suspended. */
export const parkPublications = (db: TenantDb, accountId: number) =>
  db.update(publications).set({ lookAt: null }).where(waiting(accountId));

/** The account is active again: what is due goes out, what is long past becomes `missed`. */
export const unparkPublications = (db: TenantDb, accountId: number) =>
  db.update(publications).set({ lookAt: MOMENT }).where(waiting(accountId));
