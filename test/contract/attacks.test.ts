import { env, exports } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { createContext } from "../../src/context.ts";
import { requestPublish } from "../../src/domains/publications/publish.service.ts";
import { type Answer, type CallOptions, call, newAccount, ORIGIN, type TestAccount } from "../kit/account.ts";
import { putOnPlan, tenants } from "../kit/databases.ts";
import { v1Operations } from "../kit/document.ts";
import { type Furnished, furnishedAccount } from "../kit/furnished.ts";
import { tick } from "../kit/tasks.ts";

const OPERATOR = { authorization: `Operator ${env.OPERATOR_KEY}` };

type Caller = (path: string, options?: CallOptions) => Promise<Answer>;

// biome-ignore lint/suspicious/noExplicitAny: ids and bodies of every endpoint
type Json = any;

/** The ids that bodies and queries can name. */
interface Ids {
  site: number;
  sector: number;
  keyword: number;
  cluster: number;
  idea: number;
  content: number;
  integration: number;
  image: number;
  term: number;
}

const UNKNOWN = Object.fromEntries(
  ["site", "sector", "keyword", "cluster", "idea", "content", "integration", "image", "term"].map((name) => [
    name,
    999_999_999,
  ]),
) as unknown as Ids;

const brief = { title: "Grinder guide", content_type: "post", content_structure: "guide" };

/** Every body that names a row: with `v`'s ids, and `own` ones where two rows must fit each other. */
const bodiesNaming = (v: Ids, own: Ids): [name: string, path: string, json: Json, method?: string][] => {
  const theirs = { site_id: v.site, sector_id: v.sector };
  const mixed = { site_id: own.site, sector_id: v.sector };
  const mine = { site_id: own.site, sector_id: own.sector };
  const content = `/writer/content/${own.content}/`;
  const task = { ...brief, cluster_id: own.cluster };
  return [
    ["sector", "/auth/sectors/", { site_id: v.site, name: "X" }],
    [
      "integration",
      "/integration/",
      { site_id: v.site, platform: "wordpress", site_url: "https://e.example", username: "u" },
    ],
    ["keyword", "/planner/keywords/", { ...theirs, keyword: "x" }],
    ["keyword, sector", "/planner/keywords/", { ...mixed, keyword: "x" }],
    ["keyword, cluster", `/planner/keywords/${own.keyword}/`, { cluster_id: v.cluster }, "PUT"],
    ["bulk_delete", "/planner/keywords/bulk_delete/", { ids: [own.keyword, v.keyword] }],
    ["bulk_status", "/planner/keywords/bulk_status/", { ids: [own.keyword, v.keyword], status: "mapped" }],
    ["add_to_workflow", "/planner/keywords/add_to_workflow/", { ...theirs, seed_keyword_ids: [1] }],
    ["add_to_workflow, sector", "/planner/keywords/add_to_workflow/", { ...mixed, seed_keyword_ids: [1] }],
    ["cluster", "/planner/clusters/", { ...theirs, name: "X" }],
    ["cluster, sector", "/planner/clusters/", { ...mixed, name: "X" }],
    ["auto_cluster", "/planner/clusters/auto_cluster/", { ids: [v.keyword] }],
    ["auto_cluster, site", "/planner/clusters/auto_cluster/", theirs],
    ["auto_cluster, sector", "/planner/clusters/auto_cluster/", mixed],
    ["generate_ideas", "/planner/clusters/generate_ideas/", { ids: [own.cluster, v.cluster] }],
    ["idea", "/planner/ideas/", { ...theirs, ...brief }],
    ["idea, cluster", "/planner/ideas/", { ...mine, ...brief, cluster_id: v.cluster }],
    ["create_tasks", "/planner/ideas/create_tasks/", { ids: [own.idea, v.idea] }],
    ["task", "/writer/tasks/", { ...theirs, ...brief, cluster_id: v.cluster }],
    ["task, cluster", "/writer/tasks/", { ...mine, ...brief, cluster_id: v.cluster }],
    [
      "bulk_create",
      "/writer/tasks/bulk_create/",
      {
        tasks: [
          { ...mine, ...task },
          { ...theirs, ...task },
        ],
      },
    ],
    ["content", "/writer/content/", { title: "X", site_id: v.site }],
    ["content, cluster", "/writer/content/", { title: "X", ...mine, cluster_id: v.cluster }],
    ["content, term", "/writer/content/", { title: "X", ...mine, taxonomy_ids: [v.term] }],
    ["content's sector", content, { sector_id: v.sector }, "PUT"],
    ["content's cluster", content, { cluster_id: v.cluster }, "PUT"],
    ["content's term", content, { taxonomy_ids: [v.term] }, "PUT"],
    ["generate_for_content", "/writer/images/generate_for_content/", { content_id: v.content }],
    [
      "generate_for_content, image",
      "/writer/images/generate_for_content/",
      { content_id: own.content, image_ids: [v.image] },
    ],
    ["regenerate", "/writer/images/regenerate/", { image_id: v.image }],
    ["record", "/publisher/records/", { content_id: v.content, destination: "site" }],
    ["record, integration", "/publisher/records/", { content_id: own.content, integration_id: v.integration }],
    ["publish", "/publisher/publish/", { content_id: v.content }],
    ["publish, integration", "/publisher/publish/", { content_id: own.content, integration_ids: [v.integration] }],
    ["publish_to_wordpress", `${content}publish_to_wordpress/`, { integration_id: v.integration }],
  ];
};

async function idsOf({ account, place, rows }: Furnished): Promise<Ids> {
  const first = async (path: string) =>
    (await account.call(`/api/v1${path}?site_id=${place.site_id}`)).body.results[0].id;
  const content = Number(rows["/writer/content/"]);
  const image = await tenants
    .prepare(
      `INSERT INTO media (uuid, account_id, site_id, content_id, image_type, position, prompt, alt, status, created_at, updated_at)
     VALUES (?, ?, ?, ?, 'featured', 0, 'p', 'a', 'pending', 1, 1) RETURNING id`,
    )
    .bind(crypto.randomUUID(), account.id, place.site_id, content)
    .first<{ id: number }>();
  return {
    site: place.site_id,
    sector: place.sector_id,
    content,
    keyword: Number(rows["/planner/keywords/"]),
    integration: Number(rows["/integration/"]),
    cluster: await first("/planner/clusters/"),
    idea: await first("/planner/ideas/"),
    term: await first("/writer/taxonomies/"),
    image: image?.id ?? 0,
  };
}

let victim: Furnished;
let stranger: Furnished;
let victimIds: Ids;
/** A second site of the victim's account, and a key that is limited to it. */
let limited: { call: Caller; ids: Ids };

const keyOf = async (account: TestAccount, json: object): Promise<string> =>
  (await account.call("/api/v1/auth/api-keys/", { json })).body.data.key;

async function secondSite({ account }: Furnished): Promise<{ call: Caller; ids: Ids }> {
  await putOnPlan(account, "growth");
  const create = async (path: string, json: object) =>
    (await account.call(`/api/v1${path}`, { json })).body.data.id as number;
  const site = await create("/auth/sites/", { name: "Second" });
  const sector = await create("/auth/sectors/", { site_id: site, name: "Tea" });
  const place = { site_id: site, sector_id: sector };
  const cluster = await create("/planner/clusters/", { ...place, name: "Kettles" });
  const ids: Ids = {
    ...UNKNOWN,
    site,
    sector,
    cluster,
    keyword: await create("/planner/keywords/", { ...place, keyword: "kettle" }),
    idea: await create("/planner/ideas/", { ...place, ...brief, cluster_id: cluster }),
    content: await create("/writer/content/", { site_id: site, title: "Kettles", content_html: "<p>Boil.</p>" }),
  };
  await account.call(`/api/v1/writer/content/${ids.content}/`, { method: "PUT", json: { status: "approved" } });
  const key = await keyOf(account, { name: "Second", site_id: site, scopes: ["read", "content", "publish"] });
  const authorization = `ApiKey ${key}`;
  return {
    ids,
    call: (path, options = {}) => call(path, { ...options, headers: { authorization, ...options.headers } }),
  };
}

beforeAll(async () => {
  [victim, stranger] = await Promise.all([furnishedAccount(), furnishedAccount()]);
  victimIds = await idsOf(victim);
  limited = await secondSite(victim);
}, 90_000);

/** What was not answered with 404, or not exactly like an unknown id. */
async function holes(caller: Caller, own: Ids): Promise<unknown[]> {
  const found: unknown[] = [];
  const unknown = bodiesNaming(UNKNOWN, own);
  for (const [index, [name, path, json, method = "POST"]] of bodiesNaming(victimIds, own).entries()) {
    const foreign = await caller(`/api/v1${path}`, { method, json });
    const absent = await caller(`/api/v1${path}`, { method, json: unknown[index]?.[2] });
    const plain = ({ body }: Answer) => JSON.stringify({ ...body, request_id: "" }).replaceAll(/\d+/g, "#");
    if (foreign.status !== 404 || plain(foreign) !== plain(absent))
      found.push({ name, status: foreign.status, foreign: foreign.body, absent: absent.body });
  }
  return found;
}

const LISTS = ["/auth/sectors/", "/planner/keywords/", "/planner/clusters/", "/planner/ideas/", "/writer/tasks/"]
  .concat(["/writer/content/", "/writer/images/", "/writer/taxonomies/", "/integration/", "/notifications/"])
  .concat(["/publisher/records/", "/publisher/deployments/", "/system/tasks/"]);

/** Rows of the victim's site that a list shows, and filters for that site that match something. */
async function shown(caller: Caller): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const path of LISTS) {
    const { status, body } = await caller(`/api/v1${path}?page_size=100`);
    expect({ path, status }).toEqual({ path, status: 200 });
    const foreign = body.results.filter((row: Json) => row.site_id === victimIds.site || row.site_id === null);
    if (foreign.length > 0) found.push({ path, foreign });
    for (const filter of [`site_id=${victimIds.site}`, `content_id=${victimIds.content}`]) {
      const { body: some } = await caller(`/api/v1${path}?${filter}`);
      if (some.count > 0) found.push({ path, filter, count: some.count });
    }
  }
  return found;
}

describe("ids in bodies and queries", () => {
  it("of another account are unknown", async () => {
    const caller: Caller = (path, options) => stranger.account.call(path, options);
    expect(await holes(caller, await idsOf(stranger))).toEqual([]);
    expect(await shown(caller)).toEqual([]);
  });

  it("of another site of the account are unknown to a key that is limited to one", async () => {
    expect(await holes(limited.call, limited.ids)).toEqual([]);
    expect(await shown(limited.call)).toEqual([]);
    const sites = (await limited.call("/api/v1/auth/sites/")).body.results.map((site: Json) => site.id);
    expect(sites).toEqual([limited.ids.site]);
  });

  it("left the victim's rows as they were", async () => {
    const keyword = await victim.account.call(`/api/v1/planner/keywords/${victimIds.keyword}/`);
    expect(keyword.body.data).toMatchObject({ status: "new", cluster_id: null });
  });
});

describe("a request that is refused before its handler", () => {
  it.each([
    ["a body over 1 MB", 413, { text: `"${"x".repeat(1_000_001)}"`, headers: { "content-type": "application/json" } }],
    ["an empty Idempotency-Key", 400, { json: {}, headers: { "idempotency-key": "" } }],
    ["a long Idempotency-Key", 400, { json: {}, headers: { "idempotency-key": "k".repeat(256) } }],
  ])("for %s is counted by the rate limit", async (_, status, options) => {
    const account = await newAccount();
    const before = await account.call("/api/v1/planner/clusters/");
    const answer = await account.call("/api/v1/planner/clusters/", { method: "POST", ...options });
    expect(answer.status).toBe(status);
    const remaining = (headers: Headers) => Number(headers.get("x-ratelimit-remaining"));
    const resets = [before, answer].map(({ headers }) => headers.get("x-ratelimit-reset"));
    if (resets[0] === resets[1]) expect(remaining(answer.headers)).toBe(remaining(before.headers) - 1);
    expect(answer.headers.get("x-ratelimit-limit")).not.toBeNull();
  });
});

describe("an Idempotency-Key", () => {
  it("does not answer an import with its dry run", async () => {
    const { account, place } = victim;
    const path = `/api/v1/planner/keywords/import/?site_id=${place.site_id}&sector_id=${place.sector_id}`;
    const headers = { "content-type": "text/csv", "idempotency-key": "import" };
    const text = "keyword\nmoka pot\n";
    const dry = await account.call(`${path}&dry_run=true`, { text, headers });
    expect(dry.body.data).toMatchObject({ dry_run: true, created: 1 });
    expect(await account.call(path, { text, headers })).toMatchObject({
      status: 422,
      body: { code: "IDEMPOTENCY_KEY_REUSED" },
    });
    expect((await account.call(`${path}&dry_run=true`, { text, headers })).body).toEqual(dry.body);
  });
});

describe("the WebSocket's door", () => {
  const knock = (authorization: string) =>
    exports.default.fetch(`${ORIGIN}/api/ws`, { headers: { authorization, upgrade: "websocket" } });

  it("is closed to a key without the scope to read", async () => {
    const webhook = await knock(`ApiKey ${await keyOf(victim.account, { name: "Hook", scopes: ["webhook"] })}`);
    expect([webhook.status, webhook.webSocket]).toEqual([403, null]);
    expect(await webhook.json()).toMatchObject({ error: { code: "permission_denied" } });
    const reader = await knock(`ApiKey ${await keyOf(victim.account, { name: "Reader", scopes: ["read"] })}`);
    expect(reader.status).toBe(101);
    reader.webSocket?.accept();
    reader.webSocket?.close();
  });

  it("counts those who knock with a wrong key", async () => {
    const refused = await knock(`ApiKey ak_AAAAAAAA_${"x".repeat(43)}`);
    expect(refused.status).toBe(401);
    expect(refused.headers.get("x-ratelimit-remaining")).not.toBeNull();
    await refused.body?.cancel();
  });
});

describe("a cancelled publication", () => {
  it("does not go out afterwards", async () => {
    const { account, place } = victim;
    const article = { site_id: place.site_id, title: "Withdrawn", content_html: "<p>Not this one.</p>" };
    const content = (await account.call("/api/v1/writer/content/", { json: article })).body.data;
    await account.call(`/api/v1/writer/content/${content.id}/`, { method: "PUT", json: { status: "approved" } });
    // the queue loses the message, so that the task is certainly still waiting
    const ctx = createContext(env, () => {}, {
      account,
      actor: { kind: "system", name: "system" },
      siteIds: null,
      idempotencyKey: null,
    });
    const wish = { contentId: content.id, destinations: [], repost: false, remoteStatus: "publish" as const };
    const destinations = [{ platform: "site" as const }];
    const task = await requestPublish({ ...ctx, enqueue: async () => {} }, { ...wish, destinations });
    const cancelled = await account.call(`/api/v1/system/tasks/${task.task_id}/cancel/`, { method: "POST" });
    expect(cancelled.status).toBe(200);
    const records = async () =>
      (await account.call(`/api/v1/publisher/records/?content_id=${content.id}`)).body.results.map(
        (record: Json) => record.state,
      );
    expect(await records()).toEqual(["cancelled"]);
    await tick();
    expect(await records()).toEqual(["cancelled"]);
    const shownNow = (await account.call(`/api/v1/writer/content/${content.id}/`)).body.data;
    expect(shownNow).toMatchObject({ status: "approved", site_status: "not_published" });
  });
});

describe("texts that cannot be stored or shown", () => {
  const NUL = "a\u0000b";
  const HALF = "a\ud800b";

  it.each([
    "title",
    "content_html",
    "content_markdown",
    "excerpt",
    "meta_title",
    "meta_description",
    "primary_keyword",
  ])("are refused as %s of content", async (field) => {
    for (const text of [NUL, HALF]) {
      const json = { title: "X", [field]: text };
      const answer = await stranger.account.call("/api/v1/writer/content/", { json });
      expect({ field, status: answer.status, body: answer.body }).toMatchObject({
        status: 400,
        body: { code: "VALIDATION_ERROR", errors: [{ path: field }] },
      });
    }
  });

  it("are refused in lists, in tasks and in prompts", async () => {
    const { account } = stranger;
    const ids = await idsOf(stranger);
    const task = { site_id: ids.site, sector_id: ids.sector, cluster_id: ids.cluster, ...brief };
    for (const text of [NUL, HALF]) {
      const answers = await Promise.all([
        account.call("/api/v1/writer/content/", { json: { title: "X", tags: [text] } }),
        account.call("/api/v1/writer/content/", { json: { title: "X", secondary_keywords: [text] } }),
        account.call("/api/v1/writer/tasks/", { json: { ...task, title: text } }),
        account.call("/api/v1/writer/tasks/", { json: { ...task, description: text } }),
        account.call("/api/v1/writer/tasks/", { json: { ...task, keywords: [text] } }),
        account.call("/api/v1/writer/images/regenerate/", { json: { image_id: ids.image, prompt: text } }),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 400]);
    }
  });

  it("are refused as a post's address, when a browser would run it", async () => {
    for (const url of ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"]) {
      const answer = await victim.account.call("/api/v1/publisher/records/1/confirm/", { json: { url } });
      expect(answer).toMatchObject({ status: 400, body: { code: "VALIDATION_ERROR", errors: [{ path: "url" }] } });
    }
  });
});

describe("a number in a path or query", () => {
  it("is digits, and nothing that JavaScript would take for a number", async () => {
    const asked: { path: string; headers: Record<string, string> }[] = [];
    for (const { path, method, spec } of await v1Operations()) {
      if (method !== "GET") continue;
      const headers: Record<string, string> = spec["x-permission"] === "operator" ? OPERATOR : {};
      for (const { name, in: place, schema } of spec.parameters ?? []) {
        if (schema?.type !== "integer") continue;
        for (const text of ["1e0", "0x1", "%201", "1.0", "-0", ...(place === "query" ? [""] : [])]) {
          const asking = place === "path" ? path.replace(`{${name}}`, text) : `${path}?${name}=${text}`;
          asked.push({ path: asking, headers });
        }
      }
    }
    expect(asked.length).toBeGreaterThan(200);
    const taken: string[] = [];
    for (const { path, headers } of asked.filter((one) => !one.path.includes("{"))) {
      const { status } = await stranger.account.call(`/api/v1${path}`, { headers });
      if (status !== 400) taken.push(`${status} ${path}`);
    }
    expect(taken).toEqual([]);
  });
});
