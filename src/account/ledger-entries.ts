/** Where credits can be. Every entry moves a positive amount from one of these to another. */
export const LEDGER_ACCOUNTS = ["issued", "plan", "bonus", "held", "spent", "lapsed"] as const;
export type LedgerAccount = (typeof LEDGER_ACCOUNTS)[number];
export type EntryKind = "grant" | "hold" | "settle" | "release" | "lapse" | "opening";

export interface LedgerEntry {
  [column: string]: SqlStorageValue;
  sequence: number;
  id: string;
  kind: EntryKind;
  /** The account that the credits leave. */
  debit: LedgerAccount;
  /** The account that they reach. */
  credit: LedgerAccount;
  amount: number;
  /** The job, grant or month it belongs to. */
  reference: string;
  description: string;
  /** Change of what may be spent: amount, -amount or 0. */
  available_change: number;
  /** What could be spent after it. */
  balance_after: number;
  created_at: number;
}

/** An entry as it is asked for; the rest is computed. */
export type NewEntry = Pick<LedgerEntry, "id" | "kind" | "debit" | "credit" | "amount" | "reference" | "description">;

/** Credits in each ledger account. `issued` is what was ever given, negative; all six add up to 0. */
export type Totals = Record<LedgerAccount, number>;

/** What may be spent. */
const SPENDABLE: readonly LedgerAccount[] = ["plan", "bonus"];

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS entries (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, debit TEXT NOT NULL,
    credit TEXT NOT NULL, amount INTEGER NOT NULL CHECK (amount > 0), reference TEXT NOT NULL, description TEXT NOT NULL,
    available_change INTEGER NOT NULL, balance_after INTEGER NOT NULL CHECK (balance_after >= 0),
    created_at INTEGER NOT NULL, copied INTEGER NOT NULL DEFAULT 0);
  CREATE INDEX IF NOT EXISTS entries_uncopied ON entries (sequence) WHERE copied = 0;
  CREATE INDEX IF NOT EXISTS entries_by_reference ON entries (reference);
  CREATE TABLE IF NOT EXISTS totals (account TEXT PRIMARY KEY, amount INTEGER NOT NULL);`;

/** The entries of an account's ledger and the running totals beside them. Entries are only ever added. */
export class LedgerEntries {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(SCHEMA);
  }

  /** Adds an entry and moves the totals; an amount of 0 or an id that is already there changes nothing. */
  post(entry: NewEntry, now: number): void {
    if (entry.amount === 0) return;
    const change =
      (SPENDABLE.includes(entry.credit) ? entry.amount : 0) - (SPENDABLE.includes(entry.debit) ? entry.amount : 0);
    const balance = this.total("plan") + this.total("bonus") + change;
    // ON CONFLICT (id), not OR IGNORE: that would also swallow a broken CHECK
    const inserted = this.#sql.exec(
      `INSERT INTO entries (id, kind, debit, credit, amount, reference, description, available_change, balance_after, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING RETURNING sequence`,
      ...[entry.id, entry.kind, entry.debit, entry.credit, entry.amount, entry.reference, entry.description],
      ...[change, balance, now],
    );
    // not rowsWritten: that also counts what AUTOINCREMENT notes for a row that was not inserted
    if (inserted.toArray().length === 0) return;
    this.#move(entry.debit, -entry.amount);
    this.#move(entry.credit, entry.amount);
  }

  total(account: LedgerAccount): number {
    const [row] = this.#sql.exec<{ amount: number }>("SELECT amount FROM totals WHERE account = ?", account).toArray();
    return row?.amount ?? 0;
  }

  /** 0 when there is no such entry, or no more. */
  amountOf(id: string): number {
    const [row] = this.#sql.exec<{ amount: number }>("SELECT amount FROM entries WHERE id = ?", id).toArray();
    return row?.amount ?? 0;
  }

  /** Plan credits given for a month, `2026-11`. Right for the current month only: older entries are folded. */
  grantedFor(period: string): number {
    return this.#sql
      .exec<{ amount: number }>(
        "SELECT coalesce(sum(amount), 0) AS amount FROM entries WHERE reference = ? AND kind = 'grant' AND credit = 'plan'",
        period,
      )
      .one().amount;
  }

  /** Entries that D1 does not have yet, oldest first. */
  uncopied(limit: number): LedgerEntry[] {
    return this.#sql
      .exec<LedgerEntry>("SELECT * FROM entries WHERE copied = 0 ORDER BY sequence LIMIT ?", limit)
      .toArray();
  }

  markCopied(lastSequence: number): void {
    this.#sql.exec("UPDATE entries SET copied = 1 WHERE copied = 0 AND sequence <= ?", lastSequence);
  }

  /** D1 has every entry up to this sequence, the openings apart, which never leave this object. */
  copiedThrough(): number {
    return this.#sql
      .exec<{ sequence: number }>(
        `SELECT coalesce((SELECT min(sequence) - 1 FROM entries WHERE copied = 0), (SELECT max(sequence) FROM entries), 0) AS sequence`,
      )
      .one().sequence;
  }

  /** Counts and adds up the entries themselves, without the running totals. */
  recompute(which: "all" | "uncopied"): { entries: number; totals: Totals } {
    const moved = this.#sql.exec<{ debit: LedgerAccount; credit: LedgerAccount; amount: number; entries: number }>(
      `SELECT debit, credit, sum(amount) AS amount, count(*) AS entries FROM entries
       ${which === "uncopied" ? "WHERE copied = 0" : ""} GROUP BY debit, credit`,
    );
    const totals: Totals = { issued: 0, plan: 0, bonus: 0, held: 0, spent: 0, lapsed: 0 };
    let entries = 0;
    for (const row of moved) {
      totals[row.debit] -= row.amount;
      totals[row.credit] += row.amount;
      entries += row.entries;
    }
    return { entries, totals };
  }

  #move(account: LedgerAccount, amount: number): void {
    this.#sql.exec(
      "INSERT INTO totals VALUES (?1, ?2) ON CONFLICT (account) DO UPDATE SET amount = amount + ?2",
      account,
      amount,
    );
  }
}
