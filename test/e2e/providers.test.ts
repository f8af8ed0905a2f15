import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type OpenAiFault, type RecordedRequest, startFakeOpenAi } from "../fakes/openai.ts";
import type { Body } from "./client.ts";
import { type Books, Newsroom } from "./newsroom.ts";
import { type Served, serve } from "./served.ts";

const KEY = "sk-secret-of-this-deployment";
/** A wait so long that the client leaves it to the queue: one request each attempt. */
const LATER = { retryAfter: 30 };

const state = await mkdtemp(path.join(tmpdir(), "keyline-providers-"));
const openai = await startFakeOpenAi();
const start = (key: string) => {
  const variables = {
    OPENAI_API_KEY: key,
    OPENAI_BASE_URL: `${openai.url}/t/providers/v1`,
    OPENAI_TEXT_MODEL: "gpt-test",
    OPENAI_IMAGE_MODEL: "image-test",
    RATE_LIMIT_SCALE: "100",
  };
  const given = Object.entries(variables).map(([name, value]) => `--var=${name}=${value}`);
  return serve(state, "--control-port=0", ...given);
};

let server: Served;
let room: Newsroom;
let before: Books;

afterAll(async () => {
  await openai.close();
  await rm(state, { recursive: true, force: true });
});

const control = (what: string, init?: RequestInit) => fetch(`${openai.url}/__control/providers/${what}`, init);
const forget = () => control("state", { method: "DELETE" });
const asked = async () => ((await (await control("state")).json()) as { requests: RecordedRequest[] }).requests;

async function faults(...queued: OpenAiFault[]): Promise<void> {
  for (const fault of queued) await control("faults", { method: "POST", body: JSON.stringify(fault) });
}

/** The task failed for this reason after so many attempts, its owner was told once, and the account is as it was. */
async function expectFailure(task: Body, error: { attempts: number; message: string; notification: string }) {
  const { attempts, message, notification } = error;
  const expected = { status: "failed", attempts, credits: 0, result: null, error: { code: "provider_error", message } };
  expect(task).toMatchObject(expected);
  expect(await room.books()).toEqual(before);
  const told = (await room.notifications()).filter((one) => one.notification_type === notification);
  expect(told.map((one) => one.message)).toEqual([expect.stringContaining(message)]);
  const shown = JSON.stringify([task, await room.notifications()]);
  expect(shown).not.toContain("SERVER-SECRET-TEXT");
  expect(shown).not.toContain(KEY);
}

/** The task is done, and cost what it says: within its hold, taken once, logged once. */
async function expectPaid(task: Body, attempts = 1, lines = 1): Promise<void> {
  expect(task).toMatchObject({ status: "done", attempts, error: null });
  expect(task.credits).toBeGreaterThan(0);
  expect(task.credits).toBeLessThanOrEqual(task.estimated_credits);
  const { credits, used, logged } = before;
  const after = { credits: credits - task.credits, used: used + task.credits, logged: logged + lines };
  expect(await room.books()).toEqual(after);
}

const grouping = () => room.run("/planner/clusters/auto_cluster/", { ids: room.keywords });

/** No cluster, and every keyword as new as before. */
async function expectNothingGrouped(): Promise<void> {
  expect(await room.count("/planner/clusters/")).toBe(0);
  const { results } = (await room.client.get("/planner/keywords/")).body;
  for (const keyword of results) expect(keyword).toMatchObject({ status: "new", cluster_id: null });
}

/** Files in R2: miniflare keeps one for each object. */
async function filesStored(): Promise<number> {
  return (await readdir(path.join(state, "v3/r2/keyline-images/blobs")).catch(() => [])).length;
}

/** No content, no terms, no pictures. */
async function expectNothingWritten(taskId: number, status: string): Promise<void> {
  for (const list of ["content", "taxonomies", "images"]) expect(await room.count(`/writer/${list}/`)).toBe(0);
  const { results } = (await room.client.get("/writer/tasks/")).body;
  expect(results).toMatchObject([{ id: taskId, status }]);
}

describe("an AI provider that refuses the key", () => {
  it("fails at once, says what to do and never shows the key", async () => {
    server = await start("wrong-key");
    room = await Newsroom.open(server);
    before = await room.books();
    const content = await room.article();
    const task = await room.run(`/writer/content/${content}/generate_images/`);
    const message = "The AI provider refused the API key. Check it in the provider settings.";
    await expectFailure(task, { attempts: 1, message, notification: "ai_images_failed" });
    expect(JSON.stringify([task, await room.notifications()])).not.toContain("wrong-key");
    expect([await room.count("/writer/images/"), await filesStored()]).toEqual([0, 0]);
    expect(await asked()).toHaveLength(1);
    expect(await server.end()).toBe(0);

    server = await start(KEY);
    room.client.server = server;
    await expectPaid(await room.run(`/writer/content/${content}/generate_images/`), 1, 2);
    expect(await room.count("/writer/images/?status=generated")).toBe(3);
  });
});

describe("an AI provider that fails", () => {
  beforeAll(async () => {
    server ??= await start(KEY);
  });
  afterAll(() => server?.end());

  beforeEach(async () => {
    room = await Newsroom.open(server);
    before = await room.books();
  });
  afterEach(forget);

  it("is asked again when it says 429, and paid once", async () => {
    await faults({ fault: "status", status: 429, ...LATER, times: 1 });
    await expectPaid(await grouping(), 2);
    expect(await room.count("/planner/clusters/")).toBe(2);
    expect((await room.notifications()).map((one) => one.notification_type)).toEqual(["ai_cluster_complete"]);
  });

  it("is given up after three attempts, for nothing", async () => {
    await faults({ fault: "status", status: 500, times: 3 }, { fault: "status", status: 500, ...LATER, times: 99 });
    const message = "The AI provider failed (status 500).";
    await expectFailure(await grouping(), { attempts: 3, message, notification: "ai_cluster_failed" });
    expect(await asked()).toHaveLength(5);
    await expectNothingGrouped();
    await forget();
    await expectPaid(await grouping());
  });

  it("may correct an answer in prose once, and both rounds are paid within the hold", async () => {
    const clean = await grouping();
    await expectPaid(clean);
    room = await Newsroom.open(server);
    before = await room.books();
    await forget();
    await faults({ fault: "prose", times: 1 });
    const repaired = await grouping();
    await expectPaid(repaired);
    expect(repaired.credits).toBeGreaterThan(clean.credits);
    expect(await asked()).toHaveLength(2);
  });

  it("is not asked a second time when it answers in prose twice", async () => {
    const cluster = await room.cluster("Grinders");
    await faults({ fault: "prose", times: 2 });
    const ideas = () => room.run("/planner/clusters/generate_ideas/", { ids: [cluster], ideas_per_cluster: 2 });
    const message = "The model's answer did not have the required form, nor did its correction.";
    await expectFailure(await ideas(), { attempts: 1, message, notification: "ai_ideas_failed" });
    expect(await asked()).toHaveLength(2);
    expect(await room.count("/planner/ideas/")).toBe(0);
    await expectPaid(await ideas());
    expect(await room.count("/planner/ideas/")).toBe(2);
  });

  it("leaves no article behind when it hangs up each time", async () => {
    const taskId = await room.task();
    await faults({ fault: "drop", times: 99 });
    const written = () => room.run(`/writer/tasks/${taskId}/generate_content/`);
    const message = "The AI provider could not be reached.";
    await expectFailure(await written(), { attempts: 3, message, notification: "ai_content_failed" });
    await expectNothingWritten(taskId, "failed");
    await forget();
    await expectPaid(await written());
    expect(await room.count("/writer/content/")).toBe(1);
  });

  it("is paid for the pictures it made; the others can be made again", async () => {
    const content = await room.article();
    const files = await filesStored();
    await faults(
      // the first picture is good; what follows fails, attempt after attempt
      { match: "images", fault: "slow", delayMs: 0, times: 1 },
      { match: "images", fault: "status", status: 500, ...LATER, times: 99 },
    );
    const task = await room.run(`/writer/content/${content}/generate_images/`, { in_article: 2 });
    await expectPaid(task, 3, 2);
    expect(task.result.image_ids).toHaveLength(1);
    expect(task.result.failed_image_ids).toHaveLength(2);
    const { results } = (await room.client.get(`/writer/images/?content_id=${content}&status=failed`)).body;
    expect(results.map((image: Body) => image.id).toSorted()).toEqual(task.result.failed_image_ids.toSorted());
    for (const image of results)
      expect(image).toMatchObject({ error: "The AI provider failed (status 500).", image_url: null });
    expect(await filesStored()).toBe(files + 1);

    before = await room.books();
    await forget();
    const again = await room.run("/writer/images/generate_for_content/", { content_id: content });
    await expectPaid(again);
    expect(again.result.image_ids.toSorted()).toEqual(task.result.failed_image_ids.toSorted());
    const images = (await room.client.get(`/writer/images/?content_id=${content}`)).body.results;
    expect(images).toHaveLength(3);
    expect(await filesStored()).toBe(files + 3);
    for (const { image_url } of images) expect((await fetch(image_url)).status).toBe(200);
  });

  it("is not asked at all for more than the account has", async () => {
    const clusters = await Promise.all(["Mills", "Kettles", "Filters", "Scales"].map((name) => room.cluster(name)));
    const wanted = { ids: clusters, ideas_per_cluster: 10 };
    const { status, body } = await room.client.post("/planner/clusters/generate_ideas/", wanted);
    expect(status).toBe(402);
    const facts = { code: "INSUFFICIENT_CREDITS", available: before.credits, operation: "idea_generation" };
    expect(body).toMatchObject({ success: false, ...facts });
    expect(body.required).toBeGreaterThan(before.credits);
    await expect.poll(() => room.count("/system/tasks/")).toBe(0);
    await room.client.tick();
    expect(await room.books()).toEqual(before);
    expect(await asked()).toEqual([]);
    expect(await room.notifications()).toEqual([]);
    await expectPaid(await room.run("/planner/clusters/generate_ideas/", { ids: clusters, ideas_per_cluster: 1 }));
  });

  it("answers in vain once its task is cancelled", async () => {
    const taskId = await room.task();
    await faults({ fault: "slow", delayMs: 1_500, times: 1 });
    const id = await room.client.start(`/writer/tasks/${taskId}/generate_content/`);
    await expect.poll(async () => (await asked()).length, { timeout: 5_000 }).toBe(1);
    expect((await room.client.post(`/system/tasks/${id}/cancel/`)).body.data).toMatchObject({ status: "cancelled" });
    expect(await room.books()).toEqual(before);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(await room.look(id)).toMatchObject({ status: "cancelled", credits: 0, result: null });
    await expectNothingWritten(taskId, "queued");
    expect(await room.books()).toEqual(before);
    expect(await room.notifications()).toEqual([]);
    await expectPaid(await room.run(`/writer/tasks/${taskId}/generate_content/`));
    expect(await room.count("/writer/content/")).toBe(1);
  });

  it("cannot lose, double or invent a keyword", async () => {
    const cluster = (name: string, ...keywords: string[]) => ({
      name,
      description: "All of it.",
      reason: "Alike.",
      keywords,
    });
    const clusters = [
      cluster("Coffee", "coffee grinder", "coffee beans", "coffee machine"),
      cluster("Drinks", "coffee beans", "Tea Pot", "coffee grinder"),
    ];
    await faults({ fault: "answer", answer: { clusters, outliers: [] }, times: 1 });
    const task = await grouping();
    await expectPaid(task);
    expect(task.result).toMatchObject({ clusters_created: 1, keywords_clustered: 2, outliers: 2 });
    const { results } = (await room.client.get("/planner/keywords/?ordering=created_at")).body;
    const [coffee] = (await room.client.get("/planner/clusters/")).body.results;
    const byName = Object.fromEntries(results.map((row: Body) => [row.keyword, row.cluster_id]));
    const expected = { "coffee grinder": coffee.id, "coffee beans": coffee.id, "tea pot": null, "tea cup": null };
    expect(byName).toEqual(expected);
    expect(coffee).toMatchObject({ name: "Coffee", keywords_count: 2 });
  });
});
