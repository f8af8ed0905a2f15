import { createExecutionContext, createMessageBatch, getQueueResult, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { version } from "../../package.json";
import { handleDead } from "../../src/background/dead-letter.ts";
import { JOB_HANDLERS } from "../../src/background/handlers.ts";
import { consume } from "../../src/background/queue.ts";
import { runNextJob } from "../../src/background/run-job.ts";
import { rescueJobs, settleEndedJobs } from "../../src/background/sweep-jobs.ts";
import { createSystemContext } from "../../src/context.ts";
import { DomainError } from "../../src/core/errors.ts";
import { newId } from "../../src/core/ids.ts";
import { HOUR, MINUTE, now, SECOND, setClockOffset } from "../../src/core/time.ts";
import { type JobRow, jobs } from "../../src/db/tables/jobs.ts";
import { settleJob } from "../../src/domains/billing/credits.service.ts";
import { requestJob } from "../../src/domains/billing/paid-jobs.service.ts";
import { takeTurn } from "../../src/domains/jobs/jobs.queries.ts";
import { cancelJob, type JobHandler, type JobRequest } from "../../src/domains/jobs/jobs.service.ts";
import { claimOverdueJobs } from "../../src/domains/jobs/jobs.system-queries.ts";
import {
  CANCELLABLE_STATES,
  chargeOf,
  expectJobMove,
  isLastAttempt,
  OPEN_STATES,
  rescueOf,
  retryDelaySeconds,
} from "../../src/domains/jobs/jobs.ts";
import { setSuspended } from "../../src/domains/system/operator.service.ts";
import { type Message, queueOf, type RowJobType } from "../../src/messages/jobs.ts";
import { ProviderError } from "../../src/providers/ai/ai.ts";
import { call, newAccount, type TestAccount } from "../kit/account.ts";
import { meterD1 } from "../kit/d1-meter.ts";
import { taskEnd, until } from "../kit/tasks.ts";

type NewJob = typeof jobs.$inferInsert;

const HELD = 40;
const ENDED_LONG_AGO = { finishedAt: 0, progress: 100 } as const;

let account: TestAccount;
let plan = 0;

// work that is deferred goes on by itself, as after an answer
const system = createSystemContext(env, (work) => void work.catch(() => {}));
const ctx = () => system.forAccount(account.id);

beforeEach(async () => {
  account = await newAccount();
  plan = (await balance()).available;
});

/** Whose turn it is goes over all accounts: what one test leaves must not be the next one's. */
afterEach(async () => {
  await env.DB.exec("UPDATE jobs SET state = 'cancelled', finished_at = 1, settled_at = 1 WHERE finished_at IS NULL");
});

const balance = () => system.accountObject(account.id).balance();

/** A row as it stands at some moment of its life, with credits held for it and its place in the line; it has no message. */
async function jobRow(values: Partial<NewJob> & Pick<NewJob, "state">, holdUntil = now() + HOUR): Promise<string> {
  const type: RowJobType = (values.type as RowJobType | undefined) ?? "planner.auto_cluster";
  const id = newId();
  const at = now();
  await system.accountObject(account.id).hold(id, HELD, holdUntil, "a test");
  const common = { id, accountId: account.id, type, queue: queueOf(type), requestedBy: "user:1", maxAttempts: 3 };
  const times = { runAfter: at, leaseUntil: at + MINUTE, createdAt: at, updatedAt: at, estimatedCredits: HELD };
  await system.db.insert(jobs).values({ ...common, ...times, input: { keyword_ids: [], sector_id: 0 }, ...values });
  if (values.state === "queued") await takeTurn(system.db, account.id, queueOf(type), values.runAfter ?? at);
  return id;
}

const look = async (id: string) =>
  env.DB.prepare("SELECT state, attempts, error_code, credits, settled_at FROM jobs WHERE id = ?").bind(id).first();
const notes = async () =>
  (
    await env.DB.prepare("SELECT notification_type AS type FROM notifications WHERE account_id = ?")
      .bind(account.id)
      .all()
  ).results
    .map(({ type }) => type)
    .filter((type) => String(type).startsWith("ai_"));
const messageOf = (jobId: string, type: RowJobType = "planner.auto_cluster") =>
  ({ type, accountId: account.id, jobId }) as Message;

/** Hands the bodies to the consumer, as one batch of a queue. */
async function deliver(queue: string, ...bodies: unknown[]) {
  const messages = bodies.map((body) => ({ id: newId(), timestamp: new Date(), attempts: 1, body }));
  const batch = createMessageBatch(queue, messages);
  const execution = createExecutionContext();
  await consume(batch, env, execution);
  await waitOnExecutionContext(execution);
  return getQueueResult(batch, execution);
}

async function expectReleased(): Promise<void> {
  expect(await balance()).toMatchObject({ available: plan, held: 0, spent: 0 });
  expect((await system.accountObject(account.id).verify()).balanced).toBe(true);
}

describe("a dead message", () => {
  it("ends a job whose attempts are used up: released, failed, told once", async () => {
    const id = await jobRow({ state: "running", attempts: 3, leaseUntil: now() - SECOND });
    await handleDead(ctx(), messageOf(id));
    await deliver("keyline-ai-jobs-dead", messageOf(id));
    expect(await look(id)).toMatchObject({ state: "failed", error_code: "internal_error", credits: 0 });
    expect(await notes()).toEqual(["ai_cluster_failed"]);
    await expectReleased();
  });

  it("leaves a job alone that may be tried again, is under way or is over", async () => {
    const again = await jobRow({ state: "queued", attempts: 2, runAfter: now() + HOUR });
    const running = await jobRow({ state: "running", attempts: 3, leaseUntil: now() + MINUTE });
    const done = await jobRow({ state: "done", attempts: 3, credits: 7, settledAt: now(), finishedAt: now() });
    for (const id of [again, running, done, newId()]) await handleDead(ctx(), messageOf(id));
    expect((await look(again))?.state).toBe("queued");
    expect((await look(running))?.state).toBe("running");
    expect((await look(done))?.state).toBe("done");
    expect(await balance()).toMatchObject({ held: 3 * HELD });
    expect(await notes()).toEqual([]);
  });
});

describe("the sweep of jobs", () => {
  const TYPES: RowJobType[] = [
    "planner.auto_cluster",
    "planner.generate_ideas",
    "writer.generate_content",
    "writer.generate_images",
    "writer.render_images",
    "publisher.publish",
  ];

  it.each(TYPES)("ends a %s that never began, and gives its credits back", async (type) => {
    const id = await jobRow({ type, state: "new", input: {}, leaseUntil: now() - SECOND });
    await rescueJobs(system);
    expect(await look(id)).toMatchObject({ state: "failed", credits: 0, attempts: 0, settled_at: expect.any(Number) });
    await expectReleased();
  });

  it("leaves a row alone whose request is under way", async () => {
    const id = await jobRow({ state: "new" });
    await rescueJobs(system);
    expect((await look(id))?.state).toBe("new");
  });

  it("ends a job whose last worker died", async () => {
    const id = await jobRow({ state: "running", attempts: 3, leaseUntil: now() - SECOND });
    await rescueJobs(system);
    expect(await look(id)).toMatchObject({ state: "failed", attempts: 3 });
    await expectReleased();
  });

  it("sends again what waits without a message, and what lost its worker", async () => {
    const waiting = await jobRow({ state: "queued", leaseUntil: now() - SECOND });
    const abandoned = await jobRow({ state: "running", attempts: 1, leaseUntil: now() - SECOND });
    const fresh = await jobRow({ state: "queued", runAfter: now() + MINUTE });
    const held = await jobRow({ state: "running", attempts: 1 });
    await rescueJobs(system);
    expect(await taskEnd(account, waiting)).toMatchObject({ status: "done", attempts: 1 });
    expect(await taskEnd(account, abandoned)).toMatchObject({ status: "done", attempts: 2 });
    expect(await look(fresh)).toMatchObject({ state: "queued", attempts: 0 });
    expect(await look(held)).toMatchObject({ state: "running", attempts: 1 });
  });

  it("settles once what is done and unpaid", async () => {
    const id = await jobRow({ state: "done", credits: 7, ...ENDED_LONG_AGO });
    await Promise.all([settleEndedJobs(system), settleEndedJobs(system)]);
    await settleEndedJobs(system);
    expect(await balance()).toMatchObject({ available: plan - 7, held: 0, spent: 7 });
    expect((await look(id))?.settled_at).toEqual(expect.any(Number));
  });

  it("tells once that credits run low, although the worker that took them died before it could", async () => {
    const object = system.accountObject(account.id);
    await object.hold("before", plan, now() + HOUR, "a test");
    await object.settle("before", 0.8 * plan - HELD + 1);
    const id = await jobRow({ state: "done", credits: HELD, ...ENDED_LONG_AGO });
    const [row] = await system.db.select().from(jobs).where(eq(jobs.id, id));
    const dying = { ...ctx(), commit: () => Promise.reject(new Error("died")) };
    await expect(settleJob(dying, row as JobRow, HELD)).rejects.toThrow("died");
    expect(await balance()).toMatchObject({ available: 0.2 * plan - 1, held: 0 });
    await Promise.all([settleEndedJobs(system), settleEndedJobs(system)]);
    await settleEndedJobs(system);
    expect((await look(id))?.settled_at).toEqual(expect.any(Number));
    const count = (sql: string) => env.DB.prepare(`SELECT count(*) AS n ${sql}`).bind(account.id).first("n");
    expect(await count("FROM notifications WHERE account_id = ? AND notification_type = 'credits_low'")).toBe(1);
    expect(await count("FROM events WHERE account_id = ? AND type = 'notification'")).toBe(1);
  });

  it("releases what failed or was cancelled", async () => {
    for (const state of ["failed", "cancelled"] as const) await jobRow({ state, credits: 0, ...ENDED_LONG_AGO });
    await settleEndedJobs(system);
    await expectReleased();
  });

  it("is not held up by a row that cannot be dealt with", async () => {
    // the ledger refuses a negative cost
    const broken = await jobRow({ state: "done", credits: -1, ...ENDED_LONG_AGO });
    await jobRow({ state: "done", credits: 7, ...ENDED_LONG_AGO, finishedAt: 1 });
    const said = vi.spyOn(console, "error").mockImplementation(() => {});
    await expect(settleEndedJobs(system)).rejects.toThrow("1 jobs could not be dealt with");
    expect(String(said.mock.calls)).toContain(broken);
    said.mockRestore();
    expect(await balance()).toMatchObject({ held: HELD, spent: 7 });
    await env.DB.prepare("UPDATE jobs SET credits = 0 WHERE id = ?").bind(broken).run();
  });
});

const create = async (path: string, json: unknown) =>
  (await account.call(`/api/v1${path}`, { json })).body.data.id as number;

async function newSector() {
  const site_id = await create("/auth/sites/", { name: "Jobs" });
  return { site_id, sector_id: await create("/auth/sectors/", { site_id, name: "Coffee" }) };
}

/** Four keywords that make two clusters. */
async function newKeywords() {
  const place = await newSector();
  const keyword_ids: number[] = [];
  for (const keyword of ["coffee grinder", "best coffee grinder", "tea kettle", "electric tea kettle"])
    keyword_ids.push(await create("/planner/keywords/", { ...place, keyword }));
  return { ...place, keyword_ids };
}

/** A writer's task that some job has marked as under way. */
async function writingTask(): Promise<number> {
  const place = await newSector();
  const cluster_id = await create("/planner/clusters/", { ...place, name: "Grinders" });
  const brief = { title: "Grinder guide", content_type: "post", content_structure: "guide", word_count: 300 };
  const id = await create("/writer/tasks/", { ...place, ...brief, cluster_id });
  await env.DB.prepare("UPDATE tasks SET status = 'in_progress' WHERE id = ?").bind(id).run();
  return id;
}

describe("the consumer", () => {
  it("acknowledges what it cannot read, and goes on with the rest of the batch", async () => {
    const said = vi.spyOn(console, "error").mockImplementation(() => {});
    const id = await jobRow({ state: "queued" });
    const unreadable = [
      null,
      "text",
      { type: "planner.unknown", accountId: account.id, jobId: id },
      { type: "planner.auto_cluster" },
    ];
    const result = await deliver("keyline-ai-jobs", ...unreadable, messageOf(id));
    expect(said).toHaveBeenCalledTimes(unreadable.length);
    said.mockRestore();
    expect(result.explicitAcks).toHaveLength(unreadable.length + 1);
    expect(result.retryMessages).toEqual([]);
    expect((await look(id))?.state).toBe("done");
  });

  it("runs a job once and charges it once, however many consumers have its message", async () => {
    const { sector_id, keyword_ids } = await newKeywords();
    const id = await jobRow({ state: "queued", input: { sector_id, keyword_ids } });
    const message = messageOf(id);
    await Promise.all([1, 2, 3].map(() => deliver("keyline-ai-jobs", message)));
    await deliver("keyline-ai-jobs", message);
    const row = await look(id);
    expect(row).toMatchObject({ state: "done", attempts: 1, settled_at: expect.any(Number) });
    const cost = Number(row?.credits);
    expect(cost).toBeGreaterThan(0);
    expect(await balance()).toMatchObject({ available: plan - cost, held: 0, spent: cost });
    expect((await account.call("/api/v1/billing/usage/")).body.results).toMatchObject([{ credits_used: cost }]);
    expect(await notes()).toEqual(["ai_cluster_complete"]);
  });

  it("does not end a job that another worker has taken over", async () => {
    const id = await jobRow({ state: "queued" });
    const failed = () => ({ effects: [], notification: null });
    const line = { operation: "clustering", credits: 7, tokensIn: 1, tokensOut: 1, model: "offline" } as const;
    const [late, begun] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const second: JobHandler = {
      async run() {
        begun.resolve();
        await late.promise;
        return { effects: [], result: {}, usage: [line], notification: null };
      },
      failed,
    };
    let takenOver = Promise.resolve();
    const first: JobHandler = {
      async run() {
        await env.DB.prepare("UPDATE jobs SET lease_until = 0 WHERE id = ?").bind(id).run();
        await claimOverdueJobs(system.db, now(), now() + MINUTE, 10);
        await takeTurn(system.db, account.id, "ai", now());
        takenOver = runNextJob(ctx(), "ai", { "planner.auto_cluster": second });
        await begun.promise;
        throw new DomainError("provider_error", "no such model");
      },
      failed,
    };
    await runNextJob(ctx(), "ai", { "planner.auto_cluster": first });
    expect(await look(id)).toMatchObject({ state: "running", attempts: 2 });
    late.resolve();
    await takenOver;
    expect(await look(id)).toMatchObject({ state: "done", attempts: 2, credits: 7, error_code: null });
    expect(await balance()).toMatchObject({ available: plan - 7, held: 0, spent: 7 });
  });

  it("does not run a job that was cancelled before its message came", async () => {
    const id = await jobRow({ state: "queued" });
    const { status } = await account.call(`/api/v1/system/tasks/${id}/cancel/`, { method: "POST" });
    expect(status).toBe(200);
    await deliver("keyline-ai-jobs", messageOf(id));
    expect(await look(id)).toMatchObject({ state: "cancelled", attempts: 0, credits: 0 });
    expect(await until(async () => (await look(id))?.settled_at, "the settlement")).toEqual(expect.any(Number));
    await expectReleased();
  });
});

describe("what is decided about a job", () => {
  const line = { operation: "clustering", credits: 3, tokensIn: 10, tokensOut: 5, model: "a" } as const;

  it("moves along the arrows only", () => {
    expect(() => expectJobMove("running", "queued")).not.toThrow();
    expect(() => expectJobMove("done", "queued")).toThrow("cannot go from done to queued");
    expect(() => expectJobMove("new", "cancelled")).toThrow();
    expect([OPEN_STATES, CANCELLABLE_STATES]).toEqual([
      ["new", "queued", "running"],
      ["queued", "running"],
    ]);
  });

  it("waits ever longer between attempts, or as long as it was asked to, and five minutes at most", () => {
    expect([1, 2, 3, 9].map((attempts) => retryDelaySeconds(attempts))).toEqual([10, 20, 40, 300]);
    expect([retryDelaySeconds(1, 7), retryDelaySeconds(1, 3_600)]).toEqual([7, 300]);
    expect([2, 3].map((attempts) => isLastAttempt({ attempts, maxAttempts: 3 }))).toEqual([false, true]);
  });

  it("charges one line for each operation, and never more than was held", () => {
    const other = { ...line, operation: "adaptation", model: "b" } as const;
    const usage = [line, other, { ...line, credits: 4, model: "c" }];
    expect(chargeOf(20, usage)).toEqual({
      lines: [{ ...line, credits: 7, tokensIn: 20, tokensOut: 10 }, other],
      cost: 10,
      paid: 10,
    });
    expect(chargeOf(8, usage)).toMatchObject({ lines: [{ credits: 7 }, { credits: 1 }], cost: 10, paid: 8 });
    expect(chargeOf(0, [])).toEqual({ lines: [], cost: 0, paid: 0 });
  });

  it("begins a follower, sends what waits, and ends what cannot go on, when nobody has it", () => {
    expect(rescueOf({ state: "new", parentId: null })).toBe("end");
    expect(rescueOf({ state: "new", parentId: newId() })).toBe("start");
    expect(rescueOf({ state: "queued", parentId: null })).toBe("send");
    expect(rescueOf({ state: "running", parentId: newId() })).toBe("end");
  });
});

const nothing = { effects: [], result: {}, usage: [], notification: null };
const failed: JobHandler["failed"] = () => ({ effects: [], notification: null });
/** Runs the next job of the AI queue with a handler of the test's own. */
const runNext = (run: JobHandler["run"]) => runNextJob(ctx(), "ai", { "planner.auto_cluster": { run, failed } });
/** Notes whose job it runs. */
const noting =
  (served: number[]): JobHandler["run"] =>
  async (_, { row }) => {
    served.push(row.accountId);
    return nothing;
  };
const FREE = { estimatedCredits: 0, settledAt: 1 } as const;

/** So many free jobs of an account that wait in the AI queue; answers their ids. */
async function waitingJobs(accountId: number, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId());
  await env.DB.prepare(
    `INSERT INTO jobs (id, account_id, type, queue, state, input, max_attempts, run_after, lease_until, settled_at, requested_by, created_at, updated_at)
     SELECT value, ?1, 'planner.auto_cluster', 'ai', 'queued', '{"keyword_ids":[],"sector_id":0}', 3, ?2, ?2 + 60000, ?2, 'user:1', ?2, ?2 FROM json_each(?3)`,
  )
    .bind(accountId, now(), JSON.stringify(ids))
    .run();
  await takeTurn(system.db, accountId, "ai", now());
  return ids;
}

describe("the line of a queue", () => {
  it("lets one job of an account pass five hundred of another, and runs each of them once", async () => {
    const other = await newAccount();
    await waitingJobs(account.id, 500);
    await waitingJobs(other.id, 1);
    const ran: JobRow[] = [];
    const said = vi.spyOn(console, "info").mockImplementation(() => {});
    // as many messages as jobs, ten at a time, and those of the many come first
    for (let message = 0; message < 510; message += 10)
      await Promise.all(
        Array.from({ length: 10 }, () =>
          runNext(async (_, { row }) => {
            ran.push(row);
            return nothing;
          }),
        ),
      );
    said.mockRestore();
    expect(ran.findIndex((row) => row.accountId === other.id)).toBeLessThan(5);
    expect(new Set(ran.map(({ id }) => id)).size).toBe(501);
    expect(ran).toHaveLength(501);
  }, 60_000);

  it("is served by whatever message comes: one that names another's job is a wake-up like its own", async () => {
    const other = await newAccount();
    const ids = await waitingJobs(account.id, 20);
    await waitingJobs(other.id, 1);
    await deliver("keyline-ai-jobs", ...ids.slice(0, 3).map((id) => messageOf(id)));
    expect((await other.call("/api/v1/system/tasks/")).body.results).toMatchObject([{ status: "done", attempts: 1 }]);
    expect((await account.call("/api/v1/system/tasks/?status=queued")).body.count).toBe(18);
  });

  it("serves in turn who was served longest ago", async () => {
    const accounts = [account, await newAccount(), await newAccount()].map(({ id }) => id);
    const served: number[] = [];
    const serve = () => runNext(noting(served));
    for (const id of accounts) await waitingJobs(id, 3);
    for (let turn = 0; turn < 4; turn++) await serve();
    // who comes later waits for one turn of each other, not for all their work
    const late = await newAccount();
    await waitingJobs(late.id, 2);
    for (let turn = 0; turn < 8; turn++) await serve();
    const [first, second, third] = accounts;
    expect(served).toEqual([first, second, third, first, second, third, first, late.id, second, third, late.id]);
  });

  it("passes over an account whose jobs were cancelled, in one wake-up", async () => {
    const other = await newAccount();
    await waitingJobs(account.id, 2);
    await waitingJobs(other.id, 1);
    await env.DB.prepare(
      "UPDATE jobs SET state = 'cancelled', finished_at = 1 WHERE account_id = ? AND state = 'queued'",
    )
      .bind(account.id)
      .run();
    const served: number[] = [];
    await runNext(noting(served));
    expect(served).toEqual([other.id]);
  });

  it("asks D1 twice for a free job: to claim it, and to end it", async () => {
    await waitingJobs(account.id, 3);
    const { reading } = await meterD1(env.DB, () => runNext(async () => nothing));
    expect(reading.roundTrips).toBe(2);
  });

  it("keeps a job that is to be tried again waiting for its time", async () => {
    const id = await jobRow({ state: "queued", ...FREE });
    const said = vi.spyOn(console, "error").mockImplementation(() => {});
    await runNext(() => Promise.reject(new ProviderError("overloaded", true, 30)));
    said.mockRestore();
    const run = vi.fn(async () => nothing);
    await runNext(run);
    expect(run).not.toHaveBeenCalled();
    expect(await look(id)).toMatchObject({ state: "queued", attempts: 1 });
    setClockOffset(30 * SECOND);
    await runNext(run);
    setClockOffset(0);
    expect(await look(id)).toMatchObject({ state: "done", attempts: 2 });
  });
});

describe("a suspended account", () => {
  const suspend = (suspended: boolean) => setSuspended(system, account.id, suspended, null);

  it("has none of its jobs begun, and all of them when it is active again; others pass it", async () => {
    const other = await newAccount();
    const ids = [await jobRow({ state: "queued" }), await jobRow({ state: "queued" })];
    await suspend(true);
    await waitingJobs(other.id, 1);
    const served: number[] = [];
    for (const id of ids) {
      await deliver("keyline-ai-jobs", messageOf(id));
      await runNext(noting(served));
    }
    setClockOffset(HOUR);
    await rescueJobs(system);
    setClockOffset(0);
    await runNext(noting(served));
    expect(served.filter((id) => id === account.id)).toEqual([]);
    for (const id of ids) expect(await look(id)).toMatchObject({ state: "queued", attempts: 0 });
    await suspend(false);
    await rescueJobs(system);
    for (const id of ids) expect(await taskEnd(account, id)).toMatchObject({ status: "done", attempts: 1 });
  });

  it("has none begun that was queued at the very moment", async () => {
    await suspend(true);
    const id = await jobRow({ state: "queued" });
    const run = vi.fn(async () => nothing);
    await runNext(run);
    await runNext(run);
    expect(run).not.toHaveBeenCalled();
    expect(await look(id)).toMatchObject({ state: "queued", attempts: 0 });
    await suspend(false);
    await runNext(run);
    expect(await look(id)).toMatchObject({ state: "done", attempts: 1 });
  });
});

describe("a step of a job", () => {
  const usage = (credits: number) =>
    ({ operation: "clustering", credits, tokensIn: 10 * credits, tokensOut: credits, model: "m" }) as const;
  const overloaded = () => Promise.reject(new ProviderError("overloaded", true, 0));
  const quietly = async (act: () => Promise<unknown>) => {
    const said = vi.spyOn(console, "error").mockImplementation(() => {});
    await act().finally(() => said.mockRestore());
  };

  it("is done and paid once, however often the job is begun; the job costs its steps and what it says itself", async () => {
    const id = await jobRow({ state: "queued" });
    const plan = vi.fn(async () => ({ value: { headings: ["a", "b"], left: undefined }, usage: usage(5) }));
    const write = vi.fn(async () => ({ value: "text", usage: usage(4) }));
    await quietly(() =>
      runNext(async (_, job) => {
        expect(await job.step("plan", plan)).toEqual({ headings: ["a", "b"] });
        return overloaded();
      }),
    );
    expect(await look(id)).toMatchObject({ state: "queued", attempts: 1 });
    await runNext(async (_, job) => {
      const [planned, ...texts] = await Promise.all([
        job.step("plan", plan),
        job.step("section/1", write),
        job.step("section/1", write),
      ]);
      return { ...nothing, result: { planned, texts }, usage: [usage(2)] };
    });
    expect([plan.mock.calls.length, write.mock.calls.length]).toEqual([1, 1]);
    expect(await taskEnd(account, id)).toMatchObject({
      status: "done",
      attempts: 2,
      credits: 11,
      result: { planned: { headings: ["a", "b"] }, texts: ["text", "text"] },
    });
    expect(await balance()).toMatchObject({ held: 0, spent: 11 });
    const { results } = (await account.call("/api/v1/billing/usage/")).body;
    expect(results).toMatchObject([{ credits_used: 11, tokens_input: 110, tokens_output: 11 }]);
    const steps = await env.DB.prepare("SELECT name, position, credits FROM job_steps WHERE job_id = ?").bind(id).all();
    expect(steps.results).toEqual([
      { name: "plan", position: 0, credits: 5 },
      { name: "section/1", position: 1, credits: 4 },
    ]);
  });

  it("costs nothing when the job fails in the end, but stays stored", async () => {
    const id = await jobRow({ state: "queued", maxAttempts: 1 });
    await quietly(() =>
      runNext(async (_, job) => {
        await job.step("plan", async () => ({ value: 1, usage: usage(5) }));
        return overloaded();
      }),
    );
    expect(await look(id)).toMatchObject({ state: "failed", credits: 0 });
    await expectReleased();
    expect(await env.DB.prepare("SELECT count(*) AS n FROM job_steps WHERE job_id = ?").bind(id).first("n")).toBe(1);
  });

  it("may be tried again when it threw, and is not counted then", async () => {
    const id = await jobRow({ state: "queued" });
    await runNext(async (_, job) => {
      await job.step("plan", overloaded).catch(() => {});
      const value = await job.step("plan", async () => ({ value: "second", usage: usage(3) }));
      return { ...nothing, result: { value } };
    });
    expect(await taskEnd(account, id)).toMatchObject({ status: "done", credits: 3, result: { value: "second" } });
  });

  it("is not stored for a worker that has lost the job, which stops", async () => {
    const id = await jobRow({ state: "queued" });
    const after = vi.fn();
    await runNext(async (_, job) => {
      await account.call(`/api/v1/system/tasks/${id}/cancel/`, { method: "POST" });
      await job.step("plan", async () => ({ value: 1, usage: usage(5) }));
      after();
      return nothing;
    });
    expect(after).not.toHaveBeenCalled();
    expect(await look(id)).toMatchObject({ state: "cancelled", credits: 0 });
    expect(await env.DB.prepare("SELECT count(*) AS n FROM job_steps WHERE job_id = ?").bind(id).first("n")).toBe(0);
  });
});

describe("jobs that follow from a job", () => {
  const free = { type: "planner.auto_cluster", input: { keyword_ids: [], sector_id: 0 }, siteId: null } as const;
  const next = (estimate: number): JobRequest => ({ ...free, estimate, operation: estimate > 0 ? "clustering" : null });
  const family = (parent: string) =>
    env.DB.prepare(
      "SELECT id, state, run_id, parent_id, error_code, requested_by FROM jobs WHERE parent_id = ? ORDER BY rowid",
    )
      .bind(parent)
      .all<{ id: string; state: string; error_code: string | null }>();

  it("are written with its end, held, queued and run as any other; what cannot be paid says so", async () => {
    const id = await jobRow({ state: "queued", runId: "run-7" });
    await runNext(async () => ({ ...nothing, next: [next(0), next(7), next(1_000_000)] }));
    const { results } = await family(id);
    expect(results).toHaveLength(3);
    expect(results).toMatchObject(results.map(() => ({ run_id: "run-7", parent_id: id, requested_by: "user:1" })));
    expect(results[2]).toMatchObject({ state: "failed", error_code: "insufficient_credits" });
    for (const { id: child } of results.slice(0, 2))
      expect(await taskEnd(account, child)).toMatchObject({ status: "done", credits: 0 });
    const dear = (await account.call(`/api/v1/system/tasks/${results[2]?.id}/`)).body.data;
    expect(dear).toMatchObject({ status: "failed", credits: 0, error: { code: "insufficient_credits" } });
    expect(dear.error.message).toContain("1000000 credits");
    expect(await until(async () => (await balance()).held === 0, "all holds to be over")).toBe(true);
  });

  it("are not written when the job is no longer this worker's", async () => {
    const id = await jobRow({ state: "queued" });
    await runNext(async () => {
      await account.call(`/api/v1/system/tasks/${id}/cancel/`, { method: "POST" });
      return { ...nothing, next: [next(0)] };
    });
    expect((await family(id)).results).toEqual([]);
  });

  it("are started by the sweep when the worker died before it could", async () => {
    const id = await jobRow({ state: "done", credits: 0, settledAt: now(), ...ENDED_LONG_AGO });
    const [paid, dear] = [
      await jobRow(
        { state: "new", parentId: id, estimatedCredits: 5, operation: "clustering", leaseUntil: 1 },
        now() + HOUR,
      ),
      await jobRow(
        { state: "new", parentId: id, estimatedCredits: 1_000_000, operation: "clustering", leaseUntil: 1 },
        1,
      ),
    ];
    await system.accountObject(account.id).release(dear);
    await rescueJobs(system);
    expect(await taskEnd(account, paid)).toMatchObject({ status: "done", attempts: 1 });
    expect(await look(dear)).toMatchObject({ state: "failed", error_code: "insufficient_credits", attempts: 0 });
  });
});

describe("the health of the deployment", () => {
  const health = async () => (await call("/api/v1/system/health/")).body.data;

  it("names the release, and fails with queued work that has not moved for five minutes", async () => {
    const well = { status: "ok", database: "ok", storage: "ok", queue: "ok", version };
    expect(await health()).toEqual({ ...well, oldest_waiting_seconds: expect.any(Number) });
    const recent = await jobRow({ state: "queued", runAfter: now() - 4 * MINUTE });
    expect(await health()).toMatchObject(well);
    const stuck = await jobRow({ state: "queued", runAfter: now() - 6 * MINUTE });
    expect(await health()).toMatchObject({ ...well, status: "degraded", queue: "failed" });
    await env.DB.prepare("DELETE FROM jobs WHERE id IN (?, ?)").bind(recent, stuck).run();
    expect(await health()).toMatchObject(well);
  });
});

describe("a cancellation", () => {
  const cancel = (id: string) => account.call(`/api/v1/system/tasks/${id}/cancel/`, { method: "POST" });

  it.each(["queued", "running"] as const)("of a %s job puts back at once what it had taken", async (state) => {
    const taskId = await writingTask();
    const running = state === "running" ? { attempts: 1, leaseUntil: now() + MINUTE } : {};
    const id = await jobRow({ type: "writer.generate_content", state, input: { task_id: taskId }, ...running });
    expect((await cancel(id)).body.data).toMatchObject({ status: "cancelled", credits: 0 });
    const task = await env.DB.prepare("SELECT status FROM tasks WHERE id = ?").bind(taskId).first();
    expect(task).toEqual({ status: "queued" });
    await expectReleased();
  });

  it("stands although the credits could not be given back; the sweep does that", async () => {
    const id = await jobRow({ state: "queued" });
    const lost = () => Promise.reject(new Error("connection lost"));
    const unreachable = Object.create(system.accountObject(account.id), { release: { value: lost } });
    const said = vi.spyOn(console, "warn").mockImplementation(() => {});
    const row = await cancelJob({ ...ctx(), account: unreachable }, id, JOB_HANDLERS);
    expect(String(said.mock.calls)).toContain(id);
    said.mockRestore();
    expect(row).toMatchObject({ state: "cancelled", settledAt: null });
    expect(await balance()).toMatchObject({ held: HELD });
    await env.DB.prepare("UPDATE jobs SET finished_at = 0 WHERE id = ?").bind(id).run();
    await settleEndedJobs(system);
    await expectReleased();
  });

  it("is refused while the request is under way, and when the job is over", async () => {
    const fresh = await jobRow({ state: "new", runAfter: now() + MINUTE });
    const done = await jobRow({ state: "done", credits: 7, settledAt: now(), finishedAt: now() });
    for (const id of [fresh, done]) expect(await cancel(id)).toMatchObject({ status: 409, body: { code: "CONFLICT" } });
    expect((await look(fresh))?.state).toBe("new");
    expect((await look(done))?.state).toBe("done");
  });
});

describe("a request that ends early", () => {
  type Commit = ReturnType<typeof ctx>["commit"];

  /** Asks for a job of 5 credits over a connection that breaks: `broken` stands in for the write. */
  async function request(broken: (commit: Commit) => Commit): Promise<void> {
    const working = ctx();
    const deferred: Promise<unknown>[] = [];
    const defer = (work: Promise<unknown>) => void deferred.push(work);
    const context = { ...working, commit: broken(working.commit), defer };
    const reads = [context.db.select({ id: jobs.id }).from(jobs).limit(1)] as const;
    const input = { keyword_ids: [], sector_id: 0 };
    const asked = requestJob(context, "planner.auto_cluster", reads, () => {
      return { input, estimate: 5, operation: "clustering", siteId: null };
    });
    await expect(asked).rejects.toThrow("connection lost");
    await Promise.all(deferred);
  }

  const lost = () => Promise.reject(new Error("connection lost"));
  const rows = async () =>
    (await env.DB.prepare("SELECT state FROM jobs WHERE account_id = ?").bind(account.id).all()).results;

  it("leaves neither row nor hold when nothing was written", async () => {
    await request(() => lost);
    expect(await rows()).toEqual([]);
    await expectReleased();
  });

  it("keeps the hold of a row that was queued although the answer was lost", async () => {
    await request((commit) => async (statements, events) => {
      await commit(statements, events);
      return lost();
    });
    expect(await rows()).toEqual([{ state: "queued" }]);
    expect(await balance()).toMatchObject({ held: 5 });
  });
});

describe("expired holds", () => {
  it("are released when their job is absent or came to nothing, and kept while it is open or to be paid", async () => {
    const over = now() - SECOND;
    await system.accountObject(account.id).hold(newId(), HELD, over, "a test");
    for (const state of ["failed", "cancelled"] as const) await jobRow({ state, finishedAt: now() }, over);
    await jobRow({ state: "queued", runAfter: now() + HOUR }, over);
    await jobRow({ state: "done", credits: 7, finishedAt: now() }, over);
    await deliver("keyline-publish-jobs", { type: "billing.check_holds", accountId: account.id });
    expect(await balance()).toMatchObject({ available: plan - 2 * HELD, held: 2 * HELD, spent: 0 });
    expect((await system.accountObject(account.id).verify()).balanced).toBe(true);
  });
});
