import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Ledger } from "../../src/account/ledger.ts";
import { LEDGER_ACCOUNTS, type LedgerEntry, type Totals } from "../../src/account/ledger-entries.ts";
import { foldEntries } from "../../src/account/ledger-folding.ts";
import { monthOf } from "../../src/core/moments.ts";
import { DAY, HOUR, MINUTE } from "../../src/core/time.ts";

const START = Date.UTC(2026, 10, 22, 9);
const DECEMBER = Date.UTC(2026, 11, 1);

let objects = 0;
const newObject = () => env.ACCOUNT.getByName(`ledger test ${objects++}`);

/** Runs `act` with a fresh ledger in a Durable Object of its own. */
const withLedger = <R>(act: (ledger: Ledger, storage: DurableObjectStorage) => R): Promise<R> =>
  runInDurableObject(newObject(), (_, { storage }) => act(new Ledger(storage.sql), storage));

const noTotals = (): Totals => ({ issued: 0, plan: 0, bonus: 0, held: 0, spent: 0, lapsed: 0 });

const totalsOf = (entries: readonly LedgerEntry[]) => {
  const totals = noTotals();
  for (const { debit, credit, amount } of entries) {
    totals[debit] -= amount;
    totals[credit] += amount;
  }
  return totals;
};

describe("any sequence of commands", () => {
  interface ModelHold {
    plan: number;
    bonus: number;
    period: string;
    state: "held" | "settled" | "released";
    expiresAt: number;
    /** What settling it took; 0 again when that entry was folded. */
    taken: number;
  }

  /** The rules, told a second time without a ledger. */
  interface Model {
    now: number;
    /** Null before the first plan. */
    monthly: number | null;
    period: string;
    grantedThisMonth: number;
    plan: number;
    bonus: number;
    spent: number;
    lapsed: number;
    holds: Map<string, ModelHold>;
    grants: Set<string>;
  }

  interface Real {
    ledger: Ledger;
    storage: DurableObjectStorage;
    /** What D1 would have. */
    copied: LedgerEntry[];
  }

  const turnMonth = (model: Model) => {
    const period = monthOf(model.now).name;
    if (model.monthly === null || model.period >= period) return;
    model.lapsed += model.plan;
    model.plan = model.monthly;
    model.grantedThisMonth = model.monthly;
    model.period = period;
  };

  const giveBack = (model: Model, hold: ModelHold, plan: number, bonus: number) => {
    if (hold.period === monthOf(model.now).name) model.plan += plan;
    else model.lapsed += plan;
    model.bonus += bonus;
  };

  const end = (model: Model, hold: ModelHold, state: "settled" | "released", cost: number): number => {
    const taken = Math.min(cost, hold.plan + hold.bonus);
    const fromPlan = Math.min(taken, hold.plan);
    hold.state = state;
    model.spent += taken;
    giveBack(model, hold, hold.plan - fromPlan, hold.bonus - (taken - fromPlan));
    return taken;
  };

  const command = (label: string, run: (model: Model, real: Real) => void): fc.Command<Model, Real> => ({
    check: () => true,
    toString: () => label,
    run(model, real) {
      turnMonth(model);
      run(model, real);
      turnMonth(model);
      agree(model, real);
    },
  });

  /** What must hold after every command. */
  function agree(model: Model, { ledger, copied }: Real): void {
    const open = [...model.holds.values()].filter((hold) => hold.state === "held");
    const held = open.reduce((sum, hold) => sum + hold.plan + hold.bonus, 0);
    const { plan, bonus, spent, lapsed } = model;
    expect(ledger.balance(model.now)).toMatchObject({ available: plan + bonus, plan, bonus, held, spent, lapsed });
    expect(ledger.firstExpiry() ?? Number.POSITIVE_INFINITY).toBe(Math.min(...open.map(({ expiresAt }) => expiresAt)));
    const verdict = ledger.verify();
    expect(verdict).toMatchObject({ balanced: true, totals: { plan, bonus, held, spent, lapsed } });
    for (const account of LEDGER_ACCOUNTS) {
      if (account !== "issued") expect(verdict.totals[account]).toBeGreaterThanOrEqual(0);
    }
    const pending = ledger.uncopied(1_000);
    expect(pending.length).toBe(verdict.pending.entries);
    expect(totalsOf([...copied, ...pending])).toEqual(verdict.totals);
    expect([...copied, ...pending].reduce((sum, entry) => sum + entry.available_change, 0)).toBe(plan + bonus);
    expect(copied.every((entry) => entry.sequence <= verdict.copiedThrough)).toBe(true);
    expect(pending.every((entry) => entry.sequence > verdict.copiedThrough)).toBe(true);
  }

  const holdId = fc.integer({ min: 0, max: 9 }).map((n) => `job-${n}`);
  const amount = fc.integer({ min: 0, max: 120 });

  const hold = fc.tuple(holdId, amount, fc.integer({ min: 1, max: 90 })).map(([id, credits, minutes]) =>
    command(`hold ${id} ${credits}`, (model, { ledger }) => {
      const expiresAt = model.now + minutes * MINUTE;
      const known = model.holds.get(id);
      const fits = model.plan + model.bonus >= credits;
      expect(ledger.hold(id, credits, expiresAt, "work", model.now)).toBe(known?.state ?? (fits ? "held" : "short"));
      if (known || !fits) return;
      const plan = Math.min(model.plan, credits);
      model.plan -= plan;
      model.bonus -= credits - plan;
      model.holds.set(id, {
        plan,
        bonus: credits - plan,
        period: monthOf(model.now).name,
        state: "held",
        expiresAt,
        taken: 0,
      });
    }),
  );

  const settle = fc.tuple(holdId, amount).map(([id, cost]) =>
    command(`settle ${id} ${cost}`, (model, { ledger }) => {
      const known = model.holds.get(id);
      if (known?.state === "held") known.taken = end(model, known, "settled", cost);
      expect(ledger.settle(id, cost, model.now)).toBe(known?.taken ?? 0);
    }),
  );

  const release = holdId.map((id) =>
    command(`release ${id}`, (model, { ledger }) => {
      const known = model.holds.get(id);
      if (known?.state === "held") end(model, known, "released", 0);
      ledger.release(id, model.now);
    }),
  );

  const releaseExpired = fc.constant(
    command("release what expired", (model, { ledger }) => {
      const expected = [...model.holds].filter(([, one]) => one.state === "held" && one.expiresAt < model.now);
      const expired = ledger.expiredHolds(model.now);
      expect(expired.toSorted()).toEqual(expected.map(([id]) => id).toSorted());
      for (const [id, one] of expected) {
        end(model, one, "released", 0);
        ledger.release(id, model.now);
      }
    }),
  );

  const grant = fc.tuple(fc.integer({ min: 0, max: 4 }), amount).map(([n, credits]) =>
    command(`grant gift-${n} ${credits}`, (model, { ledger }) => {
      ledger.grant(`gift-${n}`, credits, "Gift", model.now);
      if (credits === 0 || model.grants.has(`gift-${n}`)) return;
      model.grants.add(`gift-${n}`);
      model.bonus += credits;
    }),
  );

  const subscribe = fc.constantFrom(0, 100, 250, 1_000).map((monthly) =>
    command(`subscribe ${monthly}`, (model, { ledger }) => {
      ledger.subscribe(monthly, model.now);
      model.monthly = monthly;
      turnMonth(model);
      const missing = Math.max(0, monthly - model.grantedThisMonth);
      model.grantedThisMonth += missing;
      model.plan += missing;
    }),
  );

  const wait = fc
    .oneof(fc.integer({ min: 1, max: 90 * MINUTE }), fc.integer({ min: DAY, max: 40 * DAY }))
    .map((duration) =>
      command(`wait ${duration}`, (model) => {
        model.now += duration;
      }),
    );

  const copy = fc.integer({ min: 1, max: 30 }).map((limit) =>
    command(`copy ${limit}`, (_, { ledger, copied }) => {
      const entries = ledger.uncopied(limit);
      copied.push(...entries);
      const last = entries.at(-1);
      if (last) ledger.markCopied(last.sequence);
    }),
  );

  const fold = fc.constant(
    command("fold", (model, { storage, ledger, copied }) => {
      const before = ledger.verify();
      foldEntries(storage, model.now);
      for (const { kind, reference, created_at } of copied) {
        const settled = kind === "settle" && created_at < model.now - 35 * DAY && model.holds.get(reference);
        if (settled) settled.taken = 0;
      }
      expect(ledger.verify().totals).toEqual(before.totals);
      expect(ledger.verify().entries).toBeLessThanOrEqual(before.entries);
    }),
  );

  const clearTables = (storage: DurableObjectStorage) => {
    for (const table of ["entries", "totals", "holds", "subscription"])
      storage.sql.exec(`DROP TABLE IF EXISTS ${table}`);
  };

  it("never overdraws, loses, invents or doubles a credit", async () => {
    const commands = fc.commands(
      [hold, hold, settle, settle, release, releaseExpired, grant, subscribe, wait, copy, fold],
      {
        maxCommands: 60,
        size: "max",
      },
    );
    await withLedger((_, storage) =>
      fc.assert(
        fc.property(commands, (sequence) => {
          clearTables(storage);
          const setup = () => ({
            model: {
              ...{ now: START, monthly: null, period: "", grantedThisMonth: 0, plan: 0, bonus: 0, spent: 0, lapsed: 0 },
              holds: new Map(),
              grants: new Set<string>(),
            },
            real: { ledger: new Ledger(storage.sql), storage, copied: [] },
          });
          fc.modelRun(setup, sequence);
        }),
        { numRuns: 200 },
      ),
    );
  }, 60_000);
});

describe("a hold", () => {
  it("is given to one of fifty that ask at once when there is credit for one", async () => {
    const account = newObject();
    await account.grant("one", 10, "For one");
    const ask = (n: number) => account.hold(`job-${n}`, 10, Date.now() + HOUR, "work");
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => ask(n)));
    expect(answers.filter(({ state }) => state === "held")).toHaveLength(1);
    expect(answers.filter(({ state }) => state === "short")).toHaveLength(49);
    expect(await account.balance()).toMatchObject({ available: 0, held: 10 });
    expect(await account.verify()).toMatchObject({ balanced: true });
  });

  it("asked for fifty times at once under one id is held once", async () => {
    const account = newObject();
    await account.grant("many", 1_000, "For many");
    await Promise.all(Array.from({ length: 50 }, () => account.hold("job", 10, Date.now() + HOUR, "work")));
    expect(await account.balance()).toMatchObject({ available: 990, held: 10 });
    const settled = await Promise.all(Array.from({ length: 50 }, () => account.settle("job", 4)));
    expect(settled.map(({ taken }) => taken)).toEqual(Array(50).fill(4));
    expect(await account.balance()).toMatchObject({ available: 996, held: 0, spent: 4 });
  });

  it("takes plan credits first; a cost above it takes the hold and no more", async () => {
    await withLedger((ledger) => {
      ledger.subscribe(100, START);
      ledger.grant("gift", 50, "Gift", START);
      expect(ledger.hold("job", 120, START + HOUR, "work", START)).toBe("held");
      expect(ledger.balance(START)).toMatchObject({ plan: 0, bonus: 30, held: 120 });
      expect(ledger.settle("job", 500, START)).toBe(120);
      expect(ledger.balance(START)).toMatchObject({ plan: 0, bonus: 30, held: 0, spent: 120 });
    });
  });

  it("of a month that is over lapses with it, except for its bonus credits", async () => {
    await withLedger((ledger) => {
      ledger.subscribe(100, START);
      ledger.grant("gift", 50, "Gift", START);
      ledger.hold("job", 120, DECEMBER + HOUR, "work", DECEMBER - 1);
      ledger.release("job", DECEMBER);
      expect(ledger.balance(DECEMBER)).toMatchObject({ plan: 100, bonus: 50, held: 0, lapsed: 100 });
    });
  });

  it("that is settled or released is no free pass, also after its entries were folded", async () => {
    await withLedger((ledger, storage) => {
      ledger.subscribe(100, START);
      ledger.hold("paid", 10, START + HOUR, "work", START);
      ledger.settle("paid", 10, START);
      expect(ledger.settle("paid", 5, START)).toBe(10);
      ledger.hold("failed", 10, START + HOUR, "work", START);
      ledger.release("failed", START);
      ledger.markCopied(1_000);
      const later = START + 60 * DAY;
      expect(foldEntries(storage, later)).toBeGreaterThan(0);
      expect(ledger.hold("paid", 10, later + HOUR, "work", later)).toBe("settled");
      expect(ledger.hold("failed", 10, later + HOUR, "work", later)).toBe("released");
      expect(ledger.settle("paid", 10, later)).toBe(0);
      expect(ledger.settle("never held", 10, later)).toBe(0);
      expect(ledger.balance(later)).toMatchObject({ available: 100, spent: 10 });
    });
  });

  it("is refused for an amount that is no number of credits", async () => {
    await withLedger((ledger) => {
      ledger.subscribe(100, START);
      ledger.hold("job", 10, START + HOUR, "work", START);
      for (const amount of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
        expect(() => ledger.hold(`job ${amount}`, amount, START + HOUR, "work", START)).toThrow(RangeError);
        expect(() => ledger.settle("job", amount, START)).toThrow(RangeError);
        expect(() => ledger.grant(`gift ${amount}`, amount, "Gift", START)).toThrow(RangeError);
        expect(() => ledger.subscribe(amount, START)).toThrow(RangeError);
      }
      expect(ledger.balance(START)).toMatchObject({ available: 90, held: 10, planCreditsPerMonth: 100 });
      expect(ledger.verify()).toMatchObject({ balanced: true, entries: 2 });
    });
  });
});

describe("a plan", () => {
  it("lapses in the first millisecond of the next month, bonus credits never", async () => {
    await withLedger((ledger) => {
      ledger.subscribe(100, START);
      ledger.grant("gift", 7, "Gift", START);
      ledger.hold("job", 30, START + HOUR, "work", START);
      ledger.settle("job", 30, START);
      expect(ledger.balance(DECEMBER - 1)).toMatchObject({ plan: 70, bonus: 7, lapsed: 0, period: "2026-11" });
      expect(ledger.balance(DECEMBER)).toMatchObject({ plan: 100, bonus: 7, lapsed: 70, period: "2026-12" });
      expect(ledger.balance(DECEMBER - 1)).toMatchObject({ plan: 100, bonus: 7, lapsed: 70, period: "2026-12" });
      const inAYear = Date.UTC(2027, 11, 1);
      expect(ledger.balance(inAYear)).toMatchObject({ plan: 100, bonus: 7, lapsed: 170 });
    });
  });

  it("is topped up to the largest of a month, however often it is changed", async () => {
    await withLedger((ledger) => {
      for (const monthly of [500, 5_000, 500, 15_000, 500, 5_000, 15_000]) ledger.subscribe(monthly, START);
      expect(ledger.balance(START)).toMatchObject({ plan: 15_000, planCreditsPerMonth: 15_000 });
      ledger.subscribe(500, START);
      expect(ledger.balance(START)).toMatchObject({ plan: 15_000, planCreditsPerMonth: 500 });
      expect(ledger.balance(DECEMBER)).toMatchObject({ plan: 500, lapsed: 15_000 });
    });
  });
});

describe("verification", () => {
  const tamperings = [
    "UPDATE totals SET amount = amount + 1 WHERE account = 'bonus'",
    "UPDATE entries SET amount = amount + 1 WHERE kind = 'hold'",
    "DELETE FROM entries WHERE kind = 'settle'",
    "DELETE FROM totals WHERE account = 'spent'",
    "UPDATE holds SET state = 'released' WHERE id = 'open'",
  ];

  it.each(tamperings)("notices: %s", async (statement) => {
    await withLedger((ledger, { sql }) => {
      ledger.grant("gift", 100, "Gift", START);
      ledger.hold("over", 10, START + HOUR, "work", START);
      ledger.settle("over", 5, START);
      ledger.hold("open", 10, START + HOUR, "work", START);
      expect(ledger.verify().balanced).toBe(true);
      expect(sql.exec(statement).rowsWritten).toBeGreaterThan(0);
      expect(ledger.verify().balanced).toBe(false);
    });
  });
});

describe("folding", () => {
  const later = START + 36 * DAY;

  it("keeps every total, and leaves one opening for each pair of accounts, however often it runs", async () => {
    await withLedger((ledger, storage) => {
      for (let month = 0; month < 4; month++) {
        const at = START + month * 60 * DAY;
        ledger.subscribe(100, at);
        for (let n = 0; n < 20; n++) {
          ledger.hold(`job-${month}-${n}`, 4, at + HOUR, "work", at);
          if (n % 4 === 0) ledger.release(`job-${month}-${n}`, at);
          else ledger.settle(`job-${month}-${n}`, 3, at);
        }
        ledger.markCopied(10_000);
        const before = ledger.verify();
        foldEntries(storage, at + 36 * DAY);
        expect(ledger.verify()).toMatchObject({ balanced: true, totals: before.totals });
      }
      const left = ledger.verify().entries;
      expect(left).toBe(storage.sql.exec("SELECT DISTINCT debit, credit FROM entries").toArray().length);
      expect(foldEntries(storage, START + 400 * DAY)).toBe(0);
      expect(ledger.verify().entries).toBe(left);
    });
  });

  it("leaves alone what D1 does not have, what is young, what is held, and grants by id", async () => {
    await withLedger((ledger, storage) => {
      const kept = () => storage.sql.exec<{ id: string }>("SELECT id FROM entries ORDER BY sequence").toArray();
      ledger.grant("gift", 100, "Gift", START);
      ledger.hold("open", 10, later + HOUR, "work", START);
      ledger.hold("over", 10, later + HOUR, "work", START);
      ledger.settle("over", 10, START);
      ledger.markCopied(3);
      expect(foldEntries(storage, START + 35 * DAY)).toBe(0);
      expect(foldEntries(storage, later)).toBe(1);
      expect(kept().map(({ id }) => id)).toEqual([
        "gift/grant",
        "open/hold/bonus",
        "over/settle",
        "opening/3/bonus/held",
      ]);
      ledger.grant("gift", 100, "Gift", later);
      expect(ledger.balance(later)).toMatchObject({ available: 80, held: 10, spent: 10 });
      expect(ledger.uncopied(10).map(({ id }) => id)).toEqual(["over/settle"]);
      expect(ledger.verify()).toMatchObject({ balanced: true, copiedThrough: 3, pending: { entries: 1 } });
    });
  });
});
