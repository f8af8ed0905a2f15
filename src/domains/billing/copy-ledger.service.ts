import type { AccountObject, ServiceContext } from "../../context.ts";
import type { CreditTransaction } from "../../db/tables/billing.ts";
import { insertTransactions } from "./transactions.queries.ts";

type LedgerEntry = ReturnType<AccountObject["uncopiedEntries"]>[number];

const PAGE = 500;
/** More than that waits for the next message: a consumer has other accounts to serve. */
const MAX_PAGES = 20;

/**
 * Copies the ledger's new entries to D1, where they are listed. Each page is written, then marked in the account's
 * object; a copier that dies between the two writes the same rows again, to no effect. Answers how many it copied.
 */
export async function copyLedger(ctx: ServiceContext): Promise<number> {
  let copied = 0;
  for (let page = 0; page < MAX_PAGES; page++) {
    const entries = await ctx.account.uncopiedEntries(PAGE);
    const last = entries.at(-1);
    if (!last) return copied;
    await ctx.commit([
      insertTransactions(
        ctx.db,
        entries.map((entry) => transactionOf(ctx.accountId, entry)),
      ),
    ]);
    await ctx.account.markCopied(last.sequence);
    copied += entries.length;
  }
  await ctx.enqueue({ type: "billing.copy_ledger", accountUuid: ctx.ref.uuid });
  return copied;
}

const transactionOf = (accountId: number, entry: LedgerEntry): CreditTransaction => ({
  // ids are unique in one ledger only: every account has a `plan/2026-11`
  id: `${accountId}/${entry.id}`,
  accountId,
  sequence: entry.sequence,
  entryKind: entry.kind,
  transactionType: transactionType(entry),
  debitAccount: entry.debit,
  creditAccount: entry.credit,
  amount: entry.amount,
  availableChange: entry.available_change,
  balanceAfter: entry.balance_after,
  description: entry.description,
  referenceId: entry.reference,
  createdAt: entry.created_at,
});

/** The seed's word for an entry. */
function transactionType({ kind, credit }: LedgerEntry): CreditTransaction["transactionType"] {
  if (kind === "grant") return credit === "plan" ? "subscription" : "purchase";
  if (kind === "hold" || kind === "settle") return "deduction";
  return kind === "release" ? "refund" : "adjustment";
}
