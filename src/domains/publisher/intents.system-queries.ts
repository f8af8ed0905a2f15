import { asc, sql } from "drizzle-orm";
import type { Db } from "../../db/client.ts";
import { publicationIntents } from "../../db/tables/publisher.ts";

const named = { id: publicationIntents.id, accountId: publicationIntents.accountId };

/** Over all accounts and without a look-back limit: what should have gone out, and what lost its holder. */
export const findOverdueIntents = (db: Db, now: number, limit: number) =>
  db.batch([
    db
      .select(named)
      .from(publicationIntents)
      .where(sql`state = 'scheduled' AND due_at <= ${now} AND coalesce(retry_at, 0) <= ${now}`)
      .orderBy(asc(publicationIntents.dueAt))
      .limit(limit),
    db.select(named).from(publicationIntents).where(sql`state = 'claimed' AND lease_until < ${now}`).limit(limit),
    db
      .select(named)
      .from(publicationIntents)
      .where(sql`state IN ('sending', 'unconfirmed', 'reconciling') AND lease_until <= ${now}`)
      .limit(limit),
  ]);
