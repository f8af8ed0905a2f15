import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { createSystemContext, type SystemContext } from "../../src/context.ts";
import { newId } from "../../src/core/ids.ts";
import { MINUTE, now } from "../../src/core/time.ts";
import type { MovePhase } from "../../src/db/tables/directory.ts";
import { stayingTableNames, tenantTables } from "../../src/db/tenant-tables.ts";
import { moveAccount } from "../../src/domains/system/move-account.service.ts";
import { call, claimsOf, newAccount, type TestAccount } from "../kit/account.ts";
import { shard2 } from "../kit/databases.ts";
import { type Furnished, furnishedAccount } from "../kit/furnished.ts";
import { ledgerCopied, runTask, tick, until } from "../kit/tasks.ts";

const system = createSystemContext(env, () => {});
const DATABASES: Record<number, D1Database> = { 1: env.DB, 2: shard2 };
const database = (shard: number) => DATABASES[shard] as D1Database;

type Rows = Record<string, unknown[]>;

/** Every row of an account on a shard, by table. */
async function rowsOf(shard: number, { id }: { id: number }): Promise<Rows> {
  const found = tenantTables().map(async ({ name, columns, walk }) => {
    const sql = `SELECT ${columns} FROM ${name} WHERE account_id = ? ORDER BY ${walk}`;
    return [name, (await database(shard).prepare(sql).bind(id).all()).results] as const;
  });
  return Object.fromEntries((await Promise.all(found)).filter(([, rows]) => rows.length > 0));
}

const deathOf = (error: unknown): boolean =>
  error instanceof Error && (error.message.includes("D1 died") || deathOf(error.cause));

/** Leads a move to its end; `between` may look in before each step. Answers the phases it went through. */
async function move(
  account: { id: number },
  to: number,
  between: (phase: MovePhase) => Promise<unknown> = async () => {},
  as: () => SystemContext = () => system,
): Promise<MovePhase[]> {
  const phases: MovePhase[] = [];
  for (let steps = 0; steps < 500; steps++) {
    const report = await moveAccount(as(), account.id, to).catch((error) => {
      if (deathOf(error)) return undefined;
      throw error;
    });
    if (report && !report.move) return phases;
    if (report?.move && report.move.phase !== phases.at(-1)) phases.push(report.move.phase);
    if (report?.move) await between(report.move.phase);
  }
  throw new Error(`the move does not end: ${phases}`);
}

const signIn = async ({ email }: TestAccount) =>
  (await call("/api/v1/auth/login/", { json: { email, password: "correct horse battery" } })).body;

/** The same account after a move, with a token of now. */
async function again(account: TestAccount): Promise<TestAccount> {
  const { access } = (await signIn(account)).data;
  const authorization = { authorization: `Bearer ${access}` };
  const asNow: TestAccount["call"] = (path, options = {}) =>
    call(path, { ...options, headers: { ...authorization, ...options.headers } });
  return { ...account, access, shard: claimsOf(access).shard, call: asNow };
}

const operator = (path: string, json: object) =>
  call(`/api/v1/system/operator/${path}/`, { json, headers: { authorization: `Operator ${env.OPERATOR_KEY}` } });

const PHASES: MovePhase[] = ["draining", "clearing", "copying", "comparing", "switching", "resuming", "removing"];

/** What the API shows of an account, from each room. */
async function shownOf(account: TestAccount) {
  const paths = ["auth/account", "auth/sites", "auth/sectors", "auth/api-keys", "planner/keywords", "planner/clusters"];
  const more = ["planner/ideas", "writer/tasks", "writer/content", "writer/taxonomies", "publisher/records"];
  const last = ["publisher/deployments", "integration", "notifications", "system/tasks", "billing/transactions"];
  const answers = [...paths, ...more, ...last].map(async (path) => [
    path,
    (await account.call(`/api/v1/${path}/`)).body,
  ]);
  const search = (await account.call("/api/v1/planner/keywords/?search=grinder")).body;
  const ledger = (await account.call("/api/v1/billing/ledger/verify/")).body;
  const shown = Object.fromEntries(await Promise.all(answers));
  // the move itself changes the account's row
  delete shown["auth/account"].data.updated_at;
  return { ...shown, search, ledger };
}

async function withMuch(): Promise<Furnished> {
  const furnished = await furnishedAccount();
  const { account, site, place } = furnished;
  await operator("plan", { account_id: account.id, plan: "scale" });
  const keywords = Array.from({ length: 1_300 }, (_, n) => `kettle number ${n},${n},${n % 100}`);
  const text = ["keyword,volume,difficulty", ...keywords].join("\n");
  const query = `?site_id=${place.site_id}&sector_id=${place.sector_id}`;
  const file = { text, headers: { "content-type": "text/csv" } };
  expect((await account.call(`/api/v1/planner/keywords/import/${query}`, file)).body.data.created).toBe(1_300);
  const html = `<p>${'Grind &amp; "brew" – so. '.repeat(16_000)}</p>`;
  const long = { site_id: site.id, title: "Long", content_html: html, status: "approved" };
  const { id } = (await account.call("/api/v1/writer/content/", { json: long })).body.data;
  await runTask(account, "/api/v1/publisher/publish/", { content_id: id, destinations: ["site"] });
  await ledgerCopied(account);
  return furnished;
}

describe("the tables that move", () => {
  it("are all that have accounts' rows, but for the directory's and a shard's own lines", async () => {
    const { results } = await env.DB.prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%account_id%' ORDER BY name",
    ).all<{ name: string }>();
    // kept by triggers on `sectors`
    const known = [...tenantTables().map(({ name }) => name), ...stayingTableNames(), "sector_names"];
    expect(results.map(({ name }) => name)).toEqual(known.toSorted());
  });

  it("come after the tables they refer to, and are walked by an index", async () => {
    const names = tenantTables().map(({ name }) => name);
    for (const { name, walk } of tenantTables()) {
      const parents = await env.DB.prepare(`SELECT DISTINCT "table" AS name FROM pragma_foreign_key_list(?)`)
        .bind(name)
        .all<{ name: string }>();
      for (const parent of parents.results.filter((row) => names.includes(row.name)))
        expect(names.indexOf(parent.name), `${name} refers to ${parent.name}`).toBeLessThan(names.indexOf(name));
      const plan = await env.DB.prepare(
        `EXPLAIN QUERY PLAN SELECT * FROM ${name} WHERE account_id = 1 AND (${walk}) > (${walk.map(() => "1")}) ORDER BY ${walk} LIMIT 9`,
      ).all<{ detail: string }>();
      expect(plan.results.map(({ detail }) => detail).join(), name).not.toMatch(/SCAN|TEMP B-TREE/);
    }
  });

  it("give ids of their own range on each shard", async () => {
    const { results } = await shard2.prepare("SELECT name, seq FROM sqlite_sequence WHERE seq < 8589934592").all();
    expect(results).toEqual([]);
  });
});

describe("an account that moves", () => {
  let room: Furnished;
  let key: string;
  let slug: string;
  beforeAll(async () => {
    room = await withMuch();
    key = (await room.account.call("/api/v1/auth/api-keys/", { json: { name: "Mover", scopes: ["read", "content"] } }))
      .body.data.key;
    slug = room.site.public_slug;
  }, 60_000);

  const byKey = (path: string, json?: object) =>
    call(`/api/v1${path}`, { headers: { authorization: `ApiKey ${key}` }, ...(json && { json }) });
  const page = async () => (await call(`/sites/${slug}/`)).status;

  it("keeps everything, there and back, and nobody gets in meanwhile", async () => {
    const { account, place } = room;
    const [before, shown] = [await rowsOf(1, account), await shownOf(account)];
    expect(before.keywords).toHaveLength(1_301);
    expect((await byKey("/planner/keywords/")).status).toBe(200);
    const knocks: number[] = [];
    const phases = await move(account, 2, async (phase) => {
      if (phase === "removing") return;
      await moveAccount(system, account.id, 2).catch(() => {});
      expect(await page(), phase).toBe(200);
      for (const knock of [account.call("/api/v1/auth/sites/"), byKey("/auth/sites/"), signIn(account)]) {
        const { status, code = "" } = await knock.then((answer) => ({
          ...answer,
          code: answer.code ?? answer.body?.code,
        }));
        if (phase !== "draining") expect({ phase, status, code }).toMatchObject({ code: "UNAVAILABLE" });
        knocks.push(status);
      }
    });
    expect(phases[0]).toBe("draining");
    expect(knocks.length).toBeGreaterThan(6);

    expect(await rowsOf(2, account)).toEqual(before);
    expect(await rowsOf(1, account)).toEqual({});
    expect((await account.call("/api/v1/auth/sites/")).body.code).toBe("TOKEN_EXPIRED");
    // the key's row was remembered with the old shard
    expect((await byKey("/planner/keywords/?page_size=1")).body.count).toBe(1_301);
    const there = await again(account);
    expect(there.shard).toBe(2);
    expect(await shownOf(there)).toEqual(shown);
    expect(await page()).toBe(200);

    const added = await there.call("/api/v1/planner/keywords/", { json: { ...place, keyword: "moved kettle" } });
    expect(added.body.data.id).toBeGreaterThan(2 ** 33);
    expect((await there.call("/api/v1/planner/keywords/?search=moved")).body.count).toBe(1);

    await move(account, 1);
    expect((await byKey("/planner/keywords/", { ...place, keyword: "back again" })).status).toBe(201);
    const back = await again(account);
    expect((await back.call("/api/v1/planner/keywords/?page_size=1")).body.count).toBe(1_303);
    expect(await rowsOf(2, account)).toEqual({});
    expect(await shard2.prepare("SELECT * FROM accounts WHERE id = ?").bind(account.id).first()).toBeNull();
    expect(await shard2.prepare("SELECT * FROM sector_names WHERE account_id = ?").bind(account.id).first()).toBeNull();
  }, 120_000);

  it("goes through its phases one step at a time, none over a thousand rows, and says so in the audit log", async () => {
    const { account } = room;
    expect(await move(account, 2)).toEqual(PHASES);
    const { results } = await env.DB.prepare(
      "SELECT action, details FROM directory_audit_entries WHERE account_id = ? AND action LIKE 'account.move%' ORDER BY id DESC LIMIT 3",
    )
      .bind(account.id)
      .all<{ action: string; details: string }>();
    expect(results.map(({ action }) => action)).toEqual([
      "account.moved",
      "account.move_switched",
      "account.move_begun",
    ]);
    const { sums } = JSON.parse(results[0]?.details ?? "");
    expect(sums.keywords).toEqual({ rows: 1_303, hash: expect.any(String) });
    await move(account, 1);
  }, 60_000);
});

describe("a move that breaks off", () => {
  /** A deployment whose databases die after so many more calls. */
  function dying(calls: number): SystemContext {
    let left = calls;
    const frail = (target: D1Database) =>
      new Proxy(target, {
        get(db, name) {
          const value = Reflect.get(db, name);
          if (typeof value !== "function") return value;
          return (...given: unknown[]) => {
            if (["prepare", "batch"].includes(String(name)) && left-- <= 0) throw new Error("D1 died");
            return value.apply(db, given);
          };
        },
      });
    return createSystemContext({ ...env, DB: frail(env.DB), SHARD_2: frail(shard2) }, () => {});
  }

  it("goes on where it was, wherever it died, also with two at it and the cron beside", async () => {
    const { account } = await furnishedAccount();
    await ledgerCopied(account);
    const before = await rowsOf(1, account);
    let calls = 3;
    const nextDying = () => {
      calls = (calls * 7 + 5) % 97;
      return dying(calls);
    };
    const lead = () => move(account, 2, async () => {}, nextDying);
    await Promise.all([lead(), lead(), tick()]);
    expect(await rowsOf(2, account)).toEqual(before);
    expect(await rowsOf(1, account)).toEqual({});
    const there = await again(account);
    expect(there.shard).toBe(2);
    expect((await there.call("/api/v1/writer/content/")).status).toBe(200);
  }, 120_000);

  it("copies again what was written behind its back, and gives up when that goes on", async () => {
    const { account } = await furnishedAccount();
    await ledgerCopied(account);
    let changes = 0;
    const meddle = (most: number) => async (phase: MovePhase) => {
      if (phase !== "comparing" || changes >= most) return;
      changes += 1;
      await env.DB.prepare("UPDATE sites SET description = ? WHERE account_id = ?").bind(newId(), account.id).run();
    };
    await expect(move(account, 2, meddle(99))).rejects.toThrow("change again and again");
    expect(changes).toBe(4);
    changes = 0;
    const row = () => database(1).prepare("SELECT restarts FROM account_moves WHERE account_id = ?").bind(account.id);
    expect(await row().first("restarts")).toBe(3);
    await move(account, 1);
    expect(await row().first()).toBeNull();
    const phases = await move(account, 2, meddle(1));
    expect(phases.filter((phase) => phase === "clearing")).toHaveLength(2);
    expect((await again(account)).shard).toBe(2);
  }, 60_000);

  it("can be called back until it has switched", async () => {
    const { account } = await furnishedAccount();
    await ledgerCopied(account);
    const before = await rowsOf(1, account);
    for (let steps = 0; steps < 4; steps++) await moveAccount(system, account.id, 2);
    expect(await rowsOf(2, account)).not.toEqual({});
    await expect(moveAccount(system, account.id, 3)).rejects.toMatchObject({ code: "conflict" });
    await move(account, 1);
    expect(await rowsOf(1, account)).toEqual(before);
    expect(await rowsOf(2, account)).toEqual({});
    expect((await account.call("/api/v1/auth/sites/")).status).toBe(200);

    await until(async () => (await moveAccount(system, account.id, 2)).move?.phase === "resuming", "the switch");
    await expect(moveAccount(system, account.id, 1)).rejects.toMatchObject({ code: "conflict" });
    await move(account, 2);
    expect(await rowsOf(2, account)).toEqual(before);
  }, 60_000);

  it("waits for the work that has begun, and lets nothing else begin", async () => {
    const account = await newAccount();
    const job = (state: string, leaseUntil: number | null) =>
      env.DB.prepare(
        `INSERT INTO jobs (id, account_id, type, queue, state, input, max_attempts, attempts, run_after, lease_until, requested_by, created_at, updated_at)
         VALUES (?1, ?2, 'planner.auto_cluster', 'ai', ?3, '{"keyword_ids":[],"sector_id":0}', 3, 1, 1, ?4, 'user:1', 1, 1)`,
      ).bind(newId(), account.id, state, leaseUntil);
    await env.DB.batch([job("running", now() + MINUTE), job("queued", null)]);
    await moveAccount(system, account.id, 2);
    expect(await moveAccount(system, account.id, 2)).toMatchObject({ move: { phase: "draining" }, waitingFor: 1 });
    await tick();
    await env.DB.prepare("UPDATE jobs SET state = 'done', finished_at = 1, settled_at = 1 WHERE lease_until > 1").run();
    await move(account, 2);
    const states = await shard2.prepare("SELECT state, attempts FROM jobs WHERE account_id = ?").bind(account.id).all();
    expect(states.results).toEqual(
      expect.arrayContaining([
        { state: "done", attempts: 1 },
        { state: "queued", attempts: 1 },
      ]),
    );
    // and then it goes on
    await tick();
    await until(
      () => shard2.prepare("SELECT 1 FROM jobs WHERE account_id = ? AND attempts > 1").bind(account.id).first(),
      "the queued job to be claimed on the new shard",
    );
  }, 60_000);
});

describe("a suspended account", () => {
  it("is suspended after a move too, and its status is the move's own meanwhile", async () => {
    const account = await newAccount();
    await operator("suspend", { account_id: account.id });
    const first = await operator("move", { account_id: account.id, to_shard: 2 });
    expect(first.body.data).toMatchObject({ done: false, phase: "draining", from_shard: 1, to_shard: 2 });
    expect((await operator("suspend", { account_id: account.id, suspended: false })).body.code).toBe("UNAVAILABLE");
    await until(
      async () => (await operator("move", { account_id: account.id, to_shard: 2 })).body.data.done,
      "the move",
    );
    expect((await signIn(account)).code).toBe("ACCOUNT_SUSPENDED");
    const copy = await shard2.prepare("SELECT status, shard FROM accounts WHERE id = ?").bind(account.id).first();
    expect(copy).toEqual({ status: "suspended", shard: 2 });
    await operator("suspend", { account_id: account.id, suspended: false });
    expect((await again(account)).shard).toBe(2);
  });

  it("of no number, to no shard, or without the operator's key goes nowhere", async () => {
    const account = await newAccount();
    const move = async (json: object) => (await operator("move", json)).body.code;
    expect(await move({ account_id: 999_999_999, to_shard: 2 })).toBe("NOT_FOUND");
    expect(await move({ account_id: account.id, to_shard: 3 })).toBe("VALIDATION_ERROR");
    expect(await move({ account_id: account.id, to_shard: 31 })).toBe("VALIDATION_ERROR");
    const bearer = await account.call("/api/v1/system/operator/move/", {
      json: { account_id: account.id, to_shard: 2 },
    });
    expect(bearer.status).toBe(401);
    expect((await operator("move", { account_id: account.id, to_shard: 1 })).body.data.done).toBe(true);
  });
});
