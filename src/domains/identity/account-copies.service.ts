import type { SystemContext } from "../../context.ts";
import { log } from "../../core/log.ts";
import { DIRECTORY_SHARD, startIds } from "../../db/shards.ts";
import type { Account } from "../../db/tables/identity.ts";
import { copyAccount, markCopied } from "./accounts.queries.ts";
import { findCopiesDue } from "./accounts.system-queries.ts";

const PAGE = 200;

/** Brings an account's row onto its shard, where its other rows refer to it. Throws `shard_unavailable`. */
export async function bringCopy(system: SystemContext, account: Account): Promise<void> {
  if (account.shard === DIRECTORY_SHARD) return;
  const db = system.shard(account.shard);
  await db.batch([copyAccount(db, account), ...startIds(db)]);
  await markCopied(system.directory, account);
}

/** Each minute: what a crash between the two databases left behind, on the shards that are bound. One that fails does not keep the others waiting. */
export async function bringDueCopies(system: SystemContext): Promise<void> {
  for (const account of await findCopiesDue(
    system.directory,
    system.shards.map(({ number }) => number),
    PAGE,
  )) {
    await bringCopy(system, account).catch((error) =>
      log("error", "account not copied to its shard", { account: account.id, shard: account.shard, error }),
    );
  }
}
