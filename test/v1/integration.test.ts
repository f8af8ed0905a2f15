import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createSystemContext } from "../../src/context.ts";
import type { Connection } from "../../src/db/tables/connections.ts";
import { createConnection, openCredentials } from "../../src/domains/connections/connections.service.ts";
import { canonicalPlatform } from "../../src/domains/connections/platform-names.ts";
import { checkConnection } from "../../src/domains/publications/connection-check.service.ts";
import { call, newAccount, type TestAccount } from "../kit/account.ts";

const PATH = "/api/v1/integration/";
const PASSWORD = "abcd efgh ijkl mnop qrst uvwx";
const system = createSystemContext(env, () => {});

let named = 0;
const newBlog = () => `integration-${Date.now()}-${named++}`;
const addressOf = (blog: string) => `${env.FAKE_WORDPRESS_URL}/sites/${blog}`;

async function newSite(account: TestAccount, name = "Kettle & Crema"): Promise<number> {
  const at = Date.now();
  const row = await env.DB.prepare(
    `INSERT INTO sites (account_id, name, slug, site_type, hosting_type, created_at, updated_at)
     VALUES (?, ?, ?, 'blog', 'wordpress', ?, ?) RETURNING id`,
  )
    .bind(account.id, name, `site-${named++}`, at, at)
    .first<{ id: number }>();
  if (!row) throw new Error("no site");
  return row.id;
}

async function accountWithSite() {
  const account = await newAccount();
  return { account, siteId: await newSite(account) };
}

const wordpress = (siteId: number, blog: string, more: object = {}) => ({
  site_id: siteId,
  platform: "wordpress",
  site_url: addressOf(blog),
  username: "editor",
  application_password: PASSWORD,
  ...more,
});

async function connected(more: object = {}) {
  const { account, siteId } = await accountWithSite();
  const blog = newBlog();
  const answer = await account.call(PATH, { json: wordpress(siteId, blog, more) });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return { account, siteId, blog, integration: answer.body.data, id: answer.body.data.id as number };
}

const put = (account: TestAccount, id: number, json: object) => account.call(`${PATH}${id}/`, { method: "PUT", json });

async function test(account: TestAccount, id: number) {
  const answer = await account.call(`${PATH}${id}/test_connection/`, { json: {} });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  expect(answer.body.success).toBe(true);
  return answer.body.data;
}

const fault = (blog: string, json: object) =>
  fetch(`${env.FAKE_WORDPRESS_URL}/__control/${blog}/faults`, { method: "POST", body: JSON.stringify(json) });

const rowOf = async (id: number) => {
  const row = await env.DB.prepare("SELECT * FROM connections WHERE id = ?")
    .bind(id)
    .first<Record<string, string | number | null>>();
  if (!row) throw new Error("no row");
  return row;
};

const fieldsOf = (answer: { body: { errors?: { path: string }[] } }) => answer.body.errors?.map(({ path }) => path);

describe("an integration", () => {
  it("is created, listed, shown, changed and removed", async () => {
    const { account, siteId, blog, integration, id } = await connected({
      config: { content_types: { post: 1 }, note: "a" },
    });
    expect(integration).toMatchObject({
      site_id: siteId,
      platform: "wordpress",
      site_url: addressOf(blog),
      name: addressOf(blog).replace("http://", ""),
      credentials: { configured: true, username: "editor", last4: "uvwx", needs_reconnect: false },
      is_active: true,
      sync_enabled: false,
      healthy: null,
    });
    expect((await account.call(PATH)).body).toMatchObject({ count: 1, results: [{ id }] });
    expect((await account.call(`${PATH}${id}/`)).body.data).toEqual(integration);

    const changed = await put(account, id, { name: "Blog", is_active: false, config: { note: null, more: true } });
    expect(changed.body.data).toMatchObject({
      name: "Blog",
      is_active: false,
      config: { content_types: { post: 1 }, more: true },
    });
    expect((await put(account, id, { name: null, config: null })).body.data).toMatchObject({
      name: integration.name,
      config: {},
    });

    expect((await account.call(`${PATH}${id}/`, { method: "DELETE" })).status).toBe(200);
    expect((await account.call(`${PATH}${id}/`, { method: "DELETE" })).status).toBe(404);
    expect((await account.call(PATH)).body.count).toBe(0);
    expect(await rowOf(id)).toMatchObject({ credentials: null, enabled: 0 });
    expect((await account.call(PATH, { json: wordpress(siteId, blog) })).status).toBe(201);
  });

  it("takes its own answer back unchanged", async () => {
    const { account, id, integration } = await connected();
    const answer = await put(account, id, { ...integration, site_url: integration.site_url });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    expect(answer.body.data.credentials).toEqual(integration.credentials);
    expect(await test(account, id)).toMatchObject({ healthy: true });
  });

  it("is found by site, platform and switches, newest first", async () => {
    const { account, siteId, id } = await connected();
    const otherSite = await newSite(account);
    const second = (
      await account.call(PATH, { json: wordpress(otherSite, newBlog(), { is_active: false, sync_enabled: true }) })
    ).body.data.id;
    const hosted = (await account.call(PATH, { json: { site_id: otherSite, platform: "SITE" } })).body.data.id;
    const ids = async (query: string) =>
      (await account.call(`${PATH}${query}`)).body.results.map((row: { id: number }) => row.id);
    expect(await ids("")).toEqual([hosted, second, id]);
    expect(await ids(`?site_id=${siteId}`)).toEqual([id]);
    expect(await ids("?platform=WordPress")).toEqual([second, id]);
    expect(await ids("?is_active=false")).toEqual([second]);
    expect(await ids("?sync_enabled=true&platform=wordpress")).toEqual([second]);
    expect(await ids("?page=2&page_size=2")).toEqual([id]);
    expect(await ids("?site_id=999999")).toEqual([]);
    expect((await account.call(`${PATH}?colour=red`)).status).toBe(400);
    expect((await account.call(`${PATH}?platform=shopify`)).status).toBe(400);
  });

  it("is one for each site and address, however the address is written", async () => {
    const { account, siteId, blog, id } = await connected();
    const again = { ...wordpress(siteId, blog), site_url: `${addressOf(blog)}/wp-admin/index.php?x=1` };
    expect((await account.call(PATH, { json: again })).body).toMatchObject({ code: "CONFLICT" });
    const other = (await account.call(PATH, { json: wordpress(siteId, newBlog()) })).body.data.id;
    const moved = await put(account, other, { site_url: addressOf(blog), application_password: PASSWORD });
    expect(moved.status).toBe(409);
    expect((await account.call(PATH, { json: wordpress(await newSite(account), blog) })).status).toBe(201);
    expect((await account.call(`${PATH}${id}/`)).status).toBe(200);
  });

  it("is refused with the field's name", async () => {
    const { account, siteId } = await accountWithSite();
    const blog = newBlog();
    const refused = async (json: object) => {
      const answer = await account.call(PATH, { json });
      expect(answer.body, JSON.stringify(answer.body)).toMatchObject({ success: false, code: "VALIDATION_ERROR" });
      expect(answer.status).toBe(400);
      return fieldsOf(answer);
    };
    expect(await refused(wordpress(siteId, blog, { colour: "red" }))).toEqual([""]);
    expect(await refused(wordpress(siteId, blog, { platform: "shopify" }))).toEqual(["platform"]);
    expect(await refused(wordpress(siteId, blog, { platform: "custom" }))).toEqual(["platform"]);
    expect(await refused(wordpress(siteId, blog, { username: "" }))).toEqual(["username"]);
    expect(await refused(wordpress(siteId, blog, { application_password: undefined }))).toEqual([
      "application_password",
    ]);
    expect(await refused(wordpress(siteId, blog, { application_password: "••••uvwx" }))).toEqual([
      "application_password",
    ]);
    const missing = { site_id: siteId, platform: "wordpress", credentials: { site_url: addressOf(blog), token: "x" } };
    expect((await refused(missing))?.sort()).toEqual([
      "credentials.application_password",
      "credentials.token",
      "credentials.username",
    ]);
    expect(await refused({ site_id: siteId, platform: "site", username: "editor" })).toEqual(["username"]);
    expect(await refused(wordpress(siteId, blog, { config: { text: "x".repeat(17_000) } }))).toEqual(["config"]);
  });

  it("cannot point to a private address, to this service, or away from https", async () => {
    const { account, siteId } = await accountWithSite();
    const addresses = [
      "https://127.0.0.1/",
      "https://10.0.0.1",
      "https://[::1]/",
      "https://localhost",
      "https://2130706433/",
      "https://router.internal",
      "https://169.254.169.254/latest",
      "http://example.com",
      "https://example.com:8443",
      "https://keyline.test",
      "ftp://example.com",
      "https://user:secret@example.com",
      "http://127.0.0.1:1",
    ];
    for (const site_url of addresses) {
      const answer = await account.call(PATH, { json: wordpress(siteId, newBlog(), { site_url }) });
      expect(answer.status, site_url).toBe(400);
      expect(fieldsOf(answer), site_url).toEqual(["site_url"]);
    }
  });

  it("is not available for a platform without an adapter, whose names are understood all the same", async () => {
    const { account, siteId } = await accountWithSite();
    const answer = await account.call(PATH, { json: { site_id: siteId, platform: "YT", credentials: { token: "x" } } });
    expect(answer).toMatchObject({ status: 400, body: { code: "PLATFORM_NOT_CONFIGURED", platform: "youtube" } });
    const names = {
      "Dev.to": "dev_to",
      "DEV-TO": "dev_to",
      devto: "dev_to",
      X: "twitter",
      bsky: "bluesky",
      HN: "hacker_news",
      "Hacker News": "hacker_news",
    };
    for (const [name, platform] of Object.entries(names)) expect(canonicalPlatform(name), name).toBe(platform);
    for (const name of ["shopify", "custom", "constructor", "__proto__", ""])
      expect(canonicalPlatform(name), name).toBeNull();
  });
});

describe("two requests at once", () => {
  it("make one integration, and an Idempotency-Key answers the second time alike", async () => {
    const { account, siteId } = await accountWithSite();
    const blog = newBlog();
    const both = await Promise.all([1, 2, 3].map(() => account.call(PATH, { json: wordpress(siteId, blog) })));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const keyed = { json: wordpress(siteId, newBlog()), headers: { "idempotency-key": crypto.randomUUID() } };
    const [first, second] = [await account.call(PATH, keyed), await account.call(PATH, keyed)];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect((await account.call(PATH)).body.count).toBe(2);
  });
});

describe("a connection test", () => {
  it("says that all is well, and keeps the verdict", async () => {
    const { account, id } = await connected();
    expect(await test(account, id)).toMatchObject({ healthy: true, code: "ok", details: { roles: ["editor"] } });
    const { body } = await account.call(`${PATH}${id}/`);
    expect(body.data).toMatchObject({ healthy: true, health_code: "ok" });
    expect(body.data.checked_at).toMatch(/Z$/);
    expect((await account.call(`${PATH}${id}/test_connection/`, { method: "POST" })).status).toBe(200);
    expect((await account.call(`${PATH}${id}/test_connection/`, { json: { url: "https://example.com" } })).status).toBe(
      400,
    );
  });

  it("knows a wrong password, and a right one entered later", async () => {
    const { account, id } = await connected({ application_password: "wrong wrong wrong wrong" });
    expect(await test(account, id)).toMatchObject({ healthy: false, code: "auth_failed" });
    expect((await account.call(`${PATH}${id}/`)).body.data).toMatchObject({
      healthy: false,
      health_code: "auth_failed",
    });
    const changed = await put(account, id, { application_password: PASSWORD });
    expect(changed.body.data).toMatchObject({ healthy: null, health_code: null, checked_at: null });
    expect(await test(account, id)).toMatchObject({ healthy: true });
  });

  it("knows a user who may not publish", async () => {
    const { account, id } = await connected({ username: "contributor" });
    const health = await test(account, id);
    expect(health).toMatchObject({ healthy: false, code: "insufficient_rights", details: { roles: ["contributor"] } });
    expect(health.details.missing.sort()).toEqual(["publish_posts", "upload_files"]);
  });

  it("knows a page in place of WordPress, and shows nothing of it", async () => {
    const { account, id, blog } = await connected();
    await fault(blog, { match: "* *", fault: "html", times: 3 });
    const health = await test(account, id);
    expect(health).toMatchObject({ healthy: false, code: "not_wordpress" });
    expect(JSON.stringify(health)).not.toContain("Checking your browser");
  });

  it("knows a site that answers with errors, hangs up, or is down", async () => {
    const { account, siteId, id, blog } = await connected();
    await fault(blog, { match: "* *", fault: "status", status: 500, times: 3 });
    expect(await test(account, id)).toMatchObject({ healthy: false, code: "unreachable", details: { status: 500 } });
    await fault(blog, { match: "* *", fault: "reset", times: 3 });
    expect(await test(account, id)).toMatchObject({ healthy: false, code: "unreachable" });

    const closed = createSystemContext({ ...env, OUTBOUND_ALLOW_HOSTS: "127.0.0.1:1" }, () => {}).forAccount(
      account.id,
    );
    const down = await createConnection(closed, {
      siteId,
      platform: "wordpress",
      displayName: null,
      credentials: {
        values: { site_url: "http://127.0.0.1:1", username: "editor", application_password: PASSWORD },
        path: "",
      },
      config: {},
      enabled: true,
      syncEnabled: false,
    });
    expect(await checkConnection(closed, { id: down.id })).toMatchObject({ healthy: false, code: "unreachable" });
    // saved when it was allowed, but this deployment does not call it
    expect(await test(account, down.id)).toMatchObject({ healthy: false, code: "refused_by_guard" });
  });

  it("waits for a slow site, but not for ever", { timeout: 30_000 }, async () => {
    const { account, id, blog } = await connected();
    await fault(blog, { match: "* *", fault: "slow", delayMs: 700 });
    expect(await test(account, id)).toMatchObject({ healthy: true });
    await fault(blog, { match: "* *", fault: "slow", delayMs: 12_000 });
    expect(await test(account, id)).toMatchObject({ healthy: false, code: "timeout" });
  });
});

/** A content row with a publication on the connection, and the entry that arms it while it is scheduled. */
async function publication(account: TestAccount, siteId: number, connectionId: number, state: string) {
  const [at, uuid] = [Date.now(), crypto.randomUUID()];
  const shown = state === "scheduled" ? "scheduled" : "ready";
  const content = await env.DB.prepare(
    `INSERT INTO content (uuid, account_id, site_id, title, slug, body_format, secondary_keywords, tags, content_type,
       content_structure, status, shown_status, site_status, metadata, created_at, updated_at)
     VALUES (?, ?, ?, 'T', ?, 'markdown', '[]', '[]', 'post', 'article', 'ready', ?, 'scheduled', '{}', ?, ?) RETURNING id`,
  )
    .bind(uuid, account.id, siteId, uuid, shown, at, at)
    .first<{ id: number }>();
  const publication = await env.DB.prepare(
    `INSERT INTO publications (uuid, account_id, site_id, content_id, connection_id, platform, content_revision,
       state, due_at, remote_key, requested_by, metadata, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, 'wordpress', 1, ?, ?, 'k', 'user:1', '{}', ?, ?) RETURNING id`,
  )
    .bind(crypto.randomUUID(), account.id, siteId, content?.id, connectionId, state, at + 86_400_000, at, at)
    .first<{ id: number }>();
  if (state === "scheduled")
    await env.DB.prepare(
      `INSERT INTO schedule_entries (uuid, account_id, site_id, content_id, connection_id, publication_id, platform,
         scheduled_at, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, 'wordpress', ?, ?, ?)`,
    )
      .bind(
        crypto.randomUUID(),
        account.id,
        siteId,
        content?.id,
        connectionId,
        publication?.id,
        at + 86_400_000,
        at,
        at,
      )
      .run();
  return publication?.id ?? 0;
}

/** Intent, entry and content as they stand. */
const standing = (publicationId: number) =>
  env.DB.prepare(
    `SELECT i.state, s.status AS entry, c.shown_status AS shown, c.site_status AS site FROM publications AS i
     JOIN content AS c ON c.id = i.content_id LEFT JOIN schedule_entries AS s ON s.publication_id = i.id WHERE i.id = ?`,
  )
    .bind(publicationId)
    .first();

describe("removing an integration", () => {
  it("cancels what waits for it, and nothing else", async () => {
    const { account, siteId, id } = await connected();
    const other = (await account.call(PATH, { json: wordpress(siteId, newBlog()) })).body.data.id;
    const waiting = await publication(account, siteId, id, "scheduled");
    const elsewhere = await publication(account, siteId, other, "scheduled");
    const live = await publication(account, siteId, id, "published");
    expect((await account.call(`${PATH}${id}/`, { method: "DELETE" })).status).toBe(200);
    expect(await standing(waiting)).toEqual({
      state: "cancelled",
      entry: "cancelled",
      shown: "ready",
      site: "not_published",
    });
    expect(await standing(elsewhere)).toEqual({
      state: "scheduled",
      entry: "pending",
      shown: "scheduled",
      site: "scheduled",
    });
    expect(await standing(live)).toMatchObject({ state: "published" });
  });

  it("is refused while something is on its way over it, and then changes nothing", async () => {
    for (const state of ["claimed", "sending", "unconfirmed", "reconciling"]) {
      const { account, siteId, id } = await connected();
      const waiting = await publication(account, siteId, id, "scheduled");
      await publication(account, siteId, id, state);
      const answer = await account.call(`${PATH}${id}/`, { method: "DELETE" });
      expect(answer, state).toMatchObject({ status: 409, body: { code: "CONFLICT" } });
      expect(await standing(waiting)).toMatchObject({ state: "scheduled", entry: "pending", shown: "scheduled" });
      expect((await account.call(`${PATH}${id}/`)).status).toBe(200);
    }
  });
});

describe("the hosted site's connection", () => {
  it("comes with the site, needs no credentials and cannot be removed here", async () => {
    const account = await newAccount();
    const site = (await account.call("/api/v1/auth/sites/", { json: { name: "Kettle" } })).body.data;
    const [hosted] = (await account.call(`${PATH}?platform=site`)).body.results;
    expect(hosted).toMatchObject({
      site_id: site.id,
      site_url: null,
      credentials: { configured: false, needs_reconnect: false },
    });
    expect(await test(account, hosted.id)).toMatchObject({ healthy: true, code: "ok" });
    expect((await account.call(`${PATH}${hosted.id}/`, { method: "DELETE" })).status).toBe(409);
    expect((await account.call(PATH, { json: { site_id: site.id, platform: "site" } })).status).toBe(409);
    expect(fieldsOf(await put(account, hosted.id, { username: "editor" }))).toEqual(["username"]);
    const shown = (await account.call(`${PATH}${hosted.id}/`)).body.data;
    expect(shown.checked_at).not.toBeNull();
    // what it has not got is shown as null, and null is what comes back
    const echoed = await put(account, hosted.id, shown);
    expect(echoed).toMatchObject({ status: 200, body: { data: { ...shown, updated_at: expect.any(String) } } });
    expect((await put(account, hosted.id, { is_active: false })).body.data).toMatchObject({ is_active: false });
    await env.DB.prepare("UPDATE sites SET public_slug = NULL WHERE id = ?").bind(site.id).run();
    expect(await test(account, hosted.id)).toMatchObject({ healthy: false, code: "hosting_off" });
  });
});

describe("secrets", () => {
  afterEach(() => vi.restoreAllMocks());

  it("are nowhere but encrypted in the row", async () => {
    const lines: unknown[] = [];
    for (const level of ["log", "info", "warn", "error", "debug"] as const)
      vi.spyOn(console, level).mockImplementation((...parts) => void lines.push(parts));
    const canary = "cnry 7Q2x Zk9P mW4t Bv6L e3Hs";
    const { account, siteId, blog, id } = await connected({ application_password: canary });
    const answers = [
      await account.call(PATH, { json: wordpress(siteId, blog, { application_password: canary }) }),
      await account.call(PATH, {
        json: wordpress(siteId, blog, { application_password: canary, colour: canary.length }),
      }),
      await account.call(PATH, {
        json: wordpress(siteId, blog, { application_password: canary, site_url: `https://127.0.0.1/` }),
      }),
      await account.call(PATH, { json: wordpress(siteId, blog, { application_password: canary.repeat(8) }) }),
      await put(account, id, { application_password: canary, username: "author" }),
      await account.call(PATH),
      await account.call(`${PATH}${id}/`),
      await account.call(`${PATH}${id}/test_connection/`, { json: {} }),
    ];
    const { results: rows } = await env.DB.prepare("SELECT * FROM connections WHERE account_id = ?")
      .bind(account.id)
      .all();
    expect(rows).toMatchObject([{ id, credentials: expect.stringMatching(/^v1\.new\./) }]);
    answers.push(await account.call(`${PATH}${id}/`, { method: "DELETE" }));
    expect(answers.map(({ status }) => status)).toEqual([409, 400, 400, 400, 200, 200, 200, 200, 200]);
    const { results: audit } = await env.DB.prepare("SELECT * FROM audit_entries WHERE account_id = ?")
      .bind(account.id)
      .all();
    const { results: events } = await env.DB.prepare("SELECT * FROM events WHERE account_id = ?")
      .bind(account.id)
      .all();
    expect(audit.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["connection.created", "connection.updated", "connection.deleted"]),
    );
    const everything = JSON.stringify([
      answers.map(({ body, headers }) => [body, [...headers]]),
      rows,
      audit,
      events,
      lines,
    ]);
    for (const spelling of [
      canary,
      canary.replaceAll(" ", ""),
      canary.slice(0, 9),
      btoa(canary),
      btoa(`editor:${canary.replaceAll(" ", "")}`),
    ])
      expect(everything).not.toContain(spelling);
  });

  it("are ciphertext in D1 that opens for its own account and connection only", async () => {
    const { account, id } = await connected();
    const [row, other] = [await rowOf(id), await newAccount()];
    expect(row.credentials).toMatch(/^v1\.new\.[\w-]+\.[\w-]+$/);
    // a part long enough not to stand in ciphertext or a uuid by chance
    expect(JSON.stringify(row)).not.toMatch(/abcd ?efgh/);
    const stored = { uuid: String(row.uuid), credentials: String(row.credentials) } satisfies Pick<
      Connection,
      "uuid" | "credentials"
    >;
    expect(await openCredentials(system.forAccount(account.id), stored)).toMatchObject({
      application_password: PASSWORD,
    });
    expect(await openCredentials(system.forAccount(other.id), stored)).toBeNull();
    expect(await openCredentials(system.forAccount(account.id), { ...stored, uuid: crypto.randomUUID() })).toBeNull();
    for (const credentials of ["", "nonsense", "v1.new.!!!.???", `${stored.credentials}A`])
      expect(await openCredentials(system.forAccount(account.id), { ...stored, credentials })).toBeNull();
  });

  it("that cannot be decrypted ask to be entered again, and nothing fails", async () => {
    const { account, id, blog } = await connected();
    await env.DB.prepare("UPDATE connections SET credentials = 'v1.gone.AAAA.BBBB' WHERE id = ?").bind(id).run();
    expect((await account.call(PATH)).body.results[0].credentials).toEqual({
      configured: false,
      username: null,
      last4: null,
      needs_reconnect: true,
    });
    expect(await test(account, id)).toMatchObject({ healthy: false, code: "needs_reconnect" });
    expect(fieldsOf(await put(account, id, { application_password: PASSWORD }))?.sort()).toEqual([
      "site_url",
      "username",
    ]);
    const entered = { site_url: addressOf(blog), username: "editor", application_password: PASSWORD };
    expect((await put(account, id, { credentials: entered })).body.data.credentials).toMatchObject({
      needs_reconnect: false,
    });
    expect(await test(account, id)).toMatchObject({ healthy: true });
  });

  it("stay when they are not given, or given masked", async () => {
    const { account, id } = await connected();
    const before = (await rowOf(id)).credentials;
    for (const json of [
      { name: "New" },
      { application_password: "••••uvwx" },
      { application_password: "********" },
      { credentials: {} },
    ]) {
      expect((await put(account, id, json)).status).toBe(200);
      expect((await rowOf(id)).credentials).toBe(before);
    }
    expect((await put(account, id, { username: "author" })).body.data.credentials).toMatchObject({
      username: "author",
      last4: "uvwx",
    });
    expect(await test(account, id)).toMatchObject({ healthy: true, details: { roles: ["author"] } });
  });

  it("do not follow the connection to another address", async () => {
    const { account, id } = await connected();
    const elsewhere = addressOf(newBlog());
    const answer = await put(account, id, { site_url: elsewhere });
    expect(answer.status).toBe(400);
    expect(fieldsOf(answer)).toEqual(["application_password"]);
    expect((await put(account, id, { site_url: elsewhere, application_password: "••••uvwx" })).status).toBe(400);
    expect((await put(account, id, { site_url: elsewhere, application_password: PASSWORD })).body.data).toMatchObject({
      site_url: elsewhere,
    });
  });
});

describe("access", () => {
  it("shows another account nothing: its ids are unknown ones", async () => {
    const [{ id, siteId }, other] = [await connected(), await newAccount()];
    const unknown = async (method: string, path: string, json?: object) => {
      const [foreign, absent] = await Promise.all(
        [id, 999_999_999].map((number) => other.call(`${PATH}${number}/${path}`, { method, ...(json && { json }) })),
      );
      expect([foreign?.status, absent?.status]).toEqual([404, 404]);
      expect(foreign?.body.code).toBe("NOT_FOUND");
      expect(foreign?.body.error.replace(String(id), "N")).toBe(absent?.body.error.replace("999999999", "N"));
    };
    await unknown("GET", "");
    await unknown("PUT", "", { name: "Mine" });
    await unknown("DELETE", "");
    await unknown("POST", "test_connection/", {});
    expect((await other.call(PATH, { json: wordpress(siteId, newBlog()) })).status).toBe(404);
    expect((await other.call(`${PATH}?site_id=${siteId}`)).body.count).toBe(0);
    expect((await call(PATH)).status).toBe(401);
  });

  it("keeps viewers to reading, limited members to their sites, and unbound connections out", async () => {
    const { account, siteId, id } = await connected();
    const second = await newSite(account);
    const hidden = (await account.call(PATH, { json: wordpress(second, newBlog()) })).body.data.id;
    const unbound = (await account.call(PATH, { json: wordpress(second, newBlog()) })).body.data.id;
    await env.DB.batch([
      env.DB.prepare("UPDATE connections SET site_id = NULL WHERE id = ?").bind(unbound),
      env.DB.prepare("INSERT INTO site_members (account_id, user_id, site_id) VALUES (?, ?, ?)").bind(
        account.id,
        account.userId,
        siteId,
      ),
      env.DB.prepare("UPDATE users SET role = 'editor' WHERE id = ?").bind(account.userId),
    ]);
    const signIn = async () => {
      const { body } = await call("/api/v1/auth/login/", {
        json: { email: account.email, password: "correct horse battery" },
      });
      const headers = { authorization: `Bearer ${body.data.access}` };
      return (path: string, options: object = {}) => call(path, { ...options, headers });
    };
    expect((await account.call(`${PATH}${unbound}/`)).status).toBe(404);
    const editor = await signIn();
    expect((await editor(PATH)).body).toMatchObject({ count: 1, results: [{ id }] });
    expect((await editor(`${PATH}${hidden}/`, { method: "PUT", json: { name: "Mine" } })).status).toBe(404);
    expect((await editor(`${PATH}${hidden}/`, { method: "DELETE" })).status).toBe(404);
    expect((await editor(PATH, { json: wordpress(second, newBlog()) })).status).toBe(404);
    expect((await editor(`${PATH}${id}/`, { method: "PUT", json: { name: "Ours" } })).status).toBe(200);

    await env.DB.prepare("UPDATE users SET role = 'viewer' WHERE id = ?").bind(account.userId).run();
    const viewer = await signIn();
    expect((await viewer(PATH)).body.count).toBe(1);
    expect((await viewer(PATH, { json: wordpress(siteId, newBlog()) })).status).toBe(403);
    expect((await viewer(`${PATH}${id}/`, { method: "PUT", json: { name: "Mine" } })).status).toBe(403);
    expect((await viewer(`${PATH}${id}/test_connection/`, { json: {} })).status).toBe(403);
    expect((await viewer(`${PATH}${id}/`, { method: "DELETE" })).status).toBe(403);
  });
});
