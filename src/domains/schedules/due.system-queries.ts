import { asc, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { publications } from "../../db/tables/publications.ts";

const named = { id: publications.id, accountId: publications.accountId };

/** Over all accounts and without a look-back limit: what should have gone out, and what lost its holder. */
export const findOverduePublications = (db: TenantDb, now: number, limit: number) =>
  db.batch([
    db
      .select(named)
      .from(publications)
      .where(sql`state = 'scheduled' AND due_at <= ${now} AND coalesce(retry_at, 0) <= ${now}`)
      .orderBy(asc(publications.dueAt))
      .limit(limit),
    db.select(named).from(publications).where(sql`state = 'claimed' AND lease_until < ${now}`).limit(limit),
    db
      .select(named)
      .from(publications)
      .where(sql`state IN ('sending', 'unconfirmed', 'reconciling') AND lease_until <= ${now}`)
      .limit(limit),
  ]);
