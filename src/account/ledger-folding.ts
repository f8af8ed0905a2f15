import { DAY } from "../core/time.ts";
import type { LedgerAccount } from "./ledger-entries.ts";

const KEPT_DAYS = 35;

/**
 * Replaces old entries by one opening entry for each pair of ledger accounts, so that the ledger stays cheap to verify.
 * Folded are only entries that D1 has and whose hold is over, and the openings of earlier times; no total changes.
 * Bonus grants stay: their id is what keeps them from being given twice. Answers how many entries were folded.
 */
export function foldEntries(storage: DurableObjectStorage, now: number): number {
  const before = now - KEPT_DAYS * DAY;
  const sql = storage.sql;
  const old = `kind <> 'opening' AND copied = 1 AND created_at < ${before} AND NOT (kind = 'grant' AND credit = 'bonus')
    AND reference NOT IN (SELECT id FROM holds WHERE state = 'held')`;
  return storage.transactionSync(() => {
    const folded = sql.exec<{ count: number }>(`SELECT count(*) AS count FROM entries WHERE ${old}`).one().count;
    if (folded === 0) return 0;
    const foldable = `kind = 'opening' OR (${old})`;
    const pairs = sql
      .exec<{ debit: LedgerAccount; credit: LedgerAccount; amount: number; last: number }>(
        `SELECT debit, credit, sum(amount) AS amount, max(sequence) AS last FROM entries WHERE ${foldable} GROUP BY debit, credit`,
      )
      .toArray();
    sql.exec(`DELETE FROM entries WHERE ${foldable}`);
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
