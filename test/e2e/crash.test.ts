import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { startFakeOpenAi } from "../fakes/openai.ts";
import { startFakeWordPress } from "../fakes/wordpress.ts";
import { type Body, Client } from "./client.ts";
import { serve } from "./served.ts";

const state = await mkdtemp(path.join(tmpdir(), "keyline-crash-"));
const [openai, wordpress] = await Promise.all([startFakeOpenAi(), startFakeWordPress()]);
afterAll(async () => {
  await Promise.all([openai.close(), wordpress.close()]);
  await rm(state, { recursive: true, force: true });
});

const JOBS = 10;
const PASSWORD = "abcd efgh ijkl mnop qrst uvwx";

const start = () =>
  serve(
    state,
    "--control-port=0",
    ...[
      `OUTBOUND_ALLOW_HOSTS=${new URL(wordpress.url).host}`,
      "DEFAULT_PLAN=growth",
      "LEASE_SECONDS=2",
      "RATE_LIMIT_SCALE=100",
    ].map((text) => `--var=${text}`),
    ...["OPENAI_API_KEY=test-key", `OPENAI_BASE_URL=${openai.url}/t/crash/v1`, "OPENAI_TEXT_MODEL=gpt-test"].map(
      (text) => `--var=${text}`,
    ),
  );

const tasksDone = async (client: Client, type: string) =>
  (await client.get(`/system/tasks/?type=${type}&status=done&page_size=100`)).body.count as number;

describe("kill -9 in the middle of the work", () => {
  it("loses nothing, charges once and posts once", async () => {
    const client = await Client.register(await start());
    const site = await client.create("/auth/sites/", { name: "Crash test" });
    const sector = await client.create("/auth/sectors/", { site_id: site.id, name: "Coffee" });
    const place = { site_id: site.id, sector_id: sector.id };
    const cluster = await client.create("/planner/clusters/", { ...place, name: "Grinders" });
    await slowDown("openai", { match: "chat", fault: "slow", delayMs: 400, times: 200 });

    const task = (n: number) => ({
      ...place,
      cluster_id: cluster.id,
      title: `Grinder guide ${n}`,
      content_type: "post",
      content_structure: "guide",
      keywords: ["coffee grinder"],
      word_count: 300,
    });
    const tasks = await Promise.all(Array.from({ length: JOBS }, (_, n) => client.create("/writer/tasks/", task(n))));
    for (const { id } of tasks) expect((await client.post(`/writer/tasks/${id}/generate_content/`)).status).toBe(202);
    await client.until(async () => (await tasksDone(client, "writer.generate_content")) >= 2 && true, "two results");
    await client.server.crash();

    client.server = await start();
    expect(await tasksDone(client, "writer.generate_content")).toBeLessThan(JOBS);
    await client.until(
      async () => (await tasksDone(client, "writer.generate_content")) === JOBS && true,
      "ten results",
    );
    const content = (await client.get("/writer/content/?page_size=100")).body;
    expect(content.count).toBe(JOBS);
    await expectBooksToAgree(client);
    const picture = await makePicture(client, content.results[0].id);

    await publishAndCrash(
      client,
      site.id,
      content.results.map((row: Body) => row.id),
    );
    const served = await fetch(`${client.server.url}${picture}`);
    expect([served.status, served.headers.get("content-type")]).toEqual([200, "image/png"]);
    await client.server.end();
  }, 150_000);
});

/** A picture in R2; answers its path. */
async function makePicture(client: Client, contentId: number): Promise<string> {
  const started = await client.post(`/writer/content/${contentId}/generate_images/`, { in_article: 0 });
  expect(started.status).toBe(202);
  await client.until(async () => (await tasksDone(client, "writer.generate_images")) === 1 && true, "the picture");
  const { images } = (await client.get(`/writer/content/${contentId}/`)).body.data;
  return new URL(images[0].image_url).pathname;
}

/** Every article goes to a slow WordPress; the server is killed while some are under way. */
async function publishAndCrash(client: Client, siteId: number, ids: number[]): Promise<void> {
  await client.create("/integration/", {
    site_id: siteId,
    platform: "wordpress",
    site_url: `${wordpress.url}/sites/crash`,
    username: "editor",
    application_password: PASSWORD,
  });
  await slowDown("wordpress", { match: "POST /wp/v2/posts", fault: "slow", delayMs: 500, times: 100 });
  for (const id of ids) {
    await client.call("PUT", `/writer/content/${id}/`, { status: "approved" });
    expect((await client.post("/publisher/publish/", { content_id: id, destinations: ["wordpress"] })).status).toBe(
      202,
    );
  }
  await client.until(async () => (await livePosts()).length >= 2 && true, "two posts");
  await client.server.crash();

  client.server = await start();
  const published = async () =>
    (await client.get("/publisher/records/?status=published&page_size=100")).body.count === ids.length;
  await client.until(published, "ten publications");
  const titles = (await livePosts()).map((post) => JSON.stringify(post.title));
  expect(titles).toHaveLength(ids.length);
  expect(new Set(titles).size).toBe(ids.length);
}

async function slowDown(fake: "openai" | "wordpress", fault: object): Promise<void> {
  const { url } = fake === "openai" ? openai : wordpress;
  expect((await fetch(`${url}/__control/crash/faults`, { method: "POST", body: JSON.stringify(fault) })).ok).toBe(true);
}

const livePosts = async () =>
  ((await (await fetch(`${wordpress.url}/__control/crash/state`)).json()) as { posts: { title: unknown }[] }).posts;

/** One settlement for each job, nothing held, and the ledger's entries add up to the balance. */
async function expectBooksToAgree(client: Client): Promise<void> {
  const usage = await client.until(async () => {
    const { body } = await client.get("/billing/balance/");
    return body.data.held_credits === 0 && body.data;
  }, "all holds to be settled");
  const log = (await client.get("/billing/usage/?page_size=100")).body;
  const spent = log.results.reduce((sum: number, row: Body) => sum + row.credits_used, 0);
  expect(log.count).toBe(JOBS);
  expect(usage).toMatchObject({
    credits_used_this_month: spent,
    credits_remaining: 15_000 - spent,
    ledger: { balanced: true },
  });
}
