/**
 * The account's credits, double entry: every entry moves a positive amount from one ledger account to another, and
 * entries are only ever added. What the account may spend = plan + bonus. Synchronous throughout: no other request
 * can come between a check and the write that follows it.
 *
 *   issued ──grant──▶ plan | bonus ──hold──▶ held ──settle──▶ spent
 *                     plan ──lapse──▶ lapsed   held ──release──▶ plan | bonus
 */
export type LedgerAccount = "issued" | "plan" | "bonus" | "held" | "spent" | "lapsed";
export type EntryKind = "grant" | "hold" | "settle" | "release" | "lapse" | "opening";
export type HoldState = "held" | "settled" | "released" | "short";

export interface LedgerEntry {
  [column: string]: SqlStorageValue;
  sequence: number;
  id: string;
  kind: EntryKind;
  debit: LedgerAccount;
  credit: LedgerAccount;
  amount: number;
  reference: string;
  description: string;
  available_change: number;
  balance_after: number;
  created_at: number;
}

export interface Balance {
  available: number;
  plan: number;
  bonus: number;
  held: number;
  spent: number;
  lapsed: number;
  planCreditsPerMonth: number;
  /** `2026-11`. */
  period: string;
}

interface Hold {
  [column: string]: SqlStorageValue;
  id: string;
  plan_part: number;
  bonus_part: number;
  period: string;
  state: "held" | "settled" | "released";
  expires_at: number;
  description: string;
}

const SPENDABLE: readonly LedgerAccount[] = ["plan", "bonus"];

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS entries (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, debit TEXT NOT NULL,
    credit TEXT NOT NULL, amount INTEGER NOT NULL CHECK (amount > 0), reference TEXT NOT NULL, description TEXT NOT NULL,
    available_change INTEGER NOT NULL, balance_after INTEGER NOT NULL CHECK (balance_after >= 0),
    created_at INTEGER NOT NULL, copied INTEGER NOT NULL DEFAULT 0);
  CREATE INDEX IF NOT EXISTS entries_uncopied ON entries (sequence) WHERE copied = 0;
  CREATE INDEX IF NOT EXISTS entries_by_reference ON entries (reference);
  CREATE TABLE IF NOT EXISTS totals (account TEXT PRIMARY KEY, amount INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS holds (
    id TEXT PRIMARY KEY, plan_part INTEGER NOT NULL, bonus_part INTEGER NOT NULL, period TEXT NOT NULL,
    state TEXT NOT NULL, expires_at INTEGER NOT NULL, description TEXT NOT NULL);
  CREATE INDEX IF NOT EXISTS holds_open ON holds (expires_at) WHERE state = 'held';
  CREATE TABLE IF NOT EXISTS subscription (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), credits INTEGER NOT NULL, period TEXT NOT NULL);`;

/** The billing month of a moment, UTC. */
export const periodOf = (now: number): string => new Date(now).toISOString().slice(0, 7);

export class Ledger {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(SCHEMA);
  }

  /** Sets what the plan gives each month. The current month is topped up to a larger plan, never cut. */
  subscribe(planCredits: number, now: number): void {
    const known = this.#subscription();
    const period = periodOf(now);
    this.#sql.exec(
      "INSERT OR REPLACE INTO subscription (only_row, credits, period) VALUES (1, ?, ?)",
      planCredits,
      known?.period ?? "",
    );
    if (known?.period === period && planCredits > known.credits) {
      const id = `plan/${period}/${planCredits}`;
      this.#post(
        {
          id,
          kind: "grant",
          debit: "issued",
          credit: "plan",
          amount: planCredits - known.credits,
          reference: period,
          description: "Larger plan",
        },
        now,
      );
    }
    this.#renew(now);
  }

  /** Bonus credits: never lapse, used after the plan's. Idempotent by id. */
  grant(id: string, amount: number, description: string, now: number): void {
    this.#renew(now);
    this.#post(
      { id: `${id}/grant`, kind: "grant", debit: "issued", credit: "bonus", amount, reference: id, description },
      now,
    );
  }

  /** The hold's state; only `held` may proceed. A settled or released id never becomes a free pass. */
  hold(id: string, amount: number, expiresAt: number, description: string, now: number): HoldState {
    this.#renew(now);
    const known = this.#hold(id);
    if (known) return known.state;
    const plan = this.#total("plan");
    if (plan + this.#total("bonus") < amount) return "short";
    const planPart = Math.min(plan, amount);
    const period = periodOf(now);
    this.#sql.exec(
      "INSERT INTO holds VALUES (?, ?, ?, ?, 'held', ?, ?)",
      id,
      planPart,
      amount - planPart,
      period,
      expiresAt,
      description,
    );
    const entry = { kind: "hold", credit: "held", reference: id, description: `Held: ${description}` } as const;
    this.#post({ ...entry, id: `${id}/hold/plan`, debit: "plan", amount: planPart }, now);
    this.#post({ ...entry, id: `${id}/hold/bonus`, debit: "bonus", amount: amount - planPart }, now);
    return "held";
  }

  /** Takes min(cost, hold) and gives the rest back. Answers what was taken; 0 when the hold is over or unknown. */
  settle(id: string, cost: number, now: number): number {
    const hold = this.#hold(id);
    if (hold?.state !== "held") return 0;
    const taken = Math.min(cost, hold.plan_part + hold.bonus_part);
    const fromPlan = Math.min(taken, hold.plan_part);
    this.#sql.exec("UPDATE holds SET state = 'settled' WHERE id = ?", id);
    this.#post(
      {
        id: `${id}/settle`,
        kind: "settle",
        debit: "held",
        credit: "spent",
        amount: taken,
        reference: id,
        description: hold.description,
      },
      now,
    );
    this.#giveBack(hold, hold.plan_part - fromPlan, hold.bonus_part - (taken - fromPlan), now);
    return taken;
  }

  /** Gives the whole hold back; nothing happens when it is over or unknown. */
  release(id: string, now: number): void {
    const hold = this.#hold(id);
    if (hold?.state !== "held") return;
    this.#sql.exec("UPDATE holds SET state = 'released' WHERE id = ?", id);
    this.#giveBack(hold, hold.plan_part, hold.bonus_part, now);
  }

  balance(now: number): Balance {
    this.#renew(now);
    const subscription = this.#subscription();
    const [plan, bonus, held, spent, lapsed] = (["plan", "bonus", "held", "spent", "lapsed"] as const).map((a) =>
      this.#total(a),
    );
    return {
      available: (plan ?? 0) + (bonus ?? 0),
      plan: plan ?? 0,
      bonus: bonus ?? 0,
      held: held ?? 0,
      spent: spent ?? 0,
      lapsed: lapsed ?? 0,
      planCreditsPerMonth: subscription?.credits ?? 0,
      period: periodOf(now),
    };
  }

  /** Holds past their expiry: somebody must look whether their job still lives. */
  expiredHolds(now: number): string[] {
    return this.#sql
      .exec<{ id: string }>("SELECT id FROM holds WHERE state = 'held' AND expires_at < ? LIMIT 100", now)
      .toArray()
      .map((row) => row.id);
  }

  uncopied(limit: number): LedgerEntry[] {
    return this.#sql
      .exec<LedgerEntry>("SELECT * FROM entries WHERE copied = 0 ORDER BY sequence LIMIT ?", limit)
      .toArray();
  }

  markCopied(lastSequence: number): void {
    this.#sql.exec("UPDATE entries SET copied = 1 WHERE copied = 0 AND sequence <= ?", lastSequence);
  }

  /** Recomputes every total from the entries. `balanced` is false only if this code is wrong. */
  verify(): { balanced: boolean; entries: number; totals: Record<string, number> } {
    const sums = this.#sql.exec<{ account: string; amount: number }>(
      `SELECT account, sum(amount) AS amount FROM (
         SELECT credit AS account, amount FROM entries UNION ALL SELECT debit, -amount FROM entries) GROUP BY account`,
    );
    const totals = Object.fromEntries(sums.toArray().map((row) => [row.account, row.amount]));
    const open = this.#sql
      .exec<{ amount: number | null }>("SELECT sum(plan_part + bonus_part) AS amount FROM holds WHERE state = 'held'")
      .one().amount;
    const kept = this.#sql
      .exec<{ account: LedgerAccount; amount: number }>("SELECT account, amount FROM totals")
      .toArray();
    const balanced =
      kept.every((row) => (totals[row.account] ?? 0) === row.amount) && (totals.held ?? 0) === (open ?? 0);
    return { balanced, entries: this.#sql.exec<{ n: number }>("SELECT count(*) AS n FROM entries").one().n, totals };
  }

  /** A new month: what is left of the plan's credits lapses, the new month's are given. */
  #renew(now: number): void {
    const subscription = this.#subscription();
    const period = periodOf(now);
    if (!subscription || subscription.period >= period) return;
    this.#sql.exec("UPDATE subscription SET period = ?", period);
    const left = this.#total("plan");
    this.#post(
      {
        id: `plan/${period}/lapse`,
        kind: "lapse",
        debit: "plan",
        credit: "lapsed",
        amount: left,
        reference: period,
        description: `Unused plan credits of ${subscription.period}`,
      },
      now,
    );
    this.#post(
      {
        id: `plan/${period}`,
        kind: "grant",
        debit: "issued",
        credit: "plan",
        amount: subscription.credits,
        reference: period,
        description: `Plan credits of ${period}`,
      },
      now,
    );
  }

  /** Plan credits held in a month that is over have lapsed meanwhile. */
  #giveBack(hold: Hold, planPart: number, bonusPart: number, now: number): void {
    this.#renew(now);
    const lapsed = hold.period !== periodOf(now);
    const entry = { debit: "held", reference: hold.id, description: `Given back: ${hold.description}` } as const;
    this.#post(
      {
        ...entry,
        id: `${hold.id}/release/plan`,
        kind: lapsed ? "lapse" : "release",
        credit: lapsed ? "lapsed" : "plan",
        amount: planPart,
      },
      now,
    );
    this.#post({ ...entry, id: `${hold.id}/release/bonus`, kind: "release", credit: "bonus", amount: bonusPart }, now);
  }

  #post(
    entry: Pick<LedgerEntry, "id" | "kind" | "debit" | "credit" | "amount" | "reference" | "description">,
    now: number,
  ): void {
    if (entry.amount === 0) return;
    const change =
      (SPENDABLE.includes(entry.credit) ? entry.amount : 0) - (SPENDABLE.includes(entry.debit) ? entry.amount : 0);
    const balance = this.#total("plan") + this.#total("bonus") + change;
    const inserted = this.#sql.exec(
      `INSERT OR IGNORE INTO entries (id, kind, debit, credit, amount, reference, description, available_change, balance_after, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[
        entry.id,
        entry.kind,
        entry.debit,
        entry.credit,
        entry.amount,
        entry.reference,
        entry.description,
        change,
        balance,
        now,
      ],
    );
    if (inserted.rowsWritten === 0) return;
    this.#move(entry.debit, -entry.amount);
    this.#move(entry.credit, entry.amount);
  }

  #move(account: LedgerAccount, amount: number): void {
    this.#sql.exec(
      "INSERT INTO totals VALUES (?1, ?2) ON CONFLICT (account) DO UPDATE SET amount = amount + ?2",
      account,
      amount,
    );
  }

  #total(account: LedgerAccount): number {
    return (
      this.#sql.exec<{ amount: number }>("SELECT amount FROM totals WHERE account = ?", account).toArray()[0]?.amount ??
      0
    );
  }

  #hold(id: string): Hold | undefined {
    return this.#sql.exec<Hold>("SELECT * FROM holds WHERE id = ?", id).toArray()[0];
  }

  #subscription(): { credits: number; period: string } | undefined {
    return this.#sql.exec<{ credits: number; period: string }>("SELECT credits, period FROM subscription").toArray()[0];
  }
}
