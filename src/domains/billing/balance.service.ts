import type { ServiceContext } from "../../context.ts";
import { monthOf } from "../../core/moments.ts";
import { now } from "../../core/time.ts";
import { findPlanAndUse, findPlanUse } from "./balance.queries.ts";

/** What the account can spend, as its Durable Object decides it, beside the plan and this month's use from D1. */
export async function getBalance(ctx: ServiceContext) {
  const month = monthOf(now());
  const [balance, ledger, { plan, creditsUsed }] = await Promise.all([
    ctx.account.balance(),
    ctx.account.verify(),
    findPlanAndUse(ctx.db, ctx.accountId, month.start),
  ]);
  return { ...balance, ledger, planName: plan?.name ?? "", creditsUsed, month };
}

/** One limit of the plan. `limit` and what is computed from it are null when there is none. */
export interface PlanLimit {
  key: "sites" | "users" | "keywords" | "credits";
  title: string;
  unit: string;
  /** Hard limits never reset; monthly ones begin again each month. */
  category: "hard" | "monthly";
  limit: number | null;
  used: number;
  available: number | null;
}

/** How much of the plan is used. The credits available include bonus credits and leave out held ones. */
export async function listLimits(ctx: ServiceContext): Promise<PlanLimit[]> {
  const [balance, found] = await Promise.all([
    ctx.account.balance(),
    findPlanUse(ctx.db, ctx.accountId, monthOf(now()).start),
  ]);
  const { plan } = found;
  const hard = (key: "sites" | "users" | "keywords", title: string, limit: number | null): PlanLimit => {
    const available = limit === null ? null : Math.max(0, limit - found[key]);
    return { key, title, unit: key, category: "hard", limit, used: found[key], available };
  };
  return [
    hard("sites", "Sites", plan?.maxSites ?? null),
    hard("users", "Members", plan?.maxUsers ?? null),
    hard("keywords", "Keywords", plan?.maxKeywords ?? null),
    {
      key: "credits",
      title: "Credits this month",
      unit: "credits",
      category: "monthly",
      limit: balance.planCreditsPerMonth,
      used: found.creditsUsed,
      available: balance.available,
    },
  ];
}
