import type { ServiceContext } from "../../context.ts";
import { notFound } from "../../core/errors.ts";
import { now } from "../../core/time.ts";
import type { Account, Plan } from "../../db/tables/accounts.ts";
import { recordAudit } from "../system/audit.queries.ts";
import { findAccount, updateAccount } from "./accounts.queries.ts";

export interface AccountWithPlan {
  account: Account;
  plan: Plan;
}

/** What its owner may change; an absent key stays, `billingEmail` null clears. */
export type AccountChanges = Partial<Pick<Account, "name" | "billingEmail" | "timezone">>;

export async function getAccount(ctx: ServiceContext): Promise<AccountWithPlan> {
  const [found] = await findAccount(ctx.db, ctx.accountId);
  if (!found) throw notFound("account", ctx.accountId);
  return found;
}

export async function changeAccount(ctx: ServiceContext, changes: AccountChanges): Promise<AccountWithPlan> {
  const at = now();
  const [, [changed]] = await ctx.commit([
    updateAccount(ctx.db, ctx.accountId, { ...changes, updatedAt: at }),
    findAccount(ctx.db, ctx.accountId),
    recordAudit(ctx.db, {
      accountId: ctx.accountId,
      actor: ctx.actor.name,
      action: "account.updated",
      details: { changed: Object.keys(changes) },
      createdAt: at,
    }),
  ]);
  if (!changed) throw notFound("account", ctx.accountId);
  return changed;
}
