import { createExecutionContext, createMessageBatch, getQueueResult, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { version } from "../../package.json";
import { handleDead } from "../../src/background/dead-letter.ts";
import { JOB_HANDLERS } from "../../src/background/handlers.ts";
import { consume } from "../../src/background/queue.ts";
import { runJob } from "../../src/background/run-job.ts";
import { endHopelessJobs, resendStalledJobs, settleEndedJobs } from "../../src/background/sweep-jobs.ts";
import { createSystemContext, type Shard } from "../../src/context.ts";
import { DomainError } from "../../src/core/errors.ts";
import { newId } from "../../src/core/ids.ts";
import { HOUR, MINUTE, now, SECOND } from "../../src/core/time.ts";
import { type JobRow, jobs } from "../../src/db/tables/jobs.ts";
import { settleJob } from "../../src/domains/billing/credits.service.ts";
import { requestJob } from "../../src/domains/billing/paid-jobs.service.ts";
import { cancelJob, type JobHandler } from "../../src/domains/jobs/jobs.service.ts";
import { type Message, queueOf, type RowJobType } from "../../src/messages/jobs.ts";
import { call, newAccount, type TestAccount } from "../kit/account.ts";
import { taskEnd, until } from "../kit/tasks.ts";

type NewJob = typeof jobs.$inferInsert;

const HELD = 40;
const ENDED_LONG_AGO = { finishedAt: 0, progress: 100 } as const;

let account: TestAccount;
let plan = 0;

// work that is deferred goes on by itself, as after an answer
const system = createSystemContext(env, (work) => void work.catch(() => {}));
const [shard] = system.shards as [Shard];
const ctx = () => system.forAccount(account);

beforeEach(async () => {
  account = await newAccount();
  plan = (await balance()).available;
});

const balance = () => system.accountObject(account).balance();

/** A row as it stands at some moment of its life, with credits held for it; it has no message. */
async function jobRow(values: Partial<NewJob> & Pick<NewJob, "state">, holdUntil = now() + HOUR): Promise<string> {
  const type: RowJobType = (values.type as RowJobType | undefined) ?? "planner.auto_cluster";
  const id = newId();
  const at = now();
  await system.accountObject(account).hold(id, HELD, holdUntil, "a test");
  const common = { id, accountId: account.id, type, queue: queueOf(type), requestedBy: "user:1", maxAttempts: 3 };
  const times = { runAfter: at, createdAt: at, updatedAt: at, estimatedCredits: HELD };
  await shard.db.insert(jobs).values({ ...common, ...times, input: { keyword_ids: [], sector_id: 0 }, ...values });
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
  expect((await system.accountObject(account).verify()).balanced).toBe(true);
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
    const id = await jobRow({ type, state: "new", input: {}, runAfter: now() - SECOND });
    await endHopelessJobs(system, shard);
    expect(await look(id)).toMatchObject({ state: "failed", credits: 0, attempts: 0, settled_at: expect.any(Number) });
    await expectReleased();
  });

  it("leaves a row alone whose request is under way", async () => {
    const id = await jobRow({ state: "new", runAfter: now() + MINUTE });
    await endHopelessJobs(system, shard);
    await resendStalledJobs(system, shard);
    expect((await look(id))?.state).toBe("new");
  });

  it("ends a job whose last worker died", async () => {
    const id = await jobRow({ state: "running", attempts: 3, leaseUntil: now() - SECOND });
    await resendStalledJobs(system, shard);
    await endHopelessJobs(system, shard);
    expect(await look(id)).toMatchObject({ state: "failed", attempts: 3 });
    await expectReleased();
  });

  it("sends again what waits without a message, and what lost its worker", async () => {
    const waiting = await jobRow({ state: "queued", runAfter: now() - 31 * SECOND });
    const abandoned = await jobRow({ state: "running", attempts: 1, leaseUntil: now() - SECOND });
    const fresh = await jobRow({ state: "queued" });
    const held = await jobRow({ state: "running", attempts: 1, leaseUntil: now() + MINUTE });
    await resendStalledJobs(system, shard);
    expect(await taskEnd(account, waiting)).toMatchObject({ status: "done", attempts: 1 });
    expect(await taskEnd(account, abandoned)).toMatchObject({ status: "done", attempts: 2 });
    expect(await look(fresh)).toMatchObject({ state: "queued", attempts: 0 });
    expect(await look(held)).toMatchObject({ state: "running", attempts: 1 });
  });

  it("settles once what is done and unpaid", async () => {
    const id = await jobRow({ state: "done", credits: 7, ...ENDED_LONG_AGO });
    await Promise.all([settleEndedJobs(system, shard), settleEndedJobs(system, shard)]);
    await settleEndedJobs(system, shard);
    expect(await balance()).toMatchObject({ available: plan - 7, held: 0, spent: 7 });
    expect((await look(id))?.settled_at).toEqual(expect.any(Number));
  });

  it("tells once that credits run low, although the worker that took them died before it could", async () => {
    const object = system.accountObject(account);
    await object.hold("before", plan, now() + HOUR, "a test");
    await object.settle("before", 0.8 * plan - HELD + 1);
    const id = await jobRow({ state: "done", credits: HELD, ...ENDED_LONG_AGO });
    const [row] = await shard.db.select().from(jobs).where(eq(jobs.id, id));
    const dying = { ...ctx(), commit: () => Promise.reject(new Error("died")) };
    await expect(settleJob(dying, row as JobRow, HELD)).rejects.toThrow("died");
    expect(await balance()).toMatchObject({ available: 0.2 * plan - 1, held: 0 });
    await Promise.all([settleEndedJobs(system, shard), settleEndedJobs(system, shard)]);
    await settleEndedJobs(system, shard);
    expect((await look(id))?.settled_at).toEqual(expect.any(Number));
    const count = (sql: string) => env.DB.prepare(`SELECT count(*) AS n ${sql}`).bind(account.id).first("n");
    expect(await count("FROM notifications WHERE account_id = ? AND notification_type = 'credits_low'")).toBe(1);
    expect(await count("FROM events WHERE account_id = ? AND type = 'notification'")).toBe(1);
  });

  it("releases what failed or was cancelled", async () => {
    for (const state of ["failed", "cancelled"] as const) await jobRow({ state, credits: 0, ...ENDED_LONG_AGO });
    await settleEndedJobs(system, shard);
    await expectReleased();
  });

  it("is not held up by a row that cannot be dealt with", async () => {
    // the ledger refuses a negative cost
    const broken = await jobRow({ state: "done", credits: -1, ...ENDED_LONG_AGO });
    await jobRow({ state: "done", credits: 7, ...ENDED_LONG_AGO, finishedAt: 1 });
    const said = vi.spyOn(console, "error").mockImplementation(() => {});
    await expect(settleEndedJobs(system, shard)).rejects.toThrow("1 jobs could not be ended");
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
    const job = { type: "planner.auto_cluster", accountId: account.id, jobId: id } as const;
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
        takenOver = runJob(ctx(), job, second);
        await begun.promise;
        throw new DomainError("provider_error", "no such model");
      },
      failed,
    };
    await runJob(ctx(), job, first);
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

describe("the health of the deployment", () => {
  const health = async () => (await call("/api/v1/system/health/")).body.data;
  const SHARDS = [1, 2].map((number) => ({ shard: number, status: "ok" }));

  it("names the release, and fails with queued work that has not moved for five minutes", async () => {
    const well = { status: "ok", database: "ok", storage: "ok", queue: "ok", shards: SHARDS, version };
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
    const unreachable = Object.create(system.accountObject(account), { release: { value: lost } });
    const said = vi.spyOn(console, "warn").mockImplementation(() => {});
    const row = await cancelJob({ ...ctx(), account: unreachable }, id, JOB_HANDLERS);
    expect(String(said.mock.calls)).toContain(id);
    said.mockRestore();
    expect(row).toMatchObject({ state: "cancelled", settledAt: null });
    expect(await balance()).toMatchObject({ held: HELD });
    await env.DB.prepare("UPDATE jobs SET finished_at = 0 WHERE id = ?").bind(id).run();
    await settleEndedJobs(system, shard);
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
    await system.accountObject(account).hold(newId(), HELD, over, "a test");
    for (const state of ["failed", "cancelled"] as const) await jobRow({ state, finishedAt: now() }, over);
    await jobRow({ state: "queued", runAfter: now() + HOUR }, over);
    await jobRow({ state: "done", credits: 7, finishedAt: now() }, over);
    await deliver("keyline-publish-jobs", { type: "billing.check_holds", accountUuid: account.uuid });
    expect(await balance()).toMatchObject({ available: plan - 2 * HELD, held: 2 * HELD, spent: 0 });
    expect((await system.accountObject(account).verify()).balanced).toBe(true);
  });
});
