import { monthOf } from "../core/moments.ts";
import { LEDGER_ACCOUNTS, LedgerEntries, type LedgerEntry, type Totals } from "./ledger-entries.ts";

export type HoldState = "held" | "settled" | "released" | "short";

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

export interface LedgerVerdict {
  /** Entries, running totals and open holds agree, and nothing is overdrawn. False only if this code is wrong. */
  balanced: boolean;
  entries: number;
  /** Recomputed from the entries. */
  totals: Totals;
  /** D1 has every entry up to this sequence. */
  copiedThrough: number;
  /** What D1 does not have yet. */
  pending: { entries: number; totals: Totals };
}

interface Hold {
  [column: string]: SqlStorageValue;
  id: string;
  plan_part: number;
  bonus_part: number;
  /** The month whose plan credits were held. */
  period: string;
  state: "held" | "settled" | "released";
  expires_at: number;
  description: string;
}

/** Holds are kept for ever, a hundred bytes each: their ids must never hold or pay a second time. */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS holds (
    id TEXT PRIMARY KEY, plan_part INTEGER NOT NULL, bonus_part INTEGER NOT NULL, period TEXT NOT NULL,
    state TEXT NOT NULL, expires_at INTEGER NOT NULL, description TEXT NOT NULL);
  CREATE INDEX IF NOT EXISTS holds_open ON holds (expires_at) WHERE state = 'held';
  CREATE TABLE IF NOT EXISTS subscription (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), credits INTEGER NOT NULL, period TEXT NOT NULL);`;

/**
 * The account's credits, double entry: every entry moves a positive amount from one ledger account to another, and
 * entries are only ever added. What the account may spend = plan + bonus. Synchronous throughout: no other request
 * can come between a check and the write that follows it. Amounts are whole credits, else RangeError.
 *
 *   issued ──grant──▶ plan | bonus ──hold──▶ held ──settle──▶ spent
 *                     plan ──lapse──▶ lapsed   held ──release──▶ plan | bonus
 */
export class Ledger {
  readonly #sql: SqlStorage;
  readonly #entries: LedgerEntries;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#entries = new LedgerEntries(sql);
    sql.exec(SCHEMA);
  }

  /** Sets what the plan gives each month. The current month is topped up to a larger plan, once, and never cut. */
  subscribe(planCredits: number, now: number): void {
    this.#sql.exec(
      "INSERT INTO subscription VALUES (1, ?1, '') ON CONFLICT (only_row) DO UPDATE SET credits = ?1",
      wholeCredits(planCredits),
    );
    const period = this.#renew(now);
    const missing = Math.max(0, planCredits - this.#entries.grantedFor(period));
    const entry = { kind: "grant", debit: "issued", credit: "plan", reference: period } as const;
    this.#entries.post(
      { ...entry, id: `plan/${period}/${planCredits}`, amount: missing, description: "Larger plan" },
      now,
    );
  }

  /** Bonus credits: never lapse, used after the plan's. Idempotent by id, for ever. */
  grant(id: string, amount: number, description: string, now: number): void {
    this.#renew(now);
    const entry = { kind: "grant", debit: "issued", credit: "bonus", reference: id, description } as const;
    this.#entries.post({ ...entry, id: `${id}/grant`, amount: wholeCredits(amount) }, now);
  }

  /** The hold's state; only `held` may proceed. A settled or released id never becomes a free pass. */
  hold(id: string, amount: number, expiresAt: number, description: string, now: number): HoldState {
    const period = this.#renew(now);
    const known = this.#hold(id);
    if (known) return known.state;
    const plan = this.#entries.total("plan");
    if (plan + this.#entries.total("bonus") < wholeCredits(amount)) return "short";
    const planPart = Math.min(plan, amount);
    this.#sql.exec(
      "INSERT INTO holds VALUES (?, ?, ?, ?, 'held', ?, ?)",
      ...[id, planPart, amount - planPart, period, expiresAt, description],
    );
    const entry = { kind: "hold", credit: "held", reference: id, description: `Held: ${description}` } as const;
    this.#entries.post({ ...entry, id: `${id}/hold/plan`, debit: "plan", amount: planPart }, now);
    this.#entries.post({ ...entry, id: `${id}/hold/bonus`, debit: "bonus", amount: amount - planPart }, now);
    return "held";
  }

  /**
   * Takes min(cost, hold), the plan's part first, and gives the rest back. Answers what it took, the same when repeated
   * until that entry is folded; 0 when the hold was released or is unknown.
   */
  settle(id: string, cost: number, now: number): number {
    const hold = this.#hold(id);
    if (hold?.state !== "held") return this.#entries.amountOf(`${id}/settle`);
    const taken = Math.min(wholeCredits(cost), hold.plan_part + hold.bonus_part);
    const fromPlan = Math.min(taken, hold.plan_part);
    this.#sql.exec("UPDATE holds SET state = 'settled' WHERE id = ?", id);
    const entry = { kind: "settle", debit: "held", credit: "spent", reference: id } as const;
    this.#entries.post({ ...entry, id: `${id}/settle`, amount: taken, description: hold.description }, now);
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
    const period = this.#renew(now);
    const [plan, bonus] = [this.#entries.total("plan"), this.#entries.total("bonus")];
    return {
      available: plan + bonus,
      plan,
      bonus,
      held: this.#entries.total("held"),
      spent: this.#entries.total("spent"),
      lapsed: this.#entries.total("lapsed"),
      planCreditsPerMonth: this.#subscription()?.credits ?? 0,
      period,
    };
  }

  /** Holds past their expiry: somebody must look whether their job still lives. */
  expiredHolds(now: number): string[] {
    return this.#sql
      .exec<{ id: string }>("SELECT id FROM holds WHERE state = 'held' AND expires_at < ? LIMIT 100", now)
      .toArray()
      .map((row) => row.id);
  }

  /** When the first of the open holds expires, ms; null when nothing is held. */
  firstExpiry(): number | null {
    return this.#sql
      .exec<{ expires_at: number | null }>("SELECT min(expires_at) AS expires_at FROM holds WHERE state = 'held'")
      .one().expires_at;
  }

  /** Entries that D1 does not have yet, oldest first. */
  uncopied(limit: number): LedgerEntry[] {
    return this.#entries.uncopied(limit);
  }

  markCopied(lastSequence: number): void {
    this.#entries.markCopied(lastSequence);
  }

  /** Recomputes everything from the entries and compares it with the running totals and the open holds. */
  verify(): LedgerVerdict {
    const { entries, totals } = this.#entries.recompute("all");
    const open = this.#sql
      .exec<{ amount: number }>(
        "SELECT coalesce(sum(plan_part + bonus_part), 0) AS amount FROM holds WHERE state = 'held'",
      )
      .one().amount;
    const balanced =
      totals.held === open &&
      LEDGER_ACCOUNTS.every((account) => totals[account] === this.#entries.total(account)) &&
      LEDGER_ACCOUNTS.every((account) => account === "issued" || totals[account] >= 0);
    const copiedThrough = this.#entries.copiedThrough();
    return { balanced, entries, totals, copiedThrough, pending: this.#entries.recompute("uncopied") };
  }

  /** Opens a new month when there is one: what is left of the plan's credits lapses, the new month's are given. Answers the month. */
  #renew(now: number): string {
    const subscription = this.#subscription();
    const period = monthOf(now).name;
    if (!subscription) return period;
    // a clock that goes back does not bring an old month back
    if (subscription.period >= period) return subscription.period;
    this.#sql.exec("UPDATE subscription SET period = ?", period);
    const lapse = { kind: "lapse", debit: "plan", credit: "lapsed", amount: this.#entries.total("plan") } as const;
    const description = `Unused plan credits of ${subscription.period}`;
    this.#entries.post({ ...lapse, id: `plan/${period}/lapse`, reference: period, description }, now);
    const grant = { kind: "grant", debit: "issued", credit: "plan", amount: subscription.credits } as const;
    this.#entries.post(
      { ...grant, id: `plan/${period}`, reference: period, description: `Plan credits of ${period}` },
      now,
    );
    return period;
  }

  /** Plan credits held in a month that is over have lapsed meanwhile. */
  #giveBack(hold: Hold, planPart: number, bonusPart: number, now: number): void {
    const lapsed = hold.period !== this.#renew(now);
    const destination = lapsed
      ? ({ kind: "lapse", credit: "lapsed" } as const)
      : ({ kind: "release", credit: "plan" } as const);
    const entry = { debit: "held", reference: hold.id, description: `Given back: ${hold.description}` } as const;
    this.#entries.post({ ...entry, ...destination, id: `${hold.id}/release/plan`, amount: planPart }, now);
    this.#entries.post(
      { ...entry, kind: "release", credit: "bonus", id: `${hold.id}/release/bonus`, amount: bonusPart },
      now,
    );
  }

  #hold(id: string): Hold | undefined {
    return this.#sql.exec<Hold>("SELECT * FROM holds WHERE id = ?", id).toArray()[0];
  }

  #subscription(): { credits: number; period: string } | undefined {
    return this.#sql.exec<{ credits: number; period: string }>("SELECT credits, period FROM subscription").toArray()[0];
  }
}

/** The last line of defence: a negative or broken amount would turn every rule above around. */
function wholeCredits(amount: number): number {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError(`Not a number of credits: ${amount}`);
  return amount;
}
