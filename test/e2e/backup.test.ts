import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, describe, expect, it } from "vitest";
import { copyDatabase, settle } from "../../scripts/backup/copy-database.ts";
import { DatabaseCopy, type Row } from "../../scripts/backup/database-copy.ts";
import type { Operator } from "../../scripts/backup/operator.ts";
import { type OpenAiFault, startFakeOpenAi } from "../fakes/openai.ts";
import { startFakeWordPress } from "../fakes/wordpress.ts";
import { type Body, Client } from "./client.ts";
import { Newsroom } from "./newsroom.ts";
import { type Served, serve } from "./served.ts";

const folder = await mkdtemp(path.join(tmpdir(), "keyline-backup-"));
const [openai, wordpress] = await Promise.all([startFakeOpenAi(), startFakeWordPress()]);
afterAll(async () => {
  await Promise.all([openai.close(), wordpress.close()]);
  await rm(folder, { recursive: true, force: true });
});

const at = (name: string) => path.join(folder, name);
const start = (state: string) => {
  const variables = {
    ...{ OPENAI_API_KEY: "test-key", OPENAI_BASE_URL: `${openai.url}/t/backup/v1`, OPENAI_TEXT_MODEL: "gpt-test" },
    ...{ OPENAI_IMAGE_MODEL: "image-test", RATE_LIMIT_SCALE: "100", DEFAULT_PLAN: "growth" },
    OUTBOUND_ALLOW_HOSTS: new URL(wordpress.url).host,
    // one address for the deployment and the one that takes its place: rows name it
    PUBLIC_URL: "http://keyline.localhost",
  };
  return serve(at(state), "--control-port=0", ...Object.entries(variables).map((pair) => `--var=${pair.join("=")}`));
};
const fault = (given: OpenAiFault) =>
  fetch(`${openai.url}/__control/backup/faults`, { method: "POST", body: JSON.stringify(given) });

interface Run {
  child: ChildProcess;
  /** Everything that it prints, once it has ended, and its exit code. */
  ended: Promise<{ code: number | null; output: string }>;
}

/** Runs `npm run backup` or `npm run restore`, without npm. */
function run(script: "backup" | "restore", ...args: string[]): Run {
  const file = path.join(import.meta.dirname, `../../scripts/${script}.ts`);
  const child = spawn(process.execPath, [file, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => printed.push(String(chunk)));
  const ended = once(child, "close").then(([code]) => ({ code: code as number | null, output: printed.join("") }));
  return { child, ended };
}

/** Runs it until it has printed this, and kills it there. */
async function killAt(text: string, { child, ended }: Run): Promise<void> {
  child.stdout?.on("data", (chunk) => String(chunk).includes(text) && child.kill("SIGKILL"));
  const { code, output } = await ended;
  expect(code, output).toBeNull();
}

const succeeded = async ({ ended }: Run) => {
  const { code, output } = await ended;
  expect(code, output).toBe(0);
  return output;
};

const LISTS = [
  ...["/auth/account/", "/auth/sites/", "/auth/sectors/", "/auth/api-keys/", "/auth/industries/"],
  ...["/auth/seed-keywords/?page_size=100&search=coffee", "/planner/keywords/?page_size=100", "/planner/clusters/"],
  ...["/planner/keywords/?search=grind", "/planner/ideas/", "/writer/tasks/", "/writer/content/?page_size=100"],
  ...["/writer/content/?search=grinder", "/writer/images/", "/writer/taxonomies/", "/publisher/records/"],
  ...["/publisher/deployments/", "/integration/", "/notifications/?page_size=100", "/system/tasks/?page_size=100"],
  ...["/billing/balance/", "/billing/usage/", "/billing/usage/limits/", "/billing/transactions/?page_size=100"],
  ...["/billing/ledger/verify/"],
];

/** What an account sees. */
async function seen(client: Client): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const route of LISTS) {
    const { status, body } = await client.get(route);
    expect([route, status]).toEqual([route, 200]);
    found[route] = JSON.stringify(body);
  }
  return found;
}

const page = async (url: string) => {
  const answer = await fetch(url);
  return { status: answer.status, body: Buffer.from(await answer.arrayBuffer()).toString("base64") };
};

/** 400 KB of words and markup, each paragraph another one, with what breaks careless quoting. */
const LONG_ARTICLE = Array.from(
  { length: 4_000 },
  (_, n) => `<p>Paragraph ${n} says "burrs" &amp; grounds; it's the ${n}th, für Käse – 咖啡. ${"x".repeat(20)}</p>`,
).join("\n");

const MINUTES = 60_000;
/** When what is planned goes out: the first from the old deployment after its backup, the second from the new one. */
const PLANNED = [10, 20];
/** How far the new deployment's clock is ahead. */
const LATER_MS = 30 * MINUTES;

/** An account with a WordPress, and posts that wait for their time. */
async function planPosts(server: Served): Promise<Client> {
  const client = await Client.register(server, "planner@example.com");
  const site = await client.create("/auth/sites/", { name: "Planned" });
  const address = { site_url: `${wordpress.url}/sites/backup`, username: "editor" };
  const password = { application_password: "abcd efgh ijkl mnop qrst uvwx" };
  await client.create("/integration/", { site_id: site.id, platform: "wordpress", ...address, ...password });
  for (const minutes of PLANNED) {
    const article = {
      site_id: site.id,
      title: `Planned in ${minutes}`,
      content_html: "<p>Soon.</p>",
      status: "approved",
    };
    const { id } = await client.create("/writer/content/", article);
    const scheduled_at = `${new Date(Date.now() + minutes * MINUTES).toISOString().slice(0, 19)}Z`;
    await client.create("/publisher/records/", { content_id: id, destination: "wordpress", scheduled_at });
  }
  return client;
}

const posts = async () => {
  const state = await (await fetch(`${wordpress.url}/__control/backup/state`)).json();
  return (state as { posts: { title: unknown }[] }).posts.map(({ title }) => JSON.stringify(title));
};

interface Populated {
  client: Client;
  other: Client;
  planner: Client;
  articleId: number;
  picture: string;
  hosted: string;
  waitingTask: string;
  deletedKeyword: number;
}

async function populate(server: Served): Promise<Populated> {
  const room = await Newsroom.open(server);
  const other = await Client.register(server, "other@example.com");
  await other.create("/auth/sites/", { name: "Another account's" });
  const { client } = room;
  const planner = await planPosts(server);
  await client.create("/auth/api-keys/", { name: "Program" });
  await room.run("/planner/clusters/auto_cluster/", { ids: room.keywords });
  const taskId = await room.task();
  await room.run(`/writer/tasks/${taskId}/generate_content/`);
  const drafted = (await client.get("/writer/content/")).body.results[0].id;
  await room.run(`/writer/content/${drafted}/generate_images/`, { in_article: 1 });
  const article = { site_id: room.place.site_id, title: "All about grinders", content_html: LONG_ARTICLE };
  expect(Buffer.byteLength(LONG_ARTICLE)).toBeGreaterThan(400_000);
  const { id: articleId } = await client.create("/writer/content/", { ...article, status: "approved" });
  expect((await client.post("/publisher/publish/", { content_id: articleId, destinations: ["site"] })).status).toBe(
    202,
  );
  const hosted = await client.until(
    async () => (await client.get("/publisher/records/")).body.results[0]?.external_url ?? false,
    "the hosted page",
  );
  const doomed = await client.create("/planner/keywords/", { ...room.place, keyword: "doomed" });
  expect((await client.post("/planner/keywords/bulk_delete/", { ids: [doomed.id] })).status).toBe(200);
  const { images } = (await client.get(`/writer/content/${drafted}/`)).body.data;
  await room.books();
  // a limit of five minutes: the job waits when the backup is taken
  await fault({ match: "chat", fault: "status", status: 429, retryAfter: 300, times: 1 });
  const second = await room.task("Second guide");
  const waitingTask = await client.start(`/writer/tasks/${second}/generate_content/`);
  await client.until(async () => (await room.look(waitingTask)).attempts === 1 && true, "a job that waits");
  await expect.poll(async () => (await verdict(client)).pending_entries, { timeout: 20_000 }).toBe(0);
  const places = { picture: new URL(images[0].image_url).pathname, hosted: new URL(hosted).pathname };
  return { client, other, planner, articleId, ...places, waitingTask, deletedKeyword: doomed.id };
}

const verdict = async (client: Client): Promise<Body> => (await client.get("/billing/ledger/verify/")).body.data;

async function signIn(server: Served, email: string): Promise<Client> {
  const client = new Client(server);
  const { status, body } = await client.post("/auth/login/", { email, password: "a long enough passphrase" });
  expect(status).toBe(200);
  client.access = body.data.access;
  return client;
}

describe("a backup", () => {
  let populated: Populated;
  let before: Record<string, string>;
  let others: Record<string, string>;
  let pages: Awaited<ReturnType<typeof page>>[];
  let article: string;
  let target: Served;

  it("is taken, also when that is killed half way", async () => {
    const source = await start("source");
    populated = await populate(source);
    const { client, other, articleId, picture, hosted } = populated;
    await killAt("DB:", run("backup", "--out", at("copy"), "--url", source.url));
    expect(await readdir(at("copy"))).not.toContain("manifest.json");
    expect((await run("restore", "--from", at("copy"), "--url", source.url).ended).output).toContain("cut short");
    before = await seen(client);
    others = await seen(other);
    article = JSON.stringify((await client.get(`/writer/content/${articleId}/`)).body);
    pages = [await page(source.url + picture), await page(source.url + hosted)];
    expect(await succeeded(run("backup", "--out", at("copy"), "--url", source.url))).toContain("is complete");
    // the old deployment lives on a while: what is not in the backup happens out there
    await populated.planner.moveClock(15 * MINUTES);
    await populated.planner.until(async () => (await posts()).length === 1 && true, "a post after the backup");
    await source.end();
    await rm(at("source"), { recursive: true });
    target = await start("target");
    await new Client(target).moveClock(LATER_MS);
  }, 240_000);

  it("tells in its manifest what is in it", async () => {
    const { manifest } = JSON.parse(await readFile(path.join(at("copy"), "manifest.json"), "utf8"));
    expect(manifest).toMatchObject({
      format: 1,
      files: { count: (await readdir(path.join(at("copy"), "files"))).length },
    });
    const [database] = manifest.parts;
    expect(database).toMatchObject({
      file: "DB.sqlite",
      rows: { accounts: 3, plans: 4, site_pages: 1 },
    });
    expect(database.sha256).toMatch(/^[0-9a-f]{64}$/);
    for (const name of ["keywords_search", "restores"]) expect(Object.keys(database.rows)).not.toContain(name);
  });

  it("that is altered or cut short is refused before anything is written", async () => {
    const [file = ""] = await readdir(path.join(at("copy"), "files"));
    const damages: [string, (copy: string) => Promise<void>, RegExp][] = [
      ["byte", (copy) => flipByte(path.join(copy, "DB.sqlite")), /DB\.sqlite was altered/],
      ["cut", (copy) => truncate(path.join(copy, "objects.sqlite"), 4_096), /objects\.sqlite was cut short/],
      ["picture", (copy) => flipByte(path.join(copy, "files", file)), /was altered/],
      ["missing", (copy) => rm(path.join(copy, "files.sqlite")), /files\.sqlite is missing/],
      ["manifest", (copy) => flipByte(path.join(copy, "manifest.json")), /manifest\.json is not as it was written/],
    ];
    for (const [name, damage, sentence] of damages) {
      await cp(at("copy"), at(name), { recursive: true });
      await damage(at(name));
      const { code, output } = await run("restore", "--from", at(name), "--url", target.url).ended;
      expect([name, code]).toEqual([name, 1]);
      expect(output).toMatch(sentence);
    }
    const health = await fetch(`${target.url}/api/v1/system/health/`);
    expect(health.status).toBe(200);
  });

  it("is loaded, also when that is killed half way, while nobody else gets in", async () => {
    await killAt("rows:", run("restore", "--from", at("copy"), "--url", target.url));
    const health = await fetch(`${target.url}/api/v1/system/health/`);
    expect([health.status, health.headers.get("retry-after")]).toEqual([503, "30"]);
    expect(await health.json()).toMatchObject({ code: "UNAVAILABLE", status: "restoring" });
    populated.client.server = target;
    expect((await populated.client.get("/auth/sites/")).status).toBe(503);
    expect((await fetch(`${target.url}${populated.hosted}`)).status).toBe(503);
    await populated.client.tick();
    expect(await succeeded(run("restore", "--from", at("copy"), "--url", target.url))).toContain("restored");
    expect((await fetch(`${target.url}/api/v1/system/health/`)).status).toBe(200);
  }, 120_000);

  it("gives every account back what it had: lists, searches, article, pictures, pages, ledger", async () => {
    const { articleId, picture, hosted } = populated;
    const client = await signIn(target, "owner-0@example.com");
    expect(await seen(client)).toEqual(before);
    expect(await seen(await signIn(target, "other@example.com"))).toEqual(others);
    const restored = (await client.get(`/writer/content/${articleId}/`)).body;
    expect(JSON.stringify(restored)).toBe(article);
    expect([await page(target.url + picture), await page(target.url + hosted)]).toEqual(pages);
    expect(pages.map(({ status }) => status)).toEqual([200, 200]);
    expect(await verdict(client)).toMatchObject({ balanced: true, copy_agrees: true });
  });

  it("goes on where it stopped: waiting jobs are done, new ids follow the old, deleted ones included", async () => {
    const client = await signIn(target, "owner-0@example.com");
    const task = await client.until(async () => {
      const { data } = (await client.get(`/system/tasks/${populated.waitingTask}/`)).body;
      return data.status === "done" && data;
    }, "the job that waited");
    expect(task.credits).toBeGreaterThan(0);
    const [sector] = (await client.get("/auth/sectors/")).body.results;
    const place = { site_id: sector.site_id, sector_id: sector.id };
    const { id } = await client.create("/planner/keywords/", { ...place, keyword: "moka pot" });
    expect(id).toBeGreaterThan(populated.deletedKeyword);
    expect((await client.get("/planner/keywords/?search=moka")).body.count).toBe(1);
    expect(await verdict(client)).toMatchObject({ balanced: true, copy_agrees: true, totals: { held: 0 } });
  }, 120_000);

  it("posts nothing twice, although the old deployment posted after its backup", async () => {
    const client = await signIn(target, "planner@example.com");
    const published = async () =>
      (await client.get("/publisher/records/?status=published")).body.count === PLANNED.length;
    await client.until(async () => (await published()) && true, "both posts");
    const titles = await posts();
    expect(titles).toHaveLength(PLANNED.length);
    expect(new Set(titles).size).toBe(PLANNED.length);
  }, 120_000);

  it("is refused where accounts are, and where it was loaded already", async () => {
    const again = await run("restore", "--from", at("copy"), "--url", target.url).ended;
    expect([again.code, again.output]).toEqual([1, expect.stringContaining("has been loaded here")]);
    expect(await succeeded(run("backup", "--out", at("second"), "--url", target.url))).toContain("is complete");
    const used = await run("restore", "--from", at("second"), "--url", target.url).ended;
    expect([used.code, used.output]).toEqual([1, expect.stringContaining("into an empty database only")]);
    const finished = await run("backup", "--out", at("second"), "--url", target.url).ended;
    expect([finished.code, finished.output]).toEqual([1, expect.stringContaining("holds a finished backup")]);
  }, 120_000);

  it("is taken whole while many write", async () => {
    const client = await signIn(target, "owner-0@example.com");
    const [sector] = (await client.get("/auth/sectors/")).body.results;
    const place = { site_id: sector.site_id, sector_id: sector.id };
    let writing = true;
    const writer = async (name: string) => {
      for (let n = 0; writing; n++) {
        const keyword = await client.create("/planner/keywords/", { ...place, keyword: `${name} ${n}` });
        const cluster = await client.create("/planner/clusters/", { ...place, name: `${name} cluster ${n}` });
        await client.call("PUT", `/planner/keywords/${keyword.id}/`, { cluster_id: cluster.id });
        if (n % 2 === 0) await client.post("/planner/keywords/bulk_delete/", { ids: [keyword.id] });
      }
    };
    const writers = Promise.all(["red", "green", "blue"].map(writer));
    await succeeded(run("backup", "--out", at("busy"), "--url", target.url));
    writing = false;
    await writers;
    await target.end();
    await succeeded(run("restore", "--from", at("busy"), "--state", at("offline")));
    const restored = await start("offline");
    expect((await (await signIn(restored, "owner-0@example.com")).get("/planner/clusters/")).status).toBe(200);
    await restored.end();
  }, 180_000);
});

async function flipByte(file: string): Promise<void> {
  const bytes = await readFile(file);
  const place = Math.floor(bytes.length / 2);
  bytes[place] = (bytes[place] ?? 0) ^ 1;
  await writeFile(file, bytes);
}

describe("rows that were copied at different moments", () => {
  const SCHEMA = [
    "CREATE TABLE clusters (id INTEGER PRIMARY KEY AUTOINCREMENT, account_id INTEGER, name TEXT)",
    "CREATE TABLE keywords (id INTEGER PRIMARY KEY AUTOINCREMENT, account_id INTEGER, cluster_id INTEGER, word TEXT, FOREIGN KEY (account_id, cluster_id) REFERENCES clusters (account_id, id))",
    "CREATE UNIQUE INDEX clusters_account_id ON clusters (account_id, id)",
    "CREATE UNIQUE INDEX keywords_by_word ON keywords (word)",
  ];
  const clusters = { name: "clusters", columns: ["id", "account_id", "name"] };
  const keywords = { name: "keywords", columns: ["id", "account_id", "cluster_id", "word"] };

  const unasked = () => Promise.reject(new Error("nobody was to be asked"));
  const NOBODY: Operator = { get: unasked, post: unasked, download: unasked, upload: unasked };

  /** The source as it is now, and how a settling copy asks it. */
  const sourceWith = (now: { clusters: Row[]; keywords: Row[] }) => {
    const tables = { clusters, keywords };
    return async (table: string, columns: string[], values: Row[]): Promise<Row[]> => {
      const name = table as keyof typeof tables;
      const places = columns.map((column) => ["rowid", ...tables[name].columns].indexOf(column));
      const wanted = values.map((value) => JSON.stringify(value));
      return now[name].filter((row) => wanted.includes(JSON.stringify(places.map((place) => row[place] ?? null))));
    };
  };
  const rowsOf = (copy: DatabaseCopy) => [clusters, keywords].map((table) => [...copy.pages(table)].flat());

  it("are read again until none leads nowhere and none is lost", async () => {
    const copy = new DatabaseCopy(at("torn.sqlite"), [clusters, keywords], SCHEMA);
    copy.put(clusters, [[1, 1, 7, "Old"]]);
    copy.put(keywords, [
      [1, 1, 7, 1, "burr"],
      // its cluster was made after the clusters were copied
      [2, 2, 7, 2, "blade"],
      // its cluster was deleted since, and it belongs to none
      [3, 3, 7, 9, "hand"],
      // it was deleted since, with its cluster
      [4, 4, 7, 8, "foot"],
      // 1 gave up this word, and has another now
      [5, 5, 7, null, "burr"],
    ]);
    expect(copy.displaced()).toEqual(new Map([["keywords", [1]]]));
    expect(copy.dangling().map(({ rowid }) => rowid)).toEqual([2, 3, 4]);
    const now = {
      clusters: [
        [1, 1, 7, "Old"],
        [2, 2, 7, "New"],
        [3, 3, 7, "Newest"],
      ] as Row[],
      keywords: [
        [1, 1, 7, 3, "conical"],
        [2, 2, 7, 2, "blade"],
        [3, 3, 7, null, "hand"],
        [5, 5, 7, null, "burr"],
      ] as Row[],
    };
    await settle(copy, sourceWith(now));
    copy.finish();
    expect(rowsOf(copy)).toEqual([now.clusters, now.keywords]);
    copy.close();
  });

  it("are asked for behind what is there, when a copy was cut short", async () => {
    const source: Row[] = Array.from({ length: 9 }, (_, n) => [n + 1, n + 1, 7, null, `word ${n}`]);
    const asked: [string, number][] = [];
    const answering = (calls: number): Operator => ({
      ...NOBODY,
      async get<T>(_route: string, { table, after }: Record<string, string | number>) {
        asked.push([String(table), Number(after)]);
        if (asked.length > calls) throw new Error("cut short");
        const rows = table === "keywords" ? source.filter(([rowid]) => Number(rowid) > Number(after)).slice(0, 3) : [];
        return { rows } as T;
      },
    });
    const database = { name: "CUT", schema: SCHEMA, tables: [clusters, keywords] };
    const copied = (operator: Operator) => copyDatabase(operator, "a backup", database, folder, () => {});
    await expect(copied(answering(2))).rejects.toThrow("cut short");
    asked.splice(0);
    const copy = await copied(answering(99));
    expect(asked[0]).toEqual(["keywords", 6]);
    expect(rowsOf(copy)).toEqual([[], source]);
    copy.close();
  });

  it("are not called a backup while they change faster than they can be read", async () => {
    const copy = new DatabaseCopy(at("restless.sqlite"), [clusters, keywords], SCHEMA);
    copy.put(keywords, [[1, 1, 7, 5, "burr"]]);
    const always = sourceWith({ clusters: [], keywords: [[1, 1, 7, 5, "burr"]] });
    await expect(settle(copy, always)).rejects.toThrow("changes faster than it can be copied");
    copy.close();
  });

  it("keep the highest ids that were given", () => {
    const copy = new DatabaseCopy(at("ids.sqlite"), [clusters, keywords], SCHEMA);
    copy.put(keywords, [[3, 3, 7, null, "burr"]]);
    copy.setSequences([[1, "keywords", 41]]);
    copy.finish();
    copy.close();
    const db = new DatabaseSync(at("ids.sqlite"));
    db.exec("INSERT INTO keywords (word) VALUES ('next')");
    expect(db.prepare("SELECT max(id) AS id FROM keywords").get()).toEqual({ id: 42 });
    db.close();
  });
});
