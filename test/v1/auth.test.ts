import { createExecutionContext, runInDurableObject, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { SignJWT } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { RATE_LIMITS, RateLimit, type RateScope } from "../../src/account/rate-limit.ts";
import { app } from "../../src/app.ts";
import { type Answer, type CallOptions, call, newAccount, ORIGIN, type TestAccount } from "../kit/account.ts";
import { meterD1 } from "../kit/d1-meter.ts";

const AUTH = "/api/v1/auth";
const PASSWORD = "correct horse battery";
const OPERATOR_KEY = "an-operator-key-without-spaces-0123456789";

const objectOf = (accountId: number) => env.ACCOUNT.getByName(`account:${accountId}`);

const storedText = (accountId: number, query: string) =>
  runInDurableObject(objectOf(accountId), (_object, state) => JSON.stringify(state.storage.sql.exec(query).toArray()));

/** The same deployment with other variables. */
async function callWith(vars: Partial<Env>, path: string, json: unknown, headers: Record<string, string> = {}) {
  const init = { method: "POST", headers: { "content-type": "application/json", ...headers } };
  const context = createExecutionContext();
  const request = new Request(`${ORIGIN}${path}`, { ...init, body: JSON.stringify(json) });
  const answer = await app.fetch(request, { ...env, ...vars }, context);
  const body = (await answer.json()) as Answer["body"];
  await waitOnExecutionContext(context);
  return { status: answer.status, headers: answer.headers, body };
}

const operator = (path: string, json: unknown, headers: Record<string, string> = {}) =>
  callWith({ OPERATOR_KEY }, `/api/v1/system/operator/${path}/`, json, {
    authorization: `Operator ${OPERATOR_KEY}`,
    ...headers,
  });

/** An account that may have any number of sites. */
async function largeAccount(): Promise<TestAccount> {
  const account = await newAccount();
  expect((await operator("plan", { account_id: account.id, plan: "scale" })).status).toBe(200);
  return account;
}

/** Another person of the account; `siteIds` limits them. */
async function member(account: TestAccount, role: string, siteIds: number[] = []) {
  const email = `${role}-${crypto.randomUUID()}@example.com`;
  const [user] = (
    await env.DB.prepare(
      `INSERT INTO users (account_id, email, username, first_name, last_name, password_hash, role, is_active, created_at, updated_at)
       SELECT account_id, ?1, ?1, 'M', 'M', password_hash, ?2, 1, 0, 0 FROM users WHERE id = ?3 RETURNING id`,
    )
      .bind(email, role, account.userId)
      .all<{ id: number }>()
  ).results;
  for (const siteId of siteIds)
    await env.DB.prepare("INSERT INTO site_members VALUES (?, ?, ?)").bind(account.id, user?.id, siteId).run();
  const { body } = await call(`${AUTH}/login/`, { json: { email, password: PASSWORD } });
  const authorization = { authorization: `Bearer ${body.data.access}` };
  return (path: string, options: CallOptions = {}) =>
    call(path, { ...options, headers: { ...authorization, ...options.headers } });
}

const refreshWith = (refresh: string) => call(`${AUTH}/token/refresh/`, { json: { refresh } });

const addSite = async (account: TestAccount, json: Record<string, unknown>) =>
  (await account.call(`${AUTH}/sites/`, { json })).body.data;

const unique = () => crypto.randomUUID().slice(0, 8);

describe("registration and sign-in", () => {
  it("gives the plan's credits, an owner and working tokens", async () => {
    const account = await newAccount();
    expect(await objectOf(account.id).balance()).toMatchObject({ available: 500, planCreditsPerMonth: 500 });
    const { status, body } = await account.call(`${AUTH}/account/`);
    expect([status, body.data.id, body.data.plan.slug]).toEqual([200, account.id, "free"]);
  });

  it("folds the address, so that one person has one account whatever the case", async () => {
    const email = `Ada.${unique()}@Example.COM`;
    const json = { email, password: PASSWORD, first_name: "Ada", last_name: "L" };
    expect((await call(`${AUTH}/register/`, { json })).body.data.user.email).toBe(email.toLowerCase());
    const again = await call(`${AUTH}/register/`, { json: { ...json, email: email.toUpperCase() } });
    expect([again.status, again.body.code]).toEqual([409, "CONFLICT"]);
    const login = await call(`${AUTH}/login/`, { json: { email: email.toUpperCase(), password: PASSWORD } });
    expect(login.status).toBe(200);
  });

  it("takes a password typed in another Unicode form", async () => {
    const email = `nfkc-${unique()}@example.com`;
    const json = { email, password: "pässwörd-ﬁne-１２", first_name: "A", last_name: "B" };
    expect((await call(`${AUTH}/register/`, { json })).status).toBe(201);
    const typed = "pässwörd-fine-12".normalize("NFD");
    expect((await call(`${AUTH}/login/`, { json: { email, password: typed } })).status).toBe(200);
    expect((await call(`${AUTH}/login/`, { json: { email, password: "passwörd-fine-12" } })).status).toBe(401);
  });

  it("answers an unknown address, a wrong password and a disabled user alike", async () => {
    const account = await newAccount();
    const wrong = await call(`${AUTH}/login/`, { json: { email: account.email, password: "not the password" } });
    const unknown = await call(`${AUTH}/login/`, { json: { email: `${unique()}@example.com`, password: PASSWORD } });
    await env.DB.prepare("UPDATE users SET is_active = 0 WHERE id = ?").bind(account.userId).run();
    const disabled = await call(`${AUTH}/login/`, { json: { email: account.email, password: PASSWORD } });
    for (const { status, body } of [wrong, unknown, disabled]) {
      expect([status, body.code, body.error]).toEqual([401, "INVALID_CREDENTIALS", wrong.body.error]);
    }
  });

  it("spends as much work on an unknown address as on a wrong password", async () => {
    const account = await newAccount();
    const time = async (email: string) => {
      const started = performance.now();
      for (let i = 0; i < 3; i += 1) await call(`${AUTH}/login/`, { json: { email, password: "not the password" } });
      return performance.now() - started;
    };
    const [known, unknown] = [await time(account.email), await time(`${unique()}@example.com`)];
    expect(unknown / known).toBeGreaterThan(0.4);
    expect(unknown / known).toBeLessThan(2.5);
  });

  it("refuses unknown keys, short passwords and control characters", async () => {
    const json = { email: `x-${unique()}@example.com`, password: PASSWORD, first_name: "A", last_name: "B" };
    for (const wrong of [
      { role: "owner" },
      { account_id: 1 },
      { password: "seven77" },
      { password: "p".repeat(129) },
    ]) {
      const { status, body } = await call(`${AUTH}/register/`, { json: { ...json, ...wrong } });
      expect([status, body.code]).toEqual([400, "VALIDATION_ERROR"]);
    }
    expect((await call(`${AUTH}/register/`, { json: { ...json, first_name: "A\u0000B" } })).status).toBe(400);
  });

  it("stores neither passwords nor tokens", async () => {
    const account = await newAccount();
    const tables = ["users", "sessions", "refresh_tokens", "audit_entries", "idempotency_keys"];
    const rows = await Promise.all(tables.map((table) => env.DB.prepare(`SELECT * FROM ${table}`).all()));
    const text = JSON.stringify(rows.map(({ results }) => results));
    for (const secret of [PASSWORD, account.refresh, account.access]) expect(text).not.toContain(secret);
  });

  it("keeps the account of a suspended sign-in closed, with the right password only", async () => {
    const account = await newAccount();
    expect((await operator("suspend", { account_id: account.id, reason: "unpaid" })).status).toBe(200);
    const login = (password: string) => call(`${AUTH}/login/`, { json: { email: account.email, password } });
    expect((await login(PASSWORD)).body.code).toBe("ACCOUNT_SUSPENDED");
    expect((await login("not the password")).body.code).toBe("INVALID_CREDENTIALS");
    expect((await refreshWith(account.refresh)).body.code).toBe("ACCOUNT_SUSPENDED");
    await operator("suspend", { account_id: account.id, suspended: false });
    expect((await refreshWith(account.refresh)).status).toBe(200);
  });

  it("marks every answer that holds a token as not to be stored", async () => {
    const json = { email: `c-${unique()}@example.com`, password: PASSWORD, first_name: "A", last_name: "B" };
    const headers = { "idempotency-key": unique() };
    for (const answer of [
      await call(`${AUTH}/register/`, { json, headers }),
      await call(`${AUTH}/register/`, { json, headers }),
      await call(`${AUTH}/login/`, { json: { email: json.email, password: PASSWORD } }),
      await call(`${AUTH}/login/`, { json: { email: json.email, password: "wrong password" } }),
    ])
      expect(answer.headers.get("cache-control")).toBe("no-store");
  });
});

describe("refresh tokens", () => {
  it("rotate: the new one works, the spent one revokes the family", async () => {
    const account = await newAccount();
    const first = await refreshWith(account.refresh);
    expect(first.status).toBe(200);
    expect(first.body.data.refresh).not.toBe(account.refresh);
    const second = await refreshWith(first.body.data.refresh);
    expect(second.status).toBe(200);

    const stolen = await refreshWith(account.refresh);
    expect([stolen.status, stolen.body.code]).toEqual([401, "INVALID_CREDENTIALS"]);
    expect((await refreshWith(second.body.data.refresh)).status).toBe(401);
    const headers = { authorization: `Bearer ${second.body.data.access}` };
    expect((await call(`${AUTH}/account/`, { headers })).status).toBe(401);
    const audit = await env.DB.prepare("SELECT action FROM audit_entries WHERE account_id = ?").bind(account.id).all();
    expect(audit.results.map((row) => row.action)).toContain("session.reuse_detected");
  });

  it("used 20 times at once leave at most one living member of the family", async () => {
    const account = await newAccount();
    const answers = await Promise.all(Array.from({ length: 20 }, () => refreshWith(account.refresh)));
    const won = answers.filter((answer) => answer.status === 200);
    expect(won.length).toBeLessThanOrEqual(1);
    expect(answers.every((answer) => answer.status === 200 || answer.status === 401)).toBe(true);
    const next = await Promise.all(won.map((answer) => refreshWith(answer.body.data.refresh)));
    expect(next.filter((answer) => answer.status === 200)).toEqual([]);
  });

  it("end with their seven days", async () => {
    const account = await newAccount();
    await env.DB.prepare("UPDATE refresh_tokens SET expires_at = 1 WHERE account_id = ?").bind(account.id).run();
    expect((await refreshWith(account.refresh)).body.code).toBe("TOKEN_EXPIRED");
  });

  it("are no access tokens, and access tokens no refresh tokens", async () => {
    const account = await newAccount();
    expect((await refreshWith(account.access.slice(0, 256))).status).toBe(401);
    expect((await call(`${AUTH}/account/`, { headers: { authorization: `Bearer ${account.refresh}` } })).status).toBe(
      401,
    );
  });

  it("end with logout, on every device", async () => {
    const account = await newAccount();
    const other = await call(`${AUTH}/login/`, { json: { email: account.email, password: PASSWORD } });
    expect((await account.call(`${AUTH}/logout/`, { method: "POST" })).status).toBe(200);
    for (const access of [account.access, other.body.data.access])
      expect((await call(`${AUTH}/account/`, { headers: { authorization: `Bearer ${access}` } })).status).toBe(401);
    for (const refresh of [account.refresh, other.body.data.refresh])
      expect((await refreshWith(refresh)).status).toBe(401);
    expect((await call(`${AUTH}/login/`, { json: { email: account.email, password: PASSWORD } })).status).toBe(200);
  });
});

describe("forged access tokens", () => {
  const bytes = (text: string) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const encode = (value: unknown) =>
    btoa(JSON.stringify(value)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  const decode = (text: string) => JSON.parse(new TextDecoder().decode(bytes(text)));
  const ring = JSON.parse(env.JWT_KEYS) as { current: string; keys: Record<string, string> };
  const ringKey = (id: string) => bytes(ring.keys[id] ?? "");
  let account: TestAccount;
  let claims: Record<string, unknown>;
  const HEADER = { alg: "HS256", typ: "at+jwt", kid: ring.current };

  beforeAll(async () => {
    account = await newAccount();
    claims = decode(account.access.split(".")[1] ?? "");
  });

  const sign = (payload: Record<string, unknown>, header: object = HEADER, key = ringKey(ring.current)) =>
    new SignJWT(payload).setProtectedHeader(header as { alg: string }).sign(key);
  const statusOf = async (token: string) => {
    const { status, body } = await call(`${AUTH}/account/`, { headers: { authorization: `Bearer ${token}` } });
    return `${status} ${body.code ?? "OK"}`;
  };
  const REFUSED = "401 AUTHENTICATION_REQUIRED";

  it("are told from real ones: the same claims, signed with the ring's keys, are accepted", async () => {
    expect(await statusOf(await sign(claims))).toBe("200 OK");
    expect(await statusOf(await sign(claims, { ...HEADER, kid: "old" }, ringKey("old")))).toBe("200 OK");
  });

  it.each(["none", "None", "NONE", "nOnE", ""])("are refused with alg %j", async (alg) => {
    const unsigned = `${encode({ ...HEADER, alg })}.${encode(claims)}.`;
    expect(await statusOf(unsigned)).toBe(REFUSED);
    expect(await statusOf(`${unsigned}${account.access.split(".")[2]}`)).toBe(REFUSED);
  });

  it("are refused when changed, cut or signed with another key", async () => {
    const [header, , signature] = account.access.split(".");
    expect(await statusOf(`${header}.${encode({ ...claims, role: "admin", acc: 1 })}.${signature}`)).toBe(REFUSED);
    expect(await statusOf(`${account.access.slice(0, -2)}`)).toBe(REFUSED);
    expect(await statusOf(await sign(claims, HEADER, new Uint8Array(32).fill(7)))).toBe(REFUSED);
    expect(await statusOf(await sign(claims, HEADER, ringKey("old")))).toBe(REFUSED);
    expect(await statusOf(await sign(claims, { ...HEADER, alg: "HS512" }, new Uint8Array(64).fill(1)))).toBe(REFUSED);
    expect(await statusOf("a.b.c")).toBe(REFUSED);
  });

  it.each(["missing", "../../etc/passwd", "' OR 1=1 --", "__proto__", "constructor"])(
    "are refused with the key id %j",
    async (kid) => {
      expect(await statusOf(await sign(claims, { ...HEADER, kid }))).toBe(REFUSED);
    },
  );

  it("are refused without a key id, with another type, audience or issuer, or a claim missing", async () => {
    const { kid: _kid, ...withoutKid } = HEADER;
    expect(await statusOf(await sign(claims, withoutKid))).toBe(REFUSED);
    expect(await statusOf(await sign(claims, { ...HEADER, typ: "JWT" }))).toBe(REFUSED);
    expect(await statusOf(await sign(claims, { ...HEADER, typ: "rt+jwt" }))).toBe(REFUSED);
    for (const wrong of [{ aud: "another-api" }, { iss: "somebody" }])
      expect(await statusOf(await sign({ ...claims, ...wrong }))).toBe(REFUSED);
    for (const name of ["sub", "exp", "iat", "jti", "sid", "acc", "ims", "aud", "iss"]) {
      const { [name]: _gone, ...rest } = claims;
      expect(await statusOf(await sign(rest)), name).toBe(REFUSED);
    }
  });

  it("are refused when expired, or not valid yet", async () => {
    const past = Math.floor(Date.now() / 1_000) - 1;
    expect(await statusOf(await sign({ ...claims, exp: past }))).toBe("401 TOKEN_EXPIRED");
    expect(await statusOf(await sign({ ...claims, nbf: past + 600 }))).toBe(REFUSED);
  });

  it.each(["jku", "jwk", "x5u", "x5c"])("never take a key from the header %s", async (name) => {
    const key = crypto.getRandomValues(new Uint8Array(32));
    const jwk = { kty: "oct", k: btoa(String.fromCharCode(...key)).replace(/[+/=]/g, ""), alg: "HS256" };
    const value = name === "jwk" ? jwk : name === "x5c" ? ["MIIB"] : "https://attacker.example/keys.json";
    expect(await statusOf(await sign(claims, { ...HEADER, [name]: value }, key))).toBe(REFUSED);
  });
});

describe("the gate", () => {
  it.each(Object.entries(RATE_LIMITS))("admits exactly the %s limit, %i a minute", async (scope, limit) => {
    const object = env.ACCOUNT.getByName(`account:gate-${unique()}`);
    await runInDurableObject(object, (_object, state) => {
      const rates = new RateLimit(state.storage.sql);
      const start = 1_800_000_000_000 - (1_800_000_000_000 % 60_000);
      const take = (at: number) => rates.take(scope as RateScope, 1, at);
      const verdicts = Array.from({ length: limit + 5 }, (_, i) => take(start + i));
      expect(verdicts.filter((verdict) => verdict.allowed)).toHaveLength(limit);
      expect(verdicts[0]).toEqual({ allowed: true, limit, remaining: limit - 1, resetAt: start + 60_000 });
      expect(verdicts[limit]).toEqual({ allowed: false, limit, remaining: 0, resetAt: start + 60_000 });
      expect(take(start + 59_999).allowed).toBe(false);
      expect(take(start + 60_000)).toMatchObject({ allowed: true, remaining: limit - 1 });
    });
  });

  it("counts 30 calls at once exactly, each class for itself, over a restart", async () => {
    const object = env.ACCOUNT.getByName(`account:gate-${unique()}`);
    const request = { scope: "auth", scale: 1, principal: { kind: "key", keyId: 1 }, idempotency: null } as const;
    const verdicts = await Promise.all(Array.from({ length: 30 }, () => object.admit(request)));
    const windows = Map.groupBy(verdicts, (verdict) => verdict.resetAt);
    for (const inWindow of windows.values()) {
      const admitted = inWindow.filter((verdict) => verdict.refusal === null);
      expect(admitted).toHaveLength(Math.min(20, inWindow.length));
    }
    expect((await object.admit({ ...request, scope: "ai" })).remaining).toBe(59);
  });

  it("answers 429 with Retry-After, to this address only", async () => {
    const from = (address: string) =>
      callWith({ RATE_LIMIT_SCALE: "1" }, `${AUTH}/token/refresh/`, { refresh: "x" }, { "cf-connecting-ip": address });
    const address = `2001:db8::${unique().slice(0, 4)}`;
    const answers: Awaited<ReturnType<typeof from>>[] = [];
    for (let i = 0; i < 25; i += 1) answers.push(await from(address));
    const windows = Map.groupBy(answers, (answer) => answer.headers.get("x-ratelimit-reset"));
    for (const inWindow of windows.values())
      expect(inWindow.filter((answer) => answer.status === 401)).toHaveLength(Math.min(20, inWindow.length));
    const refused = answers.find((answer) => answer.status === 429);
    if (windows.size === 1) {
      expect(refused?.body).toMatchObject({ success: false, code: "RATE_LIMITED" });
      expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(0);
      expect(refused?.headers.get("x-ratelimit-remaining")).toBe("0");
    }
    expect((await from(`${address}1`)).status).toBe(401);
  });

  it("shows the limits and a request id on every answer, with and without the trailing slash", async () => {
    const account = await newAccount();
    const ids = new Set<string | null>();
    for (const path of [`${AUTH}/account`, `${AUTH}/account/`, `${AUTH}/sites`, `${AUTH}/sites/`, `${AUTH}/none/`]) {
      const { status, headers } = await account.call(path);
      expect(status, path).toBe(path.includes("none") ? 404 : 200);
      expect(headers.get("x-ratelimit-limit"), path).toBe("300000");
      expect(Number(headers.get("x-ratelimit-reset")) * 1_000).toBeGreaterThan(Date.now());
      expect(headers.get("ratelimit-policy")).toBe('"minute";q=300000;w=60');
      expect(headers.get("ratelimit")).toMatch(/^"minute";r=\d+;t=\d+$/);
      expect(headers.get("cache-control"), path).toBe("no-store");
      ids.add(headers.get("x-request-id"));
    }
    expect([...ids].every((id) => id !== null && /^[0-9a-f-]{36}$/.test(id))).toBe(true);
    expect(ids.size).toBe(5);
  });

  it("lets a suspended account's tokens in no more, at once", async () => {
    const account = await newAccount();
    await operator("suspend", { account_id: account.id });
    const { status, body } = await account.call(`${AUTH}/account/`);
    expect([status, body.code]).toEqual([403, "ACCOUNT_SUSPENDED"]);
    await operator("suspend", { account_id: account.id, suspended: false });
    expect((await account.call(`${AUTH}/account/`)).status).toBe(200);
  });
});

describe("the account", () => {
  it("shows its plan's limits and changes what is given", async () => {
    const account = await newAccount();
    const before = (await account.call(`${AUTH}/account/`)).body.data;
    expect(before).toMatchObject({
      status: "active",
      timezone: "UTC",
      billing_email: account.email,
      plan: { slug: "free", included_credits: 500, max_sites: 1, max_users: 1, max_keywords: 200 },
    });
    const json = { ...before, name: " Café  de Flore ", timezone: "Europe/Paris", billing_email: "Bills@Example.com" };
    const changed = await account.call(`${AUTH}/account`, { method: "PUT", json });
    expect(changed.status).toBe(200);
    expect(changed.body.data).toMatchObject({
      id: account.id,
      name: "Café  de Flore",
      timezone: "Europe/Paris",
      billing_email: "bills@example.com",
      plan: { slug: "free" },
    });
    const cleared = await account.call(`${AUTH}/account/`, {
      method: "PUT",
      json: { billing_email: null, timezone: null },
    });
    expect(cleared.body.data).toMatchObject({ billing_email: null, timezone: "UTC", name: "Café  de Flore" });
  });

  it.each([
    { timezone: "Mars/Olympus" },
    { timezone: "+02:00" },
    { timezone: "" },
    { name: "" },
    { name: null },
    { name: "a\u0007b" },
    { billing_email: "nobody" },
    { credits: 5 },
  ])("refuses %j", async (json) => {
    const account = await newAccount();
    const { status, body } = await account.call(`${AUTH}/account/`, { method: "PUT", json });
    expect([status, body.code]).toEqual([400, "VALIDATION_ERROR"]);
  });

  it("ignores the plan in a body, and is written by owners and admins only", async () => {
    const account = await newAccount();
    await account.call(`${AUTH}/account/`, { method: "PUT", json: { plan: "scale", status: "active" } });
    expect((await account.call(`${AUTH}/account/`)).body.data.plan.slug).toBe("free");
    const statuses: Record<string, number[]> = {};
    for (const role of ["admin", "editor", "viewer"]) {
      const as = await member(account, role);
      const put = await as(`${AUTH}/account/`, { method: "PUT", json: { name: role } });
      statuses[role] = [(await as(`${AUTH}/account/`)).status, put.status];
    }
    expect(statuses).toEqual({ admin: [200, 200], editor: [200, 403], viewer: [200, 403] });
  });
});

describe("sites", () => {
  it("are hosted here with an address and a connection, made together", async () => {
    const account = await newAccount();
    const name = `Kettle & Crema ${unique()}`;
    const json = { name, domain: "https://Kettle.Example/", description: "Espresso" };
    const { status, body } = await account.call(`${AUTH}/sites/`, { json });
    expect(status).toBe(201);
    const slug = name.toLowerCase().replace(" & ", "-and-").replaceAll(" ", "-");
    expect(body.data).toMatchObject({
      name,
      slug,
      domain: "kettle.example",
      site_type: "blog",
      hosting_type: "hosted",
      public_slug: slug,
      public_url: `${ORIGIN}/sites/${slug}/`,
      language: "en",
      is_active: true,
      industry_id: null,
    });
    const rows = await env.DB.prepare("SELECT * FROM connections WHERE account_id = ?").bind(account.id).all();
    expect(rows.results).toHaveLength(1);
    expect(rows.results[0]).toMatchObject({
      site_id: body.data.id,
      platform: "site",
      display_name: name,
      identity: `${body.data.id}|site`,
      credentials: null,
      enabled: 1,
      healthy: 1,
      deleted_at: null,
    });
  });

  it("on WordPress have no address and no connection", async () => {
    const account = await newAccount();
    const json = { name: "Elsewhere", hosting_type: "wordpress" };
    const refused = await account.call(`${AUTH}/sites/`, { json: { ...json, public_slug: `else-${unique()}` } });
    expect(refused.status).toBe(400);
    const { body } = await account.call(`${AUTH}/sites/`, { json });
    expect(body.data).toMatchObject({ public_slug: null, public_url: null });
    const count = await env.DB.prepare("SELECT count(*) AS n FROM connections WHERE account_id = ?").bind(account.id);
    expect(await count.first("n")).toBe(0);
  });

  it("are as many as the plan allows, even when asked for at once", async () => {
    const account = await newAccount();
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, i) => account.call(`${AUTH}/sites/`, { json: { name: `Site ${i}` } })),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 403, 403, 403, 403, 403]);
    const refused = answers.find((answer) => answer.status === 403);
    expect(refused?.body).toMatchObject({ code: "LIMIT_EXCEEDED", limit: "max_sites", maximum: 1 });
    await operator("plan", { account_id: account.id, plan: "starter" });
    expect((await account.call(`${AUTH}/sites/`, { json: { name: "Second" } })).status).toBe(201);
    expect((await account.call(`${AUTH}/sites/`, { json: { name: "Third" } })).status).toBe(403);
    expect((await account.call(`${AUTH}/sites/`)).body.count).toBe(2);
  });

  it("have names and addresses of their own", async () => {
    const [account, other] = [await largeAccount(), await largeAccount()];
    const wanted = `my-place-${unique()}`;
    const post = (by: TestAccount, json: object) => by.call(`${AUTH}/sites/`, { json });
    expect((await post(account, { name: "My Place", public_slug: wanted })).body.data.public_slug).toBe(wanted);
    const sameName = await post(account, { name: "my  PLACE" });
    expect([sameName.status, sameName.body.code]).toEqual([409, "CONFLICT"]);
    const sameAddress = await post(other, { name: "My Place", public_slug: wanted });
    expect([sameAddress.status, sameAddress.body.code]).toEqual([409, "CONFLICT"]);

    const name = `Shared ${unique()}`;
    const plain = name.toLowerCase().replace(" ", "-");
    expect((await post(account, { name })).body.data.public_slug).toBe(plain);
    const suffixed = (await post(other, { name })).body.data.public_slug;
    expect(suffixed).toMatch(new RegExp(`^${plain}-[0-9a-f]{6}$`));
  });

  it("get usable addresses from any name", async () => {
    const account = await largeAccount();
    for (const name of ["API", "Me", "日本語", "🙂🙂", `${"Very long ".repeat(19)}name`, "www"]) {
      const { status, body } = await account.call(`${AUTH}/sites/`, { json: { name } });
      expect(status, name).toBe(201);
      expect(body.data.public_slug, name).toMatch(/^[a-z0-9](?:[a-z0-9-]{1,48}[a-z0-9])$/);
      expect(["api", "me", "www"]).not.toContain(body.data.public_slug);
    }
    const again = await account.call(`${AUTH}/sites/`, { json: { name: "日本語" } });
    expect(again.status).toBe(409);
  });

  it.each([
    { public_slug: "api" },
    { public_slug: "health" },
    { public_slug: "ab" },
    { public_slug: "-abc" },
    { public_slug: "abc-" },
    { public_slug: "ABC" },
    { public_slug: "a/b" },
    { public_slug: "a".repeat(51) },
    { domain: "127.0.0.1" },
    { domain: "localhost" },
    { domain: "example.com/path" },
    { domain: "user@example.com" },
    { site_type: "shop" },
    { hosting_type: "shopify" },
    { language: "english" },
    { name: "x".repeat(201) },
    { account_id: 1 },
  ])("refuse %j", async (wrong) => {
    const account = await newAccount();
    const { status, body } = await account.call(`${AUTH}/sites/`, { json: { name: "Site", ...wrong } });
    expect([status, body.code]).toEqual([400, "VALIDATION_ERROR"]);
    expect((await account.call(`${AUTH}/sites/`)).body.count).toBe(0);
  });

  it("answer 404 for an unknown industry", async () => {
    const account = await newAccount();
    const { status, body } = await account.call(`${AUTH}/sites/`, { json: { name: "Site", industry_id: 987_654_321 } });
    expect([status, body.code]).toEqual([404, "NOT_FOUND"]);
  });

  it("are found, filtered and ordered, page by page", async () => {
    const account = await largeAccount();
    for (const [name, site_type] of [
      ["Beta café", "blog"],
      ["Alpha", "ecommerce"],
      ["Gamma", "blog"],
    ])
      await addSite(account, { name, site_type });
    await env.DB.prepare("UPDATE sites SET is_active = 0 WHERE account_id = ? AND name = 'Gamma'")
      .bind(account.id)
      .run();
    const names = async (query: string) =>
      (await account.call(`${AUTH}/sites/${query}`)).body.results.map((row: { name: string }) => row.name);
    expect(await names("")).toEqual(["Gamma", "Alpha", "Beta café"]);
    expect(await names("?ordering=name")).toEqual(["Alpha", "Beta café", "Gamma"]);
    expect(await names("?ordering=-name&site_type=blog")).toEqual(["Gamma", "Beta café"]);
    expect(await names("?is_active=true&ordering=created_at")).toEqual(["Beta café", "Alpha"]);
    expect(await names("?search=CAF%C3%89")).toEqual(["Beta café"]);
    expect(await names(`?search=${"%25".repeat(60)}`)).toEqual([]);
    const second = await account.call(`${AUTH}/sites/?page=2&page_size=1&ordering=name`);
    expect(second.body).toMatchObject({
      count: 3,
      next: `${ORIGIN}${AUTH}/sites/?page=3&page_size=1&ordering=name`,
      previous: `${ORIGIN}${AUTH}/sites/?page=1&page_size=1&ordering=name`,
      results: [{ name: "Beta café" }],
    });
    expect((await account.call(`${AUTH}/sites/?page=9`)).body).toMatchObject({ count: 3, results: [] });
    for (const wrong of ["?ordering=id", "?page_size=101", "?page=0", "?surprise=1", "?is_active=maybe"])
      expect((await account.call(`${AUTH}/sites/${wrong}`)).status, wrong).toBe(400);
  });

  it("belong to one account, and a limited member sees only theirs", async () => {
    const [account, other] = [await largeAccount(), await largeAccount()];
    const [mine, second] = [await addSite(account, { name: "One" }), await addSite(account, { name: "Two" })];
    await addSite(other, { name: "Foreign" });
    const editor = await member(account, "editor", [mine.id]);
    expect((await editor(`${AUTH}/sites/`)).body.results.map((row: { id: number }) => row.id)).toEqual([mine.id]);
    expect((await editor(`${AUTH}/sites/`, { json: { name: "Three" } })).status).toBe(403);
    expect((await editor(`${AUTH}/sectors/`, { json: { site_id: second.id, name: "S" } })).status).toBe(404);
    expect((await editor(`${AUTH}/sectors/`, { json: { site_id: mine.id, name: "S" } })).status).toBe(201);
    const statuses = [];
    for (const role of ["admin", "editor", "viewer"])
      statuses.push((await (await member(account, role))(`${AUTH}/sites/`, { json: { name: role } })).status);
    expect(statuses).toEqual([201, 201, 403]);
  });
});
