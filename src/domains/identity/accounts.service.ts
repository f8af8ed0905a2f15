import type { ServiceContext } from "../../context.ts";
import { notFound } from "../../core/errors.ts";
import { now } from "../../core/time.ts";
import type { Account, Plan } from "../../db/tables/identity.ts";
import { recordAudit } from "../audit/audit.queries.ts";
import { findAccount, findPlanOf, updateAccount } from "./accounts.queries.ts";

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

export async function changeAccount(ctx: ServiceContext, changes: AccountChanges): Promise<AccountWithPlan> {
  const at = now();
  const [[account], [plan]] = await ctx.commit([
    updateAccount(ctx.db, ctx.accountId, { ...changes, updatedAt: at }),
    findPlanOf(ctx.db, ctx.accountId),
    recordAudit(ctx.db, {
      accountId: ctx.accountId,
      actor: ctx.actor.name,
      action: "account.updated",
      details: { changed: Object.keys(changes) },
      createdAt: at,
    }),
  ]);
  if (!account || !plan) throw notFound("account", ctx.accountId);
  return { account, plan };
}
