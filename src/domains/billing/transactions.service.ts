import type { ServiceContext } from "../../context.ts";
import { LEDGER_ACCOUNTS } from "../../db/tables/billing.ts";
import { sumTransactions } from "./transactions.queries.ts";

/**
 * Recomputes the balance twice, from the ledger's own entries and from their copies. The copies are added up only to
 * where the ledger says that they reach, so that a copier at work changes nothing.
 */
export async function verifyLedger(ctx: ServiceContext) {
  const ledger = await ctx.account.verify();
  const copies = await sumTransactions(ctx.db, ctx.accountId, ledger.copiedThrough);
  const sum = (of: "entries" | "availableChange") => copies.reduce((total, row) => total + row[of], 0);
  const agrees = LEDGER_ACCOUNTS.every((account) => {
    const copied = copies.reduce(
      (total, row) => total + (row.credit === account ? row.amount : 0) - (row.debit === account ? row.amount : 0),
      0,
    );
    return copied + ledger.pending.totals[account] === ledger.totals[account];
  });
  return {
    balanced: ledger.balanced,
    copyAgrees: agrees,
    totals: ledger.totals,
    entries: ledger.entries,
    copiedEntries: sum("entries"),
    copiedChange: sum("availableChange"),
    pendingEntries: ledger.pending.entries,
    pendingChange: ledger.pending.totals.plan + ledger.pending.totals.bonus,
  };
}
