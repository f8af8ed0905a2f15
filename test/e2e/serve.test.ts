import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "../../scripts/local/variables.ts";
import { refusal, type Served, serve } from "./served.ts";

const state = await mkdtemp(path.join(tmpdir(), "keyline-serve-"));
afterAll(() => rm(state, { recursive: true, force: true }));

const postJson = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });

const credentials = { email: "owner@example.com", password: "a long enough passphrase" };
const login = (server: Served) => postJson(`${server.url}/api/v1/auth/login/`, credentials);

describe("serve", () => {
  let server: Served;
  beforeAll(async () => {
    server = await serve(state, "--control-port", "0");
  });

  it("prints one line that says where it is", () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(server.control).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(server.state).toBe(state);
    expect(server.pid).toBeGreaterThan(0);
  });

  it("answers the health check", async () => {
    const answer = await fetch(`${server.url}/api/v1/system/health/`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ success: true });
  });

  it("runs the cron and moves the clock on command", async () => {
    expect((await fetch(`${server.control}/tick`, { method: "POST" })).status).toBe(200);
    expect((await fetch(`${server.control}/clock?offset_ms=3600000`, { method: "POST" })).status).toBe(200);
    expect((await fetch(`${server.control}/clock?offset_ms=0`, { method: "POST" })).status).toBe(200);
    expect((await fetch(`${server.control}/elsewhere`, { method: "POST" })).status).toBe(404);
  });

  it("keeps an account over a crash and over an orderly end", async () => {
    const registered = await postJson(`${server.url}/api/v1/auth/register/`, {
      ...credentials,
      first_name: "Demi",
      last_name: "Tasse",
    });
    expect(registered.status).toBe(201);
    await server.crash();

    server = await serve(state);
    expect((await login(server)).status).toBe(200);
    expect(await server.end("SIGTERM")).toBe(0);

    server = await serve(state);
    expect((await login(server)).status).toBe(200);
  });

  it("leaves with 0 on SIGINT too, within five seconds", async () => {
    const before = Date.now();
    expect(await server.end("SIGINT")).toBe(0);
    expect(Date.now() - before).toBeLessThan(5_000);
  });
});

describe("serve in an empty folder", () => {
  it("listens at once, says `starting` to everybody, and is ready when its tables are there", async () => {
    const port = await freePort();
    let isReady = false;
    const starting = serve(path.join(state, "empty"), "--port", String(port)).then((served) => {
      isReady = true;
      return served;
    });
    const seen: { status: number; word: string | undefined; retryAfter: string | null; isReady: boolean }[] = [];
    for (let n = 0, end = Date.now() + 50_000; seen.at(-1)?.status !== 200 && Date.now() < end; n++) {
      const pathname = n % 2 === 0 ? "/api/v1/system/health/" : "/api/v1/auth/account/";
      const answer = await fetch(`http://127.0.0.1:${port}${pathname}`).catch(() => undefined);
      if (!answer) await new Promise((resolve) => setTimeout(resolve, 5));
      if (!answer || answer.status === 401) continue;
      const { status: word } = (await answer.json()) as { status?: string };
      seen.push({ status: answer.status, word, retryAfter: answer.headers.get("retry-after"), isReady });
    }
    const last = seen.pop();
    expect(last?.status).toBe(200);
    expect(seen.length).toBeGreaterThan(1);
    for (const one of seen) expect(one).toEqual({ status: 503, word: "starting", retryAfter: "1", isReady: false });
    expect(await (await starting).end()).toBe(0);
  });
});

describe("serve with two databases", () => {
  it("spreads accounts over both, and refuses a number that is none", async () => {
    const folder = path.join(state, "shards");
    const server = await serve(folder, "--shards", "2");
    const health = await fetch(`${server.url}/api/v1/system/health/`).then((answer) => answer.json());
    expect(health).toMatchObject({ data: { shards: [1, 2].map((shard) => ({ shard, status: "ok" })) } });
    // each database gives ids of a range of its own; where an account goes is chance
    const ranges = new Set<number>();
    for (let count = 0; ranges.size < 2 && count < 20; count++) {
      const owner = { ...credentials, email: `owner${count}@example.com`, first_name: "Demi", last_name: "Tasse" };
      const registered = await postJson(`${server.url}/api/v1/auth/register/`, owner);
      const { data } = (await registered.json()) as { data: { access: string } };
      const headers = { authorization: `Bearer ${data.access}` };
      const made = await postJson(`${server.url}/api/v1/auth/sites/`, { name: "Cups" }, headers);
      const site = (await made.json()) as { data: { id: number } };
      ranges.add(Math.floor(site.data.id / 2 ** 33));
    }
    expect(ranges).toEqual(new Set([0, 1]));
    expect(await server.end()).toBe(0);
    expect(await refusal(folder, "--shards", "0")).toMatchObject({
      code: 2,
      message: expect.stringContaining("--shards"),
    });
  });
});

describe("serve without a usable secret", () => {
  it.each([
    ["JWT_KEYS", ""],
    ["ENCRYPTION_KEYS", '{"current":"a","keys":{"a":"c2hvcnQ"}}'],
    ["OPERATOR_KEY", "short"],
  ])("refuses to start when %s is missing or short, and names it", async (name, value) => {
    const { code, message } = await refusal(state, "--var", `${name}=${value}`);
    expect(code).toBe(1);
    expect(message).toContain(name);
  });
});
