import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { foldEntries } from "../../src/account/ledger-folding.ts";
import { createSystemContext } from "../../src/context.ts";
import { monthOf } from "../../src/core/moments.ts";
import { DAY, HOUR, now, setClockOffset } from "../../src/core/time.ts";
import type { Operation } from "../../src/db/tables/billing.ts";
import { copyLedger } from "../../src/domains/billing/copy-ledger.service.ts";
import { recordUsage } from "../../src/domains/billing/usage.queries.ts";
import { newAccount, type TestAccount } from "../kit/account.ts";
import { meterD1 } from "../kit/d1-meter.ts";

const PATH = "/api/v1/billing/";
const system = createSystemContext(env, () => {});
const objectOf = (account: TestAccount) => system.accountObject(account.id);

// The alarm that has the ledger copied then lies a day ahead: the tests say when it is copied.
beforeAll(() => setClockOffset(DAY));
afterAll(() => setClockOffset(0));

const data = async (account: TestAccount, path: string) => {
  const { status, body } = await account.call(`${PATH}${path}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body.success === true ? body.data : body;
};

/** A paid job as the ledger sees it. */
async function work(account: TestAccount, id: string, hold: number, cost: number): Promise<void> {
  const object = objectOf(account);
  await object.hold(id, hold, now() + HOUR, "clustering");
  await object.settle(id, cost);
}

interface Use {
  job: string;
  operation: Operation;
  credits: number;
  model?: string;
  siteId?: number;
  at?: number;
}

/** Lines of the usage log, written as the runner of jobs writes them. */
async function used(account: TestAccount, ...uses: Use[]): Promise<void> {
  for (const { job, operation, credits, model = "offline", siteId = null, at = now() } of uses) {
    const row = { id: job, accountId: account.id, siteId } as Parameters<typeof recordUsage>[1];
    const line = { operation, credits, tokensIn: credits * 10, tokensOut: credits * 5, model };
    for (const statement of recordUsage(system.db, row, [line], at)) await system.db.batch([statement]);
  }
}

const asRole = (account: TestAccount, role: string) =>
  env.DB.prepare("UPDATE users SET role = ? WHERE id = ?").bind(role, account.userId).run();

const signIn = async (account: TestAccount) => {
  const json = { email: account.email, password: "correct horse battery" };
  const { body } = await account.call("/api/v1/auth/login/", { json });
  return { authorization: `Bearer ${body.data.access}` };
};

describe("the balance", () => {
  it("is what the account object says, with the plan's name and this month", async () => {
    const account = await newAccount();
    expect(await data(account, "balance/")).toEqual({
      credits: 500,
      plan_credits_per_month: 500,
      credits_used_this_month: 0,
      credits_remaining: 500,
      plan: "Free",
      bonus_credits: 0,
      held_credits: 0,
      period_start: expect.stringMatching(/^\d{4}-\d\d-01T00:00:00Z$/),
      period_end: expect.stringMatching(/^\d{4}-\d\d-01T00:00:00Z$/),
      ledger: { balanced: true, entries: 1 },
    });
    await objectOf(account).grant("gift", 50, "Welcome");
    await work(account, "job-1", 40, 30);
    await objectOf(account).hold("job-2", 100, now() + HOUR, "work");
    await used(account, { job: "job-1", operation: "clustering", credits: 30 });
    await used(account, { job: "last month", operation: "clustering", credits: 7, at: monthOf(now()).start - 1 });
    expect(await data(account, "balance/")).toMatchObject({
      ...{ credits: 420, credits_remaining: 420, bonus_credits: 50, held_credits: 100, credits_used_this_month: 30 },
      ledger: { balanced: true, entries: 6 },
    });
  });

  it("says so when the ledger does not add up", async () => {
    const account = await newAccount();
    await runInDurableObject(objectOf(account), (_, { storage }) => {
      storage.sql.exec("UPDATE totals SET amount = amount + 1 WHERE account = 'plan'");
    });
    expect((await data(account, "balance/")).ledger.balanced).toBe(false);
    expect((await data(account, "ledger/verify/")).balanced).toBe(false);
  });

  it("is shown to viewers; the log, its sums and the transactions are not", async () => {
    const account = await newAccount();
    await asRole(account, "viewer");
    const headers = await signIn(account);
    const status = async (path: string) => (await account.call(`${PATH}${path}`, { headers })).status;
    for (const path of ["balance/", "usage/limits/", "ledger/verify/"]) expect(await status(path), path).toBe(200);
    for (const path of ["usage/", "usage/summary/", "transactions/"]) expect(await status(path), path).toBe(403);
  });

  it("takes one D1 round trip, as every read here", async () => {
    const account = await newAccount();
    await copyLedger(system.forAccount(account.id));
    for (const path of ["balance/", "usage/", "usage/summary/", "usage/limits/", "transactions/", "ledger/verify/"]) {
      const { reading } = await meterD1(env.DB, () => data(account, path));
      expect(reading.roundTrips, path).toBe(1);
    }
  });
});

describe("the usage log", () => {
  const day = (text: string) => Date.parse(`${text}T00:00:00Z`);

  it("is newest first, in pages, and filtered by operation, site and days", async () => {
    const account = await newAccount();
    await used(
      account,
      { job: "a", operation: "clustering", credits: 2, siteId: 1, at: day("2026-10-01") },
      { job: "b", operation: "content_generation", credits: 50, siteId: 1, at: day("2026-10-31") + DAY - 1 },
      { job: "c", operation: "content_generation", credits: 40, siteId: 2, at: day("2026-11-01") },
    );
    const jobs = async (query: string) =>
      (await data(account, `usage/${query}`)).results.map((row: { task_id: string }) => row.task_id);
    expect(await jobs("")).toEqual(["c", "b", "a"]);
    expect(await jobs("?operation_type=content_generation")).toEqual(["c", "b"]);
    expect(await jobs("?site_id=1")).toEqual(["b", "a"]);
    expect(await jobs("?site_id=1&operation_type=clustering")).toEqual(["a"]);
    expect(await jobs("?start_date=2026-10-01&end_date=2026-10-31")).toEqual(["b", "a"]);
    expect(await jobs("?start_date=2026-10-02")).toEqual(["c", "b"]);
    expect(await jobs("?end_date=2026-10-30")).toEqual(["a"]);
    expect(await jobs("?site_id=999")).toEqual([]);
    const page = await data(account, "usage/?page_size=1&page=2");
    expect(page).toMatchObject({ count: 3, results: [{ task_id: "b", credits_used: 50, tokens_input: 500 }] });
    expect(page.next).toContain("page=3");
    expect(page.results[0]).toEqual({
      ...{ id: expect.any(Number), operation_type: "content_generation", credits_used: 50, model_used: "offline" },
      ...{ tokens_input: 500, tokens_output: 250, related_object_type: null, related_object_id: null, site_id: 1 },
      ...{ task_id: "b", metadata: {}, created_at: "2026-10-31T23:59:59Z" },
    });
  });

  it("refuses days that are none, that go backwards, and unknown filters", async () => {
    const account = await newAccount();
    const bad = ["start_date=yesterday", "end_date=2026-02-30", "operation_type=magic", "sort=id", "site_id=0"];
    for (const query of [...bad, "start_date=2026-10-02&end_date=2026-10-01"]) {
      const { status, body } = await account.call(`${PATH}usage/?${query}`);
      expect([status, body.code], query).toEqual([400, "VALIDATION_ERROR"]);
    }
    expect((await account.call(`${PATH}usage/summary/?start_date=2999-01-01`)).status).toBe(400);
  });

  it("is the account's own", async () => {
    const [mine, theirs] = [await newAccount(), await newAccount()];
    await used(theirs, { job: "theirs", operation: "clustering", credits: 2 });
    expect((await data(mine, "usage/")).count).toBe(0);
    expect((await data(mine, "usage/summary/")).credits_used).toBe(0);
    expect((await data(mine, "balance/")).credits_used_this_month).toBe(0);
  });

  it("keeps a job's operation once, however often the job is repeated", async () => {
    const account = await newAccount();
    const use = { job: "job", operation: "clustering", credits: 2 } as const;
    await used(account, use, use);
    expect((await data(account, "usage/")).count).toBe(1);
  });

  it("is added up by operation and by model, for this month or the days asked for", async () => {
    const account = await newAccount();
    const lastMonth = monthOf(now()).start - 1;
    await used(
      account,
      { job: "a", operation: "clustering", credits: 2 },
      { job: "a", operation: "idea_generation", credits: 8 },
      { job: "b", operation: "idea_generation", credits: 5, model: "gpt-4.1-mini" },
      { job: "c", operation: "clustering", credits: 100, at: lastMonth },
    );
    const month = monthOf(now());
    const day = (at: number) => new Date(at).toISOString().slice(0, 10);
    expect(await data(account, "usage/summary/")).toEqual({
      start_date: day(month.start),
      end_date: day(month.end - 1),
      ...{ credits_used: 15, tokens_input: 150, tokens_output: 75, jobs: 2 },
      by_operation: [
        { operation_type: "idea_generation", credits_used: 13, tokens_input: 130, tokens_output: 65, jobs: 2 },
        { operation_type: "clustering", credits_used: 2, tokens_input: 20, tokens_output: 10, jobs: 1 },
      ],
      by_model: [
        { model_used: "offline", credits_used: 10, tokens_input: 100, tokens_output: 50, jobs: 1 },
        { model_used: "gpt-4.1-mini", credits_used: 5, tokens_input: 50, tokens_output: 25, jobs: 1 },
      ],
    });
    const lastDay = day(lastMonth);
    const before = await data(account, `usage/summary/?start_date=${lastDay}&end_date=${lastDay}`);
    expect(before).toMatchObject({ credits_used: 100, jobs: 1, start_date: lastDay, end_date: lastDay });
    const { start_date, end_date } = await data(account, "usage/summary/");
    const same = await data(account, `usage/summary/?start_date=${start_date}&end_date=${end_date}`);
    expect(same).toMatchObject({ start_date, end_date, credits_used: 15 });
    expect(await data(account, "usage/summary/?operation_type=clustering")).toMatchObject({ credits_used: 2 });
  });

  it("reads no more than two rows for each that matches", async () => {
    const account = await newAccount();
    for (let n = 0; n < 60; n++)
      await used(account, { job: `j${n}`, operation: n % 2 ? "clustering" : "linking", credits: 1, siteId: n % 3 });
    for (const query of ["", "?operation_type=linking", "?site_id=1", "?start_date=2020-01-01"]) {
      const { value, reading } = await meterD1(env.DB, () => data(account, `usage/${query}`));
      expect(value.count).toBeGreaterThan(0);
      expect(reading.rowsRead, query).toBeLessThanOrEqual(2 * value.count + 20 + 20);
    }
  });
});

describe("the limits", () => {
  it("show what is used of the plan, hard and monthly", async () => {
    const account = await newAccount();
    await work(account, "job", 125, 125);
    await used(account, { job: "job", operation: "clustering", credits: 125 });
    expect((await data(account, "usage/limits/")).limits).toEqual([
      limit("sites", "hard", 1, 0, 1, 0),
      limit("users", "hard", 1, 1, 0, 100),
      limit("keywords", "hard", 200, 0, 200, 0),
      limit("credits", "monthly", 500, 125, 375, 25),
    ]);
  });

  it("are null where the plan has none", async () => {
    const account = await newAccount();
    await env.DB.prepare("UPDATE accounts SET plan_slug = 'scale' WHERE id = ?").bind(account.id).run();
    const { limits } = await data(account, "usage/limits/");
    expect(limits[0]).toEqual(limit("sites", "hard", null, 0, null, null));
    expect(limits[1]).toEqual(limit("users", "hard", 10, 1, 9, 10));
    expect(limits[2]).toMatchObject({ key: "keywords", limit: null, available: null, percentage: null });
  });

  const limit = (...[key, category, most, used, available, percentage]: [string, string, ...(number | null)[]]) => ({
    ...{ key, category, used, available, percentage, limit: most, unit: key },
    title: expect.any(String),
  });
});

describe("the transactions", () => {
  it("are the ledger's entries, newest first, in the reference's words", async () => {
    const account = await newAccount();
    const object = objectOf(account);
    await object.grant("gift", 50, "Welcome");
    await work(account, "paid", 40, 30);
    await object.hold("failed", 5, now() + HOUR, "ideas");
    await object.release("failed");
    expect(await copyLedger(system.forAccount(account.id))).toBe(7);
    const { count, results } = await data(account, "transactions/");
    const rows = results as { id: number; transaction_type: string; amount: number; balance_after: number }[];
    expect(count).toBe(7);
    expect(rows.map((row) => [row.transaction_type, row.amount, row.balance_after])).toEqual([
      ["refund", 5, 520],
      ["deduction", -5, 515],
      ["refund", 10, 520],
      ["deduction", 0, 510],
      ["deduction", -40, 510],
      ["purchase", 50, 550],
      ["subscription", 500, 500],
    ]);
    expect(rows.map((row) => row.id)).toEqual([7, 6, 5, 4, 3, 2, 1]);
    expect(results.map(({ description }: { description: string }) => description)).toEqual([
      "Ideas: 5 credits held and not used came back",
      "Ideas: 5 credits held, the most it can cost",
      "Clustering: 10 credits held and not used came back",
      "Clustering: cost 30 credits, paid from what was held",
      "Clustering: 40 credits held, the most it can cost",
      "Welcome",
      expect.stringMatching(/^Plan credits of \d{4}-\d\d$/),
    ]);
    const types = async (query: string) => (await data(account, `transactions/${query}`)).count;
    expect(await types("?transaction_type=refund")).toBe(2);
    expect(await types("?reference_id=paid")).toBe(3);
    expect(await types("?reference_id=paid&transaction_type=refund")).toBe(1);
    expect(await types("?reference_id=nobody")).toBe(0);
    expect((await account.call(`${PATH}transactions/?transaction_type=tip`)).status).toBe(400);
    const paid = (await data(account, "transactions/?reference_id=paid&transaction_type=refund")).results[0];
    expect(paid).toMatchObject({
      ...{ amount: 10, reference_id: "paid", description: "Clustering: 10 credits held and not used came back" },
      metadata: { entry_kind: "release", from: "held", to: "plan", credits: 10 },
    });
  });

  it("of two accounts do not get into each other's way, although their entries have the same names", async () => {
    const [one, two] = [await newAccount(), await newAccount()];
    for (const account of [one, two]) {
      await objectOf(account).grant("gift", 5, "The same id");
      await copyLedger(system.forAccount(account.id));
    }
    for (const account of [one, two]) {
      expect((await data(account, "transactions/")).count).toBe(2);
      expect(await data(account, "ledger/verify/")).toMatchObject({ balanced: true, copy_agrees: true });
    }
  });
});

describe("the copy of the ledger", () => {
  it("is complete after any interruption, and copying again changes nothing", async () => {
    const account = await newAccount();
    const ctx = system.forAccount(account.id);
    const object = objectOf(account);
    for (let n = 0; n < 10; n++) await work(account, `job-${n}`, 4, 3);
    // a copier that dies after its write: nothing is marked
    const unmarked = {
      ...ctx,
      account: Object.create(object, { markCopied: { value: () => Promise.reject("died") } }),
    };
    await expect(copyLedger(unmarked)).rejects.toBe("died");
    expect(await copyLedger(ctx)).toBe(31);
    expect(await copyLedger(ctx)).toBe(0);
    const copies = await env.DB.prepare(
      "SELECT count(*) AS rows, sum(available_change) AS available, max(sequence) AS last FROM credit_transactions WHERE account_id = ?",
    )
      .bind(account.id)
      .first();
    expect(copies).toEqual({ rows: 31, available: 470, last: 31 });
    expect(await object.balance()).toMatchObject({ available: 470 });
  });

  it("takes many entries in pages", async () => {
    const account = await newAccount();
    await runInDurableObject(objectOf(account), async (instance) => {
      for (let n = 0; n < 700; n++) await instance.grant(`gift-${n}`, 1, "One");
    });
    expect(await copyLedger(system.forAccount(account.id))).toBe(701);
    expect(await data(account, "ledger/verify/")).toMatchObject({ copied_entries: 701, pending_entries: 0 });
  });

  it("can be verified by anyone at any time: copied, half copied, folded", async () => {
    const account = await newAccount();
    const verify = () => data(account, "ledger/verify/");
    const object = objectOf(account);
    await work(account, "job-1", 40, 30);
    const all = { entries: 4, copied_entries: 0, copied_change: 0, pending_entries: 4, pending_change: 470 };
    expect(await verify()).toMatchObject({ balanced: true, copy_agrees: true, available_balance: 470, ...all });
    await copyLedger(system.forAccount(account.id));
    await object.hold("job-2", 20, now() + HOUR, "work");
    expect(await verify()).toEqual({
      ...{ balanced: true, copy_agrees: true, available_balance: 450 },
      ...{ entries: 5, copied_entries: 4, copied_change: 470, pending_entries: 1, pending_change: -20 },
      totals: { issued: -500, plan: 450, bonus: 0, held: 20, spent: 30, lapsed: 0 },
    });
    await copyLedger(system.forAccount(account.id));
    expect(await verify()).toMatchObject({ copy_agrees: true, copied_change: 450, pending_entries: 0 });
    const folded = await runInDurableObject(object, (_, { storage }) => foldEntries(storage, now() + 60 * DAY));
    expect(folded).toBe(4);
    const after = { entries: 5, copied_entries: 5, copied_change: 450, available_balance: 450 };
    expect(await verify()).toMatchObject({ balanced: true, copy_agrees: true, ...after });
  });

  it("that was changed behind the ledger's back is found out", async () => {
    const account = await newAccount();
    await work(account, "job", 40, 30);
    await copyLedger(system.forAccount(account.id));
    await env.DB.prepare("UPDATE credit_transactions SET amount = 1 WHERE account_id = ? AND entry_kind = 'settle'")
      .bind(account.id)
      .run();
    expect(await data(account, "ledger/verify/")).toMatchObject({ balanced: true, copy_agrees: false });
  });
});

describe("with the clock as it is", () => {
  beforeAll(() => setClockOffset(0));

  it("the queue copies new entries within seconds", async () => {
    const account = await newAccount();
    await work(account, "job", 40, 30);
    const pending = async () => (await data(account, "ledger/verify/")).pending_entries;
    await expect.poll(pending, { timeout: 15_000, interval: 250 }).toBe(0);
    expect((await data(account, "transactions/")).count).toBe(4);
  });
});
