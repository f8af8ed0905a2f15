import { z } from "@hono/zod-openapi";
import { MAX_SHARDS } from "../../db/shards.ts";
import { type AccountMove as AccountMoveRow, MOVE_PHASES } from "../../db/tables/directory.ts";
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

export const MoveAccountBody = z
  .object({
    account_id: AccountId,
    to_shard: z
      .int()
      .min(1)
      .max(MAX_SHARDS)
      .openapi({ description: "Number of the database that is to have its rows", example: 2 }),
  })
  .strict()
  .openapi("MoveAccountBody");

export const AccountMove = z
  .object({
    account_id: AccountId,
    done: z.boolean().openapi({ description: "False: call again", example: false }),
    phase: z
      .enum(MOVE_PHASES)
      .nullable()
      .openapi({ description: "What the next call goes on with; null when the account is there", example: "copying" }),
    from_shard: z.int().nullable().openapi({ description: "Where it comes from; null when done", example: 1 }),
    to_shard: z.int().openapi({ description: "Where it goes", example: 2 }),
    rows: z.int().openapi({ description: "Rows that this phase has done", example: 1_500 }),
    restarts: z.int().openapi({ description: "How often a difference made it copy again", example: 0 }),
    waiting_for: z.int().openapi({ description: "Pieces of work that have begun and must end first", example: 0 }),
  })
  .openapi("AccountMove");

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

/** `to` is what was asked for; without a move the account is there. */
export const presentMove = (
  accountId: number,
  to: number,
  { move, waitingFor }: { move: AccountMoveRow | null; waitingFor: number },
): z.infer<typeof AccountMove> => ({
  account_id: accountId,
  done: move === null,
  phase: move?.phase ?? null,
  from_shard: move?.fromShard ?? null,
  to_shard: move?.toShard ?? to,
  rows: move?.rows ?? 0,
  restarts: move?.restarts ?? 0,
  waiting_for: waitingFor,
});
