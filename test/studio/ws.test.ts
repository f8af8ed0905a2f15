import { env, exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { call, newAccount, ORIGIN, type TestAccount } from "../kit/account.ts";
import { until } from "../kit/tasks.ts";

type Frame = { type: string; id?: string; title?: string } & Record<string, unknown>;

interface Listener {
  frames: Frame[];
  pongs: number;
  closed: { code: number; reason: string }[];
  socket: WebSocket;
}

/** Opens `/api/ws` as a client would. Answers the HTTP status when it is refused. */
async function connect(query: string, headers: Record<string, string> = {}): Promise<Listener | number> {
  const answer = await exports.default.fetch(`${ORIGIN}/api/ws${query}`, {
    headers: { upgrade: "websocket", ...headers },
  });
  const socket = answer.webSocket;
  if (!socket) return answer.status;
  const listener: Listener = { frames: [], pongs: 0, closed: [], socket };
  socket.addEventListener("message", ({ data }) => {
    if (data === "pong") listener.pongs += 1;
    else listener.frames.push(JSON.parse(String(data)));
  });
  socket.addEventListener("close", ({ code, reason }) => listener.closed.push({ code, reason }));
  socket.accept();
  return listener;
}

async function listen(account: TestAccount, since = ""): Promise<Listener> {
  const { ticket } = (await account.call("/api/v1/auth/ws-ticket/", { json: {} })).body.data;
  const listener = await connect(`?ticket=${ticket}${since && `&since=${since}`}`);
  if (typeof listener === "number") throw new Error(`refused with ${listener}`);
  return listener;
}

/** A site of its own with its first sector: makes one notification. */
async function makeSite(account: TestAccount, name: string): Promise<number> {
  const site = (await account.call("/api/v1/auth/sites/", { json: { name } })).body.data;
  expect((await account.call("/api/v1/auth/sectors/", { json: { site_id: site.id, name } })).status).toBe(201);
  return site.id;
}

const heard = (listener: Listener, count: number) =>
  until(async () => listener.frames.length >= count && listener.frames, `${count} events`);

/** Room for more than one site. */
async function largeAccount(): Promise<TestAccount> {
  const account = await newAccount();
  await env.DB.prepare("UPDATE accounts SET plan_slug = 'scale' WHERE id = ?").bind(account.id).run();
  return account;
}

describe("GET /api/ws", () => {
  it("tells every event once, with its id, and answers ping", async () => {
    const account = await newAccount();
    const [one, other] = [await listen(account), await listen(account)];
    const siteId = await makeSite(account, "Coffee");
    const [event] = await heard(one, 1);
    expect(event).toMatchObject({
      type: "notification",
      notification_type: "site_setup_complete",
      site_id: siteId,
      id: expect.any(String),
    });
    expect(await heard(other, 1)).toEqual(one.frames);
    one.socket.send("ping");
    await until(async () => one.pongs === 1, "pong");
  });

  it("resumes after an event without a gap, also with what never reached the account's object", async () => {
    const account = await largeAccount();
    const first = await listen(account);
    await makeSite(account, "One");
    const since = String((await heard(first, 1))[0]?.id);
    first.socket.close();
    await makeSite(account, "Two");
    // a Worker that died between its write and its broadcast
    const lost = crypto.randomUUID();
    await env.DB.prepare(
      "INSERT INTO events (uuid, account_id, type, payload, created_at) VALUES (?, ?, 'credits_granted', ?, ?)",
    )
      .bind(lost, account.id, JSON.stringify({ credits: 5, reason: "test" }), Date.now())
      .run();
    const resumed = await listen(account, since);
    const frames = await heard(resumed, 2);
    expect(frames.map((frame) => frame.type)).toEqual(["notification", "credits_granted"]);
    expect(frames[1]).toMatchObject({ id: lost, credits: 5 });
  });

  it("is opened by a Bearer token and by an API key, which hears only of its own site", async () => {
    const account = await largeAccount();
    const [mine, other] = [await makeSite(account, "Mine"), await makeSite(account, "Other")];
    const { key } = (await account.call("/api/v1/auth/api-keys/", { json: { name: "k", site_id: mine } })).body.data;
    const whole = await connect("", { authorization: `Bearer ${account.access}` });
    const limited = await connect("", { authorization: `ApiKey ${key}` });
    if (typeof whole === "number" || typeof limited === "number") throw new Error("refused");
    for (const [site_id, name] of [
      [other, "Tea"],
      [mine, "Beans"],
    ] as const) {
      const sector = (await account.call("/api/v1/auth/sectors/", { json: { site_id, name } })).body.data;
      const csv = { text: "keyword\ngrinder", headers: { "content-type": "text/csv" } };
      await account.call(`/api/v1/planner/keywords/import/?site_id=${site_id}&sector_id=${sector.id}`, csv);
    }
    const all = await heard(whole, 2);
    const own = await heard(limited, 1);
    expect(all.map((frame) => frame.site_id)).toEqual([other, mine]);
    expect(own.map((frame) => frame.site_id)).toEqual([mine]);
  });

  it("ends with the sign-in", async () => {
    const account = await newAccount();
    const listener = await listen(account);
    await account.call("/api/v1/auth/logout/", { json: {} });
    await until(async () => listener.closed.length > 0, "the socket to close");
    expect(listener.closed[0]).toMatchObject({ code: 1008 });
  });

  it("refuses before the 101 whoever has no good credential", async () => {
    const account = await newAccount();
    const { ticket } = (await account.call("/api/v1/auth/ws-ticket/", { json: {} })).body.data;
    expect(typeof (await connect(`?ticket=${ticket}`))).toBe("object");
    const refused = [`?ticket=${ticket}`, "", "?ticket=1.x", `?ticket=${account.id}.${"a".repeat(43)}`, "?token=x"];
    for (const query of refused) expect({ query, status: await connect(query) }).toMatchObject({ status: 401 });
    expect(await connect("", { authorization: "Bearer nonsense" })).toBe(401);
    const unknown = await connect(`?since=${crypto.randomUUID()}`, { authorization: `Bearer ${account.access}` });
    expect(unknown).toBe(404);
    const plain = await call("/api/ws", { headers: { authorization: `Bearer ${account.access}` } });
    expect(plain).toMatchObject({ status: 400, body: { error: { code: "bad_request" } } });
  });

  it("opens fifty sockets for an account and no more", async () => {
    const account = await newAccount();
    const bearer = { authorization: `Bearer ${account.access}` };
    const opened = await Promise.all(Array.from({ length: 50 }, () => connect("", bearer)));
    expect(opened.filter((one) => typeof one === "number")).toEqual([]);
    expect(await connect("", bearer)).toBe(429);
  });
});
