import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { JOB_HANDLERS } from "../../src/background/handlers.ts";
import { runNextJob } from "../../src/background/run-job.ts";
import { createSystemContext } from "../../src/context.ts";
import { setClockOffset } from "../../src/core/time.ts";
import { requestIdeas } from "../../src/domains/ideas/generate-ideas.service.ts";
import { ideaRow } from "../../src/domains/ideas/idea-generation.ts";
import { thousandKeywords } from "../clustering/thousand-keywords.ts";
import { type Answer, newAccount, type TestAccount } from "../kit/account.ts";
import { type D1Reading, meterD1 } from "../kit/d1-meter.ts";
import { expectSearch } from "../kit/search.ts";
import { runTask, taskEnd } from "../kit/tasks.ts";

const P = "/api/v1/planner";
let made = 0;

interface Desk {
  account: TestAccount;
  siteId: number;
  sectorId: number;
  get(path: string): Promise<Answer>;
  post(path: string, json: unknown, headers?: Record<string, string>): Promise<Answer>;
  put(path: string, json: unknown): Promise<Answer>;
  del(path: string): Promise<Answer>;
}

/** An account with a site and a sector, both without an industry unless given. */
async function desk(industryId: number | null = null, industrySectorId: number | null = null): Promise<Desk> {
  const account = await newAccount();
  const site = await account.call("/api/v1/auth/sites/", { json: { name: `Site ${made++}`, industry_id: industryId } });
  const siteId = site.body.data.id as number;
  const sectorId = await newSector(account, siteId, "Coffee", industrySectorId);
  return {
    account,
    siteId,
    sectorId,
    get: (path) => account.call(`${P}${path}`),
    post: (path, json, headers = {}) => account.call(`${P}${path}`, { json, headers }),
    put: (path, json) => account.call(`${P}${path}`, { method: "PUT", json }),
    del: (path) => account.call(`${P}${path}`, { method: "DELETE" }),
  };
}

async function newSector(account: TestAccount, siteId: number, name: string, industrySectorId: number | null = null) {
  const json = { site_id: siteId, name, industry_sector_id: industrySectorId };
  const { status, body } = await account.call("/api/v1/auth/sectors/", { json });
  expect({ status, body }).toMatchObject({ status: 201 });
  return body.data.id as number;
}

const place = (d: Desk) => ({ site_id: d.siteId, sector_id: d.sectorId });

async function newKeyword(d: Desk, keyword: string, more: object = {}) {
  const { status, body } = await d.post("/keywords/", { ...place(d), keyword, ...more });
  expect({ status, body }).toMatchObject({ status: 201 });
  return body.data;
}

async function newCluster(d: Desk, name: string, more: object = {}) {
  const { status, body } = await d.post("/clusters/", { ...place(d), name, ...more });
  expect({ status, body }).toMatchObject({ status: 201 });
  return body.data;
}

async function newIdea(d: Desk, title: string, more: object = {}) {
  const { status, body } = await d.post("/ideas/", { ...place(d), title, ...more });
  expect({ status, body }).toMatchObject({ status: 201 });
  return body.data;
}

const cluster = async (d: Desk, id: number) =>
  (await d.get("/clusters/?page_size=100")).body.results.find((row: { id: number }) => row.id === id);

const importCsv = (d: Desk, text: string, more = "", type = "text/csv") =>
  d.account.call(`${P}/keywords/import/?site_id=${d.siteId}&sector_id=${d.sectorId}${more}`, {
    method: "POST",
    text,
    headers: { "content-type": type },
  });

const onPlan = (d: Desk, slug: string) =>
  env.DB.prepare("UPDATE accounts SET plan_slug = ? WHERE id = ?").bind(slug, d.account.id).run();

const liveKeywords = (d: Desk) =>
  env.DB.prepare("SELECT count(*) AS n FROM keywords WHERE account_id = ? AND deleted_at IS NULL")
    .bind(d.account.id)
    .first<number>("n");

const keywordsOf = async (d: Desk, query = "") =>
  (await d.get(`/keywords/?page_size=100${query}`)).body.results.map((row: { keyword: string }) => row.keyword);

const refused = (answer: Answer, status: number, code: string) =>
  expect(answer).toMatchObject({ status, body: { success: false, code } });

/** A seed keyword of the library, with what it belongs to. */
async function seed(number = 0) {
  const row = await env.DB.prepare(
    "SELECT id, keyword, volume, difficulty, intent, country, industry_id AS industryId, sector_id AS sectorId FROM seed_keywords ORDER BY id LIMIT 1 OFFSET ?",
  )
    .bind(number)
    .first<{ id: number; keyword: string; volume: number; intent: string; industryId: number; sectorId: number }>();
  if (!row) throw new Error("the library is empty");
  return row;
}

describe("a keyword", () => {
  it("is created from free text, cleaned, with its intent worked out", async () => {
    const d = await desk();
    const created = await newKeyword(d, "  Best   Espresso Machine ", { volume: 1900, difficulty: 40, country: "us" });
    expect(created).toMatchObject({
      keyword: "Best Espresso Machine",
      volume: 1900,
      difficulty: 40,
      volume_override: null,
      intent: "commercial",
      country: "US",
      status: "new",
      cluster_id: null,
      cluster_name: null,
      cluster_reason: null,
      sector_name: "Coffee",
      attribute_values: [],
      disabled: false,
    });
    expect((await d.get(`/keywords/${created.id}/`)).body).toEqual({ success: true, data: created });
  });

  it("is unique in its site and sector, whatever its case, spaces or Unicode form", async () => {
    const d = await desk();
    await newKeyword(d, "Crème brûlée");
    for (const same of ["crème brûlée", "CRÈME  BRÛLÉE", "Cre\u0300me bru\u0302le\u0301e"])
      refused(await d.post("/keywords/", { ...place(d), keyword: same }), 409, "CONFLICT");
    const other = await newSector(d.account, d.siteId, "Desserts");
    expect((await d.post("/keywords/", { ...place(d), sector_id: other, keyword: "crème brûlée" })).status).toBe(201);
  });

  it("is created from the library with its figures, where industry and sector agree", async () => {
    const entry = await seed();
    const d = await desk(entry.industryId, entry.sectorId);
    const answer = await d.post("/keywords/", { ...place(d), seed_keyword_id: entry.id, volume_override: 7 });
    expect(answer.body.data).toMatchObject({
      keyword: entry.keyword,
      volume: 7,
      intent: entry.intent,
      seed_keyword_id: entry.id,
    });
    const cleared = await d.put(`/keywords/${answer.body.data.id}/`, { volume_override: null });
    expect(cleared.body.data).toMatchObject({ volume: entry.volume, volume_override: null });

    const elsewhere = await desk(entry.industryId === 1 ? 2 : 1);
    refused(
      await elsewhere.post("/keywords/", { ...place(elsewhere), seed_keyword_id: entry.id }),
      400,
      "VALIDATION_ERROR",
    );
    const free = await desk();
    expect((await free.post("/keywords/", { ...place(free), seed_keyword_id: entry.id })).status).toBe(201);
    refused(await free.post("/keywords/", { ...place(free), seed_keyword_id: 999_999 }), 404, "NOT_FOUND");
  });

  it("is refused with bad input", async () => {
    const d = await desk();
    const good = { ...place(d), keyword: "grinder" };
    const bad: object[] = [
      { keyword: "grinder" },
      place(d),
      { ...good, seed_keyword_id: 1 },
      { ...place(d), seed_keyword_id: 1, volume: 5 },
      { ...place(d), seed_keyword_id: 1, intent: "commercial" },
      { ...good, keyword: "" },
      { ...good, keyword: "   " },
      { ...good, keyword: "!!! ???" },
      { ...good, keyword: "a\u0000b" },
      { ...good, keyword: "\ud800a" },
      { ...good, keyword: "x".repeat(256) },
      { ...good, keyword: 5 },
      { ...good, volume: -1 },
      { ...good, volume: 1.5 },
      { ...good, volume: 1_000_000_001 },
      { ...good, difficulty: 101 },
      { ...good, intent: "curious" },
      { ...good, country: "USA" },
      { ...good, attribute_values: Array(51).fill("a") },
      { ...good, site_id: "1" },
      { ...good, site_id: 0 },
      { ...good, colour: "red" },
      [],
    ];
    for (const json of bad) refused(await d.post("/keywords/", json), 400, "VALIDATION_ERROR");
    refused(
      await d.account.call(`${P}/keywords/`, { text: "{", headers: { "content-type": "application/json" } }),
      400,
      "BAD_REQUEST",
    );
    expect(await liveKeywords(d)).toBe(0);
  });

  it("of another account, or put where another account lives, does not exist", async () => {
    const [d, other] = [await desk(), await desk()];
    const theirs = await newKeyword(other, "grinder");
    const theirCluster = await newCluster(other, "Grinders");
    const mine = await newKeyword(d, "kettle");
    const unknown = (await d.get("/keywords/99999999/")).body;
    const same = (answer: Answer, id: number) =>
      expect({ ...answer.body, request_id: "" }).toEqual({
        ...unknown,
        error: unknown.error.replace("99999999", String(id)),
        request_id: "",
      });
    same(await d.get(`/keywords/${theirs.id}/`), theirs.id);
    same(await d.put(`/keywords/${theirs.id}/`, { disabled: true }), theirs.id);
    same(await d.del(`/keywords/${theirs.id}/`), theirs.id);
    same(await d.post("/keywords/bulk_delete/", { ids: [theirs.id, mine.id] }), theirs.id);
    same(await d.post("/keywords/bulk_status/", { ids: [mine.id, theirs.id], status: "mapped" }), theirs.id);
    same(await d.post("/clusters/auto_cluster/", { ids: [mine.id, theirs.id] }), theirs.id);
    refused(await d.put(`/keywords/${mine.id}/`, { cluster_id: theirCluster.id }), 404, "NOT_FOUND");
    refused(await d.post("/keywords/", { ...place(other), keyword: "x" }), 404, "NOT_FOUND");
    refused(await d.post("/keywords/", { ...place(d), sector_id: other.sectorId, keyword: "x" }), 404, "NOT_FOUND");
    refused(await d.post("/clusters/", { ...place(other), name: "x" }), 404, "NOT_FOUND");
    refused(await d.post("/ideas/", { ...place(other), title: "x" }), 404, "NOT_FOUND");
    refused(await d.post("/ideas/", { ...place(d), cluster_id: theirCluster.id, title: "x" }), 404, "NOT_FOUND");
    refused(await d.post("/clusters/auto_cluster/", place(other)), 404, "NOT_FOUND");
    refused(await d.post("/clusters/generate_ideas/", { ids: [theirCluster.id] }), 404, "NOT_FOUND");
    refused(await d.post("/keywords/add_to_workflow/", { ...place(other), seed_keyword_ids: [1] }), 404, "NOT_FOUND");
    refused(await importCsv({ ...d, siteId: other.siteId, sectorId: other.sectorId }, "keyword\nx1"), 404, "NOT_FOUND");
    for (const list of ["keywords", "clusters", "ideas"])
      expect((await d.get(`/${list}/?site_id=${other.siteId}`)).body).toMatchObject({ count: 0, results: [] });
    expect((await other.get(`/keywords/${theirs.id}/`)).body.data).toEqual(theirs);
  });

  it("changes by what is given; a cluster maps it and is recounted", async () => {
    const d = await desk();
    const [one, two] = [await newCluster(d, "One"), await newCluster(d, "Two")];
    const row = await newKeyword(d, "grinder", { volume: 100, difficulty: 30 });
    await newKeyword(d, "burr grinder", { volume: 50, difficulty: 51 });
    const path = `/keywords/${row.id}/`;
    const mapped = await d.put(path, { ...row, cluster_id: one.id, status: undefined, intent: undefined });
    expect(mapped.body.data).toMatchObject({ cluster_id: one.id, cluster_name: "One", status: "mapped", volume: 100 });
    expect(await cluster(d, one.id)).toMatchObject({ keywords_count: 1, volume: 100, difficulty_average: 30 });
    await d.put(path, { volume_override: 0, difficulty_override: 90 });
    expect(await cluster(d, one.id)).toMatchObject({ keywords_count: 1, volume: 0, difficulty_average: 90 });
    const moved = await d.put(path, {
      cluster_id: two.id,
      volume_override: null,
      attribute_values: ["a"],
      disabled: true,
    });
    expect(moved.body.data).toMatchObject({
      cluster_name: "Two",
      volume: 100,
      difficulty: 90,
      attribute_values: ["a"],
      disabled: true,
    });
    expect(await cluster(d, one.id)).toMatchObject({ keywords_count: 0, volume: 0, difficulty_average: 0 });
    expect(await cluster(d, two.id)).toMatchObject({ keywords_count: 1, volume: 100 });
    const out = await d.put(path, { cluster_id: null, attribute_values: null, intent: "navigational" });
    expect(out.body.data).toMatchObject({
      cluster_id: null,
      cluster_name: null,
      status: "new",
      attribute_values: [],
      intent: "navigational",
    });
    expect((await d.put(path, {})).status).toBe(200);
    expect((await d.put(path, { status: "mapped" })).body.data).toMatchObject({ status: "mapped", cluster_id: null });
  });

  it("refuses changes that make no sense", async () => {
    const d = await desk();
    const row = await newKeyword(d, "grinder");
    const other = await newSector(d.account, d.siteId, "Tea");
    const foreign = await newCluster(d, "Tea pots", { sector_id: other });
    refused(await d.put(`/keywords/${row.id}/`, { cluster_id: foreign.id }), 404, "NOT_FOUND");
    const bad = [
      { status: "used" },
      { status: null },
      { disabled: "yes" },
      { volume_override: -1 },
      { difficulty_override: 101 },
      { colour: 1 },
    ];
    for (const json of bad) refused(await d.put(`/keywords/${row.id}/`, json), 400, "VALIDATION_ERROR");
    for (const id of ["0", "-1", "x", "1.5"]) refused(await d.get(`/keywords/${id}/`), 400, "VALIDATION_ERROR");
  });

  it("is deleted softly, and its text is free again", async () => {
    const d = await desk();
    const group = await newCluster(d, "Grinders");
    const row = await newKeyword(d, "grinder", { volume: 10 });
    await d.put(`/keywords/${row.id}/`, { cluster_id: group.id });
    expect(await d.del(`/keywords/${row.id}/`)).toMatchObject({ status: 200, body: { success: true } });
    refused(await d.get(`/keywords/${row.id}/`), 404, "NOT_FOUND");
    refused(await d.del(`/keywords/${row.id}/`), 404, "NOT_FOUND");
    refused(await d.put(`/keywords/${row.id}/`, {}), 404, "NOT_FOUND");
    expect(await cluster(d, group.id)).toMatchObject({ keywords_count: 0, volume: 0 });
    const kept = await env.DB.prepare("SELECT deleted_at AS at FROM keywords WHERE id = ?")
      .bind(row.id)
      .first<number>("at");
    expect(kept).toBeGreaterThan(0);
    await newKeyword(d, "Grinder");
  });

  it("is made once under one Idempotency-Key", async () => {
    const d = await desk();
    const send = () => d.post("/keywords/", { ...place(d), keyword: "kettle" }, { "idempotency-key": "k1" });
    const [first, second] = [await send(), await send()];
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    expect(second.body).toEqual(first.body);
    expect(await liveKeywords(d)).toBe(1);
  });

  it("is not made beyond the plan's limit, not even by many at once", async () => {
    const d = await desk();
    const lines = Array.from({ length: 198 }, (_, i) => `keyword ${i}`);
    expect((await importCsv(d, ["keyword", ...lines].join("\n"))).body.data).toMatchObject({ created: 198 });
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, i) => d.post("/keywords/", { ...place(d), keyword: `late ${i}` })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 403, 403, 403, 403]);
    refused(answers.find(({ status }) => status === 403) as Answer, 403, "LIMIT_EXCEEDED");
    const full = await d.post("/keywords/", { ...place(d), keyword: "one more" });
    expect(full.body).toMatchObject({ code: "LIMIT_EXCEEDED", limit: 200, used: 200, requested: 1 });
    refused(await importCsv(d, "keyword\nyet another"), 403, "LIMIT_EXCEEDED");
    refused(await importCsv(d, "keyword\nyet another", "&dry_run=true"), 403, "LIMIT_EXCEEDED");
    refused(await d.post("/keywords/add_to_workflow/", { ...place(d), seed_keyword_ids: [1] }), 403, "LIMIT_EXCEEDED");
    expect(await liveKeywords(d)).toBe(200);
    await onPlan(d, "scale");
    await newKeyword(d, "one more");
  });
});

describe("the list of keywords", () => {
  it("filters, searches, orders and pages", async () => {
    const d = await desk();
    const other = await newSector(d.account, d.siteId, "Tea");
    const group = await newCluster(d, "Grinders");
    const a = await newKeyword(d, "Alpha Grinder", { volume: 10, difficulty: 50, intent: "commercial", country: "US" });
    await newKeyword(d, "beta kettle", { volume: 30, difficulty: 10, intent: "transactional", country: "DE" });
    await newKeyword(d, "gamma 100%_cup", { intent: "informational", disabled: true });
    await newKeyword(d, "delta pot", { sector_id: other, volume: 20, difficulty: 90, intent: "commercial" });
    await d.put(`/keywords/${a.id}/`, { cluster_id: group.id });
    const texts = { a: "Alpha Grinder", b: "beta kettle", c: "gamma 100%_cup", d: "delta pot" };
    const cases: [string, (keyof typeof texts)[]][] = [
      ["", ["d", "c", "b", "a"]],
      ["&ordering=created_at", ["a", "b", "c", "d"]],
      ["&ordering=-volume", ["b", "d", "a", "c"]],
      ["&ordering=difficulty", ["c", "b", "a", "d"]],
      ["&ordering=keyword", ["a", "b", "d", "c"]],
      [`&ordering=-volume&site_id=${d.siteId}`, ["b", "d", "a", "c"]],
      [`&site_id=${d.siteId}`, ["d", "c", "b", "a"]],
      [`&sector_id=${other}`, ["d"]],
      [`&site_id=${d.siteId}&sector_id=${d.sectorId}&status=new`, ["c", "b"]],
      [`&cluster_id=${group.id}`, ["a"]],
      [`&cluster_id=${group.id}&site_id=${d.siteId}`, ["a"]],
      ["&status=mapped", ["a"]],
      ["&intent=commercial", ["d", "a"]],
      ["&intent=commercial&status=new", ["d"]],
      ["&country=de", ["b"]],
      ["&disabled=true", ["c"]],
      ["&disabled=false&volume_min=20", ["d", "b"]],
      ["&difficulty_min=10&difficulty_max=50", ["b", "a"]],
      ["&volume_max=10", ["a"]],
      ["&search=GRINDER", ["a"]],
      ["&search=100%25_", ["c"]],
      ["&search=nothing", []],
      ["&seed_keyword_id=1", []],
    ];
    for (const [query, expected] of cases)
      expect([query, await keywordsOf(d, query)]).toEqual([query, expected.map((key) => texts[key])]);
    const second = (await d.get(`/keywords/?page=2&page_size=3&site_id=${d.siteId}`)).body;
    expect(second).toMatchObject({
      count: 4,
      next: null,
      results: [{ keyword: texts.a, cluster_name: "Grinders", sector_name: "Coffee" }],
    });
    expect(second.previous).toContain("/api/v1/planner/keywords/?page=1");
    expect((await d.get("/keywords/?page=9")).body).toMatchObject({ count: 4, results: [] });
  });

  it("refuses queries it does not know", async () => {
    const d = await desk();
    const bad = [
      "colour=red",
      "status=used",
      "page=0",
      "page_size=101",
      "ordering=id",
      "difficulty_min=-1",
      "volume_min=x",
      "disabled=1",
      "site_id=0",
      `search=${"x".repeat(101)}`,
      "search=",
      "country=USA",
    ];
    for (const query of bad) refused(await d.get(`/keywords/?${query}`), 400, "VALIDATION_ERROR");
  });

  it("reads little more than what it shows, in one round trip", async () => {
    const d = await desk();
    await onPlan(d, "scale");
    const second = await newSector(d.account, d.siteId, "Tea");
    const group = await newCluster(d, "Grinders");
    // 1,000 in each sector; each tenth one of the second is in a cluster
    await env.DB.prepare(
      `INSERT INTO keywords (account_id, site_id, sector_id, keyword, keyword_folded, volume, difficulty, intent, attribute_values, status, created_at, updated_at)
       WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
       SELECT ?1, ?2, iif(i <= 1000, ?3, ?4), 'k' || i, 'k' || i, i, i % 100, 'commercial', '[]', iif(i % 10 = 0, 'mapped', 'new'), 1, 1 FROM n`,
    )
      .bind(d.account.id, d.siteId, d.sectorId, second)
      .run();
    await env.DB.prepare(
      "UPDATE keywords SET cluster_id = ? WHERE account_id = ? AND sector_id = ? AND status = 'mapped'",
    )
      .bind(group.id, d.account.id, d.sectorId)
      .run();
    const cost = async (query: string): Promise<{ matching: number; reading: D1Reading }> => {
      const { value, reading } = await meterD1(env.DB, () => d.get(`/keywords/?${query}`));
      return { matching: value.body.count, reading };
    };
    const lists = [
      "",
      `site_id=${d.siteId}`,
      `sector_id=${d.sectorId}`,
      "status=mapped",
      `cluster_id=${group.id}`,
      "intent=commercial",
      `sector_id=${second}&status=mapped`,
      "ordering=-volume",
      "page_size=100",
    ];
    for (const query of lists) {
      const { matching, reading } = await cost(query);
      const size = query.includes("page_size") ? 100 : 20;
      expect([query, reading.roundTrips, reading.rowsRead <= 2 * matching + size + 20, reading.rowsRead]).toEqual([
        query,
        1,
        true,
        reading.rowsRead,
      ]);
    }
    // a range has no order of ids: its ids are gathered once more
    const { matching, reading } = await cost("volume_min=1900");
    expect(reading.rowsRead).toBeLessThanOrEqual(2 * matching + 3 * 20 + 20);
  });
});

describe("keywords in bulk", () => {
  it("deletes up to 100 for good, all or none", async () => {
    const d = await desk();
    const group = await newCluster(d, "Grinders");
    await importCsv(d, ["keyword,volume", ...Array.from({ length: 101 }, (_, i) => `kw ${i},${i}`)].join("\n"));
    const ids: number[] = (await d.get("/keywords/?page_size=100&ordering=created_at")).body.results.map(
      (row: { id: number }) => row.id,
    );
    await d.put(`/keywords/${ids[5]}/`, { cluster_id: group.id });
    refused(await d.post("/keywords/bulk_delete/", { ids: [...ids.slice(0, 3), 99_999_999] }), 404, "NOT_FOUND");
    expect(await liveKeywords(d)).toBe(101);
    refused(
      await d.post("/keywords/bulk_delete/", { ids: Array.from({ length: 101 }, (_, i) => i + 1) }),
      400,
      "VALIDATION_ERROR",
    );
    for (const json of [{}, { ids: [] }, { ids: ["1"] }, { ids: [0] }, { ids, all: true }])
      refused(await d.post("/keywords/bulk_delete/", json), 400, "VALIDATION_ERROR");
    const { value, reading } = await meterD1(env.DB, () => d.post("/keywords/bulk_delete/", { ids }));
    expect(value).toMatchObject({ status: 200, body: { data: { deleted_count: 100 } } });
    expect(reading.roundTrips).toBe(1);
    expect(await cluster(d, group.id)).toMatchObject({ keywords_count: 0, volume: 0 });
    const left = await env.DB.prepare("SELECT count(*) AS n FROM keywords WHERE account_id = ?")
      .bind(d.account.id)
      .first<number>("n");
    expect(left).toBe(1);
    refused(await d.post("/keywords/bulk_delete/", { ids: [ids[0]] }), 404, "NOT_FOUND");
  });

  it("sets the status of all or none, each id counted once", async () => {
    const d = await desk();
    const [a, b] = [await newKeyword(d, "a1"), await newKeyword(d, "b1")];
    const done = await d.post("/keywords/bulk_status/", { ids: [a.id, b.id, a.id], status: "mapped" });
    expect(done).toMatchObject({ status: 200, body: { data: { updated_count: 2 } } });
    expect(await keywordsOf(d, "&status=mapped")).toEqual(["b1", "a1"]);
    refused(await d.post("/keywords/bulk_status/", { ids: [a.id, 99_999_999], status: "new" }), 404, "NOT_FOUND");
    expect(await keywordsOf(d, "&status=mapped")).toHaveLength(2);
    for (const json of [{ ids: [a.id] }, { status: "new" }, { ids: [a.id], status: "used" }])
      refused(await d.post("/keywords/bulk_status/", json), 400, "VALIDATION_ERROR");
  });

  it("takes seed keywords into a sector, skips known ones, reports those that do not fit", async () => {
    const entry = await seed();
    const next = await seed(1);
    const stranger = await env.DB.prepare("SELECT id FROM seed_keywords WHERE sector_id <> ? LIMIT 1")
      .bind(entry.sectorId)
      .first<number>("id");
    const d = await desk(entry.industryId, entry.sectorId);
    await newKeyword(d, entry.keyword.toUpperCase());
    const ids = [entry.id, next.id, next.id, stranger, 99_999_999];
    const added = await d.post("/keywords/add_to_workflow/", { ...place(d), seed_keyword_ids: ids });
    expect(added).toMatchObject({ status: 200, body: { data: { created: 1, skipped: 2 } } });
    expect(added.body.data.errors.map((error: { seed_keyword_id: number }) => error.seed_keyword_id)).toEqual([
      stranger,
      99_999_999,
    ]);
    expect((await d.get(`/keywords/?seed_keyword_id=${next.id}`)).body.results[0]).toMatchObject({
      keyword: next.keyword,
      volume: next.volume,
      intent: next.intent,
    });
    const told = await d.account.call("/api/v1/notifications/?notification_type=keywords_imported");
    expect(told.body).toMatchObject({ count: 1, results: [{ metadata: { count: 1 } }] });
    const again = await d.post("/keywords/add_to_workflow/", { ...place(d), seed_keyword_ids: [next.id] });
    expect(again.body.data).toEqual({ created: 0, skipped: 1, errors: [] });
    for (const json of [
      { seed_keyword_ids: [1] },
      { ...place(d), seed_keyword_ids: [] },
      { ...place(d), seed_keyword_ids: Array(101).fill(1) },
    ])
      refused(await d.post("/keywords/add_to_workflow/", json), 400, "VALIDATION_ERROR");
  });
});

describe("the CSV import", () => {
  it("reads what research tools write", async () => {
    const d = await desk();
    const csv =
      '\uFEFF"Keyword";"KD %";Search Volume;Notes;Country;Intent\r\n"coffee, best";35,4;"12,100";x;us;Commercial\r\n\r\n"tea" pot;n/a;;;;\r\n';
    const broken = await importCsv(d, csv);
    refused(broken, 400, "BAD_REQUEST");
    const fixed = await importCsv(d, csv.replace('"tea" pot', '"tea ""pot"""'));
    expect(fixed.body.data).toEqual({ created: 2, skipped: 0, errors: [], dry_run: false });
    const rows = (await d.get("/keywords/?ordering=created_at")).body.results;
    expect(rows[0]).toMatchObject({
      keyword: "coffee, best",
      difficulty: 35,
      volume: 12_100,
      country: "US",
      intent: "commercial",
    });
    expect(rows[1]).toMatchObject({
      keyword: 'tea "pot"',
      difficulty: null,
      volume: null,
      country: null,
      intent: "informational",
    });
    const tabs = await importCsv(d, "VOLUME\tkeyword\n90\tgooseneck kettle\n5\tCOFFEE, BEST\n1\tgooseneck  KETTLE\n");
    expect(tabs.body.data).toMatchObject({ created: 1, skipped: 2 });
    expect((await importCsv(d, "keyword\nbuy moka pot", "", "text/csv; charset=utf-8")).body.data).toMatchObject({
      created: 1,
    });
    const told = await d.account.call("/api/v1/notifications/?notification_type=keywords_imported");
    expect(told.body.count).toBe(3);
  });

  it("reports bad rows by row and column, and imports the good ones", async () => {
    const d = await desk();
    const csv =
      "keyword,volume,difficulty,intent,country\ngood,1,2,i,US\n,5,,,\nbad volume,many,101,curious,USA\n???,,,,\nplain,comma,1,2,3,4\nfine";
    const { status, body } = await importCsv(d, csv);
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ created: 2, skipped: 0 });
    expect(body.data.errors.map((error: { row: number; column: string }) => `${error.row} ${error.column}`)).toEqual([
      "3 keyword",
      "4 volume",
      "4 difficulty",
      "4 intent",
      "4 country",
      "5 keyword",
      "6 keyword",
    ]);
    expect(await keywordsOf(d)).toEqual(["fine", "good"]);
  });

  it("says in one sentence what came of it, and counts rows, not fields", async () => {
    const d = await desk();
    const messageOf = async (csv: string, query = "") => (await importCsv(d, csv, query)).body.message;
    expect(await messageOf("phrase,vol\nkettle,1")).toBe("1 keyword imported, 0 already there, 0 rows left out.");
    const bad = "keyword,volume,difficulty\nkettle,1,1\nteapot,2,2\ncup,3,3\nbowl,x,y\nmug,many,200\n";
    expect(await messageOf(bad, "&dry_run=true")).toBe(
      "2 keywords would be imported, 1 already there, 2 rows left out.",
    );
    expect(await messageOf("keyword,volume\nlid,1\njug,x")).toBe(
      "1 keyword imported, 0 already there, 1 row left out.",
    );
  });

  it("writes nothing in a dry run", async () => {
    const d = await desk();
    await newKeyword(d, "known");
    const dry = await importCsv(d, "keyword,volume\nknown,1\nfresh,2\nbad,x", "&dry_run=true");
    expect(dry.body.data).toMatchObject({
      created: 1,
      skipped: 1,
      errors: [{ row: 4, column: "volume" }],
      dry_run: true,
    });
    expect(await liveKeywords(d)).toBe(1);
    const told = await d.account.call("/api/v1/notifications/?notification_type=keywords_imported");
    expect(told.body.count).toBe(0);
  });

  it("takes a form's file", async () => {
    const d = await desk();
    const form = new FormData();
    form.set("file", new File(["keyword\nkettle"], "keywords.csv", { type: "text/csv" }));
    const encoded = new Response(form);
    const type = encoded.headers.get("content-type") ?? "";
    const text = await encoded.text();
    expect((await importCsv(d, text, "", type)).body.data).toMatchObject({ created: 1 });
    refused(await importCsv(d, text.replaceAll('name="file"', 'name="other"'), "", type), 400, "BAD_REQUEST");
    refused(await importCsv(d, "rubbish", "", type), 400, "BAD_REQUEST");
  });

  it("refuses a malformed file as a whole, and says why", async () => {
    const d = await desk();
    const files: [string, RegExp][] = [
      ["", /empty/],
      ["  \n ", /empty/],
      ["keyword,volume\n", /no keywords/],
      ["term of use,volume\nx,1", /must be keyword/],
      ["keyword,kw volume,volume,Search Volume\nx,1,2,3", /Two columns/],
      ['keyword,volume\n"never closed,1\nb,2', /quote/],
      ["<!doctype html><html></html>", /HTML/],
      ["keyword\na\u0000b", /not text/],
      [`keyword\n${"a\n".repeat(5_001)}`, /more than 5000/],
      [`keyword\n${"\n".repeat(100_000)}a`, /more than 5000/],
    ];
    for (const [text, reason] of files) {
      const answer = await importCsv(d, text);
      refused(answer, 400, "BAD_REQUEST");
      expect(answer.body.error).toMatch(reason);
    }
    const bad = await importCsv(d, "keyword,volume\na1,x\nb1,y");
    refused(bad, 400, "VALIDATION_ERROR");
    expect(bad.body.errors).toHaveLength(2);
    const latin = await d.account.call(`${P}/keywords/import/?site_id=${d.siteId}&sector_id=${d.sectorId}`, {
      method: "POST",
      text: new Uint8Array([107, 101, 121, 119, 111, 114, 100, 10, 0xe9, 0xff]) as unknown as string,
      headers: { "content-type": "text/csv" },
    });
    expect(latin).toMatchObject({ status: 400, body: { error: expect.stringMatching(/UTF-8/) } });
    refused(await importCsv(d, "keyword\na1", "", "application/json"), 415, "UNSUPPORTED_MEDIA_TYPE");
    refused(await importCsv(d, "keyword=a1", "", "application/x-www-form-urlencoded"), 415, "UNSUPPORTED_MEDIA_TYPE");
    refused(await importCsv(d, `keyword\n${"x".repeat(1_000_000)}`), 413, "PAYLOAD_TOO_LARGE");
    refused(await importCsv(d, "keyword\na1", "&dry_run=perhaps"), 400, "VALIDATION_ERROR");
    refused(
      await d.account.call(`${P}/keywords/import/?site_id=1`, {
        method: "POST",
        text: "keyword\na1",
        headers: { "content-type": "text/csv" },
      }),
      400,
      "VALIDATION_ERROR",
    );
    expect(await liveKeywords(d)).toBe(0);
  });

  it("takes 5,000 rows in two round trips, and all or none beyond the plan", async () => {
    const d = await desk();
    const csv = [
      "keyword,volume,difficulty",
      ...Array.from({ length: 5_000 }, (_, i) => `${"long words ".repeat(15)}${i},${i},${i % 101}`),
    ].join("\n");
    refused(await importCsv(d, csv), 403, "LIMIT_EXCEEDED");
    expect(await liveKeywords(d)).toBe(0);
    await onPlan(d, "scale");
    const { value, reading } = await meterD1(env.DB, () => importCsv(d, csv));
    expect(value.body.data).toEqual({ created: 5_000, skipped: 0, errors: [], dry_run: false });
    expect(reading.roundTrips).toBe(2);
    expect(await liveKeywords(d)).toBe(5_000);
    expect((await importCsv(d, csv)).body.data).toMatchObject({ created: 0, skipped: 5_000 });
  });
});

describe("a refused input", () => {
  const told = async (d: Desk, json: object, path = "/keywords/") => {
    const { status, body } = await d.post(path, json);
    expect({ status, code: body.code }).toEqual({ status: 400, code: "VALIDATION_ERROR" });
    return body.errors.map((error: { path: string; message: string }) => `${error.path}: ${error.message}`);
  };

  it("is told what is wrong in plain words", async () => {
    const d = await desk();
    const { site_id, sector_id } = place(d);
    expect(await told(d, { sector_id, keyword: "tea" })).toEqual(["site_id: is required"]);
    expect(await told(d, { site_id, sector_id: "one", keyword: 7 })).toEqual([
      "sector_id: must be a whole number",
      "keyword: must be text",
    ]);
    expect(await told(d, { site_id, sector_id: 1.5, keyword: "tea", volume: -1, difficulty: 101 })).toEqual([
      "sector_id: must be a whole number",
      "volume: must be at least 0",
      "difficulty: must be at most 100",
    ]);
    expect(await told(d, { site_id: 0, sector_id, keyword: "x".repeat(300), disabled: "no" })).toEqual([
      "site_id: must be more than 0",
      "keyword: must have at most 255 characters",
      "disabled: must be true or false",
    ]);
    expect(await told(d, { site_id, sector_id, keyword: "tea", intent: "buying" })).toEqual([
      "intent: must be one of informational, commercial, transactional, navigational",
    ]);
    expect(await told(d, { site_id, sector_id, keyword: "tea", body: 1, text: 2 })).toEqual([
      ": Unknown fields: body, text",
    ]);
  });

  it("keeps the words that a field has of its own, and names the field in front", async () => {
    const d = await desk();
    expect(await told(d, { ids: [] }, "/keywords/bulk_delete/")).toEqual(["ids: Name at least one keyword"]);
    const { body } = await d.get("/keywords/?page_size=ten");
    expect(body.error).toBe("page_size: must be a whole number");
    expect((await d.get("/keywords/?colour=red")).body.error).toBe("Unknown field: colour");
    const missing = await d.account.call(`${P}/keywords/import/`, { text: "keyword\ntea", headers: CSV_TYPE });
    expect(missing.body.error).toBe("site_id: is required");
  });
});

const CSV_TYPE = { "content-type": "text/csv" };

describe("clusters", () => {
  it("are created, listed, filtered and ordered", async () => {
    const d = await desk();
    const other = await newSector(d.account, d.siteId, "Tea");
    const a = await newCluster(d, "  Alpha  Grinders ", { description: "All of them" });
    const b = await newCluster(d, "Beta", { sector_id: other });
    expect(a).toMatchObject({
      name: "Alpha Grinders",
      method: "manual",
      status: "new",
      keywords_count: 0,
      sector_name: "Coffee",
      description: "All of them",
    });
    refused(await d.post("/clusters/", { ...place(d), name: "ALPHA grinders" }), 409, "CONFLICT");
    await newCluster(d, "alpha grinders", { sector_id: other });
    const row = await newKeyword(d, "x1", { volume: 5 });
    await d.put(`/keywords/${row.id}/`, { cluster_id: a.id });
    const names = async (query: string) =>
      (await d.get(`/clusters/?${query}`)).body.results.map((each: { id: number }) => each.id);
    expect(await names("search=beta")).toEqual([b.id]);
    expect(await names(`sector_id=${d.sectorId}`)).toEqual([a.id]);
    expect((await names(`site_id=${d.siteId}`)).slice(1)).toEqual([b.id, a.id]);
    expect((await names("ordering=-volume"))[0]).toBe(a.id);
    expect((await names("ordering=-keywords_count"))[0]).toBe(a.id);
    expect((await names("ordering=-name"))[0]).toBe(b.id);
    expect((await names("ordering=created_at"))[0]).toBe(a.id);
    expect(await names("status=mapped")).toEqual([]);
    expect(await names("volume_min=5")).toEqual([a.id]);
    expect((await names("volume_max=4")).includes(a.id)).toBe(false);
    expect(await names("difficulty_min=1")).toEqual([]);
    expect(await names(`cluster_id=${b.id}&difficulty_max=0`)).toEqual([b.id]);
    for (const query of ["ordering=id", "status=x", "colour=1"])
      refused(await d.get(`/clusters/?${query}`), 400, "VALIDATION_ERROR");
    const bad = [
      { name: "x" },
      place(d),
      { ...place(d), name: "" },
      { ...place(d), name: "x".repeat(256) },
      { ...place(d), name: "--" },
      { ...place(d), name: "x", description: "y".repeat(2_001) },
      { ...place(d), name: "x", colour: 1 },
    ];
    for (const json of bad) refused(await d.post("/clusters/", json), 400, "VALIDATION_ERROR");
  });
});

const TOPICS = [
  "best espresso machine",
  "espresso machine with grinder",
  "espresso machine for home",
  "cheap espresso machine",
  "how to descale espresso machine",
  "dog harness for small dogs",
  "best dog harness",
  "no pull dog harness",
  "dog harness size guide",
  "quarterly tax deadline",
];

const balance = async (d: Desk) => (await d.account.call("/api/v1/billing/balance/")).body.data;

describe("auto_cluster", () => {
  it("works on a sector once at a time", async () => {
    const d = await desk();
    await importCsv(d, ["keyword", ...TOPICS].join("\n"));
    const answers = await Promise.all([1, 2, 3].map(() => d.post("/clusters/auto_cluster/", place(d))));
    const started = answers.filter(({ status }) => status === 202);
    expect(started).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === "RUN_ALREADY_ACTIVE")).toHaveLength(2);
    await taskEnd(d.account, started[0]?.body.data.task_id);
    expect(await balance(d)).toMatchObject({ held_credits: 0 });
  });

  it("groups keywords, reuses clusters later, charges what it used and tells the account", async () => {
    const d = await desk();
    await importCsv(d, ["keyword,volume", ...TOPICS.map((text, i) => `${text},${(i + 1) * 10}`)].join("\n"));
    const before = await balance(d);
    const task = await runTask(d.account, `${P}/clusters/auto_cluster/`, place(d));
    expect(task).toMatchObject({ status: "done", result: { clusters_reused: 0 } });
    const rows = (await d.get("/keywords/?page_size=100")).body.results;
    const clusters = (await d.get("/clusters/")).body.results;
    expect(task.result.clusters_created).toBe(clusters.length);
    const inCluster = rows.filter((row: { cluster_id: number | null }) => row.cluster_id !== null);
    expect(task.result.keywords_clustered).toBe(inCluster.length);
    expect(task.result.outliers).toBe(rows.length - inCluster.length);
    expect(inCluster.length).toBeGreaterThanOrEqual(8);
    for (const row of rows) {
      expect(row.cluster_reason).toEqual(expect.any(String));
      expect(row.status).toBe(row.cluster_id === null ? "new" : "mapped");
    }
    const byText = new Map(rows.map((row: { keyword: string }) => [row.keyword, row])) as Map<
      string,
      { cluster_id: number }
    >;
    expect(byText.get("best dog harness")?.cluster_id).toBe(byText.get("no pull dog harness")?.cluster_id);
    expect(byText.get("best dog harness")?.cluster_id).not.toBe(byText.get("best espresso machine")?.cluster_id);
    for (const each of clusters) {
      const members = inCluster.filter((row: { cluster_id: number }) => row.cluster_id === each.id);
      expect(each.keywords_count).toBe(members.length);
      expect(each.volume).toBe(members.reduce((sum: number, row: { volume: number }) => sum + row.volume, 0));
    }
    expect(task.credits).toBeGreaterThanOrEqual(2);
    expect(task.credits).toBeLessThanOrEqual(task.estimated_credits);
    const usage = (await d.account.call("/api/v1/billing/usage/")).body.results;
    expect(usage).toMatchObject([{ operation_type: "clustering", credits_used: task.credits }]);
    const told = await d.account.call("/api/v1/notifications/?notification_type=ai_cluster_complete");
    expect(told.body).toMatchObject({
      count: 1,
      results: [{ metadata: { count: clusters.length, credits: task.credits } }],
    });
    expect(JSON.stringify(await balance(d))).not.toBe(JSON.stringify(before));

    const late = [await newKeyword(d, "dog harness for large dogs"), await newKeyword(d, "dog harness reviews")];
    const second = await runTask(d.account, `${P}/clusters/auto_cluster/`, { keyword_ids: late.map(({ id }) => id) });
    expect(second).toMatchObject({
      status: "done",
      result: { clusters_created: 0, clusters_reused: 1, keywords_clustered: 2 },
    });
    expect((await d.get(`/keywords/${late[0].id}/`)).body.data.cluster_id).toBe(
      byText.get("best dog harness")?.cluster_id,
    );
  });

  it("leaves out what is disabled or has a cluster when a whole sector is meant", async () => {
    const d = await desk();
    const group = await newCluster(d, "Mine");
    for (const text of TOPICS.slice(0, 4)) await newKeyword(d, text);
    const off = await newKeyword(d, "espresso machine descaler", { disabled: true });
    const mine = await newKeyword(d, "espresso machine parts");
    await d.put(`/keywords/${mine.id}/`, { cluster_id: group.id });
    await runTask(d.account, `${P}/clusters/auto_cluster/`, place(d));
    expect((await d.get(`/keywords/${off.id}/`)).body.data).toMatchObject({
      cluster_id: null,
      status: "new",
      cluster_reason: null,
    });
    expect((await d.get(`/keywords/${mine.id}/`)).body.data).toMatchObject({ cluster_id: group.id });
  });

  it("groups a thousand keywords, and its lists stay cheap to read", async () => {
    const d = await desk();
    await onPlan(d, "scale");
    await env.ACCOUNT.getByName(`account:${d.account.uuid}`).subscribe(50_000);
    await importCsv(d, ["keyword,volume", ...thousandKeywords().map((text, i) => `"${text}",${i}`)].join("\n"));
    const ids: number[] = [];
    for (let page = 1; page <= 10; page += 1)
      ids.push(
        ...(await d.get(`/keywords/?page_size=100&page=${page}`)).body.results.map(({ id }: { id: number }) => id),
      );
    const { value, reading } = await meterD1(env.DB, () => d.post("/clusters/auto_cluster/", { ids }));
    expect(value.status).toBe(202);
    expect(reading.roundTrips).toBe(2);
    const task = await taskEnd(d.account, value.body.data.task_id);
    expect(task).toMatchObject({ status: "done", credits: expect.any(Number) });
    expect(Number(task.result.keywords_clustered) + Number(task.result.outliers)).toBe(1_000);
    expect(task.credits).toBeLessThanOrEqual(task.estimated_credits);
    for (const query of ["", `site_id=${d.siteId}`, `sector_id=${d.sectorId}`, "status=new", "page_size=100"]) {
      const list = await meterD1(env.DB, () => d.get(`/clusters/?${query}`));
      const size = query.includes("page_size") ? 100 : 20;
      expect(list.reading.roundTrips).toBe(1);
      expect(list.reading.rowsRead).toBeLessThanOrEqual(2 * list.value.body.count + size + 20);
    }
  });

  it("refuses what cannot be grouped, before any work", async () => {
    const d = await desk();
    const other = await newSector(d.account, d.siteId, "Tea");
    const [a, b] = [await newKeyword(d, "a1"), await newKeyword(d, "b1")];
    const c = await newKeyword(d, "c1", { sector_id: other });
    const path = "/clusters/auto_cluster/";
    refused(await d.post(path, { ids: [a.id, 99_999_999] }), 404, "NOT_FOUND");
    refused(await d.post(path, { site_id: d.siteId, sector_id: 99_999_999 }), 404, "NOT_FOUND");
    const bad = [
      {},
      { ids: [a.id] },
      { ids: [a.id, a.id] },
      { ids: [a.id, c.id] },
      { ids: [a.id, b.id], keyword_ids: [a.id] },
      { ids: [a.id, b.id], sector_id: other },
      { site_id: d.siteId },
      { site_id: d.siteId, sector_id: other },
      { ids: Array.from({ length: 1_001 }, (_, i) => i + 1) },
      { ids: "all" },
    ];
    for (const json of bad) refused(await d.post(path, json), 400, "VALIDATION_ERROR");
    await env.ACCOUNT.getByName(`account:${d.account.uuid}`).hold("all of it", 499, Date.now() + 3_600_000, "test");
    const short = await d.post(path, { ids: [a.id, b.id] });
    refused(short, 402, "INSUFFICIENT_CREDITS");
    expect(short.body).toMatchObject({ available: 1, operation: "clustering", required: expect.any(Number) });
    expect((await d.account.call("/api/v1/system/tasks/")).body.results).toEqual([]);
  });
});

describe("ideas", () => {
  it("of a cluster are asked for once, although the job is begun again because the next one's failed", async () => {
    const d = await desk();
    const groups = [await newCluster(d, "Espresso machines"), await newCluster(d, "Dog harnesses")];
    for (const [i, text] of TOPICS.slice(0, 4).entries()) {
      const row = await newKeyword(d, text);
      await d.put(`/keywords/${row.id}/`, { cluster_id: groups[i % 2].id });
    }
    const fake = `${env.FAKE_OPENAI_URL}/__control/${made}/`;
    for (const fault of [
      { fault: "slow", delayMs: 1 },
      { fault: "status", status: 429, retryAfter: 90 },
    ])
      await fetch(`${fake}faults`, { method: "POST", body: JSON.stringify({ match: "chat", times: 1, ...fault }) });
    const model = { OPENAI_API_KEY: "test-key", OPENAI_BASE_URL: `${env.FAKE_OPENAI_URL}/t/${made}/v1` };
    const system = createSystemContext({ ...env, ...model }, () => {});
    const ids = groups.map(({ id }) => id);
    // without a message: no other worker takes it
    const ctx = { ...system.forAccount(d.account), enqueue: async () => {} };
    const { task_id } = await requestIdeas(ctx, ids, 2);
    await runNextJob(ctx, "ai", JOB_HANDLERS);
    setClockOffset(90_000);
    await runNextJob(ctx, "ai", JOB_HANDLERS);
    setClockOffset(0);
    expect(await taskEnd(d.account, task_id)).toMatchObject({
      status: "done",
      attempts: 2,
      result: { ideas_created: 4, clusters_mapped: 2, skipped: [] },
    });
    const { requests } = await (await fetch(`${fake}state`)).json<{ requests: { fault: string | null }[] }>();
    expect(requests.map(({ fault }) => fault)).toEqual(["slow", "status", null]);
  });

  it("are generated for clusters, end to end", async () => {
    const d = await desk();
    const groups = [await newCluster(d, "Espresso machines"), await newCluster(d, "Dog harnesses")];
    for (const [i, text] of TOPICS.slice(0, 9).entries()) {
      const row = await newKeyword(d, text, { volume: 100 - i });
      await d.put(`/keywords/${row.id}/`, { cluster_id: groups[i < 5 ? 0 : 1].id });
    }
    const ids = groups.map(({ id }) => id);
    const task = await runTask(d.account, `${P}/clusters/generate_ideas/`, { ids, ideas_per_cluster: 3 });
    expect(task).toMatchObject({ status: "done", result: { clusters_mapped: 2, skipped: [] } });
    const ideas = (await d.get("/ideas/?page_size=100")).body.results;
    expect(ideas).toHaveLength(Number(task.result.ideas_created));
    expect(ideas.length).toBeGreaterThan(2);
    expect(new Set(ideas.map(({ title }: { title: string }) => title)).size).toBe(ideas.length);
    for (const idea of ideas) {
      expect(idea).toMatchObject({ status: "new", site_id: d.siteId, sector_id: d.sectorId, sector_name: "Coffee" });
      expect(idea.outline.length).toBeGreaterThan(0);
      expect(TOPICS).toContain(idea.target_keywords[0]);
    }
    for (const { id } of groups) {
      const mine = ideas.filter(({ cluster_id }: { cluster_id: number }) => cluster_id === id).length;
      expect(await cluster(d, id)).toMatchObject({ status: "mapped", ideas_count: mine });
      expect(mine).toBeLessThanOrEqual(3);
    }
    expect(task.credits).toBeGreaterThanOrEqual(1);
    expect(task.credits).toBeLessThanOrEqual(task.estimated_credits);
    expect((await d.account.call("/api/v1/billing/usage/")).body.results).toMatchObject([
      { operation_type: "idea_generation", credits_used: task.credits },
    ]);
    expect((await d.account.call("/api/v1/notifications/?notification_type=ai_ideas_complete")).body.count).toBe(1);

    const made = await d.post("/ideas/create_tasks/", { ids: ideas.map(({ id }: { id: number }) => id) });
    expect(made.body.data).toMatchObject({ created_count: ideas.length, skipped: [] });
    const written = (await d.account.call("/api/v1/writer/tasks/?page_size=100")).body.results;
    const first = written.find(({ title }: { title: string }) => title === ideas[0].title);
    expect(first).toMatchObject({
      status: "queued",
      content_type: ideas[0].content_type,
      content_structure: ideas[0].content_structure,
    });
  });

  it("are cheap to list", async () => {
    const d = await desk();
    const group = await newCluster(d, "Grinders");
    await env.DB.prepare(
      `INSERT INTO content_ideas (account_id, site_id, sector_id, cluster_id, title, outline, target_keywords, content_type, content_structure, estimated_word_count, status, created_at, updated_at)
       WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)
       SELECT ?, ?, ?, ?, 'idea ' || i, '[]', '[]', 'post', 'guide', 900, iif(i % 3 = 0, 'queued', 'new'), 1, 1 FROM n`,
    )
      .bind(d.account.id, d.siteId, d.sectorId, group.id)
      .run();
    for (const query of [
      "",
      `site_id=${d.siteId}`,
      `sector_id=${d.sectorId}`,
      `cluster_id=${group.id}`,
      "status=queued",
    ]) {
      const { value, reading } = await meterD1(env.DB, () => d.get(`/ideas/?${query}`));
      expect(reading.roundTrips).toBe(1);
      expect(reading.rowsRead).toBeLessThanOrEqual(2 * value.body.count + 40);
    }
  });

  it("are not generated from what cannot be used", async () => {
    const d = await desk();
    const empty = await newCluster(d, "Empty");
    const path = "/clusters/generate_ideas/";
    refused(await d.post(path, { ids: [99_999_999] }), 404, "NOT_FOUND");
    const bad = [
      {},
      { ids: [] },
      { ids: [empty.id] },
      { ids: [empty.id], cluster_ids: [empty.id] },
      { ids: [empty.id], ideas_per_cluster: 0 },
      { ids: [empty.id], ideas_per_cluster: 11 },
      { ids: Array.from({ length: 11 }, (_, i) => i + 1) },
    ];
    for (const json of bad) refused(await d.post(path, json), 400, "VALIDATION_ERROR");
  });

  it("are created by hand, listed and filtered", async () => {
    const d = await desk();
    const group = await newCluster(d, "Grinders");
    const other = await newSector(d.account, d.siteId, "Tea");
    const a = await newIdea(d, "How to grind", {
      cluster_id: group.id,
      description: "For beginners",
      outline: [{ heading: "Start", points: ["one", "two"] }],
      target_keywords: ["grind", "grinder"],
      content_structure: "guide",
      intent: "informational",
      estimated_word_count: 900,
    });
    expect(a).toMatchObject({
      status: "new",
      content_type: "post",
      cluster_name: "Grinders",
      outline: [{ heading: "Start", points: ["one", "two"] }],
      estimated_word_count: 900,
    });
    expect(await cluster(d, group.id)).toMatchObject({ ideas_count: 1, status: "new" });
    const b = await newIdea(d, "Tea pots", { sector_id: other, content_type: "page" });
    expect(b).toMatchObject({ cluster_id: null, cluster_name: null, content_structure: "article", intent: null });
    refused(
      await d.post("/ideas/", { ...place(d), sector_id: other, cluster_id: group.id, title: "x1" }),
      404,
      "NOT_FOUND",
    );
    const found = async (query: string) =>
      (await d.get(`/ideas/?${query}`)).body.results.map(({ id }: { id: number }) => id);
    expect(await found("")).toEqual([b.id, a.id]);
    expect(await found(`site_id=${d.siteId}`)).toEqual([b.id, a.id]);
    expect(await found(`sector_id=${other}`)).toEqual([b.id]);
    expect(await found(`cluster_id=${group.id}&site_id=${d.siteId}`)).toEqual([a.id]);
    expect(await found("status=new&content_type=page")).toEqual([b.id]);
    expect(await found("content_structure=guide")).toEqual([a.id]);
    expect(await found("search=GRIND")).toEqual([a.id]);
    expect(await found("status=queued")).toEqual([]);
    for (const query of ["status=x", "content_type=book", "colour=1"])
      refused(await d.get(`/ideas/?${query}`), 400, "VALIDATION_ERROR");
    const good = { ...place(d), title: "x1" };
    const bad = [
      place(d),
      { title: "x" },
      { ...good, title: "" },
      { ...good, title: "x".repeat(256) },
      { ...good, outline: "H2" },
      { ...good, outline: [{ heading: "" }] },
      { ...good, content_type: "book" },
      { ...good, estimated_word_count: 5 },
      { ...good, target_keywords: Array(51).fill("a") },
      { ...good, colour: 1 },
    ];
    for (const json of bad) refused(await d.post("/ideas/", json), 400, "VALIDATION_ERROR");
  });

  it("become tasks once, with their brief", async () => {
    const d = await desk();
    const group = await newCluster(d, "Grinders");
    const brief = {
      cluster_id: group.id,
      description: "Why",
      outline: [{ heading: "H", points: ["p"] }],
      target_keywords: ["grind"],
      estimated_word_count: 700,
    };
    const [a, b] = [await newIdea(d, "First", brief), await newIdea(d, "Second", brief)];
    const loose = await newIdea(d, "Loose");
    const path = "/ideas/create_tasks/";
    refused(await d.post(path, { ids: [a.id, 99_999_999] }), 404, "NOT_FOUND");
    refused(await d.post(path, { ids: [a.id, loose.id] }), 400, "VALIDATION_ERROR");
    for (const json of [{}, { ids: [] }, { ids: Array.from({ length: 101 }, (_, i) => i + 1) }, { ids: [a.id], x: 1 }])
      refused(await d.post(path, json), 400, "VALIDATION_ERROR");
    const first = (await d.post(path, { ids: [a.id] })).body.data;
    expect(first).toMatchObject({ created_count: 1, skipped: [] });
    const { value, reading } = await meterD1(env.DB, () => d.post(path, { ids: [b.id, a.id, b.id] }));
    const second = value.body.data;
    expect(second).toMatchObject({ created_count: 1, skipped: [{ idea_id: a.id, task_id: first.task_ids[0] }] });
    expect(second.task_ids).toEqual([expect.any(Number), first.task_ids[0]]);
    expect(reading.roundTrips).toBe(2);
    const row = await env.DB.prepare("SELECT * FROM tasks WHERE id = ?").bind(first.task_ids[0]).first();
    expect(row).toMatchObject({
      account_id: d.account.id,
      idea_id: a.id,
      cluster_id: group.id,
      title: "First",
      description: "Why",
      outline: '[{"heading":"H","points":["p"]}]',
      keywords: '["grind"]',
      word_count: 700,
      status: "queued",
      content_type: "post",
    });
    expect((await d.get("/ideas/?status=queued")).body.count).toBe(2);
    const third = await newIdea(d, "Third", brief);
    const both = await Promise.all([d.post(path, { ids: [third.id] }), d.post(path, { ids: [third.id] })]);
    expect(both.map((answer) => answer.body.data.created_count).toSorted()).toEqual([0, 1]);
    expect(both[0]?.body.data.task_ids).toEqual(both[1]?.body.data.task_ids);
  });

  it("become tasks that the writer would take, at their limits too", async () => {
    const d = await desk();
    const { id: cluster_id } = await newCluster(d, "Grinders");
    const widest = { cluster_id, description: "d".repeat(5_000), target_keywords: ["k".repeat(255)] };
    const ideas = [200, 3_000].map((words) =>
      newIdea(d, `${words}`.padEnd(255, "x"), { ...widest, estimated_word_count: words }),
    );
    const ids = (await Promise.all(ideas)).map(({ id }) => id);
    expect((await d.post("/ideas/create_tasks/", { ids })).body.data).toMatchObject({ created_count: 2 });
    const tasks = (await d.account.call("/api/v1/writer/tasks/")).body.results;
    expect(tasks.map((task: { word_count: number }) => task.word_count).toSorted()).toEqual([200, 3_000]);
    for (const json of tasks) {
      const { status, body } = await d.account.call("/api/v1/writer/tasks/", { json });
      expect({ status, body }).toMatchObject({ status: 201, body: { data: { word_count: json.word_count } } });
    }
    for (const estimated_word_count of [199, 3_001])
      refused(await d.post("/ideas/", { ...place(d), title: "x1", estimated_word_count }), 400, "VALIDATION_ERROR");
  });

  it("of a provider are brought within what a task takes", () => {
    const cluster = { id: 1, siteId: 1, sectorId: 1, name: "Grinders", description: "", sectorName: "Coffee" };
    const idea = {
      title: "T",
      description: "",
      outline: [],
      type: "post",
      structure: "guide",
      intent: "commercial",
    } as const;
    const row = (wordCount: number) =>
      ideaRow(cluster, { ...idea, outline: [], keywords: ["k".repeat(500)], wordCount });
    expect([100, 1_200, 10_000].map((words) => row(words).estimatedWordCount)).toEqual([200, 1_200, 3_000]);
    expect(row(300).targetKeywords).toEqual(["k".repeat(255)]);
  });
});

describe("search", () => {
  const lists = [
    { path: "keywords", table: "keywords", column: "keyword", field: "keyword" },
    { path: "clusters", table: "clusters", column: "name", field: "name" },
    { path: "ideas", table: "content_ideas", column: "title", field: "title" },
  ];
  it.each(lists)("finds words in $path", async ({ path, table, column, field }) => {
    await expectSearch({
      path: `${P}/${path}/`,
      table,
      column,
      async create(account, where, text) {
        const { status, body } = await account.call(`${P}/${path}/`, { json: { ...where, [field]: text } });
        expect({ status, body }).toMatchObject({ status: 201 });
        return body.data.id;
      },
    });
  });

  it("goes with every other filter and order", async () => {
    const d = await desk();
    const group = await newCluster(d, "Grinders");
    const a = await newKeyword(d, "hand grinder", { volume: 10, intent: "commercial" });
    const b = await newKeyword(d, "burr grinder", { volume: 30, difficulty: 9 });
    await newKeyword(d, "kettle", { volume: 20 });
    await d.put(`/keywords/${a.id}/`, { cluster_id: group.id });
    const found = async (query: string) => {
      const { count, results } = (await d.get(`/keywords/?search=grinder&${query}`)).body;
      return [count, ...results.map(({ id }: { id: number }) => id)];
    };
    expect(await found("ordering=volume")).toEqual([2, a.id, b.id]);
    expect(await found("ordering=-volume&page_size=1")).toEqual([2, b.id]);
    expect(await found("ordering=-volume&page_size=1&page=2")).toEqual([2, a.id]);
    expect(await found("page_size=1&page=2")).toEqual([2, a.id]);
    expect(await found(`cluster_id=${group.id}`)).toEqual([1, a.id]);
    expect(await found("intent=commercial&volume_min=11")).toEqual([0]);
    expect(await found(`status=new&sector_id=${d.sectorId}&ordering=keyword`)).toEqual([1, b.id]);
    const [shown] = (await d.get("/keywords/?search=hand")).body.results;
    expect(shown).toMatchObject({ cluster_name: "Grinders", sector_name: "Coffee" });
    await env.DB.prepare("UPDATE sectors SET name = 'Tea' WHERE id = ?").bind(d.sectorId).run();
    const [renamed] = (await d.get("/keywords/?search=hand")).body.results;
    expect(renamed).toMatchObject({ sector_name: "Tea" });
  });
});
