import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it } from "vitest";
import { createSystemContext } from "../../src/context.ts";
import { setClockOffset } from "../../src/core/time.ts";
import { reconcilePublication } from "../../src/domains/publications/reconcile.service.ts";
import { sendPublication } from "../../src/domains/publications/send.service.ts";
import { fireDue } from "../../src/domains/schedules/due.service.ts";
import { setSuspended } from "../../src/domains/system/operator.service.ts";
import { newAccount, ORIGIN, type TestAccount } from "../kit/account.ts";
import { runTask, taskEnd, tick, tickAfter, until } from "../kit/tasks.ts";

afterEach(() => setClockOffset(0));

const system = createSystemContext(env, (work) => void work.catch(() => {}));

const PASSWORD = "abcd efgh ijkl mnop qrst uvwx";
let made = 0;

/** An account with a hosted site, one approved article, and a WordPress of its own. */
async function newsroom(options: { username?: string; password?: string; connect?: boolean } = {}) {
  const account = await newAccount();
  const site = (await account.call("/api/v1/auth/sites/", { json: { name: `Brew ${made}` } })).body.data;
  const content = await newArticle(account, site.id);
  const name = `site-${Date.now()}-${made++}`;
  const wordpress = `${env.FAKE_WORDPRESS_URL}/sites/${name}`;
  const connection = {
    site_id: site.id,
    platform: "wordpress",
    site_url: wordpress,
    username: options.username ?? "editor",
    application_password: options.password ?? PASSWORD,
  };
  const integration =
    options.connect === false ? null : (await account.call("/api/v1/integration/", { json: connection })).body.data;
  return { account, site, content, connection, integration, ...controls(name) };
}

async function newArticle(account: TestAccount, siteId: number, title = "Espresso at home") {
  const json = {
    site_id: siteId,
    title,
    content_html: "<h2>Grind</h2><p>Fresh beans taste better.</p>",
    tags: ["espresso"],
  };
  const created = (await account.call("/api/v1/writer/content/", { json })).body.data;
  const approved = await account.call(`/api/v1/writer/content/${created.id}/`, {
    method: "PUT",
    json: { status: "approved" },
  });
  expect(approved.status).toBe(200);
  return approved.body.data;
}

/** Failing on command, and looking at what really arrived there. */
const controls = (name: string) => ({
  fail: async (fault: Record<string, unknown>) => {
    const answer = await fetch(`${env.FAKE_WORDPRESS_URL}/__control/${name}/faults`, {
      method: "POST",
      body: JSON.stringify({ times: 1, ...fault }),
    });
    expect(answer.ok).toBe(true);
  },
  posts: async () => (await stateOf(name)).posts,
  requests: async () => (await stateOf(name)).requests,
});

const stateOf = async (name: string) =>
  (await fetch(`${env.FAKE_WORDPRESS_URL}/__control/${name}/state`)).json<{
    posts: { id: number; title: { raw: string } | string; status: string; slug: string }[];
    requests: { method: string; path: string }[];
  }>();

const statusOf = async (account: TestAccount, contentId: number) =>
  (await account.call(`/api/v1/publisher/publish/status/?content_id=${contentId}`)).body.data;

const publish = (account: TestAccount, contentId: number, more: object = { destinations: ["wordpress"] }) =>
  runTask(account, "/api/v1/publisher/publish/", { content_id: contentId, ...more });

/** Lets the clock strike again and again until the record is in one of `states`. */
const settled = (account: TestAccount, contentId: number, states: string[]) => {
  let offset = 0;
  return until(async () => {
    offset += 25_000;
    await tickAfter(offset);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const record = (await statusOf(account, contentId)).records[0];
    return states.includes(record.state) && record;
  }, `a record in ${states}`);
};

describe("publishing to WordPress", () => {
  it("goes live once, and answers the same publication when nothing changed", async () => {
    const { account, content, posts } = await newsroom();
    const first = await publish(account, content.id);
    expect(first).toMatchObject({
      status: "done",
      credits: 0,
      result: { destinations: [{ status: "published", destination: "wordpress" }] },
    });
    expect(await publish(account, content.id)).toMatchObject({ status: "done" });
    expect(await posts()).toHaveLength(1);
    const status = await statusOf(account, content.id);
    expect(status).toMatchObject({ status: "published", site_status: "published" });
    expect(status.records).toHaveLength(1);
    expect(status.records[0].lateness_ms).toBeLessThan(10_000);
    const shown = (await account.call(`/api/v1/writer/content/${content.id}/`)).body.data;
    expect(shown).toMatchObject({
      status: "published",
      external_id: status.records[0].external_id,
      external_url: status.records[0].external_url,
    });
  });

  it("changes the live post when the content has changed", async () => {
    const { account, content, posts } = await newsroom();
    await publish(account, content.id);
    await account.call(`/api/v1/writer/content/${content.id}/`, {
      method: "PUT",
      json: { title: "Espresso, revised" },
    });
    expect(await publish(account, content.id)).toMatchObject({ status: "done" });
    const live = await posts();
    expect(live).toHaveLength(1);
    expect(JSON.stringify(live[0]?.title)).toContain("Espresso, revised");
    expect((await statusOf(account, content.id)).records).toHaveLength(2);
  });

  it("does not adopt the old text when the change was lost after the connection was made anew", async () => {
    const { account, content, integration, connection, fail, posts } = await newsroom();
    await publish(account, content.id);
    expect((await account.call(`/api/v1/integration/${integration.id}/`, { method: "DELETE" })).status).toBe(200);
    expect((await account.call("/api/v1/integration/", { json: connection })).status).toBe(201);
    await account.call(`/api/v1/writer/content/${content.id}/`, {
      method: "PUT",
      json: { title: "Espresso, revised" },
    });
    await fail({ match: "POST /wp/v2/posts/*", fault: "drop_before" });
    expect((await publish(account, content.id)).result.destinations).toMatchObject([{ state: "unconfirmed" }]);
    await settled(account, content.id, ["published"]);
    expect(await posts()).toMatchObject([{ title: "Espresso, revised" }]);
  });

  it("adopts the post when WordPress accepted it and then dropped the connection", async () => {
    const { account, content, fail, posts } = await newsroom();
    await fail({ match: "POST /wp/v2/posts", fault: "drop_after" });
    const task = await publish(account, content.id);
    expect(task.result.destinations).toMatchObject([{ state: "unconfirmed" }]);
    const blocked = await account.call("/api/v1/publisher/publish/", {
      json: { content_id: content.id, destinations: ["wordpress"] },
    });
    expect(blocked).toMatchObject({ status: 409, body: { code: "ALREADY_PUBLISHING" } });
    const record = await settled(account, content.id, ["published"]);
    expect(await posts()).toHaveLength(1);
    expect(record).toMatchObject({ attempts: 1, metadata: { reconciled: true } });
  });

  it("sends again after two reads that prove the post absent, and only one post exists", async () => {
    const { account, content, fail, posts } = await newsroom();
    await fail({ match: "POST /wp/v2/posts", fault: "drop_before" });
    await publish(account, content.id);
    expect(await posts()).toHaveLength(0);
    const record = await settled(account, content.id, ["published"]);
    expect(await posts()).toHaveLength(1);
    expect(record.attempts).toBe(2);
  });

  it("asks a person when WordPress fails at every save, and goes out when told to", async () => {
    const { account, content, fail, posts, requests } = await newsroom();
    await fail({ match: "POST /wp/v2/posts", fault: "status", status: 500, times: 5 });
    await publish(account, content.id);
    const pauses = new Set<number>();
    const pause = "CASE state WHEN 'scheduled' THEN retry_at - updated_at END AS pause";
    const publications = env.DB.prepare(`SELECT id, state, ${pause} FROM publications WHERE account_id = ?`);
    let offset = 0;
    const { id } = await until(async () => {
      offset += 30_000;
      await tickAfter(offset);
      await new Promise((resolve) => setTimeout(resolve, 100));
      const row = await publications.bind(account.id).first<{ id: number; state: string; pause: number | null }>();
      if (row?.pause) pauses.add(row.pause);
      return row?.state === "needs_human" && row;
    }, "a call for help");
    setClockOffset(0);
    expect((await requests()).filter(({ method, path }) => method === "POST" && path.includes("/posts"))).toHaveLength(
      5,
    );
    expect([...pauses].map((pause) => Math.floor(pause / 60_000))).toEqual([1, 2, 4]);
    const [notice] = (await account.call("/api/v1/notifications/")).body.results;
    expect(notice).toMatchObject({
      notification_type: "content_publish_failed",
      title: "A publication needs your eyes",
      message: expect.stringContaining("then retry this record"),
    });
    expect((await account.call(`/api/v1/publisher/records/${id}/retry/`, { json: {} })).status).toBe(200);
    await settled(account, content.id, ["published"]);
    expect(await posts()).toHaveLength(1);
  });

  it("waits for a picture that cannot be read, and knows that nothing was sent", async () => {
    const { account, content, posts } = await newsroom();
    await runTask(account, `/api/v1/writer/content/${content.id}/generate_images/`, { in_article: 0 });
    await account.call(`/api/v1/writer/content/${content.id}/`, { method: "PUT", json: { status: "approved" } });
    const { objects } = await env.IMAGES.list({ prefix: `accounts/${account.id}/` });
    const key = objects.map((object) => object.key).find((name) => !name.includes("wordless")) ?? "";
    const file = await (await env.IMAGES.get(key))?.arrayBuffer();
    await env.IMAGES.delete(key);
    expect((await publish(account, content.id)).result.destinations).toMatchObject([
      { state: "scheduled", error: expect.stringContaining("featured image") },
    ]);
    await env.IMAGES.put(key, file ?? "");
    await settled(account, content.id, ["published"]);
    expect(await posts()).toMatchObject([{ featuredMedia: expect.any(Number) }]);
  });

  it("needs two absent reads again when the next sender dies, too", async () => {
    const { account, content, fail, posts } = await newsroom();
    await fail({ match: "POST /wp/v2/posts", fault: "drop_before" });
    await fail({ match: "POST /wp/v2/posts", fault: "slow", delayMs: 3_000 });
    await publish(account, content.id);
    const record = await settled(account, content.id, ["sending"]);
    // as if the second sender had died: its claim runs out, and its call has not arrived yet
    await env.DB.prepare("UPDATE publications SET lease_until = 0 WHERE id = ?").bind(record.id).run();
    await reconcilePublication(system.forAccount(account.id), record.id);
    expect((await statusOf(account, content.id)).records).toMatchObject([{ state: "unconfirmed", attempts: 2 }]);
    await until(async () => (await posts()).length === 1, "the late post");
    await settled(account, content.id, ["published"]);
    expect(await posts()).toHaveLength(1);
  });

  it("waits and tries again when WordPress is busy, as it asks", async () => {
    const { account, content, fail, posts } = await newsroom();
    await fail({ match: "POST /wp/v2/posts", fault: "status", status: 429, retryAfter: 30 });
    const task = await publish(account, content.id);
    expect(task.result.destinations).toMatchObject([{ state: "scheduled", status: "pending" }]);
    await settled(account, content.id, ["published"]);
    expect(await posts()).toHaveLength(1);
  });

  it("does not come back at the same moment with posts that were refused together", async () => {
    const { account, site, content, fail } = await newsroom();
    const others = [await newArticle(account, site.id, "Second"), await newArticle(account, site.id, "Third")];
    await fail({ match: "POST /wp/v2/posts", fault: "status", status: 503, times: 3 });
    for (const { id } of [content, ...others]) await publish(account, id);
    const paused = "SELECT retry_at - updated_at AS pause FROM publications WHERE account_id = ?";
    const { results } = await env.DB.prepare(paused).bind(account.id).all<{ pause: number }>();
    expect(new Set(results.map(({ pause }) => pause)).size).toBe(3);
    for (const { pause } of results) expect(Math.abs(pause - 33_750)).toBeLessThanOrEqual(3_750);
  });

  it("fails clearly when the password is refused, and the same record goes out once it is right", async () => {
    const { account, content, integration, posts } = await newsroom({ password: "xxxx xxxx xxxx xxxx xxxx xxxx" });
    const task = await publish(account, content.id);
    expect(task).toMatchObject({ status: "failed", error: { code: "publish_failed" } });
    expect(await statusOf(account, content.id)).toMatchObject({
      site_status: "failed",
      records: [{ status: "failed", error: { code: "auth_failed" } }],
    });
    const fixed = await account.call(`/api/v1/integration/${integration.id}/`, {
      method: "PUT",
      json: { application_password: PASSWORD },
    });
    expect(fixed.status).toBe(200);
    await publish(account, content.id);
    const { records } = await statusOf(account, content.id);
    expect(records).toMatchObject([{ status: "published", attempts: 2 }]);
    expect(await posts()).toHaveLength(1);
  });

  it("uploads the featured image once and sets categories and tags", async () => {
    const { account, content, posts } = await newsroom();
    await runTask(account, `/api/v1/writer/content/${content.id}/generate_images/`, { in_article: 1 });
    await account.call(`/api/v1/writer/content/${content.id}/`, { method: "PUT", json: { status: "approved" } });
    await publish(account, content.id);
    const [post] = (await posts()) as unknown as { featuredMedia: number; tags: number[] }[];
    expect(post?.featuredMedia).toBeGreaterThan(0);
    expect(post?.tags).toHaveLength(1);
  });

  it("says what to do when nothing is connected", async () => {
    const { account, content } = await newsroom({ connect: false });
    const answer = await account.call(`/api/v1/writer/content/${content.id}/publish_to_wordpress/`, { json: {} });
    expect(answer).toMatchObject({ status: 400, body: { code: "PLATFORM_NOT_CONFIGURED" } });
    expect(
      await env.DB.prepare("SELECT count(*) AS n FROM jobs WHERE account_id = ?").bind(account.id).first("n"),
    ).toBe(0);
  });

  it("refuses a draft, and publishes an approved one through the writer's path", async () => {
    const { account, site, posts } = await newsroom();
    const draft = (
      await account.call("/api/v1/writer/content/", {
        json: { site_id: site.id, title: "Draft", content_html: "<p>x</p>" },
      })
    ).body.data;
    const path = `/api/v1/writer/content/${draft.id}/publish_to_wordpress/`;
    expect((await account.call(path, { json: {} })).status).toBe(409);
    await account.call(`/api/v1/writer/content/${draft.id}/`, { method: "PUT", json: { status: "approved" } });
    expect(await runTask(account, path, {})).toMatchObject({ status: "done" });
    expect(await posts()).toHaveLength(1);
  });
});

describe("the hosted site", () => {
  it("shows the article at once, and a changed one at the same address", async () => {
    const { account, content, site } = await newsroom({ connect: false });
    const task = await publish(account, content.id, { destinations: ["site"] });
    const [destination] = task.result.destinations as unknown as { url: string }[];
    expect(destination?.url).toContain(`${ORIGIN}/sites/${site.public_slug}/`);
    const path = destination?.url.replace(ORIGIN, "") ?? "";
    expect((await account.call(path)).body).toContain("Fresh beans taste better.");
    await account.call(`/api/v1/writer/content/${content.id}/`, {
      method: "PUT",
      json: { content_html: "<p>Stale beans do not.</p>" },
    });
    await publish(account, content.id, { destinations: ["site"] });
    const deployments = (await account.call(`/api/v1/publisher/deployments/?site_id=${site.id}`)).body;
    expect(deployments.results.map((row: { version: number }) => row.version)).toEqual([2, 1]);
  });
});

describe("records at a time", () => {
  it("go out when their time has come, and not before", async () => {
    const { account, content, posts } = await newsroom();
    const scheduled_at = `${new Date(Date.now() + 60_000).toISOString().slice(0, 19)}Z`;
    const readOnly = { status: "published", state: "published", external_id: "7", attempts: 3, error: null };
    const created = await account.call("/api/v1/publisher/records/", {
      json: { content_id: content.id, destination: "wordpress", scheduled_at, ...readOnly },
    });
    expect(created).toMatchObject({
      status: 201,
      body: { data: { status: "pending", state: "scheduled", scheduled_at, external_id: null, attempts: 0 } },
    });
    expect((await account.call(`/api/v1/writer/content/${content.id}/`)).body.data).toMatchObject({
      status: "approved",
      site_status: "scheduled",
    });
    await tickAfter(30_000);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await posts()).toHaveLength(0);
    const record = await settled(account, content.id, ["published"]);
    expect(record.lateness_ms).toBeLessThan(60_000);
    expect(await posts()).toHaveLength(1);
  });

  it("go out on time by the account's own clock, without the cron", async () => {
    const { account, content, posts } = await newsroom();
    const scheduled_at = new Date(Date.now() + 1_500).toISOString();
    const json = { content_id: content.id, destination: "wordpress", scheduled_at };
    expect((await account.call("/api/v1/publisher/records/", { json })).status).toBe(201);
    const record = await until(async () => {
      const [first] = (await statusOf(account, content.id)).records;
      return first.state === "published" && first;
    }, "the publication");
    expect(record.lateness_ms).toBeLessThan(1_500);
    expect(await posts()).toHaveLength(1);
  });

  it("are missed after a day, and say so", async () => {
    const { account, content, posts } = await newsroom();
    const scheduled_at = new Date(Date.now() + 5_000).toISOString();
    await account.call("/api/v1/publisher/records/", {
      json: { content_id: content.id, destination: "wordpress", scheduled_at },
    });
    await tickAfter(25 * 3_600_000);
    await until(
      async () =>
        (await env.DB.prepare("SELECT 1 FROM publications WHERE content_id = ? AND state = 'missed'")
          .bind(content.id)
          .first()) !== null,
      "missed",
    );
    expect(await posts()).toHaveLength(0);
  });

  it("of a suspended account wait, and go out when it is active again, or are missed", async () => {
    const [room, late, other] = [await newsroom(), await newsroom(), await newsroom()];
    const scheduled_at = new Date(Date.now() + 20_000).toISOString();
    for (const { account, content } of [room, late, other])
      await account.call("/api/v1/publisher/records/", {
        json: { content_id: content.id, destination: "wordpress", scheduled_at },
      });
    const stateIn = async ({ content }: typeof room) =>
      env.DB.prepare("SELECT state FROM publications WHERE content_id = ?").bind(content.id).first("state");
    for (const { account } of [room, late]) await setSuspended(system, account.id, true, null);
    await tickAfter(30_000);
    await fireDue(system.forAccount(room.account.id));
    await until(async () => (await stateIn(other)) === "published", "the other account's post");
    const id = Number(
      await env.DB.prepare("SELECT id FROM publications WHERE content_id = ?").bind(room.content.id).first("id"),
    );
    await sendPublication(system.forAccount(room.account.id), id);
    expect([await stateIn(room), await stateIn(late)]).toEqual(["scheduled", "scheduled"]);
    await setSuspended(system, room.account.id, false, null);
    await tickAfter(40_000);
    await until(async () => (await stateIn(room)) === "published", "the post of who is active again");
    expect(await stateIn(late)).toBe("scheduled");
    setClockOffset(25 * 3_600_000);
    await setSuspended(system, late.account.id, false, null);
    await tick();
    await until(async () => (await stateIn(late)) === "missed", "missed");
    expect(await late.posts()).toHaveLength(0);
  });

  it.each([
    ["a time without an offset", { scheduled_at: "2030-01-01T09:00:00" }, 400],
    ["a time in the past", { scheduled_at: "2020-01-01T09:00:00Z" }, 400],
    ["an offset for a zone", { scheduled_at: "2030-01-01T09:00:00", timezone: "+02:00" }, 400],
    ["an unknown zone", { scheduled_at: "2030-01-01T09:00:00", timezone: "Mars/Olympus" }, 400],
    ["a time that the clocks skip", { scheduled_at: "2030-03-31T02:30:00", timezone: "Europe/Berlin" }, 400],
    ["an unknown key", { state_of: "published" }, 400],
    ["no destination", { destination: undefined }, 400],
  ])("refuse %s", async (_what, change, status) => {
    const { account, content } = await newsroom();
    const answer = await account.call("/api/v1/publisher/records/", {
      json: { content_id: content.id, destination: "wordpress", ...change },
    });
    expect(answer).toMatchObject({ status, body: { success: false, code: "VALIDATION_ERROR" } });
  });

  it("hide another account's content and connections behind the same 404 as unknown ones", async () => {
    const [mine, theirs] = [await newsroom(), await newsroom()];
    const call = (json: object) => mine.account.call("/api/v1/publisher/records/", { json });
    const foreign = await call({ content_id: theirs.content.id, destination: "wordpress" });
    const unknown = await call({ content_id: 999_999_999, destination: "wordpress" });
    expect([foreign.status, unknown.status]).toEqual([404, 404]);
    expect((await call({ content_id: mine.content.id, integration_id: theirs.integration.id })).status).toBe(404);
    expect((await mine.account.call(`/api/v1/publisher/publish/status/?content_id=${theirs.content.id}`)).status).toBe(
      404,
    );
  });
});

describe("two at once", () => {
  it("publish once when ten requests come together", async () => {
    const { account, content, posts } = await newsroom();
    const json = { content_id: content.id, destinations: ["wordpress"] };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => account.call("/api/v1/publisher/publish/", { json })),
    );
    const started = answers.filter((answer) => answer.status === 202);
    expect(started.length).toBeGreaterThan(0);
    for (const answer of started) await taskEnd(account, answer.body.data.task_id);
    await until(async () => (await statusOf(account, content.id)).status === "published", "published");
    expect(await posts()).toHaveLength(1);
    expect((await statusOf(account, content.id)).records).toHaveLength(1);
  });
});

const contentOf = async (account: TestAccount, id: number) =>
  (await account.call(`/api/v1/writer/content/${id}/`)).body.data;
const put = (account: TestAccount, id: number, json: object) =>
  account.call(`/api/v1/writer/content/${id}/`, { method: "PUT", json });
const record = (account: TestAccount, json: object) => account.call("/api/v1/publisher/records/", { json });
const soon = (ms = 60_000) => `${new Date(Date.now() + ms).toISOString().slice(0, 19)}Z`;
const act = (account: TestAccount, id: number, verb: string) =>
  account.call(`/api/v1/publisher/records/${id}/${verb}/`, { method: "POST" });

describe("what is withdrawn before its time", () => {
  it.each(["draft", "archived"])("never goes out: %s", async (status) => {
    const { account, content, posts } = await newsroom();
    const scheduled_at = soon();
    const made = await record(account, { content_id: content.id, destination: "wordpress", scheduled_at });
    expect((await contentOf(account, content.id)).scheduled_publish_at).toBe(scheduled_at);
    expect(await put(account, content.id, { status })).toMatchObject({ status: 200, body: { data: { status } } });
    expect(await contentOf(account, content.id)).toMatchObject({
      scheduled_publish_at: null,
      site_status: "not_published",
    });
    await tickAfter(90_000);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await posts()).toHaveLength(0);
    expect((await account.call(`/api/v1/publisher/records/${made.body.data.id}/`)).body.data.state).toBe("cancelled");
  });

  it("is stopped by its sender too, when the withdrawal came between", async () => {
    const { account, content, posts } = await newsroom();
    await record(account, { content_id: content.id, destination: "wordpress", scheduled_at: soon() });
    await env.DB.prepare("UPDATE content SET status = 'drafting' WHERE id = ?").bind(content.id).run();
    const { state } = await settled(account, content.id, ["cancelled", "published"]);
    expect({ state, posts: await posts() }).toEqual({ state: "cancelled", posts: [] });
  });

  it("can be cancelled by its record, and scheduled anew as the same record", async () => {
    const { account, content, posts } = await newsroom();
    const json = { content_id: content.id, destination: "WordPress", scheduled_at: soon() };
    const { id } = (await record(account, json)).body.data;
    expect(await act(account, id, "cancel")).toMatchObject({ status: 200, body: { data: { state: "cancelled" } } });
    expect(await act(account, id, "cancel")).toMatchObject({ status: 409 });
    expect(await contentOf(account, content.id)).toMatchObject({ site_status: "not_published", status: "approved" });
    await tickAfter(90_000);
    expect(await posts()).toHaveLength(0);
    setClockOffset(0);
    expect(await record(account, json)).toMatchObject({ status: 200, body: { data: { id, state: "scheduled" } } });
  });

  it("stays as it is when it is live: it is taken down first", async () => {
    const { account, content } = await newsroom();
    await publish(account, content.id);
    const refused = await put(account, content.id, { status: "draft" });
    expect(refused).toMatchObject({ status: 409, body: { error: expect.stringContaining("retract") } });
  });
});

describe("taking down", () => {
  it("moves the WordPress post into the trash, and publishing again brings it back", async () => {
    const { account, content, posts, fail } = await newsroom();
    await publish(account, content.id);
    const { id } = (await statusOf(account, content.id)).records[0];
    await fail({ match: "DELETE /wp/v2/*", fault: "status", status: 503 });
    expect(await act(account, id, "retract")).toMatchObject({ status: 502, body: { code: "PUBLISH_FAILED" } });
    expect(await contentOf(account, content.id)).toMatchObject({ status: "published" });
    expect(await act(account, id, "retract")).toMatchObject({ status: 200, body: { data: { status: "retracted" } } });
    expect(await posts()).toMatchObject([{ status: "trash" }]);
    expect(await contentOf(account, content.id)).toMatchObject({
      ...{ status: "approved", site_status: "not_published", external_id: null, external_url: null },
    });
    await publish(account, content.id);
    expect(await posts()).toMatchObject([{ status: "publish" }]);
  });

  it("takes the hosted page down with every revision, and says 410 there", async () => {
    const { account, content } = await newsroom({ connect: false });
    await publish(account, content.id, { destinations: ["Site"] });
    await put(account, content.id, { title: "Espresso, revised" });
    await publish(account, content.id, { destinations: ["site"] });
    const { id, external_url } = (await statusOf(account, content.id)).records[0];
    expect(await contentOf(account, content.id)).toMatchObject({ external_url, external_type: "post" });
    const path = external_url.replace(ORIGIN, "");
    expect((await account.call(path)).status).toBe(200);
    expect((await act(account, id, "retract")).status).toBe(200);
    expect((await account.call(path)).status).toBe(410);
    const { status, records } = await statusOf(account, content.id);
    expect({ status, states: records.map((row: { state: string }) => row.state) }).toEqual({
      status: "approved",
      states: ["retracted", "retracted"],
    });
  });

  it("is another account's business", async () => {
    const [mine, theirs] = [await newsroom(), await newsroom()];
    await publish(theirs.account, theirs.content.id);
    const { id } = (await statusOf(theirs.account, theirs.content.id)).records[0];
    expect((await act(mine.account, id, "retract")).status).toBe(404);
    expect((await act(mine.account, id, "cancel")).status).toBe(404);
    expect(await theirs.posts()).toMatchObject([{ status: "publish" }]);
  });
});

describe("a draft left at the platform", () => {
  it("is not live, and becomes the live post when that is wished", async () => {
    const { account, content, posts } = await newsroom();
    await publish(account, content.id, { destinations: ["wordpress"], remote_status: "draft" });
    expect(await posts()).toMatchObject([{ status: "draft" }]);
    expect(await statusOf(account, content.id)).toMatchObject({ status: "approved", site_status: "not_published" });
    const { results } = (await account.call("/api/v1/notifications/")).body;
    expect(results[0].message).toContain("saved as a draft");
    await publish(account, content.id);
    expect(await posts()).toMatchObject([{ status: "publish" }]);
    expect(await statusOf(account, content.id)).toMatchObject({ status: "published", site_status: "published" });
    const back = { content_id: content.id, destinations: ["wordpress"], remote_status: "draft" };
    const refused = await account.call("/api/v1/publisher/publish/", { json: back });
    expect(refused).toMatchObject({ status: 409, body: { code: "ALREADY_PUBLISHED" } });
  });
});

describe("a connection that leads to another place now", () => {
  it("gets a post of its own there, and nobody's post is overwritten", async () => {
    const { account, content, integration, posts } = await newsroom();
    await publish(account, content.id);
    const [old] = await posts();
    const name = `moved-${Date.now()}-${made++}`;
    const site_url = `${env.FAKE_WORDPRESS_URL}/sites/${name}`;
    const authorization = `Basic ${btoa(`editor:${PASSWORD}`)}`;
    const headers = { authorization, "content-type": "application/json" };
    for (let id = 0; id < (old?.id ?? 0) + 3; id++) {
      const body = JSON.stringify({ title: `Theirs ${id}`, content: "x", status: "publish" });
      expect((await fetch(`${site_url}/wp-json/wp/v2/posts`, { method: "POST", headers, body })).status).toBe(201);
    }
    const json = { site_url, username: "editor", application_password: PASSWORD };
    const moved = await account.call(`/api/v1/integration/${integration.id}/`, { method: "PUT", json });
    expect(moved.status).toBe(200);
    await publish(account, content.id);
    const there = await controls(name).posts();
    expect(there.filter(({ title }) => JSON.stringify(title).includes("Theirs"))).toHaveLength((old?.id ?? 0) + 3);
    expect(there.filter(({ slug }) => slug.startsWith("espresso-at-home"))).toHaveLength(1);
    const { records } = await statusOf(account, content.id);
    expect(records).toMatchObject([{ state: "published", external_url: expect.stringContaining(name) }]);
  });
});

describe("a record that is tried again by hand", () => {
  it("gives way to a later one of the same content", async () => {
    const { account, content, fail, posts } = await newsroom();
    await fail({ match: "POST /wp/v2/posts", fault: "html", status: 403, times: 2 });
    await publish(account, content.id);
    await put(account, content.id, { title: "Espresso, revised" });
    await publish(account, content.id);
    const [later, earlier] = (await statusOf(account, content.id)).records;
    expect([later.state, earlier.state]).toEqual(["rejected", "rejected"]);
    expect(await act(account, earlier.id, "retry")).toMatchObject({
      status: 409,
      body: { error: expect.stringContaining("later record") },
    });
    expect((await act(account, later.id, "retry")).status).toBe(200);
    await settled(account, content.id, ["published"]);
    expect(await posts()).toHaveLength(1);
  });
});

describe("publishing what has not changed", () => {
  it("leaves the content's version alone", async () => {
    const { account, content } = await newsroom();
    await publish(account, content.id);
    const { version } = await contentOf(account, content.id);
    await publish(account, content.id);
    expect((await contentOf(account, content.id)).version).toBe(version);
  });
});
