import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { createSystemContext } from "../../src/context.ts";
import { DAY, MINUTE, now } from "../../src/core/time.ts";
import { NOTIFICATION_GROUPS, NOTIFICATION_TYPES, type NotificationType } from "../../src/db/tables/notifications.ts";
import { CATALOG } from "../../src/domains/notifications/catalog.ts";
import { findNotifications } from "../../src/domains/notifications/notifications.queries.ts";
import { notice } from "../../src/domains/notifications/notify.service.ts";
import { forgetOldRows } from "../../src/domains/system/retention.service.ts";
import { call, newAccount, type TestAccount } from "../kit/account.ts";
import { meterD1 } from "../kit/d1-meter.ts";

const PATH = "/api/v1/notifications/";
const system = createSystemContext(env, () => {});

/** Notifies as the services do, in the order given; answers nothing, ids are found through the API. */
async function notify(account: TestAccount, ...types: NotificationType[]): Promise<void> {
  const ctx = system.forAccount(account.id);
  for (const type of types) {
    const told = notice(ctx, { type, title: `About ${type}`, message: "It happened.", metadata: { count: 5 } });
    await ctx.commit([told.statement], [told.event]);
  }
}

const listed = async (account: TestAccount, query = "") => {
  const { status, body } = await account.call(`${PATH}${query}`);
  expect(status).toBe(200);
  return body as { count: number; next: string | null; results: Record<string, unknown>[] };
};

const typesOf = (page: { results: Record<string, unknown>[] }) => page.results.map((row) => row.notification_type);

/** A second member of the account: registered apart, then moved over, so that no member route is needed. */
async function secondMember(account: TestAccount): Promise<TestAccount> {
  const member = await newAccount();
  const db = env.DB;
  await db.batch([
    db.prepare("DELETE FROM refresh_tokens WHERE account_id = ?").bind(member.id),
    db.prepare("DELETE FROM sessions WHERE account_id = ?").bind(member.id),
    db.prepare("UPDATE users SET account_id = ?, role = 'viewer' WHERE id = ?").bind(account.id, member.userId),
  ]);
  const signedIn = await call("/api/v1/auth/login/", {
    json: { email: member.email, password: "correct horse battery" },
  });
  const authorization = { authorization: `Bearer ${signedIn.body.data.access}` };
  return {
    ...member,
    id: account.id,
    call: (path, options = {}) => call(path, { ...options, headers: authorization }),
  };
}

describe("a notification", () => {
  it("looks exactly like the reference's example", async () => {
    const account = await newAccount();
    await notify(account, "ai_content_complete");
    const [row] = (await listed(account)).results;
    expect(row).toEqual({
      id: expect.any(Number),
      notification_type: "ai_content_complete",
      severity: "success",
      title: "About ai_content_complete",
      message: "It happened.",
      is_read: false,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      read_at: null,
      action_label: "View Content",
      action_url: "/writer/content",
      metadata: { count: 5 },
    });
    const single = await account.call(`${PATH}${row?.id}/`);
    expect(single.body).toEqual({ success: true, data: row });
  });

  it("leads to a path of this product, never to another address", () => {
    for (const type of NOTIFICATION_TYPES) {
      const url = CATALOG[type].action?.url;
      if (url !== undefined) expect(url, type).toMatch(/^\/(?!\/)/);
    }
  });

  it("is read once: the second time keeps the first moment", async () => {
    const account = await newAccount();
    await notify(account, "system_info");
    const [row] = (await listed(account)).results;
    const first = await account.call(`${PATH}${row?.id}/read/`, { method: "POST" });
    expect(first.body.data).toMatchObject({ id: row?.id, is_read: true, read_at: expect.any(String) });
    await env.DB.prepare("UPDATE notification_reads SET read_at = ? WHERE notification_id = ?")
      .bind(now() - 5 * MINUTE, row?.id)
      .run();
    const earlier = (await account.call(`${PATH}${row?.id}/`)).body.data.read_at;
    const second = await account.call(`${PATH}${row?.id}/read/`, { method: "POST" });
    expect(second.status).toBe(200);
    expect(second.body.data.read_at).toBe(earlier);
    expect(earlier).not.toBe(first.body.data.read_at);
  });

  it("is deleted once; then it is not found, not listed and not counted", async () => {
    const account = await newAccount();
    await notify(account, "system_info", "credits_low");
    const [newest] = (await listed(account)).results;
    const path = `${PATH}${newest?.id}/`;
    await account.call(`${path}read/`, { method: "POST" });
    expect((await account.call(path, { method: "DELETE" })).body).toMatchObject({ success: true });
    for (const [method, at] of [
      ["DELETE", path],
      ["GET", path],
      ["POST", `${path}read/`],
    ] as const) {
      const again = await account.call(at, { method });
      expect(again.status, method).toBe(404);
      expect(again.body).toMatchObject({ success: false, code: "NOT_FOUND" });
    }
    expect(typesOf(await listed(account))).toEqual(["system_info"]);
    expect((await listed(account, "?is_read=true")).count).toBe(0);
    expect((await account.call(`${PATH}unread-count/`)).body.data).toEqual({ unread_count: 1 });
  });

  it("of another account is not found, with the same answer as an unknown id", async () => {
    const [mine, theirs] = [await newAccount(), await newAccount()];
    await notify(theirs, "system_info");
    const [row] = (await listed(theirs)).results;
    for (const [method, end] of [
      ["GET", ""],
      ["DELETE", ""],
      ["POST", "read/"],
    ] as const) {
      const foreign = await mine.call(`${PATH}${row?.id}/${end}`, { method });
      const unknown = await mine.call(`${PATH}999999999/${end}`, { method });
      expect([foreign.status, unknown.status]).toEqual([404, 404]);
      const same = (text: unknown) => String(text).replace(/\d+/, "N");
      expect(same(foreign.body.error)).toBe(same(unknown.body.error));
      expect(foreign.body.code).toBe(unknown.body.code);
    }
    expect((await listed(theirs)).results[0]).toMatchObject({ id: row?.id, is_read: false });
    expect((await listed(mine)).count).toBe(0);
  });

  it("read with an Idempotency-Key that met a 404 can be tried again", async () => {
    const account = await newAccount();
    await notify(account, "system_info");
    const [row] = (await listed(account)).results;
    const path = `${PATH}${row?.id}/read/`;
    const headers = { "idempotency-key": "read it" };
    await env.DB.prepare("UPDATE notifications SET deleted_at = 1 WHERE id = ?").bind(row?.id).run();
    expect((await account.call(path, { method: "POST", headers })).status).toBe(404);
    await env.DB.prepare("UPDATE notifications SET deleted_at = NULL WHERE id = ?").bind(row?.id).run();
    expect((await account.call(path, { method: "POST", headers })).status).toBe(200);
    const replay = await account.call(path, { method: "POST", headers });
    expect(replay.headers.get("idempotent-replayed")).toBe("true");
  });
});

describe("the list", () => {
  it("is newest first, in pages, with links", async () => {
    const account = await newAccount();
    await notify(account, "system_info", "credits_low", "ai_ideas_failed");
    const first = await listed(account, "?page_size=2");
    expect(typesOf(first)).toEqual(["ai_ideas_failed", "credits_low"]);
    expect(first).toMatchObject({ count: 3, previous: null });
    expect(first.next).toBe("https://keyline.test/api/v1/notifications/?page_size=2&page=2");
    expect(typesOf(await listed(account, "?page_size=2&page=2"))).toEqual(["system_info"]);
    expect(await listed(account, "?page=9")).toMatchObject({ count: 3, next: null, results: [] });
  });

  it("finds every type by its own name and by each of its groups", async () => {
    const account = await newAccount();
    await notify(account, ...NOTIFICATION_TYPES);
    for (const type of NOTIFICATION_TYPES) {
      expect(typesOf(await listed(account, `?notification_type=${type}`))).toEqual([type]);
    }
    for (const group of NOTIFICATION_GROUPS) {
      const expected = NOTIFICATION_TYPES.filter((type) => CATALOG[type].groups.includes(group)).reverse();
      expect(expected.length).toBeGreaterThan(0);
      const page = await listed(account, `?notification_type=${group}`);
      expect(typesOf(page), group).toEqual(expected);
      expect(page.count).toBe(expected.length);
    }
  });

  it("refuses a word that is no type, and lists those that are", async () => {
    const account = await newAccount();
    const { status, body } = await account.call(`${PATH}?notification_type=gossip`);
    expect(status).toBe(400);
    expect(body).toMatchObject({ success: false, code: "VALIDATION_ERROR" });
    expect(body.errors[0]).toMatchObject({ path: "notification_type", message: expect.stringContaining("ai_task") });
    expect(body.errors[0].message).toContain("wordpress_sync_failed");
    for (const query of ["?is_read=maybe", "?page_size=101", "?unread=true"])
      expect((await account.call(`${PATH}${query}`)).status, query).toBe(400);
  });

  it("filters by read state, alone and with a type", async () => {
    const account = await newAccount();
    await notify(account, "system_info", "credits_low", "keywords_imported", "system_info");
    const [newest, , low] = (await listed(account)).results;
    for (const row of [newest, low]) await account.call(`${PATH}${row?.id}/read/`, { method: "POST" });
    expect(typesOf(await listed(account, "?is_read=true"))).toEqual(["system_info", "credits_low"]);
    expect(typesOf(await listed(account, "?is_read=false"))).toEqual(["keywords_imported", "system_info"]);
    expect(typesOf(await listed(account, "?is_read=true&notification_type=info"))).toEqual(["system_info"]);
    expect(typesOf(await listed(account, "?is_read=false&notification_type=credit"))).toEqual([]);
    expect((await listed(account, "?is_read=true&page_size=1")).count).toBe(2);
  });

  it("needs authentication, and reads about 2 rows for each that matches", async () => {
    expect((await call(PATH)).status).toBe(401);
    const account = await newAccount();
    const tenant = { accountId: account.id, siteIds: null };
    // rare types lie under common ones; half of everything is read
    await insertMany(account.id, "system_info", 60);
    await insertMany(account.id, "credits_low", 60);
    await insertMany(account.id, "ai_content_complete", 400);
    await env.DB.prepare(
      "INSERT INTO notification_reads SELECT account_id, 'user:1', id, 5 FROM notifications WHERE account_id = ? AND id % 2 = 0",
    )
      .bind(account.id)
      .run();
    const { db } = system;
    for (const limit of [20, 100])
      for (const types of [undefined, ["system_info"], ["system_info", "credits_low"]] as const)
        for (const is_read of [undefined, true] as const) {
          if (is_read && types) continue;
          const query = { notification_type: types, is_read, page: 1, page_size: limit };
          const { value, reading } = await meterD1(env.DB, () => findNotifications(db, tenant, "user:1", query));
          expect(value.rows.length).toBe(Math.min(limit, value.total));
          expect(reading.roundTrips).toBe(1);
          // several types: the list of their ids is read too
          const idList = types && types.length > 1 ? 2 * limit : 0;
          const allowed = 2 * value.total + limit + 20 + idList;
          expect(reading.rowsRead, JSON.stringify(query)).toBeLessThanOrEqual(allowed);
        }
  });
});

describe("read state", () => {
  it("is each reader's own", async () => {
    const owner = await newAccount();
    const viewer = await secondMember(owner);
    await notify(owner, "system_info", "credits_low");
    expect((await owner.call(`${PATH}read-all/`, { method: "POST" })).body.data).toEqual({ updated_count: 2 });
    expect((await owner.call(`${PATH}unread-count/`)).body.data).toEqual({ unread_count: 0 });
    expect((await viewer.call(`${PATH}unread-count/`)).body.data).toEqual({ unread_count: 2 });
    expect((await viewer.call(`${PATH}read-all/`, { method: "POST" })).body.data).toEqual({ updated_count: 2 });
    expect((await viewer.call(`${PATH}read-all/`, { method: "POST" })).body.data).toEqual({ updated_count: 0 });
    const [row] = (await listed(viewer)).results;
    expect((await viewer.call(`${PATH}${row?.id}/`, { method: "DELETE" })).status).toBe(403);
  });

  it("knows what came after everything was read", async () => {
    const account = await newAccount();
    await notify(account, "system_info", "credits_low");
    await account.call(`${PATH}read-all/`, { method: "POST" });
    await notify(account, "ai_ideas_complete");
    expect((await account.call(`${PATH}unread-count/`)).body.data).toEqual({ unread_count: 1 });
    expect(typesOf(await listed(account, "?is_read=false"))).toEqual(["ai_ideas_complete"]);
    expect((await account.call(`${PATH}read-all/`, { method: "POST" })).body.data).toEqual({ updated_count: 1 });
    expect((await listed(account, "?is_read=true")).count).toBe(3);
  });
});

describe("after 90 days", () => {
  it("notifications and their read states are gone; younger ones stay", async () => {
    const account = await newAccount();
    await notify(account, "system_info", "credits_low");
    await account.call(`${PATH}read-all/`, { method: "POST" });
    const [young, old] = (await listed(account)).results;
    const move = (id: unknown, age: number) =>
      env.DB.prepare("UPDATE notifications SET created_at = ? WHERE id = ?")
        .bind(now() - age, id)
        .run();
    await move(old?.id, 90 * DAY + MINUTE);
    await move(young?.id, 90 * DAY - MINUTE);
    await forgetOldRows(system);
    expect((await listed(account)).results.map((row) => row.id)).toEqual([young?.id]);
    const left = await env.DB.prepare("SELECT notification_id FROM notification_reads WHERE account_id = ?")
      .bind(account.id)
      .all();
    expect(left.results).toEqual([{ notification_id: young?.id }]);
  });
});

const insertMany = (accountId: number, type: NotificationType, count: number) =>
  env.DB.prepare(
    `INSERT INTO notifications (account_id, notification_type, severity, title, message, metadata, created_at)
     SELECT ?1, ?2, 'info', 'title', 'message', '{}', 5 FROM json_each(?3)`,
  )
    .bind(accountId, type, JSON.stringify(Array(count).fill(0)))
    .run();
