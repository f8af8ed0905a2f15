import { z } from "@hono/zod-openapi";
import { isoTime } from "../../core/time.ts";

const credits = (description: string, example: number) => z.int().openapi({ description, example });

export const Balance = z
  .object({
    credits: credits("What may be spent now: plan and bonus credits that are not held", 480),
    plan_credits_per_month: credits("What the plan gives each month", 500),
    credits_used_this_month: credits("What finished work cost this month", 20),
    credits_remaining: credits("The same as credits", 480),
    plan: z.string().max(100).openapi({ description: "Name of the plan", example: "Free" }),
    bonus_credits: credits("Part of credits that never lapses; it is spent last", 0),
    held_credits: credits("Held for work under way; what it does not cost comes back", 0),
    period_start: z
      .string()
      .max(20)
      .openapi({ description: "When this month began, UTC", example: "2026-11-01T00:00:00Z" }),
    period_end: z.string().max(20).openapi({
      description: "When it ends, UTC: unused plan credits lapse, new ones are given",
      example: "2026-12-01T00:00:00Z",
    }),
    ledger: z
      .object({
        balanced: z
          .boolean()
          .openapi({ description: "The totals, recomputed from the entries, are the balance", example: true }),
        entries: z.int().openapi({ description: "Entries in the ledger", example: 12 }),
      })
      .openapi({ description: "The proof of the numbers above; see billing/ledger/verify" }),
  })
  .openapi("Balance");

/** The part of the service's answer that is shown. */
interface ShownBalance {
  available: number;
  planCreditsPerMonth: number;
  creditsUsed: number;
  planName: string;
  bonus: number;
  held: number;
  month: { start: number; end: number };
  ledger: { balanced: boolean; entries: number };
}

export const presentBalance = (balance: ShownBalance): z.infer<typeof Balance> => ({
  credits: balance.available,
  plan_credits_per_month: balance.planCreditsPerMonth,
  credits_used_this_month: balance.creditsUsed,
  credits_remaining: balance.available,
  plan: balance.planName,
  bonus_credits: balance.bonus,
  held_credits: balance.held,
  period_start: isoTime(balance.month.start),
  period_end: isoTime(balance.month.end),
  ledger: { balanced: balance.ledger.balanced, entries: balance.ledger.entries },
});

const LimitShown = z
  .object({
    key: z
      .enum(["sites", "users", "keywords", "credits"])
      .openapi({ description: "What is limited", example: "sites" }),
    title: z.string().max(100).openapi({ description: "The same for people", example: "Sites" }),
    limit: z.int().nullable().openapi({ description: "How many the plan has; null means unlimited", example: 5 }),
    used: z.int().openapi({ description: "How many are used", example: 2 }),
    available: z
      .int()
      .nullable()
      .openapi({ description: "How many are left, bonus credits included; null means unlimited", example: 3 }),
    unit: z.string().max(20).openapi({ description: "What is counted", example: "sites" }),
    category: z
      .enum(["hard", "monthly"])
      .openapi({ description: "Hard limits stay used; monthly ones begin again each month", example: "hard" }),
    percentage: z
      .number()
      .nullable()
      .openapi({ description: "used of limit in percent, at most 100; null means unlimited", example: 40 }),
  })
  .openapi("PlanLimit");

export const PlanLimits = z
  .object({ limits: z.array(LimitShown).max(10).openapi({ description: "Every limit of the plan" }) })
  .openapi("PlanLimits");

type ShownLimit = Omit<z.infer<typeof LimitShown>, "percentage">;

export const presentLimits = (limits: readonly ShownLimit[]): z.infer<typeof PlanLimits> => ({
  limits: limits.map(({ key, title, limit, used, available, unit, category }) => {
    const percentage = limit === null ? null : percent(used, limit);
    return { key, title, limit, used, available, unit, category, percentage };
  }),
});

/** One decimal; a limit of 0 is always reached. */
const percent = (used: number, limit: number) =>
  limit === 0 ? 100 : Math.min(100, Math.round((1_000 * used) / limit) / 10);
