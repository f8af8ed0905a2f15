import { createExecutionContext, runInDurableObject, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { is } from "drizzle-orm";
import { getTableConfig, SQLiteTable } from "drizzle-orm/sqlite-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exportPage, importPage, type ObjectPage } from "../../src/account/export.ts";
import { app } from "../../src/app.ts";
import { scheduled } from "../../src/background/cron.ts";
import { createSystemContext } from "../../src/context.ts";
import { DAY, HOUR, now } from "../../src/core/time.ts";
import { COPIED_TABLES, REFERENCE_TABLES } from "../../src/db/copied-tables.ts";
import { databasesOf } from "../../src/db/databases.ts";
import * as tables from "../../src/db/tables/index.ts";
import { type Answer, call, newAccount, ORIGIN } from "../kit/account.ts";

const OPERATOR = { authorization: `Operator ${env.OPERATOR_KEY}` };
const BACKUP_ID = "5d1e9b1c-34a6-4c55-8d6c-0f2a7a0a8a3e";
const HASH = "0".repeat(64);

const operate = (route: string, json: unknown) =>
  call(`/api/v1/system/operator/${route}/`, { json, headers: OPERATOR });
const read = (route: string, query: Record<string, string>) =>
  call(`/api/v1/system/operator/${route}/?${new URLSearchParams(query)}`, { headers: OPERATOR });

// biome-ignore lint/suspicious/noExplicitAny: the answer is read as it comes
const data = ({ status, body }: Answer): any => {
  expect(status, JSON.stringify(body).slice(0, 500)).toBe(200);
  return body.data;
};

const columnsOf = (name: string): readonly string[] => {
  const table = COPIED_TABLES.find((one) => one.name === name);
  if (!table) throw new Error(`no table ${name}`);
  return table.columns;
};
/** A row as a backup has it; columns that are not named are null. */
const row = (table: string, rowid: number, values: Record<string, string | number>) => [
  rowid,
  ...columnsOf(table).map((name) => values[name] ?? null),
];
const write = (table: string, ...rows: unknown[][]) =>
  operate("restore/rows", { backup_id: BACKUP_ID, database: "DB", table, rows });
const rowsOf = async (table: string, after = 0) =>
  data(await read("backup/rows", { backup_id: BACKUP_ID, database: "DB", table, after: String(after) })).rows;

const AT = { created_at: 1, updated_at: 1 };
const ACCOUNT = {
  id: 7,
  uuid: "account-7",
  shard: 1,
  copy_due: 0,
  name: "Restored",
  slug: "restored",
  plan_slug: "free",
  status: "active",
  timezone: "UTC",
  ...AT,
};
/** What careless quoting breaks, and what JSON inside JSON may be taken for. */
const ODD = `it's "so" \\ [1,2] {"a":1} \u0000 null 咖啡 'x' -- ; $1 ?1`;
/** As large as a row may be, and twice that as JSON. */
const WIDE = '"é'.repeat(600_000);

describe("what is copied", () => {
  it("is every table there is, a new one too, but for indexes, names and the record of restores", async () => {
    const made = await env.DB.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all<{ name: string }>();
    const own = made.results.filter(({ name }) => !/_search(_|$)|_names$|^d1_|^sqlite_|^_cf_/.test(name));
    const names = own.map(({ name }) => name).filter((name) => name !== "restores");
    expect(COPIED_TABLES.map(({ name }) => name).sort()).toEqual(names.sort());
    for (const { name, columns } of COPIED_TABLES) {
      const { results } = await env.DB.prepare("SELECT name, type FROM pragma_table_info(?)").bind(name).all();
      expect([name, columns]).toEqual([name, results.map((column) => column.name)]);
      // the form of a row has text and numbers
      for (const column of results)
        expect([name, column.type]).toEqual([name, expect.stringMatching(/^(integer|text|real)$/i)]);
    }
  });

  it("comes parents first", () => {
    const order = COPIED_TABLES.map(({ name }) => name);
    const configs = Object.values(tables).flatMap((table: unknown) =>
      is(table, SQLiteTable) ? [getTableConfig(table)] : [],
    );
    for (const { name, foreignKeys } of configs) {
      for (const key of foreignKeys) {
        const parent = getTableConfig(key.reference().foreignTable).name;
        if (parent !== name) expect([name, order.indexOf(parent)]).toEqual([name, expect.any(Number)]);
        if (parent !== name) expect(order.indexOf(parent)).toBeLessThan(order.indexOf(name));
      }
    }
  });

  it("is in a new database only where migrations put it", async () => {
    const filled: string[] = [];
    for (const { name } of COPIED_TABLES)
      if (await env.DB.prepare(`SELECT 1 FROM "${name}" LIMIT 1`).first()) filled.push(name);
    expect(filled.sort()).toEqual([...REFERENCE_TABLES].sort());
  });

  it("comes from every database that is bound, however many", () => {
    const bound = { ...env, SHARD_10: env.DB, SHARD_2: env.DB, SHARDS: "2" };
    expect(databasesOf(bound).map(({ name }) => name)).toEqual(["DB", "SHARD_2", "SHARD_10"]);
  });
});

describe("a restore", () => {
  let start: Record<string, unknown>;
  const begin = (changes: object = {}) => operate("restore", { ...start, ...changes });

  beforeAll(async () => {
    const { backup_id, migrations, key_check } = data(await operate("backup", {}));
    // the entry of this backup would be the one row of the empty database
    await env.DB.prepare("DELETE FROM directory_audit_entries").run();
    start = { backup_id, manifest: HASH, migrations, databases: ["DB"], key_check };
  });

  it("is refused, and nothing written, where the deployment is not like the backup's", async () => {
    const misfits: [object, RegExp][] = [
      [{ databases: ["DB", "SHARD_3"] }, /no SHARD_3/],
      [{ migrations: ["0000_other.sql"] }, /not those of the backup/],
      [{ key_check: "v1.new.AAAA.AAAA" }, /ENCRYPTION_KEYS/],
      [{ backup_id: BACKUP_ID }, /ENCRYPTION_KEYS/],
    ];
    for (const [changes, sentence] of misfits) {
      const { status, body } = await begin(changes);
      expect([status, body.code, body.error]).toEqual([409, "CONFLICT", expect.stringMatching(sentence)]);
    }
    expect(await env.DB.prepare("SELECT count(*) AS count FROM plans").first("count")).toBe(4);
    expect((await write("plans", row("plans", 1, { slug: "x", name: "X", included_credits: 1 }))).status).toBe(404);
  });

  it("keeps everybody else out from its begin to its end", async () => {
    const begun = data(await begin({ backup_id: BACKUP_ID, accept_other_keys: true }));
    expect(begun.rows_closed).toBe(false);
    expect(begun.tables.every(({ highest }: { highest: number }) => highest === 0)).toBe(true);
    for (const path of [
      "/api/v1/system/health/",
      "/api/v1/auth/login/",
      "/api/content",
      "/sites/any",
      "/media/x.png",
    ]) {
      const { status, headers } = await call(path);
      expect([path, status, headers.get("retry-after")]).toEqual([path, 503, "30"]);
    }
    expect((await call("/api/v1/system/health/")).body).toMatchObject({ code: "UNAVAILABLE", status: "restoring" });
    expect((await operate("plan", { account_id: 7, plan: "free" })).status).toBe(503);
    // it would be a row among those of the backup
    expect((await operate("backup", {})).status).toBe(503);
    expect((await begin({ backup_id: crypto.randomUUID(), accept_other_keys: true })).body.error).toContain(BACKUP_ID);
    expect((await begin({ backup_id: BACKUP_ID, manifest: "1".repeat(64) })).body.error).toContain("Another copy");
  });

  it("takes rows as they were, whatever is in them, each once", async () => {
    const plan = row("plans", 3, { slug: "free", name: ODD, included_credits: 500 });
    const wide = row("accounts", 8, { ...ACCOUNT, id: 8, uuid: "account-8", slug: "wide", name: WIDE });
    const account = row("accounts", 7, { ...ACCOUNT, name: ODD });
    data(await write("plans", plan));
    expect(data(await write("accounts", account, wide))).toEqual({ written: 2 });
    // the answer was lost, and the page grew
    const next = row("accounts", 9, { ...ACCOUNT, id: 9, uuid: "account-9", slug: "next" });
    data(await write("accounts", account, wide, next));
    expect(await rowsOf("plans")).toEqual([plan]);
    expect(await rowsOf("accounts")).toEqual([account]);
    expect(await rowsOf("accounts", 7)).toEqual([wide]);
    expect(await rowsOf("accounts", 8)).toEqual([next]);
    expect(data(await begin({ backup_id: BACKUP_ID })).tables).toContainEqual({
      ...{ database: "DB", table: "accounts", highest: 9 },
    });
  });

  it("refuses rows that do not fit, as a whole", async () => {
    const good = row("sites", 1, { id: 1, account_id: 7, name: "Good", slug: "good", ...AT });
    const orphan = row("sites", 2, { id: 2, account_id: 70, name: "Orphan", slug: "orphan", ...AT });
    const { status, body } = await write("sites", good, orphan);
    expect([status, body.error]).toEqual([409, expect.stringContaining("refuses rows of sites")]);
    expect((await write("sites", [1, 2])).status).toBe(409);
    expect(await rowsOf("sites")).toEqual([]);
    expect((await write("no_such_table", [1])).status).toBe(404);
    expect(
      (await operate("restore/rows", { backup_id: BACKUP_ID, database: "SHARD_9", table: "sites", rows: [] })).status,
    ).toBe(404);
  });

  it("lets no sweep run over half of the rows", async () => {
    const old = row("events", 1, {
      id: 1,
      uuid: "u",
      account_id: 7,
      type: "t",
      payload: "{}",
      created_at: now() - 60 * DAY,
    });
    data(await write("events", old));
    const tick = async () => {
      const execution = createExecutionContext();
      await scheduled({} as ScheduledController, env, execution);
      await waitOnExecutionContext(execution);
    };
    await tick();
    expect(await rowsOf("events")).toEqual([old]);
  });

  it("goes on with the highest ids that were given", async () => {
    data(await write("sqlite_sequence", [1, "accounts", 40], [2, "sites", 12]));
    data(await write("sqlite_sequence", [1, "accounts", 40], [2, "sites", 12]));
    const { results } = await env.DB.prepare(
      "SELECT name, seq FROM sqlite_sequence WHERE name IN ('accounts', 'sites')",
    ).all();
    expect(results).toEqual([
      { name: "accounts", seq: 40 },
      { name: "sites", seq: 12 },
    ]);
  });

  it("takes files as they were, and no other bytes", async () => {
    const bytes = new TextEncoder().encode("a picture");
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const metadata = JSON.stringify({ httpMetadata: { contentType: "image/png" }, customMetadata: { made: "by us" } });
    const send = (hash: string) => {
      const query = new URLSearchParams({
        backup_id: BACKUP_ID,
        key: "accounts/7/images/a b.png",
        sha256: hash,
        metadata,
      });
      const headers = { ...OPERATOR, "content-type": "application/octet-stream" };
      return call(`/api/v1/system/operator/restore/file/?${query}`, { text: "a picture", headers });
    };
    expect((await send(HASH)).body.code).toBe("VALIDATION_ERROR");
    expect(data(await send(sha256))).toEqual({ written: 9 });
    const { files } = data(await read("backup/files", { backup_id: BACKUP_ID }));
    expect(files).toEqual([{ key: "accounts/7/images/a b.png", bytes: 9, md5: expect.any(String), metadata }]);
    const after = await read("backup/files", { backup_id: BACKUP_ID, after: files[0].key });
    expect(data(after).files).toEqual([]);
    const file = await read("backup/file", { backup_id: BACKUP_ID, key: files[0].key });
    expect([file.status, file.body]).toEqual([200, "a picture"]);
    expect((await read("backup/file", { backup_id: BACKUP_ID, key: "none" })).status).toBe(404);
  });

  it("puts an account's ledger into an empty object only, and closes the rows", async () => {
    const used = createSystemContext(env, () => {}).accountObject({ uuid: "account-9" });
    await used.subscribe(500);
    const object = (account_id: number) => ({ backup_id: BACKUP_ID, account_id, tables: [], last: true });
    const refused = await operate("restore/object", object(9));
    expect([refused.status, refused.body.error]).toEqual([409, expect.stringContaining("account 9 is in use")]);
    expect((await operate("restore/object", object(99))).status).toBe(404);
    expect(data(await operate("restore/object", object(7)))).toEqual({ balanced: true, entries: 0 });
    expect(data(await begin({ backup_id: BACKUP_ID })).rows_closed).toBe(true);
    expect((await write("plans", row("plans", 9, { slug: "y", name: "Y", included_credits: 1 }))).status).toBe(409);
  });

  it("ends once, is in the audit log, and does not begin again", async () => {
    const first = data(await operate("restore/finish", { backup_id: BACKUP_ID }));
    expect(data(await operate("restore/finish", { backup_id: BACKUP_ID }))).toEqual(first);
    expect((await call("/api/v1/system/health/")).status).toBe(200);
    expect((await begin({ backup_id: BACKUP_ID })).status).toBe(409);
    expect((await begin()).body.error).toContain("empty database only");
    expect((await operate("restore/finish", { backup_id: crypto.randomUUID() })).status).toBe(404);
    const { results } = await env.DB.prepare(
      "SELECT actor, action, target FROM directory_audit_entries WHERE account_id = 0",
    ).all();
    expect(results).toEqual([{ actor: "operator", action: "system.backup_restored", target: BACKUP_ID }]);
  });
});

describe("a backup", () => {
  it("is begun in the audit log, and gives nothing without that", async () => {
    const { backup_id, databases } = data(await operate("backup", {}));
    expect(databases).toMatchObject([
      { name: "DB", tables: expect.arrayContaining([{ name: "plans", columns: columnsOf("plans") }]) },
      { name: "SHARD_2" },
    ]);
    const target = await env.DB.prepare(
      "SELECT target FROM directory_audit_entries WHERE action = 'system.backup_started'",
    ).first("target");
    expect(target).toBe(backup_id);
    const place = { database: "DB", table: "plans" };
    const unknown = crypto.randomUUID();
    const refusals = [
      await read("backup/rows", { ...place, backup_id: unknown, after: "0" }),
      await read("backup/object", { backup_id: unknown, account_id: "7" }),
      await read("backup/object", { backup_id, account_id: "999" }),
      await read("backup/files", { backup_id: unknown }),
      await read("backup/file", { backup_id: unknown, key: "a" }),
      await operate("backup/lookup", { ...place, backup_id: unknown, columns: ["slug"], values: [["free"]] }),
      await operate("backup/lookup", { ...place, backup_id, columns: ["no_such"], values: [["free"]] }),
    ];
    expect(refusals.map(({ status }) => status)).toEqual(refusals.map(() => 404));
  });

  it("reads rows again by any of their columns", async () => {
    const { backup_id } = data(await operate("backup", {}));
    const place = { backup_id, database: "DB", table: "accounts" };
    const rows = async (columns: string[], values: unknown[][]) =>
      data(await operate("backup/lookup", { ...place, columns, values })).rows.map(([rowid]: number[]) => rowid);
    expect(await rows(["rowid"], [[7], [9], [70]])).toEqual([7, 9]);
    expect(
      await rows(
        ["id", "slug"],
        [
          [9, "next"],
          [7, "next"],
        ],
      ),
    ).toEqual([9]);
  });
});

describe("the storage of an account's object", () => {
  const pagesOf = (name: string) =>
    runInDurableObject(env.ACCOUNT.getByName(name), (_, { storage }) => {
      const pages: ObjectPage[] = [];
      for (let after: string | null = null; ; after = pages.at(-1)?.next ?? null) {
        pages.push(exportPage(storage.sql, after));
        if (pages.at(-1)?.next === null) return pages;
      }
    });
  const put = (name: string, backupId: string, pages: ObjectPage[]) =>
    runInDurableObject(env.ACCOUNT.getByName(name), (_, { storage }) =>
      pages.map(({ tables, next }) =>
        importPage(storage, { backupId, tables, last: next === null ? { copiedThrough: 3 } : null }),
      ),
    );
  /** All rows, but for which entries D1 has, what this minute counted, and SQLite's own rowids. */
  const contents = (pages: ObjectPage[]) => {
    const found: Record<string, unknown[][]> = {};
    for (const { table, columns, rows } of pages.flatMap((page) => page.tables)) {
      const copied = columns.indexOf("copied") + 1;
      const kept = (place: number) => (copied === 0 || place !== copied) && (place > 0 || table !== "sqlite_sequence");
      const plain = rows.map((values) => values.filter((_, place) => kept(place)));
      if (table !== "windows") found[table] = [...(found[table] ?? []), ...plain];
    }
    return found;
  };

  it("is copied whole, over several pages, and goes on from there", async () => {
    const from = env.ACCOUNT.getByName("account:900001");
    await from.subscribe(500);
    await from.hold("job", 20, now() + HOUR, "clustering");
    await from.settle("job", 8);
    await from.hold("open", 30, now() + HOUR, "clustering");
    await from.markCopied(100);
    await from.revokeSession("a session");
    await from.wakeAt(now() + DAY);
    const claim = { key: "k", fingerprint: "f" };
    const request = {
      scope: "general",
      scale: 1,
      principal: { kind: "key", prefix: "abcdefgh", shard: 1 },
      idempotency: claim,
    } as const;
    await from.admit(request);
    await from.finish("k", { status: 201, body: "x".repeat(3_000_000), sealed: false }, DAY);
    await from.remember([{ id: "e1", at: "now", type: "task_completed" } as never]);
    const pages = await pagesOf("account:900001");
    expect(pages.length).toBeGreaterThan(1);
    expect(new Set(pages.map(({ mark }) => mark)).size).toBe(1);

    const to = env.ACCOUNT.getByName("account:900002");
    expect(await put("account:900002", "a backup", [...pages, ...pages])).toEqual([...pages, ...pages].map(() => true));
    const copied = contents(await pagesOf("account:900002"));
    for (const [table, rows] of Object.entries(contents(pages)))
      expect([table, JSON.stringify(copied[table])]).toEqual([table, JSON.stringify(rows)]);
    expect(await to.balance()).toEqual(await from.balance());
    // the database of the backup had three of them
    expect(await to.verify()).toMatchObject({ balanced: true, copiedThrough: 3 });
    expect(await to.hold("job", 20, now() + HOUR, "again")).toMatchObject({ state: "settled" });
    expect(
      (
        await to.admit({
          ...request,
          principal: { kind: "session", sessionId: "a session", userId: 1, issuedAt: now(), shard: 1 },
        })
      ).refusal,
    ).toBe("revoked");
    expect((await to.admit(request)).idempotency).toMatchObject({ kind: "replay", answer: { status: 201 } });
    await to.grant("more", 5, "more");
    expect(await put("account:900002", "another backup", pages)).toEqual(pages.map(() => false));
  });

  it("wakes up with its copy", async () => {
    const from = env.ACCOUNT.getByName("account:900003");
    const dueAt = now() + DAY;
    await from.wakeAt(dueAt);
    const { tables } = await from.exportPage(null);
    const to = env.ACCOUNT.getByName("account:900004");
    const imported = await to.importPage({ backupId: "a backup", tables, last: { copiedThrough: 0 } });
    expect(imported).toMatchObject({ imported: true, verdict: { balanced: true } });
    const alarm = await runInDurableObject(to, (_, { storage }) => storage.getAlarm());
    expect(alarm).toBe(dueAt);
  });
});

describe("a deployment without its last migration", () => {
  afterAll(() => env.DB.prepare("DELETE FROM d1_migrations WHERE name = '9999_last.sql'").run());

  it("answers 503 with `starting` on every path, and is there as soon as it has it", async () => {
    await newAccount();
    const starting = { ...env, LOCAL_LAST_MIGRATION: "9999_last.sql" };
    const get = (path: string) => app.fetch(new Request(`${ORIGIN}${path}`), starting, createExecutionContext());
    for (const path of [
      "/api/v1/system/health/",
      "/api/v1/system/operator/restore/",
      "/api/content",
      "/",
      "/sites/x",
    ]) {
      const { status, headers } = await get(path);
      expect([path, status, headers.get("retry-after")]).toEqual([path, 503, "1"]);
    }
    const health = (await (await get("/api/v1/system/health/")).json()) as object;
    expect(health).toMatchObject({ success: false, code: "UNAVAILABLE", status: "starting" });
    await env.DB.prepare("INSERT INTO d1_migrations (name) VALUES ('9999_last.sql')").run();
    expect((await get("/api/v1/system/health/")).status).toBe(200);
  });
});
