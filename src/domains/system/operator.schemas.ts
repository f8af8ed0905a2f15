import { z } from "@hono/zod-openapi";
import { ACCOUNT_STATUSES, type Account } from "../../db/tables/identity.ts";

const AccountId = z.int().positive().openapi({ description: "Id of the account", example: 1 });

const Reason = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .openapi({ description: "Why, for the audit log", example: "Paid by invoice 2026-114" });

export const SetPlanBody = z
  .object({
    account_id: AccountId,
    plan: z.string().min(1).max(64).openapi({ description: "Slug of the plan", example: "growth" }),
    reason: Reason.optional(),
  })
  .strict()
  .openapi("SetPlanBody");

export const GrantCreditsBody = z
  .object({
    account_id: AccountId,
    credits: z.int().min(1).max(1_000_000).openapi({ description: "Bonus credits; they never lapse", example: 500 }),
    reason: Reason,
  })
  .strict()
  .openapi("GrantCreditsBody");

export const SuspendAccountBody = z
  .object({
    account_id: AccountId,
    suspended: z.boolean().default(true).openapi({ description: "False lets the account in again", example: true }),
    reason: Reason.optional(),
  })
  .strict()
  .openapi("SuspendAccountBody");

export const OperatedAccount = z
  .object({
    account_id: AccountId,
    name: z.string().max(200).openapi({ description: "Name of the account", example: "Analytical Engines" }),
    plan: z.string().max(64).openapi({ description: "Slug of its plan", example: "growth" }),
    status: z.enum(ACCOUNT_STATUSES).openapi({ description: "Only an active account can be used", example: "active" }),
  })
  .openapi("OperatedAccount");

const credits = (description: string, example: number) => z.int().openapi({ description, example });

export const CreditGrant = z
  .object({
    account_id: AccountId,
    grant_id: z.string().max(100).openapi({ description: "Reference of the ledger entry", example: "grant/0d5a9a5e" }),
    credits: credits("Credits of this grant", 500),
    balance: z
      .object({
        available: credits("What the account can spend", 1_000),
        plan: credits("Of these: this month's", 500),
        bonus: credits("Of these: bonus", 500),
      })
      .openapi({ description: "The balance after it" }),
  })
  .openapi("CreditGrant");

export const presentOperated = (account: Account): z.infer<typeof OperatedAccount> => ({
  account_id: account.id,
  name: account.name,
  plan: account.planSlug,
  status: account.status,
});
