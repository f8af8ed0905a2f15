import { z } from "@hono/zod-openapi";
import { isoTime } from "../../core/time.ts";
import { type CreditTransaction, ENTRY_KINDS, LEDGER_ACCOUNTS, TRANSACTION_TYPES } from "../../db/tables/billing.ts";
import { listQuery } from "../../http/fields.ts";
import type { TransactionQuery } from "./transactions.queries.ts";

export const ListTransactionsQuery = listQuery<TransactionQuery>({
  transaction_type: z
    .enum(TRANSACTION_TYPES)
    .optional()
    .openapi({ description: "Only transactions of this type", example: "deduction" }),
  reference_id: z.string().min(1).max(200).optional().openapi({
    description: "Only those of this task, grant or month",
    example: "0d5a9a5e-6a8f-4a39-9d7b-3f1f0f6f1c11",
  }),
});

export const Transaction = z
  .object({
    id: z.int().openapi({ description: "Number in the account's ledger; later ones are larger", example: 12 }),
    transaction_type: z
      .enum(TRANSACTION_TYPES)
      .openapi({ description: "What kind of change it is", example: "deduction" }),
    amount: z.int().openapi({
      description: "Change of what may be spent; 0 when work is paid for with credits that were held before",
      example: -12,
    }),
    balance_after: z.int().openapi({ description: "What could be spent after it", example: 488 }),
    description: z
      .string()
      .max(1_000)
      .openapi({ description: "For people", example: "Clustering: 12 credits held, the most it can cost" }),
    reference_id: z
      .string()
      .max(200)
      .nullable()
      .openapi({ description: "The task, grant or month it belongs to", example: "2026-11" }),
    metadata: z
      .object({
        entry_kind: z.enum(ENTRY_KINDS).openapi({ description: "What the ledger did", example: "hold" }),
        from: z.enum(LEDGER_ACCOUNTS).openapi({ description: "Where the credits were", example: "plan" }),
        to: z.enum(LEDGER_ACCOUNTS).openapi({ description: "Where they are now", example: "held" }),
        credits: z.int().openapi({ description: "How many were moved, always positive", example: 12 }),
      })
      .openapi({ description: "The double entry behind it" }),
    created_at: z.string().max(20).openapi({ description: "When, UTC", example: "2026-11-22T09:00:00Z" }),
  })
  .openapi("CreditTransaction");

export const presentTransaction = (row: CreditTransaction): z.infer<typeof Transaction> => ({
  id: row.sequence,
  transaction_type: row.transactionType,
  amount: row.availableChange,
  balance_after: row.balanceAfter,
  description: descriptionOf(row),
  reference_id: row.referenceId,
  metadata: { entry_kind: row.entryKind, from: row.debitAccount, to: row.creditAccount, credits: row.amount },
  created_at: isoTime(row.createdAt),
});

/**
 * What a transaction means. Work that is paid for has up to three: what was held, what it cost, what came back. Others
 * keep the ledger's words.
 */
function descriptionOf({ entryKind, debitAccount, amount, description }: CreditTransaction): string {
  const credits = `${amount} credit${amount === 1 ? "" : "s"}`;
  const meanings: Partial<Record<CreditTransaction["entryKind"], string>> = {
    hold: `${credits} held, the most it can cost`,
    settle: `cost ${credits}, paid from what was held`,
    release: `${credits} held and not used came back`,
    lapse: `${credits} held and not used lapsed with their month`,
  };
  const meaning = entryKind === "hold" || debitAccount === "held" ? meanings[entryKind] : undefined;
  if (meaning === undefined) return description;
  const work = description.replace(/^(Held|Given back): /, "");
  return `${work.charAt(0).toUpperCase()}${work.slice(1)}: ${meaning}`;
}

const total = (description: string, example: number) => z.int().openapi({ description, example });

export const LedgerProof = z
  .object({
    balanced: z.boolean().openapi({
      description: "The ledger's totals, recomputed from its entries, equal the balance and the open holds",
      example: true,
    }),
    copy_agrees: z.boolean().openapi({
      description: "The transactions listed here and the pending entries add up to the same totals",
      example: true,
    }),
    available_balance: total("What may be spent, recomputed: plan and bonus", 488),
    copied_change: total("Sum of amount over the copied transactions; with pending_change the available balance", 488),
    pending_change: total("The same over entries not yet copied", 0),
    entries: total("Entries in the ledger, old ones carried forward as one", 3),
    copied_entries: total("Transactions that are copied", 3),
    pending_entries: total("Entries that wait to be copied, usually for seconds", 0),
    totals: z
      .object({
        issued: total("Ever given, as a negative number: all six add up to 0", -500),
        plan: total("Plan credits left this month", 488),
        bonus: total("Bonus credits left", 0),
        held: total("Held for work under way", 0),
        spent: total("Ever spent", 12),
        lapsed: total("Ever lapsed at the end of a month", 0),
      })
      .openapi({ description: "Credits in each of the ledger's accounts" }),
  })
  .openapi("LedgerProof");

interface ShownProof {
  balanced: boolean;
  copyAgrees: boolean;
  totals: z.infer<typeof LedgerProof>["totals"];
  entries: number;
  copiedEntries: number;
  copiedChange: number;
  pendingEntries: number;
  pendingChange: number;
}

export const presentProof = (proof: ShownProof): z.infer<typeof LedgerProof> => ({
  balanced: proof.balanced,
  copy_agrees: proof.copyAgrees,
  available_balance: proof.totals.plan + proof.totals.bonus,
  copied_change: proof.copiedChange,
  pending_change: proof.pendingChange,
  entries: proof.entries,
  copied_entries: proof.copiedEntries,
  pending_entries: proof.pendingEntries,
  totals: proof.totals,
});
