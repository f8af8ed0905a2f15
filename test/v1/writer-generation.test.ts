import { env, exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { JOB_HANDLERS } from "../../src/background/handlers.ts";
import { runNextJob } from "../../src/background/run-job.ts";
import { createSystemContext } from "../../src/context.ts";
import { call, newAccount, ORIGIN, type TestAccount } from "../kit/account.ts";
import { meterD1 } from "../kit/d1-meter.ts";
import { runTask, taskEnd, tick } from "../kit/tasks.ts";

const W = "/api/v1/writer";
const OUTLINE = [
  { heading: "Burr or blade", points: ["even grounds", "noise"] },
  { heading: "What it costs", points: ["budget"] },
  { heading: "Keeping it clean", points: ["how often"] },
];
let made = 0;

/** An account with a site, a sector, a cluster with an idea, and a task made from that idea. */
async function newsroom() {
  const account = await newAccount();
  const site = (await account.call("/api/v1/auth/sites/", { json: { name: `Beans ${made++}` } })).body.data;
  const sector = (await account.call("/api/v1/auth/sectors/", { json: { site_id: site.id, name: "Grinders" } })).body
    .data;
  const place = [account.id, site.id, sector.id];
  const insert = async (table: string, columns: string, values: unknown[]) => {
    const names = `account_id, site_id, sector_id, created_at, updated_at, ${columns}`;
    const marks = [...place, 1, 1, ...values].map(() => "?").join(", ");
    const row = await env.DB.prepare(`INSERT INTO ${table} (${names}) VALUES (${marks}) RETURNING id`)
      .bind(...place, 1, 1, ...values)
      .first<{ id: number }>();
    return row?.id ?? 0;
  };
  const clusterId = await insert("clusters", "name, name_folded, method", ["Burr grinders", "burr grinders", "manual"]);
  const ideaId = await insert(
    "content_ideas",
    "cluster_id, title, outline, target_keywords, content_type, content_structure, estimated_word_count, status",
    [clusterId, "Choose a burr grinder", "[]", "[]", "post", "guide", 600, "queued"],
  );
  const taskId = await insert(
    "tasks",
    "cluster_id, idea_id, title, description, outline, keywords, content_type, content_structure, word_count",
    [
      clusterId,
      ideaId,
      "How to choose a burr grinder",
      "Helps home baristas to choose.",
      JSON.stringify(OUTLINE),
      JSON.stringify(["burr coffee grinder", "conical burr grinder"]),
      "post",
      "guide",
      600,
    ],
  );
  return { account, siteId: site.id as number, clusterId, ideaId, taskId };
}

const balance = async (account: TestAccount) => (await account.call("/api/v1/billing/balance/")).body.data;
const usage = async (accountId: number) =>
  (
    await env.DB.prepare("SELECT operation, credits_used AS credits FROM credit_usage WHERE account_id = ? ORDER BY id")
      .bind(accountId)
      .all<{ operation: string; credits: number }>()
  ).results;
const notes = async (accountId: number) =>
  (
    await env.DB.prepare("SELECT notification_type AS type FROM notifications WHERE account_id = ? ORDER BY id")
      .bind(accountId)
      .all<{ type: string }>()
  ).results.map(({ type }) => type);
const taskStatus = async (accountId: number, id: number) =>
  env.DB.prepare("SELECT status, error FROM tasks WHERE account_id = ? AND id = ?").bind(accountId, id).first();
const keysOf = async (accountId: number) =>
  (await env.IMAGES.list({ prefix: `accounts/${accountId}/images/` })).objects.map(({ key }) => key);

async function newContent(account: TestAccount, siteId: number) {
  const body = OUTLINE.map(({ heading, points }) => `<h2>${heading}</h2><p>${points.join(", ")} matter here.</p>`);
  const json = { site_id: siteId, title: "Choosing a grinder", content_html: body.join("") };
  return (await account.call(`${W}/content/`, { json })).body.data;
}

const contentOf = async (account: TestAccount, id: number) => (await account.call(`${W}/content/${id}/`)).body.data;

/** A picture fetched as a browser would. */
async function fetchPicture(url: string, headers: Record<string, string> = {}) {
  const answer = await exports.default.fetch(url, { headers });
  return { answer, bytes: new Uint8Array(await answer.arrayBuffer()) };
}

const sizeOfPng = (bytes: Uint8Array) => {
  expect([...bytes.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
};

describe("generate_content", () => {
  it("writes a draft, links it, and charges exactly what it used", async () => {
    const room = await newsroom();
    const before = (await balance(room.account)).credits;
    const task = await runTask(room.account, `${W}/tasks/${room.taskId}/generate_content/`, {});
    expect(task).toMatchObject({ status: "done", progress: 100, attempts: 1 });
    const content = await contentOf(room.account, Number(task.result.content_id));
    expect(content).toMatchObject({
      title: "How to choose a burr grinder",
      status: "draft",
      task_id: room.taskId,
      cluster_id: room.clusterId,
      source: "keyline",
      version: 1,
      revision: 1,
      body_format: "markdown",
      metadata: { offline: true, model: "offline" },
      primary_keyword: "burr coffee grinder",
    });
    for (const { heading } of OUTLINE) expect(content.content_html).toContain(heading);
    expect(content.word_count).toBeGreaterThan(400);
    expect(content.word_count).toBe(task.result.word_count);
    expect(content.meta_title.length).toBeLessThanOrEqual(60);
    const terms = content.taxonomies.map((term: Record<string, unknown>) => [
      term.taxonomy_type,
      term.name,
      term.count,
    ]);
    expect(terms).toContainEqual(["category", "Burr grinders", 1]);
    expect(terms.filter(([type]: string[]) => type === "tag")).toHaveLength(content.tags.length);

    expect((await usage(room.account.id)).map((line) => line.operation)).toEqual(["content_generation"]);
    const [line] = await usage(room.account.id);
    const { tokens_in, tokens_out } = content.metadata;
    expect(line?.credits).toBe(Math.max(3, Math.ceil((tokens_in + tokens_out) / 100)));
    expect(task.credits).toBe(line?.credits);
    expect(task.estimated_credits).toBeGreaterThanOrEqual(task.credits);
    const after = await balance(room.account);
    expect([after.credits, after.held_credits]).toEqual([before - task.credits, 0]);

    expect(await taskStatus(room.account.id, room.taskId)).toEqual({ status: "completed", error: null });
    const idea = await env.DB.prepare("SELECT status FROM content_ideas WHERE id = ?").bind(room.ideaId).first();
    expect(idea).toEqual({ status: "completed" });
    const cluster = await env.DB.prepare("SELECT content_count AS n FROM clusters WHERE id = ?")
      .bind(room.clusterId)
      .first();
    expect(cluster).toEqual({ n: 1 });
    expect(await notes(room.account.id)).toContain("ai_content_complete");
    const listed = (await room.account.call(`${W}/taxonomies/?taxonomy_type=category&search=BURR`)).body;
    expect(listed).toMatchObject({ count: 1, results: [{ slug: "burr-grinders", site_id: room.siteId }] });
    const tag = content.tags[0];
    expect((await room.account.call(`${W}/content/?tag=${encodeURIComponent(tag)}`)).body.count).toBe(1);

    const again = await room.account.call(`${W}/tasks/${room.taskId}/generate_content/`, { method: "POST" });
    expect(again).toMatchObject({ status: 409, body: { code: "CONFLICT" } });
  });

  it("starts once, however many ask at the same moment", async () => {
    const room = await newsroom();
    const ask = () => room.account.call(`${W}/tasks/${room.taskId}/generate_content/`, { method: "POST" });
    const answers = await Promise.all([ask(), ask(), ask()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe("CONFLICT");
    const queued = answers.find(({ status }) => status === 202);
    await taskEnd(room.account, queued?.body.data.task_id);
    expect((await room.account.call(`${W}/content/?task_id=${room.taskId}`)).body.count).toBe(1);
    expect(await usage(room.account.id)).toHaveLength(1);
    expect((await balance(room.account)).held_credits).toBe(0);
  });

  it("answers 404 for a foreign task and 402 before any work", async () => {
    const [room, other] = [await newsroom(), await newsroom()];
    const foreign = await other.account.call(`${W}/tasks/${room.taskId}/generate_content/`, { method: "POST" });
    expect(foreign).toMatchObject({ status: 404, body: { error: `Task not found: ${room.taskId}` } });
    const { credits } = await balance(room.account);
    await env.ACCOUNT.getByName(`account:${room.account.id}`).hold("all", credits, Date.now() + 60_000, "test");
    const short = await room.account.call(`${W}/tasks/${room.taskId}/generate_content/`, { method: "POST" });
    expect(short).toMatchObject({ status: 402, body: { available: 0, operation: "content_generation" } });
    expect(short.body.required).toBeGreaterThan(3);
    expect(await taskStatus(room.account.id, room.taskId)).toEqual({ status: "queued", error: null });
  });

  it("marks the task failed, gives the credits back, and lets it be tried again", async () => {
    const room = await newsroom();
    const language = (word: string) =>
      env.DB.prepare("UPDATE sites SET language = ? WHERE id = ?").bind(word, room.siteId).run();
    await language("de");
    const before = (await balance(room.account)).credits;
    const failed = await runTask(room.account, `${W}/tasks/${room.taskId}/generate_content/`, {});
    expect(failed).toMatchObject({ status: "failed", credits: 0, error: { code: "provider_error" } });
    expect(await taskStatus(room.account.id, room.taskId)).toEqual({ status: "failed", error: failed.error?.message });
    expect(await notes(room.account.id)).toContain("ai_content_failed");
    expect((await balance(room.account)).credits).toBe(before);
    expect((await room.account.call(`${W}/content/`)).body.count).toBe(0);
    await language("en");
    const second = await runTask(room.account, `${W}/tasks/${room.taskId}/generate_content/`, {});
    expect(second.status).toBe("done");
  });

  it("does not ask or pay again when a worker died after the draft was stored", async () => {
    const room = await newsroom();
    const first = await runTask(room.account, `${W}/tasks/${room.taskId}/generate_content/`, {});
    const contentId = Number(first.result.content_id);
    // as a crash leaves it: the draft stored and hidden, the job still claimed, its lease over
    const jobId = (await contentOf(room.account, contentId)).uuid;
    await env.DB.batch([
      env.DB.prepare("UPDATE content SET deleted_at = 1, title = 'Stored before' WHERE id = ?").bind(contentId),
      env.DB.prepare("UPDATE tasks SET status = 'in_progress' WHERE id = ?").bind(room.taskId),
      env.DB.prepare("UPDATE jobs SET state = 'running', finished_at = NULL, lease_until = 0 WHERE id = ?").bind(jobId),
    ]);
    await tick();
    const second = await taskEnd(room.account, jobId);
    expect(second).toMatchObject({ status: "done", attempts: 2, result: { content_id: contentId } });
    expect(second.credits).toBe(first.credits);
    expect((await contentOf(room.account, contentId)).title).toBe("Stored before");
    expect((await room.account.call(`${W}/content/`)).body.count).toBe(1);
    expect(await usage(room.account.id)).toHaveLength(1);
  });

  it("can be cancelled: nothing is stored or charged, and the task can be written later", async () => {
    const room = await newsroom();
    const before = (await balance(room.account)).credits;
    const { body } = await room.account.call(`${W}/tasks/${room.taskId}/generate_content/`, { method: "POST" });
    const cancelled = await room.account.call(`/api/v1/system/tasks/${body.data.task_id}/cancel/`, { method: "POST" });
    expect(cancelled.status).toBe(200);
    expect((await taskEnd(room.account, body.data.task_id)).status).toBe("cancelled");
    expect((await balance(room.account)).credits).toBe(before);
    expect((await room.account.call(`${W}/content/`)).body.count).toBe(0);
    const later = await runTask(room.account, `${W}/tasks/${room.taskId}/generate_content/`, {});
    expect(later.status).toBe("done");
    expect((await room.account.call(`${W}/content/`)).body.count).toBe(1);
  });
});

describe("a generated draft", () => {
  const warningsOf = async (account: TestAccount, id: unknown, json: object) => {
    const { body } = await account.call(`${W}/content/${id}/update_content/`, { json });
    return body.data.validation.warnings.map(({ code }: { code: string }) => code);
  };

  it("is called a placeholder until its body is edited", async () => {
    const room = await newsroom();
    const task = await runTask(room.account, `${W}/tasks/${room.taskId}/generate_content/`, {});
    const id = task.result.content_id;
    expect(await warningsOf(room.account, id, { title: "Which burr grinder?" })).toContain("placeholder_draft");
    expect(await warningsOf(room.account, id, { content_html: "<p>Tested.</p>" })).not.toContain("placeholder_draft");
    expect((await contentOf(room.account, Number(id))).metadata).toMatchObject({ offline: true, edited: true });
  });

  it("has a meta title that follows the title until somebody writes one", async () => {
    const room = await newsroom();
    const task = await runTask(room.account, `${W}/tasks/${room.taskId}/generate_content/`, {});
    const id = Number(task.result.content_id);
    const { meta_title: generated } = await contentOf(room.account, id);
    expect(generated).toMatch(/^How to choose a burr grinder \| Beans/);
    const put = async (json: object) =>
      (await room.account.call(`${W}/content/${id}/`, { method: "PUT", json })).body.data.meta_title;
    expect(await put({ content_html: "<p>Grind fresh.</p>" })).toBe(generated);
    expect(await put({ title: "Burr grinders, tested" })).toBe("Burr grinders, tested");
    expect(await put({ title: "Burr grinders, tested twice" })).toBe("Burr grinders, tested twice");
    expect(await put({ meta_title: "My own" })).toBe("My own");
    expect(await put({ title: "Burr grinders" })).toBe("My own");
  });

  it("says that its cover shows an older title, until it is made anew", async () => {
    const room = await newsroom();
    const { id } = await newContent(room.account, room.siteId);
    await runTask(room.account, `${W}/content/${id}/generate_images/`, { in_article: 0 });
    expect(await warningsOf(room.account, id, {})).not.toContain("cover_outdated");
    expect(await warningsOf(room.account, id, { title: "Grinders, tested" })).toContain("cover_outdated");
    const [image] = (await contentOf(room.account, id)).images;
    expect(image.alt).toBe("Cover picture: Choosing a grinder");
    await runTask(room.account, `${W}/images/regenerate/`, { image_id: image.id });
    expect((await contentOf(room.account, id)).images[0].alt).toBe("Cover picture: Grinders, tested");
    expect(await warningsOf(room.account, id, {})).not.toContain("cover_outdated");
  });
});

describe("images", () => {
  it("writes prompts, makes the pictures, serves them, and sends the draft to review", async () => {
    const room = await newsroom();
    const { id } = await newContent(room.account, room.siteId);
    const before = (await balance(room.account)).credits;
    const task = await runTask(room.account, `${W}/content/${id}/generate_images/`, {});
    expect(task).toMatchObject({ status: "done", result: { content_id: id, failed_image_ids: [] } });
    const lines = await usage(room.account.id);
    expect(lines.map(({ operation }) => operation)).toEqual(["image_prompt_extraction", "image_generation"]);
    expect(lines[1]?.credits).toBe(3);
    expect(task.credits).toBe(lines.reduce((sum, line) => sum + line.credits, 0));
    const after = await balance(room.account);
    expect([after.credits, after.held_credits]).toEqual([before - task.credits, 0]);

    const content = await contentOf(room.account, id);
    expect(content.status).toBe("review");
    expect(content.revision).toBe(4);
    expect(content.images.map((image: Record<string, unknown>) => [image.image_type, image.position])).toEqual([
      ["featured", 0],
      ["in_article", 0],
      ["in_article", 1],
    ]);
    expect(await notes(room.account.id)).toEqual(
      expect.arrayContaining(["ai_images_complete", "content_ready_review"]),
    );
    // three pictures, and the twin without words of the one that has some
    expect(await keysOf(room.account.id)).toHaveLength(4);
    for (const image of content.images) {
      expect(image).toMatchObject({
        status: "generated",
        width: 1200,
        height: 630,
        mime_type: "image/png",
        error: null,
      });
      expect(image.prompt.length).toBeGreaterThan(20);
      expect(image.image_url).toMatch(new RegExp(`^${ORIGIN}/media/[0-9a-f-]{36}\\.png$`));
      const { answer, bytes } = await fetchPicture(image.image_url);
      expect(answer.status).toBe(200);
      expect(sizeOfPng(bytes)).toEqual([1200, 630]);
      expect(bytes.length).toBe(image.bytes);
    }
    for (const [query, expected] of [
      [`content_id=${id}`, 3],
      [`content_id=${id}&image_type=featured`, 1],
      ["status=generated", 3],
      ["status=pending", 0],
      ["task_id=1", 0],
    ] as const)
      expect((await room.account.call(`${W}/images/?${query}`)).body.count, query).toBe(expected);
    const again = await room.account.call(`${W}/content/${id}/generate_images/`, { json: {} });
    expect(again).toMatchObject({ status: 409, body: { code: "CONFLICT" } });
    expect((await (await newAccount()).call(`${W}/images/`)).body.count).toBe(0);
  });

  it("serves a picture openly, from the edge on a repeat, and nothing else", async () => {
    const room = await newsroom();
    const { id } = await newContent(room.account, room.siteId);
    await runTask(room.account, `${W}/content/${id}/generate_images/`, { in_article: 0 });
    const [image] = (await contentOf(room.account, id)).images;
    const { answer } = await fetchPicture(image.image_url);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "image/png",
      "cache-control": "public, max-age=31536000, immutable",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'",
    });
    const etag = answer.headers.get("etag") ?? "";
    const repeat = await meterD1(env.DB, () => fetchPicture(image.image_url));
    expect(repeat.value.answer.status).toBe(200);
    expect(repeat.value.bytes.length).toBe(image.bytes);
    expect(repeat.reading.roundTrips).toBe(0);
    const known = await fetchPicture(image.image_url, { "if-none-match": etag });
    expect([known.answer.status, known.bytes.length, known.answer.headers.get("etag")]).toEqual([304, 0, etag]);
    for (const name of [
      `${crypto.randomUUID()}.png`,
      image.image_url.split("/").at(-1).replace("png", "jpg"),
      "x",
      "..%2f",
    ]) {
      const missing = await call(`/media/${name}`);
      expect([missing.status, missing.body]).toEqual([404, "Not found"]);
    }
  });

  it("refuses what it cannot make", async () => {
    const [room, other] = [await newsroom(), await newsroom()];
    const { id } = await newContent(room.account, room.siteId);
    const post = (path: string, json: unknown, account = room.account) => account.call(`${W}${path}`, { json });
    for (const bad of [{ in_article: 9 }, { in_article: -1 }, { quality: "best" }, { size: 1 }])
      expect((await post(`/content/${id}/generate_images/`, bad)).status).toBe(400);
    expect((await post("/images/generate_for_content/", { content_id: id })).status).toBe(409);
    expect((await post("/images/generate_for_content/", {})).status).toBe(400);
    expect((await post("/images/regenerate/", { image_id: 999_999 })).status).toBe(404);
    await runTask(room.account, `${W}/content/${id}/generate_images/`, { in_article: 0 });
    const [image] = (await contentOf(room.account, id)).images;
    expect((await post("/images/generate_for_content/", { content_id: id })).status).toBe(409);
    expect((await post("/images/generate_for_content/", { content_id: id, image_ids: [999_999] })).status).toBe(404);
    expect((await post("/images/generate_for_content/", { content_id: id }, other.account)).status).toBe(404);
    const foreign = await post("/images/regenerate/", { image_id: image.id }, other.account);
    expect(foreign).toMatchObject({ status: 404, body: { error: `Image not found: ${image.id}` } });
    const premium = await newContent(room.account, room.siteId);
    const quoted = await post(`/content/${premium.id}/generate_images/`, { in_article: 1, quality: "premium" });
    expect(quoted.body.data.estimated_credits).toBeGreaterThan(30);
    await taskEnd(room.account, quoted.body.data.task_id);
    expect((await usage(room.account.id)).at(-1)).toEqual({ operation: "image_generation", credits: 30 });
  });

  it("serves the cover without its words too, and a picture that has none as it is", async () => {
    const room = await newsroom();
    const { id } = await newContent(room.account, room.siteId);
    await runTask(room.account, `${W}/content/${id}/generate_images/`, { in_article: 1 });
    const [cover, inside] = (await contentOf(room.account, id)).images;
    const wordless = (url: string) => fetchPicture(url.replace(".png", "-wordless.png"));
    const twin = await wordless(cover.image_url);
    expect(sizeOfPng(twin.bytes)).toEqual([1200, 630]);
    expect(twin.bytes).not.toEqual((await fetchPicture(cover.image_url)).bytes);
    expect(twin.answer.headers.get("etag")).not.toBe((await fetchPicture(cover.image_url)).answer.headers.get("etag"));
    expect((await wordless(inside.image_url)).bytes).toEqual((await fetchPicture(inside.image_url)).bytes);
    expect((await wordless(`${ORIGIN}/media/0d5a9a5e-6a8f-4a39-9d7b-3f1f0f6f1c11.png`)).answer.status).toBe(404);
  });

  it("makes what an empty body would, when there is none", async () => {
    const room = await newsroom();
    const asked = [{ json: {} }, { method: "POST" }, { text: "", headers: { "content-type": "application/json" } }];
    const made = asked.map(async (options) => {
      const { id } = await newContent(room.account, room.siteId);
      const { status, body } = await room.account.call(`${W}/content/${id}/generate_images/`, options);
      expect({ status, body }).toMatchObject({ status: 202 });
      await taskEnd(room.account, body.data.task_id);
      return [body.data.estimated_credits, (await contentOf(room.account, id)).images.length];
    });
    const [empty, ...none] = await Promise.all(made);
    expect(empty?.[1]).toBe(3);
    expect(none).toEqual([empty, empty]);
  });

  it("makes one anew: another file, while the old one is still shown where it is live", async () => {
    const room = await newsroom();
    const { id } = await newContent(room.account, room.siteId);
    await runTask(room.account, `${W}/content/${id}/generate_images/`, { in_article: 0 });
    const old = (await contentOf(room.account, id)).images[0];
    const revision = (await contentOf(room.account, id)).revision;
    const json = { image_id: old.id, prompt: "A grinder in snow", quality: "quality" };
    const task = await runTask(room.account, `${W}/images/regenerate/`, json);
    expect(task).toMatchObject({ status: "done", credits: 5, result: { image_ids: [old.id] } });
    const content = await contentOf(room.account, id);
    expect(content.revision).toBe(revision + 1);
    const [image] = content.images;
    expect(image).toMatchObject({ id: old.id, prompt: "A grinder in snow", status: "generated" });
    expect(image.image_url).not.toBe(old.image_url);
    expect((await fetchPicture(image.image_url)).answer.status).toBe(200);
    const key = (url: string) => `accounts/${room.account.id}/images/${url.split("/").at(-1)}`;
    const files = [image.image_url, old.image_url].flatMap((url) => [
      key(url),
      key(url.replace(".png", "-wordless.png")),
    ]);
    expect((await keysOf(room.account.id)).toSorted()).toEqual(files.toSorted());
    await caches.default.delete(old.image_url);
    const shown = await fetchPicture(old.image_url);
    expect([shown.answer.status, shown.answer.headers.get("content-type")]).toEqual([200, "image/png"]);
  });

  it("makes what failed or waits, and lets nobody else do it meanwhile", async () => {
    const room = await newsroom();
    const { id } = await newContent(room.account, room.siteId);
    await runTask(room.account, `${W}/content/${id}/generate_images/`, {});
    const { images } = await contentOf(room.account, id);
    await env.DB.prepare(
      "UPDATE media SET status = 'failed', error = 'x', file_id = NULL WHERE content_id = ? AND image_type = 'in_article'",
    )
      .bind(id)
      .run();
    const ask = (json: object = {}) =>
      room.account.call(`${W}/images/generate_for_content/`, { json: { content_id: id, ...json } });
    const one = await Promise.all([ask({ image_ids: [images[1].id] }), ask({ image_ids: [images[1].id] })]);
    expect(one.map(({ status }) => status).sort()).toEqual([202, 409]);
    await taskEnd(room.account, one.find(({ status }) => status === 202)?.body.data.task_id);
    const rest = await ask();
    expect(rest.body.data.estimated_credits).toBe(1);
    expect(await taskEnd(room.account, rest.body.data.task_id)).toMatchObject({
      status: "done",
      credits: 1,
      result: { image_ids: [images[2].id] },
    });
    expect(
      (await contentOf(room.account, id)).images.every(({ status }: { status: string }) => status === "generated"),
    ).toBe(true);
  });

  it("keeps and counts the pictures that a dead worker had stored", async () => {
    const room = await newsroom();
    const { id } = await newContent(room.account, room.siteId);
    const { body } = await room.account.call(`${W}/content/${id}/generate_images/`, { json: {} });
    const jobId = body.data.task_id;
    const first = await taskEnd(room.account, jobId);
    const before = (await contentOf(room.account, id)).images;
    // as a crash leaves it: two pictures stored, the third not, the job waiting for its next worker
    await env.DB.batch([
      env.DB.prepare("UPDATE media SET status = 'pending', file_id = NULL WHERE id = ?").bind(before[2].id),
      env.DB.prepare("UPDATE content SET status = 'drafting', shown_status = 'drafting' WHERE id = ?").bind(id),
      env.DB.prepare("UPDATE jobs SET state = 'running', finished_at = NULL, lease_until = 0 WHERE id = ?").bind(jobId),
    ]);
    await tick();
    const second = await taskEnd(room.account, jobId);
    expect(second).toMatchObject({ status: "done", attempts: 2, credits: first.credits });
    const after = await contentOf(room.account, id);
    expect(after.status).toBe("review");
    expect(after.images.map(({ image_url }: { image_url: string }) => image_url)).toEqual(
      before.map(({ image_url }: { image_url: string }) => image_url),
    );
    expect(after.images[0].updated_at).toBe(before[0].updated_at);
    expect(await keysOf(room.account.id)).toHaveLength(4);
  });

  it("keeps and charges what was made when others fail, and nothing when all fail", async () => {
    const room = await newsroom();
    const before = (await balance(room.account)).credits;
    const partial = await illustrateWithModel(room, 1);
    expect(partial.task).toMatchObject({ status: "done", attempts: 1 });
    const [first, ...others] = partial.content.images;
    expect(first).toMatchObject({ image_type: "featured", status: "failed", image_url: null });
    expect(first.error).not.toBe("");
    expect(others.map(({ status }: { status: string }) => status)).toEqual(["generated", "generated"]);
    expect(partial.task.result).toMatchObject({ failed_image_ids: [first.id] });
    expect(partial.content.status).toBe("review");
    // the hold was made for the offline provider's shorter prompts; what the model's prompts cost beyond it is ours
    const charged = (await usage(room.account.id)).reduce((sum, { credits }) => sum + credits, 0);
    expect([charged, partial.task.credits]).toEqual([partial.task.estimated_credits, partial.task.estimated_credits]);
    expect((await balance(room.account)).credits).toBe(before - partial.task.credits);

    const lost = await illustrateWithModel(room, 3);
    expect(lost.task).toMatchObject({ status: "failed", credits: 0, error: { code: "provider_error" } });
    expect(lost.content.images.map(({ status }: { status: string }) => status)).toEqual(["failed", "failed", "failed"]);
    expect(lost.content.status).toBe("draft");
    expect(await notes(room.account.id)).toContain("ai_images_failed");
    expect(await balance(room.account)).toMatchObject({ credits: before - partial.task.credits, held_credits: 0 });
    const again = await runTask(room.account, `${W}/images/generate_for_content/`, { content_id: lost.content.id });
    expect(again).toMatchObject({ status: "done", credits: 3 });
    expect((await contentOf(room.account, lost.content.id)).status).toBe("review");
  });
});

/** Makes pictures by a model whose server refuses the first `refusals` of them. */
async function illustrateWithModel(room: Awaited<ReturnType<typeof newsroom>>, refusals: number) {
  const tenant = crypto.randomUUID();
  await fetch(`${env.FAKE_OPENAI_URL}/__control/${tenant}/faults`, {
    method: "POST",
    body: JSON.stringify({ match: "images", fault: "status", status: 400, times: refusals }),
  });
  const { id } = await newContent(room.account, room.siteId);
  const { body } = await room.account.call(`${W}/content/${id}/generate_images/`, { json: {} });
  const model = { OPENAI_API_KEY: "test-key", OPENAI_BASE_URL: `${env.FAKE_OPENAI_URL}/t/${tenant}/v1` };
  const work: Promise<unknown>[] = [];
  const ctx = createSystemContext({ ...env, ...model }, (part) => work.push(part)).forAccount(room.account.id);
  await runNextJob(ctx, "ai", JOB_HANDLERS);
  await Promise.all(work);
  return { task: await taskEnd(room.account, body.data.task_id), content: await contentOf(room.account, id) };
}
