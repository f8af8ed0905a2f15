import { DAY } from "../core/time.ts";
import type { LedgerAccount } from "./ledger.ts";

const KEPT_DAYS = 35;

/**
 * Replaces old entries by one opening entry for each pair of ledger accounts, so that the balance stays cheap to
 * verify. Only entries that D1 has and whose hold is over are folded; no total changes.
 */
export function foldEntries(storage: DurableObjectStorage, now: number): number {
  const before = now - KEPT_DAYS * DAY;
  const sql = storage.sql;
  const foldable = `copied = 1 AND created_at < ${before} AND kind <> 'opening'
    AND reference NOT IN (SELECT id FROM holds WHERE state = 'held')`;
  return storage.transactionSync(() => {
    const pairs = sql
      .exec<{ debit: LedgerAccount; credit: LedgerAccount; amount: number; last: number }>(
        `SELECT debit, credit, sum(amount) AS amount, max(sequence) AS last FROM entries WHERE ${foldable} GROUP BY debit, credit`,
      )
      .toArray();
    if (pairs.length === 0) return 0;
    const folded = sql.exec(`DELETE FROM entries WHERE ${foldable}`).rowsWritten;
    for (const { debit, credit, amount, last } of pairs) {
      sql.exec(
        `INSERT INTO entries (id, kind, debit, credit, amount, reference, description, available_change, balance_after, created_at, copied)
         VALUES (?, 'opening', ?, ?, ?, 'opening', 'Carried forward', 0, 0, ?, 1)`,
        ...[`opening/${last}/${debit}/${credit}`, debit, credit, amount, now],
      );
    }
    return folded;
  });
}
