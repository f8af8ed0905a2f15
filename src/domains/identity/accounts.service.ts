import type { ServiceContext } from "../../context.ts";
import { notFound } from "../../core/errors.ts";
import { now } from "../../core/time.ts";
import type { Statement } from "../../db/guard.ts";
import { DIRECTORY_SHARD } from "../../db/shards.ts";
import type { Account, Plan } from "../../db/tables/identity.ts";
import { recordDirectoryAudit } from "../audit/audit.queries.ts";
import { copyAccount, findAccount, findPlanOf, guardSettled, updateAccount } from "./accounts.queries.ts";

export interface AccountWithPlan {
  account: Account;
  plan: Plan;
}

/** What its owner may change; an absent key stays, `billingEmail` null clears. */
export type AccountChanges = Partial<Pick<Account, "name" | "billingEmail" | "timezone">>;

export async function getAccount(ctx: ServiceContext): Promise<AccountWithPlan> {
  const [[account], [plan]] = await ctx.db.batch([
    findAccount(ctx.db, ctx.accountId),
    findPlanOf(ctx.db, ctx.accountId),
  ]);
  if (!account || !plan) throw notFound("account", ctx.accountId);
  return { account, plan };
}

export const changeAccount = (ctx: ServiceContext, changes: AccountChanges): Promise<AccountWithPlan> =>
  writeAccount(ctx, changes, { action: "account.updated", details: { changed: Object.keys(changes) } });

/**
 * Changes the account's row: in the directory first, then the copy on its shard, which the minute's sweep brings if we do
 * not come so far. One batch where both are one database. Throws `unavailable` while the account moves.
 */
export async function writeAccount(
  ctx: ServiceContext,
  values: Partial<Pick<Account, "name" | "billingEmail" | "timezone" | "planSlug" | "status">>,
  audit: { action: string; details: Record<string, unknown> },
  others: readonly Statement[] = [],
): Promise<AccountWithPlan> {
  const { directory, ref } = ctx;
  const at = now();
  const statements = [
    guardSettled(directory, ref.id),
    updateAccount(directory, ref, { ...values, updatedAt: at }),
    findPlanOf(directory, ref.id),
    recordDirectoryAudit(directory, { accountId: ref.id, actor: ctx.actor.name, createdAt: at, ...audit }),
  ] as const;
  const isOneDatabase = ref.shard === DIRECTORY_SHARD;
  const [, [account], [plan]] = await (isOneDatabase ? ctx.commit([...statements, ...others]) : ctx.claim(statements));
  if (!account || !plan) throw notFound("account", ref.id);
  if (!isOneDatabase) await ctx.commit([copyAccount(ctx.db, account), ...others]);
  return { account, plan };
}
