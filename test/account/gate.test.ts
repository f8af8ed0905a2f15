import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Gate, type GatePrincipal } from "../../src/account/gate.ts";
import { Idempotency } from "../../src/account/idempotency.ts";
import { RATE_LIMITS, RateLimit, type RateScope } from "../../src/account/rate-limit.ts";
import { TICKET_LIFETIME_MS, Tickets } from "../../src/account/tickets.ts";
import { DAY, MINUTE, SECOND } from "../../src/core/time.ts";

/** A full minute, UTC. */
const START = Date.UTC(2026, 10, 22, 9);

let objects = 0;
const newObject = () => env.ACCOUNT.getByName(`gate test ${objects++}`);
const withSql = <R>(act: (sql: SqlStorage) => R): Promise<R> =>
  runInDurableObject(newObject(), (_, { storage }) => act(storage.sql));

const session = { kind: "session", sessionId: "s1", userId: 7, issuedAt: START, shard: 1 } as const;
const key = { kind: "key", prefix: "AAAAAAAA", shard: 1 } as const;

describe("a rate window", () => {
  it.each(Object.keys(RATE_LIMITS) as RateScope[])(
    "of %s lets exactly its limit through, then counts down to the next minute",
    async (scope) => {
      await withSql((sql) => {
        const rates = new RateLimit(sql);
        const limit = RATE_LIMITS[scope];
        for (let n = 1; n <= limit; n++) {
          const verdict = { allowed: true, limit, remaining: limit - n, resetAt: START + MINUTE };
          expect(rates.take(scope, 1, START + n)).toEqual(verdict);
        }
        const refused = { allowed: false, limit, remaining: 0, resetAt: START + MINUTE };
        expect(rates.take(scope, 1, START + MINUTE - 1)).toEqual(refused);
        expect(rates.take(scope, 1, START + MINUTE)).toMatchObject({ allowed: true, remaining: limit - 1 });
      });
    },
  );

  it("keeps classes apart, multiplies by the scale, and never falls to nothing", async () => {
    await withSql((sql) => {
      const rates = new RateLimit(sql);
      for (let n = 0; n < 20; n++) rates.take("auth", 1, START);
      expect(rates.take("auth", 1, START).allowed).toBe(false);
      expect(rates.take("general", 1, START)).toMatchObject({ allowed: true, remaining: 299 });
      expect(rates.take("ai", 0.5, START)).toMatchObject({ limit: 30, remaining: 29 });
      expect(rates.take("content", 0, START)).toMatchObject({ limit: 1, allowed: true, remaining: 0 });
      expect(rates.take("content", 0, START)).toMatchObject({ allowed: false });
    });
  });

  it("admits min(limit, asked) of each minute, whenever they come", async () => {
    await withSql((sql) =>
      fc.assert(
        fc.property(fc.array(fc.integer({ min: 0, max: 4 * MINUTE }), { minLength: 1, maxLength: 150 }), (moments) => {
          sql.exec("DROP TABLE IF EXISTS windows");
          const rates = new RateLimit(sql);
          const asked = new Map<number, number>();
          const allowed = new Map<number, number>();
          for (const moment of moments.toSorted((a, b) => a - b)) {
            const minute = Math.floor(moment / MINUTE);
            asked.set(minute, (asked.get(minute) ?? 0) + 1);
            if (rates.take("auth", 1, START + moment).allowed) allowed.set(minute, (allowed.get(minute) ?? 0) + 1);
          }
          for (const [minute, count] of asked) expect(allowed.get(minute)).toBe(Math.min(20, count));
        }),
        { numRuns: 100 },
      ),
    );
  });

  it("survives a restart of the object, and refuses at most what is over", async () => {
    const account = newObject();
    const admit = () => account.admit({ scope: "auth", scale: 1, principal: session, idempotency: null });
    const first = await admit();
    // 60 at once in one minute; the next minute may begin under them
    const answers = await Promise.all(Array.from({ length: 60 }, admit));
    await evictDurableObject(account);
    const last = await admit();
    const sameMinute = [first, ...answers, last].filter(({ resetAt }) => resetAt === last.resetAt);
    const allowed = sameMinute.filter(({ refusal }) => refusal === null);
    expect(allowed).toHaveLength(Math.min(20, sameMinute.length));
    if (sameMinute.length > 20) expect(last).toMatchObject({ refusal: "rate_limited", remaining: 0 });
  });
});

describe("the gate", () => {
  const ask = (gate: Gate, principal: GatePrincipal, at = START) => gate.admit("general", principal, 1, at).refusal;

  it("refuses a revoked session and no other", async () => {
    await withSql((sql) => {
      const gate = new Gate(sql);
      expect(ask(gate, session)).toBeNull();
      gate.revokeSession("s1", START);
      expect(ask(gate, session)).toBe("revoked");
      expect(ask(gate, { ...session, sessionId: "s2" })).toBeNull();
      expect(ask(gate, { kind: "open" })).toBeNull();
    });
  });

  it("refuses a user's tokens made up to the change, and lets later ones through", async () => {
    await withSql((sql) => {
      const gate = new Gate(sql);
      gate.revokeUser(7, START);
      expect(ask(gate, { ...session, issuedAt: START - 1 })).toBe("revoked");
      expect(ask(gate, { ...session, issuedAt: START })).toBe("revoked");
      expect(ask(gate, { ...session, issuedAt: START + 1 })).toBeNull();
      expect(ask(gate, { ...session, userId: 8, issuedAt: START - 1 })).toBeNull();
    });
  });

  it("refuses a revoked key for ever, and forgets sessions only when their tokens are dead", async () => {
    await withSql((sql) => {
      const gate = new Gate(sql);
      gate.revokeKey("AAAAAAAA", START);
      gate.revokeSession("s1", START);
      gate.revokeSession("s2", START + 16 * MINUTE);
      expect(ask(gate, session)).toBe("revoked");
      gate.revokeSession("s3", START + 400 * DAY);
      expect(ask(gate, key, START + 400 * DAY)).toBe("revoked");
      expect(ask(gate, { ...key, prefix: "BBBBBBBB" })).toBeNull();
      expect(sql.exec("SELECT id FROM revocations WHERE kind = 'session'").toArray()).toEqual([{ id: "s3" }]);
    });
  });

  it("refuses everybody of a suspended account until it is active again, before it says anything of rates", async () => {
    const account = newObject();
    const admit = (principal: GatePrincipal) =>
      account.admit({ scope: "general", scale: 0, principal, idempotency: null });
    await account.setSuspended(true);
    await evictDurableObject(account);
    expect(await admit(session)).toMatchObject({ refusal: "suspended" });
    expect(await admit(key)).toMatchObject({ refusal: "suspended" });
    await account.setSuspended(false);
    expect(await account.admit({ scope: "general", scale: 1, principal: session, idempotency: null })).toMatchObject({
      refusal: null,
    });
  });
});

describe("an Idempotency-Key", () => {
  const claim = { key: "key", fingerprint: "body" };
  const answer = { status: 201, body: '{"id":1}', sealed: false };

  it("is fresh once, in progress until the answer, and then replays it until it expires", async () => {
    await withSql((sql) => {
      const keys = new Idempotency(sql);
      expect(keys.claim(claim, START)).toEqual({ kind: "fresh" });
      expect(keys.claim(claim, START + SECOND)).toEqual({ kind: "in_progress" });
      keys.finish("key", answer, DAY, START + SECOND);
      expect(keys.claim(claim, START + 2 * SECOND)).toEqual({ kind: "replay", answer });
      expect(keys.claim(claim, START + SECOND + DAY - 1)).toEqual({ kind: "replay", answer });
      expect(keys.claim(claim, START + SECOND + DAY)).toEqual({ kind: "fresh" });
    });
  });

  it("with another body is refused, running or answered; another key is not concerned", async () => {
    await withSql((sql) => {
      const keys = new Idempotency(sql);
      const other = { ...claim, fingerprint: "another body" };
      keys.claim(claim, START);
      expect(keys.claim(other, START)).toEqual({ kind: "reused" });
      keys.finish("key", { ...answer, sealed: true }, DAY, START);
      expect(keys.claim(other, START)).toEqual({ kind: "reused" });
      expect(keys.claim(claim, START)).toEqual({ kind: "replay", answer: { ...answer, sealed: true } });
      expect(keys.claim({ ...claim, key: "key 2" }, START)).toEqual({ kind: "fresh" });
    });
  });

  it("is free again when its request failed or died, but an answer that is kept stays", async () => {
    await withSql((sql) => {
      const keys = new Idempotency(sql);
      keys.claim(claim, START);
      keys.finish("key", null, 0, START);
      expect(keys.claim(claim, START)).toEqual({ kind: "fresh" });
      expect(keys.claim(claim, START + 5 * MINUTE - 1)).toEqual({ kind: "in_progress" });
      expect(keys.claim(claim, START + 5 * MINUTE)).toEqual({ kind: "fresh" });
      keys.finish("key", answer, DAY, START + 6 * MINUTE);
      keys.finish("key", null, 0, START + 6 * MINUTE);
      expect(keys.claim(claim, START + 7 * MINUTE)).toEqual({ kind: "replay", answer });
    });
  });

  it("lets one of fifty through that come at once, also across a restart; a refused request claims nothing", async () => {
    const account = newObject();
    const admit = (scale = 1) => account.admit({ scope: "general", scale, principal: session, idempotency: claim });
    const kinds = (await Promise.all(Array.from({ length: 50 }, () => admit()))).map((one) => one.idempotency.kind);
    expect(kinds.toSorted()).toEqual(["fresh", ...Array(49).fill("in_progress")]);
    await account.finish("key", answer, DAY);
    await evictDurableObject(account);
    expect((await admit()).idempotency).toEqual({ kind: "replay", answer });

    const other = newObject();
    await other.setSuspended(true);
    await other.admit({ scope: "general", scale: 1, principal: session, idempotency: claim });
    await other.setSuspended(false);
    const later = await other.admit({ scope: "general", scale: 1, principal: session, idempotency: claim });
    expect(later.idempotency).toEqual({ kind: "fresh" });
  });
});

describe("a ticket", () => {
  const principal = { actor: "user:7", sessionId: "s1", siteIds: [1], expiresAt: START + DAY };

  it("opens once, within 60 seconds, and only for its own hash", async () => {
    expect(TICKET_LIFETIME_MS).toBe(60 * SECOND);
    await withSql((sql) => {
      const tickets = new Tickets(sql);
      for (const hash of ["used", "late", "in time"]) tickets.issue(hash, principal, START);
      expect(tickets.redeem("used", START)).toEqual(principal);
      expect(tickets.redeem("used", START)).toBeNull();
      expect(tickets.redeem("unknown", START)).toBeNull();
      expect(tickets.redeem("in time", START + 60 * SECOND - 1)).toEqual(principal);
      expect(tickets.redeem("late", START + 60 * SECOND)).toBeNull();
    });
  });

  it("is given to one of fifty that ask at once, and survives a restart", async () => {
    const account = newObject();
    await account.issueTicket("hash", { ...principal, expiresAt: Date.now() + DAY });
    await evictDurableObject(account);
    const redeemed = await Promise.all(Array.from({ length: 50 }, () => account.redeemTicket("hash")));
    expect(redeemed.filter((one) => one !== null)).toHaveLength(1);
  });

  it("that nobody used is forgotten with the next one", async () => {
    await withSql((sql) => {
      const tickets = new Tickets(sql);
      tickets.issue("old", principal, START);
      tickets.issue("new", principal, START + MINUTE);
      expect(sql.exec("SELECT hash FROM tickets").toArray()).toEqual([{ hash: "new" }]);
    });
  });
});
