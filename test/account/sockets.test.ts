import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it } from "vitest";
import type { SocketPrincipal } from "../../src/account/sockets.ts";
import { DAY, HOUR, MINUTE, now, setClockOffset } from "../../src/core/time.ts";
import type { StoredEvent } from "../../src/messages/events.ts";

afterEach(() => setClockOffset(0));

let objects = 0;
const newObject = (name = `account:${90_000 + objects++}`) => env.ACCOUNT.getByName(name);
type Account = ReturnType<typeof newObject>;

const principal = (more: Partial<SocketPrincipal> = {}): SocketPrincipal => ({
  ...{ actor: "user:7", sessionId: "s1", siteIds: null, expiresAt: now() + HOUR },
  ...more,
});

const event = (n: number, siteId = 1): StoredEvent => ({
  ...{ type: "site_deployed", site_id: siteId, version: n, items: 1 },
  id: `event-${n}`,
  at: "2026-11-22T09:00:00Z",
});

interface Socket {
  socket: WebSocket;
  /** Versions of the events received, in order. */
  versions: number[];
  frames: string[];
  closed: Promise<{ code: number; reason: string }>;
}

async function open(account: Account, who: SocketPrincipal, since?: string): Promise<Socket> {
  const headers = new Headers({ upgrade: "websocket", "x-keyline-principal": JSON.stringify(who) });
  if (since !== undefined) headers.set("x-keyline-since", since);
  const { status, webSocket: socket } = await account.fetch("https://account/", { headers });
  if (!socket) throw new Error(`no socket: ${status}`);
  const opened: Socket = { socket, versions: [], frames: [], closed: closing(socket) };
  socket.addEventListener("message", ({ data }) => {
    opened.frames.push(String(data));
    if (String(data).startsWith("{")) opened.versions.push(JSON.parse(String(data)).version);
  });
  socket.accept();
  return opened;
}

const closing = (socket: WebSocket) =>
  new Promise<{ code: number; reason: string }>((resolve) => {
    socket.addEventListener("close", ({ code, reason }) => resolve({ code, reason }));
  });

/** Waits until what was sent has arrived: a pong comes after it. */
async function arrived({ socket, frames }: Socket): Promise<void> {
  const before = frames.filter((frame) => frame === "pong").length;
  socket.send("ping");
  await expect.poll(() => frames.filter((frame) => frame === "pong").length).toBeGreaterThan(before);
}

describe("a socket", () => {
  it("survives the eviction of its object and hears what comes after, in order", async () => {
    const account = newObject();
    const [one, two] = [await open(account, principal()), await open(account, principal({ sessionId: "s2" }))];
    await account.publish([event(1)]);
    await evictDurableObject(account);
    await account.publish([event(2), event(3)]);
    for (const socket of [one, two]) {
      await arrived(socket);
      expect(socket.versions).toEqual([1, 2, 3]);
    }
  });

  it("that resumes gets what it missed, once and in order, then goes on", async () => {
    const account = newObject();
    await account.publish([1, 2, 3, 4].map((n) => event(n)));
    await evictDurableObject(account);
    const resumed = await open(account, principal(), "event-2");
    await account.publish([event(5)]);
    await arrived(resumed);
    expect(resumed.versions).toEqual([3, 4, 5]);
    const fresh = await open(account, principal());
    await arrived(fresh);
    expect(fresh.versions).toEqual([]);
  });

  it("hears an event once, although its publication is repeated", async () => {
    const account = newObject();
    const socket = await open(account, principal());
    await account.publish([event(1), event(2)]);
    await account.publish([event(1), event(2), event(3)]);
    await arrived(socket);
    expect(socket.versions).toEqual([1, 2, 3]);
  });

  it("of a member limited to some sites hears of those only, live and when it resumes", async () => {
    const account = newObject();
    const limited = principal({ siteIds: [2] });
    const live = await open(account, limited);
    await evictDurableObject(account);
    await account.publish([event(1, 1), event(2, 2), event(3, 1), event(4, 2)]);
    const resumed = await open(account, limited, "event-1");
    await Promise.all([arrived(live), arrived(resumed)]);
    expect([live.versions, resumed.versions]).toEqual([
      [2, 4],
      [2, 4],
    ]);
  });

  it("hears passing news that nobody can resume from", async () => {
    const account = newObject();
    const socket = await open(account, principal());
    await account.progress({ type: "task_progress", task_id: "t", task_type: "x", progress: 50, phase: "half" });
    await arrived(socket);
    expect(socket.frames.map((frame) => frame.includes("task_progress"))).toContain(true);
    const stored = await runInDurableObject(account, (_, { storage }) =>
      storage.sql.exec("SELECT id FROM recent_events").toArray(),
    );
    expect(stored).toEqual([]);
  });

  it("can resume within the last 1,000 events; older ones are forgotten", async () => {
    const account = newObject();
    await account.publish(Array.from({ length: 1_001 }, (_, n) => event(n)));
    const forgotten = await open(account, principal(), "event-0");
    await arrived(forgotten);
    expect(forgotten.versions).toEqual([]);
    const resumed = await open(account, principal(), "event-1");
    await arrived(resumed);
    expect(resumed.versions).toEqual(Array.from({ length: 999 }, (_, n) => n + 2));
  });

  it("is one of fifty at most; when one closes there is room again", async () => {
    const account = newObject();
    const sockets: Socket[] = [];
    for (let n = 0; n < 50; n++) sockets.push(await open(account, principal()));
    await expect(open(account, principal())).rejects.toThrow("no socket: 429");
    await evictDurableObject(account);
    await expect(open(account, principal())).rejects.toThrow("no socket: 429");
    sockets[0]?.socket.close(1000, "done");
    await expect.poll(() => open(account, principal()).then(() => "opened", String)).toBe("opened");
  });

  it("whose credential has expired gets no event and is closed; the others still get it", async () => {
    const account = newObject();
    const expiring = await open(account, principal({ expiresAt: now() + MINUTE }));
    const lasting = await open(account, principal());
    await evictDurableObject(account);
    setClockOffset(MINUTE + 1);
    await account.publish([event(1)]);
    expect(await expiring.closed).toMatchObject({ code: 1008, reason: expect.stringContaining("expired") });
    await arrived(lasting);
    expect([expiring.versions, lasting.versions]).toEqual([[], [1]]);
  });

  it("is closed when its client talks too much, however it is sent; a ping is answered", async () => {
    const account = newObject();
    const modest = await open(account, principal());
    modest.socket.send("x".repeat(4_096));
    await arrived(modest);
    for (const message of ["x".repeat(4_097), new Uint8Array(4_097).buffer]) {
      const talker = await open(account, principal());
      talker.socket.send(message);
      expect(await talker.closed).toMatchObject({ code: 1009 });
    }
  });

  it("is closed with its session, its user, its key and its account, also after an eviction", async () => {
    const account = newObject();
    const [mine, other] = [await open(account, principal()), await open(account, principal({ sessionId: "s2" }))];
    const key = await open(account, principal({ actor: "key:3", sessionId: null }));
    const colleague = await open(account, principal({ actor: "user:8", sessionId: "s3" }));
    await evictDurableObject(account);
    await account.revokeKey(3, "AAAAAAAA");
    expect(await key.closed).toMatchObject({ code: 1008 });
    await account.revokeUser(8);
    expect(await colleague.closed).toMatchObject({ code: 1008 });
    await account.revokeSession("s1");
    expect(await mine.closed).toMatchObject({ code: 1008, reason: "signed out" });
    await arrived(other);
    await account.setSuspended(true);
    expect(await other.closed).toMatchObject({ code: 1008, reason: "account suspended" });
  });
});

describe("a ticket", () => {
  it("ends with the sign-in, user, key or account that it was made for", async () => {
    const account = newObject();
    const issue = async (more: Partial<SocketPrincipal>) => {
      const hash = crypto.randomUUID();
      await account.issueTicket(hash, principal(more));
      return hash;
    };
    const session = await issue({ sessionId: "s1" });
    const user = await issue({ actor: "user:8", sessionId: "s8" });
    const key = await issue({ actor: "key:3", sessionId: null });
    const [other, last] = [await issue({ sessionId: "s2" }), await issue({ sessionId: "s2" })];
    await account.revokeSession("s1");
    await account.revokeUser(8);
    await account.revokeKey(3, "AAAAAAAA");
    expect(await account.redeemTicket(session)).toBeNull();
    expect(await account.redeemTicket(user)).toBeNull();
    expect(await account.redeemTicket(key)).toBeNull();
    expect(await account.redeemTicket(other)).toMatchObject({ sessionId: "s2" });
    await account.setSuspended(true);
    expect(await account.redeemTicket(last)).toBeNull();
  });
});

const [WAKER, COPIER] = [crypto.randomUUID(), crypto.randomUUID()];

describe("the alarm", () => {
  /** Lets the alarm run with nothing but a queue: whatever else it touched would throw. */
  const runAlarm = (account: Account, send: (message: unknown) => Promise<void>) =>
    runInDurableObject(account, async (instance) => {
      Object.defineProperty(instance, "env", { value: { PUBLISH_JOBS: { send } }, configurable: true });
      await instance.alarm();
    });

  const waiting = (account: Account) =>
    runInDurableObject(account, async (_, { storage }) => ({
      kinds: storage.sql.exec<{ kind: string }>("SELECT kind FROM wake_ups ORDER BY kind").toArray(),
      at: await storage.getAlarm(),
    }));

  it("only enqueues what is due, for its own account, and is gone then", async () => {
    const account = newObject(`account:${WAKER}`);
    const sent: unknown[] = [];
    const send = async (message: unknown) => void sent.push(message);
    await account.wakeAt(now() + 2 * HOUR);
    await account.wakeAt(now() + HOUR);
    await account.wakeAt(now() + 3 * HOUR);
    await runAlarm(account, send);
    expect(sent).toEqual([]);
    setClockOffset(HOUR + MINUTE);
    await runAlarm(account, send);
    expect(sent).toEqual([{ type: "publisher.fire_due", accountUuid: WAKER }]);
    await runAlarm(account, send);
    expect(sent).toHaveLength(1);
    expect(await waiting(account)).toEqual({ kinds: [], at: null });
  });

  it("is set again when it came a little before its time", async () => {
    const account = newObject("account:91005");
    const due = now() + HOUR;
    await account.wakeAt(due);
    await runInDurableObject(account, async (instance, { storage }) => {
      // the platform takes an alarm away before it calls
      await storage.deleteAlarm();
      await instance.alarm();
    });
    expect(await waiting(account)).toEqual({ kinds: [{ kind: "fire_due" }], at: due });
  });

  it("stands when the queue refuses, and asks again", async () => {
    const account = newObject("account:91001");
    await account.wakeAt(now() + HOUR);
    setClockOffset(2 * HOUR);
    const refuse = async () => {
      throw new Error("queue is down");
    };
    await expect(runAlarm(account, refuse)).rejects.toThrow("queue is down");
    expect((await waiting(account)).kinds).toEqual([{ kind: "fire_due" }]);
    const sent: unknown[] = [];
    await runAlarm(account, async (message) => void sent.push(message));
    expect(sent).toHaveLength(1);
  });

  it("keeps a wish that comes while the queue takes the one before", async () => {
    const account = newObject("account:91004");
    const [first, second] = [now() + HOUR, now() + 3 * HOUR];
    await account.wakeAt(first);
    setClockOffset(HOUR + MINUTE);
    await runInDurableObject(account, async (instance) => {
      const send = async () => instance.wakeAt(second);
      Object.defineProperty(instance, "env", { value: { PUBLISH_JOBS: { send } }, configurable: true });
      await instance.alarm();
    });
    expect(await waiting(account)).toEqual({ kinds: [{ kind: "fire_due" }], at: second });
  });

  describe("of holds", () => {
    const isLook = (message: unknown) => (message as { type: string }).type === "billing.check_holds";

    /** Lets the alarm run at these minutes after `start`; answers at which of them it asked for a look at the holds. */
    async function looks(account: Account, start: number, minutes: number[]): Promise<number[]> {
      const asked: number[] = [];
      for (const minute of minutes) {
        setClockOffset(start + minute * MINUTE - Date.now());
        await runAlarm(account, async (message) => void (isLook(message) && asked.push(minute)));
      }
      return asked;
    }

    it("strikes at each expiry, and now and then for what is still held", async () => {
      const account = newObject("account:91006");
      const start = now();
      const until = (minute: number) => start + minute * MINUTE;
      await account.grant("gift", 100, "Gift");
      await account.hold("first", 50, until(60), "one");
      await account.hold("second", 50, until(90), "two");
      await account.settle("first", 50);
      expect(await looks(account, start, [59, 61, 62, 89, 91, 92, 100, 102, 103])).toEqual([61, 91, 102]);
      await account.release("second");
      expect(await looks(account, start, [113, 124, 1_000])).toEqual([113]);
    });

    it("is set again by a hold that finds no credit left, should it be lost", async () => {
      const account = newObject("account:91007");
      const start = now();
      await account.grant("gift", 50, "Gift");
      await account.hold("all", 50, start + HOUR, "one");
      await runInDurableObject(account, async (_, { storage }) => {
        storage.sql.exec("DELETE FROM wake_ups");
        await storage.deleteAlarm();
      });
      setClockOffset(2 * HOUR);
      expect(await account.hold("more", 1, now() + HOUR, "two")).toEqual({ state: "short", available: 0 });
      expect(await looks(account, start, [131])).toEqual([131]);
    });
  });

  it("asks for new ledger entries to be copied, once for many", async () => {
    const account = newObject(`account:${COPIER}`);
    // nothing is due while the entries are made
    setClockOffset(-HOUR);
    for (let n = 0; n < 5; n++) await account.grant(`gift-${n}`, 1, "Gift");
    expect((await waiting(account)).kinds).toEqual([{ kind: "copy_ledger" }]);
    setClockOffset(0);
    const sent: unknown[] = [];
    await runAlarm(account, async (message) => void sent.push(message));
    expect(sent).toEqual([{ type: "billing.copy_ledger", accountUuid: COPIER }]);
    expect(await account.uncopiedEntries(10)).toHaveLength(5);
  });

  it("folds the ledger a day after it was copied", async () => {
    const account = newObject("account:91003");
    setClockOffset(-40 * DAY);
    await account.subscribe(100);
    await account.hold("job", 10, now() + HOUR, "work");
    await account.settle("job", 10);
    await account.markCopied((await account.uncopiedEntries(10)).at(-1)?.sequence ?? 0);
    setClockOffset(0);
    const before = await account.verify();
    await runAlarm(account, async () => {});
    const after = await account.verify();
    expect(after).toMatchObject({ balanced: true, totals: before.totals });
    const kinds = await runInDurableObject(account, (_, { storage }) =>
      storage.sql.exec<{ kind: string }>("SELECT DISTINCT kind FROM entries").toArray(),
    );
    expect(kinds).toEqual([{ kind: "opening" }]);
  });

  it("forgets an address after a day, and the address is served on", async () => {
    const address = newObject("ip:203.0.113.7");
    const admit = () => address.admit({ scope: "auth", scale: 1, principal: { kind: "open" }, idempotency: null });
    expect(await admit()).toMatchObject({ refusal: null, remaining: 19 });
    setClockOffset(DAY + MINUTE);
    await runDurableObjectAlarm(address);
    const kept = await runInDurableObject(address, (_, { storage }) =>
      storage.sql.exec("SELECT name FROM sqlite_master WHERE name = 'windows'").toArray().length === 0
        ? []
        : storage.sql.exec("SELECT scope FROM windows").toArray(),
    );
    expect(kept).toEqual([]);
    expect(await admit()).toMatchObject({ refusal: null, remaining: 19 });
  });
});
