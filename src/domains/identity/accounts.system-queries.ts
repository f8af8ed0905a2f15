import { and, eq, inArray, max, sql } from "drizzle-orm";
import type { DirectoryDb } from "../../db/client.ts";
import { accounts, SETTLED_STATUSES } from "../../db/tables/identity.ts";
import { listOf } from "../../db/tenant.ts";

const REF = { id: accounts.id, uuid: accounts.uuid, shard: accounts.shard };

export const findRef = (db: DirectoryDb, account: { id: number } | { uuid: string }) =>
  db
    .select(REF)
    .from(accounts)
    .where("id" in account ? eq(accounts.id, account.id) : eq(accounts.uuid, account.uuid))
    .limit(1);

/** Those of these accounts that are not on their way between two shards. */
export const findSettledRefs = (db: DirectoryDb, accountIds: readonly number[]) =>
  db
    .select(REF)
    .from(accounts)
    .where(and(inArray(accounts.id, listOf(accountIds)), inArray(accounts.status, [...SETTLED_STATUSES])));

/** The largest number that an account has. */
export const findLastNumber = (db: DirectoryDb) => db.select({ last: max(accounts.id) }).from(accounts);

/** Accounts whose copies on these shards may be older than their rows. */
export const findCopiesDue = (db: DirectoryDb, shards: readonly number[], limit: number) =>
  db
    .select()
    .from(accounts)
    // `+`: the few that are due, not all that live on these shards
    .where(sql`copy_due = 1 AND +${accounts.shard} IN ${listOf(shards)}`)
    .orderBy(accounts.id)
    .limit(limit);
