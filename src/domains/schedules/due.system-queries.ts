import { asc, lte, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { publications } from "../../db/tables/publications.ts";

const named = { id: publications.id, accountId: publications.accountId };

/**
 * Takes what should have gone out, over all accounts and without a look-back limit, and puts the next look at it off, so
 * that what waits long does not keep others waiting. Publications of suspended accounts are not looked at.
 */
export const claimForgottenPublications = (db: TenantDb, now: number, nextLook: number, limit: number) =>
  db
    .update(publications)
    .set({ lookAt: nextLook })
    .where(
      sql`publications.rowid IN (SELECT rowid FROM publications WHERE state = 'scheduled' AND look_at <= ${now} ORDER BY look_at LIMIT ${limit})`,
    )
    .returning(named);

/** What lost its sender or its reader. */
export const findLapsedPublications = (db: TenantDb, now: number, limit: number) =>
  db
    .select({ ...named, state: publications.state })
    .from(publications)
    .where(lte(publications.leaseUntil, now))
    .orderBy(asc(publications.leaseUntil))
    .limit(limit);
