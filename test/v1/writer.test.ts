import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { SHOWN_STATUSES } from "../../src/db/tables/content-enums.ts";
import { type CallOptions, newAccount, type TestAccount } from "../kit/account.ts";
import { meterD1 } from "../kit/d1-meter.ts";
import { expectSearch } from "../kit/search.ts";

const W = "/api/v1/writer";
let made = 0;

interface Newsroom {
  account: TestAccount;
  site: { id: number };
  sector: { id: number };
  clusterId: number;
  call(path: string, options?: CallOptions): ReturnType<TestAccount["call"]>;
}

/** An account with a site, a sector and a cluster. */
async function newsroom(): Promise<Newsroom> {
  const account = await newAccount();
  const site = (await account.call("/api/v1/auth/sites/", { json: { name: `Beans ${made++}` } })).body.data;
  const sector = (await account.call("/api/v1/auth/sectors/", { json: { site_id: site.id, name: "Grinders" } })).body
    .data;
  const clusterId = await newCluster(account.id, site.id, sector.id);
  return { account, site, sector, clusterId, call: (path, options) => account.call(`${W}${path}`, options) };
}

async function newCluster(accountId: number, siteId: number, sectorId: number, name = "Burr grinders") {
  const row = await env.DB.prepare(
    `INSERT INTO clusters (account_id, site_id, sector_id, name, name_folded, method, created_at, updated_at)
     VALUES (?, ?, ?, ?, lower(?), 'manual', 1, 1) RETURNING id`,
  )
    .bind(accountId, siteId, sectorId, name, name)
    .first<{ id: number }>();
  if (!row) throw new Error("no cluster");
  return row.id;
}

const taskBody = ({ site, sector, clusterId }: Newsroom, more: object = {}) => ({
  site_id: site.id,
  sector_id: sector.id,
  cluster_id: clusterId,
  title: "How to choose a burr grinder",
  content_type: "post",
  content_structure: "guide",
  ...more,
});

async function newContent(room: Newsroom, more: object = {}) {
  const json = { title: "Grind fresh", content_html: "<h2>Why</h2><p>Fresh beans taste better.</p>", ...more };
  const { status, body, headers } = await room.call("/content/", { json: { site_id: room.site.id, ...json } });
  expect({ status, body }).toMatchObject({ status: 201 });
  return { ...body.data, etag: headers.get("etag") };
}

const put = (room: Newsroom, id: number, json: object, headers: Record<string, string> = {}) =>
  room.call(`/content/${id}/`, { method: "PUT", json, headers });

describe("writing tasks", () => {
  it("creates one with defaults, and refuses bad values", async () => {
    const room = await newsroom();
    const created = await room.call("/tasks/", { json: taskBody(room, { keywords: ["burr grinder"], id: 99 }) });
    expect(created).toMatchObject({
      status: 201,
      body: {
        success: true,
        data: { word_count: 1000, status: "queued", description: "", keywords: ["burr grinder"] },
      },
    });
    for (const [path, bad] of [
      ["word_count", { word_count: 199 }],
      ["word_count", { word_count: 3001 }],
      ["content_type", { content_type: "novel" }],
      ["content_structure", { content_structure: undefined }],
      ["title", { title: "   " }],
      ["keywords.0", { keywords: [""] }],
    ] as const) {
      const { status, body } = await room.call("/tasks/", { json: taskBody(room, bad) });
      expect({ status, code: body.code, path: body.errors?.[0]?.path }).toEqual({
        status: 400,
        code: "VALIDATION_ERROR",
        path,
      });
    }
    const extra = await room.call("/tasks/", { json: taskBody(room, { colour: "red" }) });
    expect(extra.status).toBe(400);
  });

  it("answers 404 for a parent that is unknown, foreign, or elsewhere", async () => {
    const [room, other] = [await newsroom(), await newsroom()];
    const second = (
      await room.account.call("/api/v1/auth/sectors/", { json: { site_id: room.site.id, name: "Beans" } })
    ).body.data;
    const elsewhere = await newCluster(room.account.id, room.site.id, second.id, "Elsewhere");
    for (const [what, bad] of [
      ["Cluster", { cluster_id: other.clusterId }],
      ["Cluster", { cluster_id: 999_999 }],
      ["Cluster", { cluster_id: elsewhere }],
      ["Sector", { sector_id: other.sector.id }],
      ["Site", { site_id: other.site.id }],
    ] as const) {
      const { status, body } = await room.call("/tasks/", { json: taskBody(room, bad) });
      expect({ status, code: body.code }).toEqual({ status: 404, code: "NOT_FOUND" });
      expect(body.error).toBe(`${what} not found: ${Object.values(bad)[0]}`);
    }
  });

  it("creates many or none", async () => {
    const room = await newsroom();
    const titles = Array.from({ length: 100 }, (_, n) => `Task number ${n}`);
    const many = await room.call("/tasks/bulk_create/", {
      json: { tasks: titles.map((title) => taskBody(room, { title })) },
    });
    expect(many.status).toBe(201);
    expect(many.body.data.created_count).toBe(100);
    expect(many.body.data.tasks.map((task: { title: string }) => task.title)).toEqual(titles);

    const bad = [taskBody(room), taskBody(room), taskBody(room), taskBody(room, { title: "" })];
    const refused = await room.call("/tasks/bulk_create/", { json: { tasks: bad } });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: "tasks.3.title" }] } });
    const missing = [taskBody(room), taskBody(room, { cluster_id: 999_999 })];
    const lost = await room.call("/tasks/bulk_create/", { json: { tasks: missing } });
    expect(lost).toMatchObject({ status: 404, body: { errors: [{ path: "tasks.1.cluster_id" }] } });
    const tooMany = await room.call("/tasks/bulk_create/", {
      json: { tasks: [...titles, "x"].map(() => taskBody(room)) },
    });
    expect(tooMany.status).toBe(400);
    expect((await room.call("/tasks/")).body.count).toBe(100);
  });

  it("lists by filter, search and order, and only the account's own", async () => {
    const [room, other] = [await newsroom(), await newsroom()];
    for (const [title, more] of [
      ["Alpha 100% grind", { content_type: "page" }],
      ["Gamma", { content_structure: "review" }],
      ["beta GRIND", {}],
    ] as const)
      await room.call("/tasks/", { json: taskBody(room, { title, ...more }) });
    const titles = async (query: string) =>
      (await room.call(`/tasks/?${query}`)).body.results.map((task: { title: string }) => task.title);
    expect(await titles("")).toEqual(["beta GRIND", "Gamma", "Alpha 100% grind"]);
    expect(await titles("ordering=title")).toEqual(["Alpha 100% grind", "Gamma", "beta GRIND"]);
    expect(await titles("search=grind&ordering=created_at")).toEqual(["Alpha 100% grind", "beta GRIND"]);
    expect(await titles("search=00%25")).toEqual(["Alpha 100% grind"]);
    expect(await titles(`search=${"x".repeat(100)}`)).toEqual([]);
    expect(await titles("content_type=page")).toEqual(["Alpha 100% grind"]);
    expect(await titles("content_structure=review")).toEqual(["Gamma"]);
    expect(await titles("status=completed")).toEqual([]);
    expect(
      await titles(`cluster_id=${room.clusterId}&site_id=${room.site.id}&sector_id=${room.sector.id}`),
    ).toHaveLength(3);
    expect(await titles(`site_id=${other.site.id}`)).toEqual([]);
    expect((await other.call("/tasks/")).body.count).toBe(0);
    for (const query of ["ordering=password", "page_size=101", "colour=red", "status=done", "cluster_id=x"])
      expect((await room.call(`/tasks/?${query}`)).status).toBe(400);
  });
});

describe("content", () => {
  it("stores both forms of a body, derives what is missing, and fixes the slug", async () => {
    const room = await newsroom();
    const html = await newContent(room, {
      title: "Grind Fresh: Über Beans",
      tags: [" Coffee ", "coffee", "Home  bar"],
    });
    expect(html).toMatchObject({
      status: "draft",
      site_status: "not_published",
      version: 1,
      revision: 1,
      word_count: 5,
      body_format: "html",
      content_markdown: "## Why\n\nFresh beans taste better.\n",
      excerpt: "Fresh beans taste better.",
      meta_title: "Grind Fresh: Über Beans",
      tags: ["Coffee", "Home bar"],
      images: [],
      taxonomies: [],
      external_id: null,
    });
    expect(html.slug).toBe(`grind-fresh-ueber-beans-${html.uuid.slice(0, 8)}`);
    expect(html.etag).toBe('"1"');
    const markdown = await newContent(room, {
      content_html: undefined,
      content_markdown: "**Bold** move",
      excerpt: "Own",
    });
    expect(markdown).toMatchObject({
      content_html: "<p><strong>Bold</strong> move</p>",
      body_format: "markdown",
      excerpt: "Own",
    });
    const renamed = (await put(room, html.id, { title: "Another title" })).body.data;
    expect(renamed).toMatchObject({ slug: html.slug, meta_title: "Another title", version: 2, revision: 2 });
  });

  it("never gives back what could run in a browser", async () => {
    const room = await newsroom();
    const hostile =
      '<p onclick="x()">a<script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">b</a></p><svg><style><img src=x onerror=alert(1)></style></svg><iframe src="https://evil"></iframe>';
    const created = await newContent(room, { content_html: hostile });
    const put1 = (await put(room, created.id, { content_markdown: `ok\n\n${hostile}` })).body.data;
    for (const text of [created.content_html, put1.content_html])
      expect(text).not.toMatch(/<script|onerror|onclick|javascript:|<svg|<iframe|<style/i);
    expect(put1.content_markdown).toContain("<script>");
  });

  it("refuses bodies and values out of bounds", async () => {
    const room = await newsroom();
    const large = "é".repeat(262_145);
    for (const [path, json] of [
      ["content_html", { content_html: large }],
      ["content_markdown", { content_markdown: large }],
      ["content_html", { content_html: "<p>a</p>", content_markdown: "b" }],
      ["content_markdown", { content_markdown: `${"> ".repeat(200)}deep` }],
      ["tags", { tags: Array.from({ length: 21 }, (_, n) => `t${n}`) }],
      ["tags.0", { tags: ["x".repeat(51)] }],
      ["title", { title: "" }],
      ["status", { status: "great" }],
      ["", { colour: "red" }],
    ] as const) {
      const { status, body } = await room.call("/content/", { json: { title: "T", ...json } });
      expect({ status, path: body.errors?.[0]?.path }).toEqual({ status: 400, path });
    }
    const within = "é".repeat(200_000);
    expect((await room.call("/content/", { json: { title: "T", content_markdown: within } })).status).toBe(201);
  });

  it("takes references only from its own site", async () => {
    const [room, other] = [await newsroom(), await newsroom()];
    for (const bad of [
      { site_id: other.site.id },
      { cluster_id: other.clusterId },
      { sector_id: other.sector.id },
      { taxonomy_ids: [424_242] },
    ]) {
      const { status, body } = await room.call("/content/", { json: { site_id: room.site.id, title: "T", ...bad } });
      expect({ status, code: body.code }).toEqual({ status: 404, code: "NOT_FOUND" });
    }
    const placed = await newContent(room, { cluster_id: room.clusterId });
    expect(placed).toMatchObject({ sector_id: room.sector.id, site_id: room.site.id, cluster_id: room.clusterId });
    const count = async () =>
      (
        await env.DB.prepare("SELECT content_count AS n FROM clusters WHERE id = ?")
          .bind(room.clusterId)
          .first<{ n: number }>()
      )?.n;
    expect(await count()).toBe(1);
    const cleared = (await put(room, placed.id, { cluster_id: null })).body.data;
    expect(cleared).toMatchObject({ cluster_id: null, version: 2, revision: 1 });
    expect(await count()).toBe(0);
    expect((await put(room, placed.id, { site_id: null })).status).toBe(409);
    for (const [method, path] of [
      ["GET", `/content/${placed.id}/`],
      ["PUT", `/content/${placed.id}/`],
      ["POST", `/content/${placed.id}/update_content/`],
      ["POST", `/content/${placed.id}/generate_images/`],
    ] as const) {
      const json = method === "GET" ? undefined : {};
      const foreign = await other.call(path, { method, json });
      const unknown = await other.call(path.replace(String(placed.id), "999999"), { method, json });
      expect(foreign.status).toBe(404);
      expect(foreign.body.error.replace(String(placed.id), "999999")).toBe(unknown.body.error);
    }
  });

  it("counts versions and revisions, and leaves them alone when nothing changes", async () => {
    const room = await newsroom();
    const created = await newContent(room, {
      tags: ["Coffee"],
      content_html: undefined,
      content_markdown: "# Hi *there*",
    });
    const versions = async (json: object) => {
      const { status, body } = await put(room, created.id, json);
      expect({ status, body }).toMatchObject({ status: 200 });
      return [body.data.version, body.data.revision];
    };
    expect(await versions({})).toEqual([1, 1]);
    const { etag: _etag, ...whole } = created;
    expect(await versions({ ...whole, title: created.title })).toEqual([1, 1]);
    expect(await versions({ tags: [" coffee "] })).toEqual([2, 2]);
    expect(await versions({ tags: ["coffee"] })).toEqual([2, 2]);
    expect(await versions({ meta_title: "Own" })).toEqual([3, 2]);
    expect(await versions({ title: "Next" })).toEqual([4, 3]);
    expect(await versions({ content_html: "<p>New</p>" })).toEqual([5, 4]);
    const after = (await room.call(`/content/${created.id}/`)).body.data;
    expect(after).toMatchObject({ meta_title: "Own", excerpt: "New", body_format: "html", content_markdown: "New\n" });
    expect(await versions({ meta_title: null, content_html: null })).toEqual([6, 5]);
    expect((await room.call(`/content/${created.id}/`)).body.data).toMatchObject({
      meta_title: "Next",
      content_html: "",
      word_count: 0,
      excerpt: "",
    });
  });

  it("moves between statuses, but never to what only publishing gives", async () => {
    const room = await newsroom();
    const { id } = await newContent(room);
    const status = async (word: string) => {
      const answer = await put(room, id, { status: word });
      return answer.status === 200 ? answer.body.data.status : answer.status;
    };
    const stored = async () => env.DB.prepare("SELECT status, shown_status FROM content WHERE id = ?").bind(id).first();
    expect(await stored()).toEqual({ status: "drafting", shown_status: "drafting" });
    expect(await status("review")).toBe("review");
    expect(await status("approved")).toBe("approved");
    expect(await stored()).toEqual({ status: "ready", shown_status: "ready" });
    expect(await status("published")).toBe(409);
    expect(await status("scheduled")).toBe(409);
    expect((await room.call("/content/", { json: { title: "T", status: "published" } })).status).toBe(409);
    expect((await room.call(`/content/${id}/`)).body.data.version).toBe(3);
    expect(await status("archived")).toBe("archived");
    expect((await room.call("/content/")).body.count).toBe(0);
    expect((await room.call("/content/?status=archived")).body.count).toBe(1);
    expect(await status("draft")).toBe("draft");
  });

  it("approves nothing that is only shown as approved, because it is scheduled", async () => {
    const room = await newsroom();
    const created = await newContent(room, { status: "review" });
    const json = { content_id: created.id, destination: "site", scheduled_at: "2099-01-01T09:00:00Z" };
    expect((await room.account.call("/api/v1/publisher/records/", { json })).status).toBe(201);
    const { id, ...shown } = (await room.call(`/content/${created.id}/`)).body.data;
    expect(shown).toMatchObject({ status: "approved", site_status: "scheduled" });
    const stored = async () => env.DB.prepare("SELECT status, version FROM content WHERE id = ?").bind(id).first();
    expect((await put(room, id, { ...shown })).body.data).toEqual({ id, ...shown });
    expect(await stored()).toEqual({ status: "review", version: shown.version });
    // withdrawn: it will not go out, and says so
    const withdrawn = (await put(room, id, { status: "draft" })).body.data;
    expect(withdrawn).toMatchObject({ status: "draft", site_status: "not_published" });
    expect(await stored()).toMatchObject({ status: "drafting" });
  });

  it("honours ETag, If-None-Match and If-Match", async () => {
    const room = await newsroom();
    const { id } = await newContent(room);
    const get = (headers: Record<string, string>) => room.call(`/content/${id}/`, { headers });
    const first = await get({});
    expect(first.headers.get("etag")).toBe('"1"');
    const unchanged = await get({ "if-none-match": 'W/"1"' });
    expect({ status: unchanged.status, body: unchanged.body }).toEqual({ status: 304, body: "" });
    expect((await get({ "if-none-match": '"7", "8"' })).status).toBe(200);
    const saved = await put(room, id, { title: "Two" }, { "if-match": '"1"' });
    expect([saved.status, saved.headers.get("etag")]).toEqual([200, '"2"']);
    const stale = await put(room, id, { title: "Three" }, { "if-match": '"1"' });
    expect(stale).toMatchObject({ status: 412, body: { code: "PRECONDITION_FAILED", version: 2 } });
    expect((await put(room, id, { title: "Two" }, { "if-match": '"1"' })).status).toBe(412);
    expect((await put(room, id, { title: "Three" }, { "if-match": "*" })).status).toBe(200);
    const both = await Promise.all(["a", "b"].map((title) => put(room, id, { title }, { "if-match": '"3"' })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it("applies updates that meet, one after the other", async () => {
    const room = await newsroom();
    const { id } = await newContent(room);
    const answers = await Promise.all([put(room, id, { title: "A" }), put(room, id, { tags: ["b"] })]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect((await room.call(`/content/${id}/`)).body.data).toMatchObject({ title: "A", tags: ["b"], version: 3 });
  });

  it("says what stands against publishing", async () => {
    const room = await newsroom();
    const { id } = await newContent(room, { content_html: "" });
    const answer = await room.call(`/content/${id}/update_content/`, { json: { meta_title: "x".repeat(61) } });
    expect(answer.status).toBe(200);
    const { validation, content } = answer.body.data;
    expect(content.meta_title).toHaveLength(61);
    expect(validation.is_valid).toBe(false);
    expect(validation.errors.map(({ code }: { code: string }) => code)).toEqual(["body_empty"]);
    const codes = validation.warnings.map(({ code }: { code: string }) => code);
    expect(codes).toEqual(expect.arrayContaining(["meta_title_long", "featured_image_missing", "cluster_missing"]));
    const filled = await room.call(`/content/${id}/update_content/`, { json: { content_html: "<p>Text</p>" } });
    expect(filled.body.data.validation).toMatchObject({ is_valid: true, errors: [] });
    const stale = await room.call(`/content/${id}/update_content/`, { json: {}, headers: { "if-match": '"1"' } });
    expect(stale.status).toBe(412);
  });

  it("approves with validation only what may be published, and changes nothing otherwise", async () => {
    const room = await newsroom();
    const { id } = await newContent(room);
    const path = `/content/${id}/update_content/`;
    const before = (await room.call(`/content/${id}/`)).body.data;
    const refused = await room.call(path, { json: { title: "New", content_html: "<p> </p>", status: "approved" } });
    const errors = [{ path: "content_html", message: "The body has no text." }];
    expect(refused).toMatchObject({ status: 400, body: { code: "VALIDATION_ERROR", errors } });
    expect((await room.call(`/content/${id}/`)).body.data).toEqual(before);
    const emptied = await room.call(path, { json: { content_html: "", status: "review" } });
    expect(emptied.body.data).toMatchObject({ content: { status: "review" }, validation: { is_valid: false } });
    expect((await room.call(path, { json: { status: "approved" } })).status).toBe(400);
    const approved = await room.call(path, { json: { content_html: "<p>Text</p>", status: "approved" } });
    expect(approved).toMatchObject({
      status: 200,
      body: { data: { content: { status: "approved" }, validation: { is_valid: true } } },
    });
  });

  it("lists without bodies, by every filter and order", async () => {
    const room = await newsroom();
    await newContent(room, { title: "Beta", tags: ["Espresso"], content_type: "page", status: "review" });
    await newContent(room, { title: "Alpha", content_html: "<p>one two three four</p>", content_structure: "review" });
    const titles = async (query: string) =>
      (await room.call(`/content/?${query}`)).body.results.map((row: { title: string }) => row.title);
    const [row] = (await room.call("/content/")).body.results;
    expect(row).not.toHaveProperty("content_html");
    expect(row).not.toHaveProperty("content_markdown");
    expect(await titles("")).toEqual(["Alpha", "Beta"]);
    for (const [query, expected] of [
      ["ordering=title", ["Alpha", "Beta"]],
      ["ordering=-title", ["Beta", "Alpha"]],
      ["ordering=word_count", ["Alpha", "Beta"]],
      ["status=draft", ["Alpha"]],
      ["status=review", ["Beta"]],
      ["tag=eSPRESSO", ["Beta"]],
      ["tag=tea", []],
      ["content_type=page", ["Beta"]],
      ["content_structure=review", ["Alpha"]],
      ["source=wordpress", []],
      ["site_status=not_published&search=ALP", ["Alpha"]],
      ["task_id=1", []],
      [`site_id=${room.site.id}`, ["Alpha", "Beta"]],
      ["cluster_id=1", []],
    ] as const)
      expect({ query, found: await titles(query) }).toEqual({ query, found: expected });
    for (const query of ["status=idea", "ordering=body", "tag=", "site_status=x"])
      expect((await room.call(`/content/?${query}`)).status).toBe(400);
  });

  it("answers a repeated Idempotency-Key without a second row", async () => {
    const room = await newsroom();
    const send = () => room.call("/content/", { json: { title: "Once" }, headers: { "idempotency-key": "k1" } });
    const [first, second] = [await send(), await send()];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body.data.id).toBe(first.body.data.id);
    expect((await room.call("/content/")).body.count).toBe(1);
  });

  it("spends few round trips and reads few rows", async () => {
    const room = await newsroom();
    const rows = 200;
    await env.DB.prepare(
      `INSERT INTO content (uuid, account_id, site_id, title, slug, body_format, secondary_keywords, tags, content_type,
         content_structure, status, shown_status, metadata, created_at, updated_at)
       WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
       SELECT ?2 || '-' || i, ?2, ?3, 'Title ' || i, 's', 'html', '[]', '[]', 'post', 'article',
         iif(i % 2, 'archived', 'review'), iif(i % 2, 'archived', 'review'), '{}', i, i FROM n`,
    )
      .bind(rows, room.account.id, room.site.id)
      .run();
    await env.DB.prepare(
      "INSERT INTO content_tags (account_id, tag, content_id) SELECT account_id, 'rare', id FROM content WHERE account_id = ? AND shown_status = 'review' LIMIT 20",
    )
      .bind(room.account.id)
      .run();
    const queries = ["", "status=review", `site_id=${room.site.id}`, "tag=rare", "tag=none", "status=archived"];
    for (const query of [...queries, "ordering=title"]) {
      const { value, reading } = await meterD1(env.DB, () => room.call(`/content/?page_size=10&${query}`));
      const matching = value.body.count as number;
      // a sort by a column without an index reads each matching row once more
      const bound = (query.startsWith("ordering") ? 3 : 2) * matching + 30;
      expect({ query, trips: reading.roundTrips }).toEqual({ query, trips: 1 });
      expect(reading.rowsRead, `${query}: ${JSON.stringify(reading)}`).toBeLessThanOrEqual(bound);
    }
    const created = await meterD1(env.DB, () => room.call("/content/", { json: { title: "T", tags: ["a"] } }));
    expect(created.reading.roundTrips).toBe(2);
    const { id } = created.value.body.data;
    expect((await meterD1(env.DB, () => room.call(`/content/${id}/`))).reading.roundTrips).toBe(1);
    expect((await meterD1(env.DB, () => put(room, id, { title: "U", tags: ["b"] }))).reading.roundTrips).toBe(2);
  });
});

describe("search", () => {
  it("finds words in titles of tasks", async () => {
    await expectSearch({
      path: `${W}/tasks/`,
      table: "tasks",
      column: "title",
      async create(account, { site_id, sector_id }, title) {
        const cluster_id = await newCluster(account.id, site_id, sector_id, `Cluster ${made++}`);
        const json = { site_id, sector_id, cluster_id, title, content_type: "post", content_structure: "guide" };
        const { status, body } = await account.call(`${W}/tasks/`, { json });
        expect({ status, body }).toMatchObject({ status: 201 });
        return body.data.id;
      },
    });
  });

  it("finds the keywords of tasks", async () => {
    const account = await newAccount();
    const site_id = (await account.call("/api/v1/auth/sites/", { json: { name: "Birds" } })).body.data.id;
    const sector = await account.call("/api/v1/auth/sectors/", { json: { site_id, name: "Finches" } });
    const sector_id = sector.body.data.id;
    const cluster_id = await newCluster(account.id, site_id, sector_id, "Finches");
    const json = { site_id, sector_id, cluster_id, title: "A", content_type: "post", content_structure: "guide" };
    const task = (await account.call(`${W}/tasks/`, { json: { ...json, keywords: ["zebra finch", "cage"] } })).body
      .data;
    const found = async (search: string) => (await account.call(`${W}/tasks/?search=${search}`)).body.count;
    expect([await found("zebra"), await found("ze"), await found("cage finch"), await found("parrot")]).toEqual([
      1, 1, 1, 0,
    ]);
    await env.DB.prepare("UPDATE tasks SET keywords = '[\"parrot\"]' WHERE id = ?").bind(task.id).run();
    expect([await found("zebra"), await found("parrot")]).toEqual([0, 1]);
  });

  it("finds words in titles of content", async () => {
    await expectSearch({
      path: `${W}/content/`,
      table: "content",
      column: "title",
      async create(account, { site_id }, title) {
        const { status, body } = await account.call(`${W}/content/`, { json: { site_id, title } });
        expect({ status, body }).toMatchObject({ status: 201 });
        return body.data.id;
      },
    });
  });

  it("finds words in names of taxonomies", async () => {
    await expectSearch({
      path: `${W}/taxonomies/`,
      table: "taxonomies",
      column: "name",
      async create(account, { site_id }, name) {
        const row = await env.DB.prepare(
          `INSERT INTO taxonomies (account_id, site_id, name, slug, taxonomy_type, created_at, updated_at)
           VALUES (?, ?, ?, ?, 'tag', 0, 0) RETURNING id`,
        )
          .bind(account.id, site_id, name, `term-${made++}`)
          .first<{ id: number }>();
        if (!row) throw new Error("no taxonomy");
        return row.id;
      },
    });
  });

  it("knows the status of content, its tags, and content without a site", async () => {
    const room = await newsroom();
    const tagged = await newContent(room, { title: "Fresh grind", tags: ["Espresso"], status: "review" });
    const draft = await newContent(room, { title: "Grind twice", content_type: "page" });
    const bare = await newContent(room, { title: "Grind anywhere" });
    await env.DB.prepare("UPDATE content SET site_id = NULL WHERE id = ?").bind(bare.id).run();
    const found = async (query: string) => {
      const { count, results } = (await room.call(`/content/?search=grind&${query}`)).body;
      return [count, ...results.map(({ id }: { id: number }) => id)];
    };
    expect(await found("")).toEqual([3, bare.id, draft.id, tagged.id]);
    expect(await found(`site_id=${room.site.id}`)).toEqual([2, draft.id, tagged.id]);
    expect(await found("status=review")).toEqual([1, tagged.id]);
    expect(await found("tag=espresso")).toEqual([1, tagged.id]);
    expect(await found("content_type=page&ordering=title")).toEqual([1, draft.id]);
    expect(await found("ordering=title")).toEqual([3, tagged.id, bare.id, draft.id]);
    await env.DB.prepare("UPDATE content SET status = 'archived', shown_status = 'archived' WHERE id = ?")
      .bind(draft.id)
      .run();
    expect(await found("")).toEqual([2, bare.id, tagged.id]);
    const beginnings = new Set(SHOWN_STATUSES.map((status) => status.slice(0, 3)));
    expect(beginnings.size).toBe(SHOWN_STATUSES.length);
  });
});
