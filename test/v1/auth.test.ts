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

const objectOf = ({ uuid }: TestAccount) => env.ACCOUNT.getByName(`account:${uuid}`);

const storedText = (account: TestAccount, query: string) =>
  runInDurableObject(objectOf(account), (_object, state) => JSON.stringify(state.storage.sql.exec(query).toArray()));

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
    expect(await objectOf(account).balance()).toMatchObject({ available: 500, planCreditsPerMonth: 500 });
    const { status, body } = await account.call(`${AUTH}/account/`);
    expect([status, body.data.id, body.data.plan.slug]).toEqual([200, account.id, "free"]);
  });

  it("folds the address, so that one person has one account whatever the case", async () => {
    const email = `Ada.${unique()}@Example.COM`;
    const json = { email, password: PASSWORD, first_name: "Ada", last_name: "L" };
    expect((await call(`${AUTH}/register/`, { json })).body.data.user.email).toBe(email.toLowerCase());
    const again = await call(`${AUTH}/register/`, { json: { ...json, email: email.toUpperCase() } });
    expect([again.status, again.body.code]).toEqual([409, "CONFLICT"]);
    expect(again.body.error).toBe(
      "This e-mail address already has an account. Sign in instead: POST /api/v1/auth/login/.",
    );
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
    const tables = ["users", "sessions", "refresh_tokens", "directory_audit_entries", "directory_idempotency_keys"];
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
    const audit = await env.DB.prepare("SELECT action FROM directory_audit_entries WHERE account_id = ?")
      .bind(account.id)
      .all();
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
    const request = {
      scope: "auth",
      scale: 1,
      principal: { kind: "key", prefix: "AAAAAAAA", shard: 1 },
      idempotency: null,
    } as const;
    const verdicts = await Promise.all(Array.from({ length: 30 }, () => object.admit(request)));
    const windows = Map.groupBy(verdicts, (verdict) => verdict.resetAt);
    for (const inWindow of windows.values()) {
      const admitted = inWindow.filter((verdict) => verdict.refusal === null);
      expect(admitted).toHaveLength(Math.min(20, inWindow.length));
    }
    expect((await object.admit({ ...request, scope: "ai" })).remaining).toBe(59);
  });

  it("answers 429 with Retry-After, to this network only", async () => {
    const from = (address: string) =>
      callWith({ RATE_LIMIT_SCALE: "1" }, `${AUTH}/token/refresh/`, { refresh: "x" }, { "cf-connecting-ip": address });
    const network = `2001:db8:${unique().slice(0, 4)}`;
    const answers: Awaited<ReturnType<typeof from>>[] = [];
    // a customer's network has 2^64 addresses, which are one caller
    for (let i = 0; i < 25; i += 1) answers.push(await from(`${network}::${i % 2 ? "" : "0:0:"}${i + 1}`));
    const windows = Map.groupBy(answers, (answer) => answer.headers.get("x-ratelimit-reset"));
    for (const inWindow of windows.values())
      expect(inWindow.filter((answer) => answer.status === 401)).toHaveLength(Math.min(20, inWindow.length));
    const refused = answers.find((answer) => answer.status === 429);
    if (windows.size === 1) {
      expect(refused?.body).toMatchObject({ success: false, code: "RATE_LIMITED" });
      expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(0);
      expect(refused?.headers.get("x-ratelimit-remaining")).toBe("0");
    }
    expect((await from(`${network}:1::1`)).status).toBe(401);
  });

  it("stops many callers who guess at one e-mail address, known or not", async () => {
    const { email } = await newAccount();
    for (const guessed of [email, `${unique()}@example.com`]) {
      const json = { email: guessed, password: "not the password" };
      const from = (address: string) =>
        callWith({ RATE_LIMIT_SCALE: "0.1" }, `${AUTH}/login/`, json, { "cf-connecting-ip": address });
      const answers = [];
      for (let i = 0; i < 6; i += 1) answers.push(await from(`192.0.2.${i}`));
      const refused = answers.filter(({ status }) => status === 429);
      // two a minute, and a minute may have ended meanwhile
      expect(refused.length).toBeGreaterThanOrEqual(2);
      expect(refused[0]?.body).toMatchObject({ code: "RATE_LIMITED", error: expect.stringContaining("e-mail") });
      expect(Number(refused[0]?.headers.get("retry-after"))).toBeGreaterThan(0);
    }
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
    expect(await names("?search=gam%20a")).toEqual([]);
    expect(await names("?search=fe%20beta")).toEqual([]);
    expect(await names("?search=afe%20be&site_type=blog&ordering=name")).toEqual(["Beta café"]);
    expect(await names(`?search=${"%25".repeat(60)}`)).toEqual([]);
    const limited = await member(account, "viewer", [
      (await account.call(`${AUTH}/sites/?search=alp`)).body.results[0].id,
    ]);
    const seen = async (search: string) => (await limited(`${AUTH}/sites/?search=${search}`)).body.count;
    expect([await seen("alpha"), await seen("beta")]).toEqual([1, 0]);
    const stranger = await newAccount();
    expect((await stranger.call(`${AUTH}/sites/?search=alpha`)).body.count).toBe(0);
    await env.DB.prepare("UPDATE sites SET name = 'Omega' WHERE account_id = ? AND name = 'Alpha'")
      .bind(account.id)
      .run();
    expect(await names("?search=alpha")).toEqual(["Omega"]);
    expect(await names("?search=ome%20pha")).toEqual(["Omega"]);
    await env.DB.prepare("UPDATE sites SET deleted_at = 1 WHERE account_id = ? AND name = 'Omega'")
      .bind(account.id)
      .run();
    expect(await names("?search=omega")).toEqual([]);
    await env.DB.prepare("UPDATE sites SET deleted_at = NULL WHERE account_id = ? AND name = 'Omega'")
      .bind(account.id)
      .run();
    expect(await names("?search=omega")).toEqual(["Omega"]);
    await env.DB.prepare("UPDATE sites SET name = 'Alpha' WHERE account_id = ? AND name = 'Omega'")
      .bind(account.id)
      .run();
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

/** Rows of the global tables, far above those that the product brings. */
let reference = 0;
async function addIndustry() {
  reference += 1;
  const id = 900_000 + reference * 10;
  const mark = unique();
  await env.DB.batch([
    env.DB.prepare("INSERT INTO industries VALUES (?1, ?2, ?2, 'For a test', 1)").bind(id, `~${mark}`),
    env.DB.prepare(
      `INSERT INTO industry_sectors VALUES (?1, ?2, 'Zebra', 'zebra', '["stripes"]'), (?1 + 1, ?2, 'Ape', 'ape', '[]')`,
    ).bind(id, id),
  ]);
  return { id, zebra: id, ape: id + 1, name: `~${mark}`, mark };
}

describe("sectors", () => {
  it("are at most five a site, even when asked for at once, and the first one is told once", async () => {
    const account = await newAccount();
    const site = await addSite(account, { name: "Kettle" });
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        account.call(`${AUTH}/sectors/`, { json: { site_id: site.id, name: `Sector ${i}` } }),
      ),
    );
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(5);
    const refused = answers.filter((answer) => answer.status !== 201);
    for (const { status, body } of refused) {
      expect([status, body.code, body.maximum]).toEqual([403, "LIMIT_EXCEEDED", 5]);
    }
    const notices = await env.DB.prepare("SELECT * FROM notifications WHERE account_id = ?").bind(account.id).all();
    expect(notices.results).toMatchObject([{ notification_type: "site_setup_complete", site_id: site.id }]);
    expect((await account.call(`${AUTH}/sectors/?site_id=${site.id}`)).body.count).toBe(5);
  });

  it("have names of their own within a site", async () => {
    const account = await largeAccount();
    const [one, two] = [await addSite(account, { name: "One" }), await addSite(account, { name: "Two" })];
    const post = (site_id: number, name: string) => account.call(`${AUTH}/sectors/`, { json: { site_id, name } });
    const made = await post(one.id, "Espresso Machines");
    expect(made.body.data).toMatchObject({
      site_id: one.id,
      name: "Espresso Machines",
      slug: "espresso-machines",
      is_active: true,
      industry_sector_id: null,
      description: null,
    });
    expect((await post(one.id, "espresso  machines")).status).toBe(409);
    expect((await post(two.id, "Espresso Machines")).status).toBe(201);
    const all = (await account.call(`${AUTH}/sectors/`)).body.results as { site_id: number }[];
    expect(all.map((row) => row.site_id)).toEqual([two.id, one.id]);
  });

  it("follow a sector of the site's own industry", async () => {
    const account = await largeAccount();
    const [own, foreign] = [await addIndustry(), await addIndustry()];
    const site = await addSite(account, { name: "Zoo", industry_id: own.id });
    const free = await addSite(account, { name: "Free" });
    const post = (site_id: number, industry_sector_id: number) =>
      account.call(`${AUTH}/sectors/`, { json: { site_id, name: `S${industry_sector_id}`, industry_sector_id } });
    expect((await post(site.id, own.zebra)).body.data.industry_sector_id).toBe(own.zebra);
    const wrong = await post(site.id, foreign.ape);
    expect([wrong.status, wrong.body.code, wrong.body.errors[0].path]).toEqual([
      400,
      "VALIDATION_ERROR",
      "industry_sector_id",
    ]);
    expect((await post(free.id, foreign.ape)).status).toBe(201);
    expect((await post(free.id, 999_999_999)).status).toBe(404);
  });

  it("of another account are like none at all", async () => {
    const [account, other] = [await newAccount(), await newAccount()];
    const site = await addSite(other, { name: "Foreign" });
    await other.call(`${AUTH}/sectors/`, { json: { site_id: site.id, name: "Theirs" } });
    const post = (site_id: number) => account.call(`${AUTH}/sectors/`, { json: { site_id, name: "Mine" } });
    const [foreign, unknown] = [await post(site.id), await post(999_999_999)];
    expect(foreign.status).toBe(404);
    expect(foreign.body.error.replace(String(site.id), "999999999")).toBe(unknown.body.error);
    expect((await account.call(`${AUTH}/sectors/?site_id=${site.id}`)).body).toMatchObject({ count: 0, results: [] });
  });
});

describe("the libraries", () => {
  it("list industries with their sectors, by name", async () => {
    const account = await newAccount();
    const { id, name } = await addIndustry();
    const first = await account.call(`${AUTH}/industries/?page_size=1`);
    const last = await account.call(`${AUTH}/industries/?page_size=100&page=${Math.ceil(first.body.count / 100)}`);
    const found = last.body.results.find((row: { id: number }) => row.id === id);
    expect(found).toEqual({
      id,
      name,
      slug: name,
      description: "For a test",
      sectors: [
        { id: id + 1, name: "Ape", slug: "ape", suggested_keywords: [] },
        { id, name: "Zebra", slug: "zebra", suggested_keywords: ["stripes"] },
      ],
    });
  });

  it("search seed keywords by every filter", async () => {
    const account = await newAccount();
    const { id, zebra, ape, name } = await addIndustry();
    const rows: [string, number, number, number, string, string][] = [
      ["Zebra food", zebra, 900, 10, "US", "commercial"],
      ["zebra café", zebra, 100, 90, "DE", "informational"],
      ["ape house", ape, 500, 50, "US", "informational"],
    ];
    for (const [keyword, sector, volume, difficulty, country, intent] of rows)
      await env.DB.prepare(
        `INSERT INTO seed_keywords (keyword, keyword_folded, industry_id, sector_id, volume, difficulty, country, intent, is_active)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)`,
      )
        .bind(keyword, keyword.toLowerCase(), id, sector, volume, difficulty, country, intent)
        .run();
    const find = async (query: string) => {
      const { status, body } = await account.call(`${AUTH}/seed-keywords/?industry_id=${id}&${query}`);
      return status === 200 ? body.results.map((row: { keyword: string }) => row.keyword) : status;
    };
    expect(await find("")).toEqual(["ape house", "zebra café", "Zebra food"]);
    expect(await find(`sector_id=${zebra}&ordering=keyword`)).toEqual(["Zebra food", "zebra café"]);
    expect(await find("country=us&ordering=-volume")).toEqual(["Zebra food", "ape house"]);
    expect(await find("intent=informational&ordering=difficulty")).toEqual(["ape house", "zebra café"]);
    expect(await find("search=CAF%C3%89")).toEqual(["zebra café"]);
    expect(await find("search=cafe%20ze")).toEqual(["zebra café"]);
    expect(await find("search=EBR&ordering=volume")).toEqual(["zebra café", "Zebra food"]);
    expect(await find("search=ebra%20NOT%20food")).toEqual([]);
    await env.DB.prepare("UPDATE seed_keywords SET is_active = 0 WHERE industry_id = ? AND volume = 900")
      .bind(id)
      .run();
    expect(await find("search=zebra")).toEqual(["zebra café"]);
    await env.DB.prepare("UPDATE seed_keywords SET is_active = 1 WHERE industry_id = ? AND volume = 900")
      .bind(id)
      .run();
    expect(await find("search=zebra")).toEqual(["zebra café", "Zebra food"]);
    expect(await find("difficulty_min=10&difficulty_max=50&ordering=volume")).toEqual(["ape house", "Zebra food"]);
    expect(await find("volume_min=101&volume_max=899")).toEqual(["ape house"]);
    for (const wrong of ["country=USA", "intent=vague", "difficulty_max=101", "volume_min=-1", "ordering=id", "x=1"])
      expect(await find(wrong), wrong).toBe(400);
    const { results } = (await account.call(`${AUTH}/seed-keywords/?sector_id=${ape}`)).body;
    expect(results).toMatchObject([
      { keyword: "ape house", industry_id: id, industry_name: name, sector_id: ape, sector_name: "Ape", volume: 500 },
    ]);
  });
});

describe("API keys", () => {
  const use = (key: string, path: string, options: CallOptions = {}) =>
    call(path, { ...options, headers: { ...options.headers, authorization: `ApiKey ${key}` } });

  it("are shown once, stored as a hash, and act within their scopes", async () => {
    const account = await newAccount();
    const made = await account.call(`${AUTH}/api-keys/`, { json: { name: "Plugin" } });
    expect(made.status).toBe(201);
    const { key, ...shown } = made.body.data;
    expect(key).toMatch(/^ak_[A-Za-z0-9]{8}_[A-Za-z0-9_-]{43}$/);
    expect(shown).toMatchObject({
      name: "Plugin",
      prefix: key.slice(3, 11),
      site_id: null,
      scopes: ["read", "content", "publish", "webhook"],
      expires_at: null,
      revoked_at: null,
    });
    const listed = await account.call(`${AUTH}/api-keys/`);
    expect(listed.body.results).toEqual([shown]);
    const secret = key.slice(12);
    const stored = await env.DB.prepare("SELECT * FROM api_keys WHERE account_id = ?").bind(account.id).all();
    const audited = await env.DB.prepare("SELECT * FROM directory_audit_entries WHERE account_id = ?")
      .bind(account.id)
      .all();
    expect(JSON.stringify([listed.body, stored.results, audited.results])).not.toContain(secret);

    expect((await use(key, `${AUTH}/sites/`)).status).toBe(200);
    expect((await use(key, `${AUTH}/sites/`, { json: { name: "By key" } })).status).toBe(201);
    for (const path of ["account", "api-keys"]) expect((await use(key, `${AUTH}/${path}/`)).status).toBe(403);
    const wrong = `${key.slice(0, -1)}${key.endsWith("A") ? "B" : "A"}`;
    expect((await use(wrong, `${AUTH}/sites/`)).body.code).toBe("INVALID_API_KEY");
    const reader = await account.call(`${AUTH}/api-keys/`, { json: { name: "Reader", scopes: ["read", "read"] } });
    expect(reader.body.data.scopes).toEqual(["read"]);
    expect((await use(reader.body.data.key, `${AUTH}/sites/`, { json: { name: "No" } })).status).toBe(403);
  });

  it.each(["revoke", "delete"])("end with the next request after %s", async (way) => {
    const [account, other] = [await newAccount(), await newAccount()];
    const { id, key } = (await account.call(`${AUTH}/api-keys/`, { json: { name: "K" } })).body.data;
    expect((await use(key, `${AUTH}/sites/`)).status).toBe(200);
    const end = (by: TestAccount, keyId: number) =>
      way === "revoke"
        ? by.call(`${AUTH}/api-keys/${keyId}/revoke/`, { method: "POST" })
        : by.call(`${AUTH}/api-keys/${keyId}/`, { method: "DELETE" });
    expect([(await end(other, id)).status, (await end(account, 999_999_999)).status]).toEqual([404, 404]);
    expect((await use(key, `${AUTH}/sites/`)).status).toBe(200);
    const ended = await end(account, id);
    expect([ended.status, ended.body.data.revoked_at]).toEqual([200, expect.stringMatching(/Z$/)]);
    expect((await use(key, `${AUTH}/sites/`)).status).toBe(401);
    expect((await end(account, id)).status).toBe(404);
    expect((await account.call(`${AUTH}/api-keys/`)).body.count).toBe(0);
    const audit = await env.DB.prepare("SELECT action FROM directory_audit_entries WHERE account_id = ? ORDER BY id")
      .bind(account.id)
      .all();
    expect(audit.results.map((row) => row.action)).toEqual([
      "account.registered",
      "api_key.created",
      "api_key.revoked",
    ]);
  });

  it("of a site see that site only", async () => {
    const [account, other] = [await largeAccount(), await newAccount()];
    const [one, two] = [await addSite(account, { name: "One" }), await addSite(account, { name: "Two" })];
    const foreign = await addSite(other, { name: "Foreign" });
    const make = (site_id: number) => account.call(`${AUTH}/api-keys/`, { json: { name: "K", site_id } });
    expect((await make(foreign.id)).status).toBe(404);
    const { key } = (await make(one.id)).body.data;
    const seen = await use(key, `${AUTH}/sites/`);
    expect(seen.body.results.map((row: { id: number }) => row.id)).toEqual([one.id]);
    expect((await use(key, `${AUTH}/sites/`, { json: { name: "Three" } })).status).toBe(403);
    expect((await use(key, `${AUTH}/sectors/`, { json: { site_id: two.id, name: "S" } })).status).toBe(404);
  });

  it("expire, and are refused when they already have", async () => {
    const account = await newAccount();
    const make = (expires_at: unknown) => account.call(`${AUTH}/api-keys/`, { json: { name: "K", expires_at } });
    for (const wrong of ["2020-01-01T00:00:00Z", "2999-01-01T00:00:00", "tomorrow", 5])
      expect((await make(wrong)).status, String(wrong)).toBe(400);
    const made = await make("2999-01-01T02:00:00+02:00");
    expect(made.body.data.expires_at).toBe("2999-01-01T00:00:00Z");
    await env.DB.prepare("UPDATE api_keys SET expires_at = 1 WHERE id = ?").bind(made.body.data.id).run();
    expect((await use(made.body.data.key, `${AUTH}/sites/`)).body.code).toBe("INVALID_API_KEY");
  });

  it("are for owners and admins; a limited admin cannot make one for more than their sites", async () => {
    const account = await newAccount();
    const site = await addSite(account, { name: "One" });
    const statuses = [];
    for (const role of ["admin", "editor", "viewer"])
      statuses.push((await (await member(account, role))(`${AUTH}/api-keys/`, { json: { name: role } })).status);
    expect(statuses).toEqual([201, 403, 403]);
    const limited = await member(account, "admin", [site.id]);
    expect((await limited(`${AUTH}/api-keys/`, { json: { name: "All" } })).status).toBe(403);
    expect((await limited(`${AUTH}/api-keys/`, { json: { name: "One", site_id: site.id } })).status).toBe(201);
    expect((await limited(`${AUTH}/api-keys/`)).body.count).toBe(1);
  });
});

describe("WebSocket tickets", () => {
  const hashOf = async (ticket: string) => {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(ticket));
    return btoa(String.fromCharCode(...new Uint8Array(digest)))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=/g, "");
  };

  it("open one socket as their caller, once, and are kept as hashes", async () => {
    const account = await newAccount();
    const { status, body } = await account.call(`${AUTH}/ws-ticket/`, { method: "POST" });
    expect(status).toBe(201);
    const { ticket, url, expires_at } = body.data;
    expect(ticket).toMatch(new RegExp(`^${account.uuid}\\.[A-Za-z0-9_-]{43}$`));
    expect(url).toBe(`wss://keyline.test/api/ws?ticket=${ticket}`);
    expect(Date.parse(expires_at) - Date.now()).toBeLessThanOrEqual(60_000);
    expect(Date.parse(expires_at) - Date.now()).toBeGreaterThan(50_000);
    expect(await storedText(account, "SELECT * FROM tickets")).not.toContain(ticket.split(".")[1]);

    const claims = JSON.parse(atob((account.access.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/")));
    const hash = await hashOf(ticket);
    expect(await objectOf(account).redeemTicket(hash)).toEqual({
      actor: `user:${account.userId}`,
      sessionId: claims.sid,
      siteIds: null,
      expiresAt: claims.exp * 1_000,
    });
    expect(await objectOf(account).redeemTicket(hash)).toBeNull();
  });

  it("of a site's key see that site, for a day", async () => {
    const account = await newAccount();
    const site = await addSite(account, { name: "One" });
    const { id, key } = (await account.call(`${AUTH}/api-keys/`, { json: { name: "K", site_id: site.id } })).body.data;
    const headers = { authorization: `ApiKey ${key}` };
    const { ticket } = (await call(`${AUTH}/ws-ticket/`, { method: "POST", headers })).body.data;
    const principal = await objectOf(account).redeemTicket(await hashOf(ticket));
    expect(principal).toMatchObject({ actor: `key:${id}`, sessionId: null, siteIds: [site.id] });
    expect(Math.abs((principal?.expiresAt ?? 0) - Date.now() - 86_400_000)).toBeLessThan(60_000);
  });

  it("need a sign-in", async () => {
    expect((await call(`${AUTH}/ws-ticket/`, { method: "POST" })).status).toBe(401);
  });
});

describe("Idempotency-Key", () => {
  const post = (account: TestAccount, json: object, key: string, path = "sites") =>
    account.call(`${AUTH}/${path}/`, { json, headers: { "idempotency-key": key } });

  it("replays the first answer, whatever the slash, and refuses another body", async () => {
    const account = await largeAccount();
    const key = unique();
    const first = await post(account, { name: "One" }, key);
    expect([first.status, first.headers.get("idempotent-replayed")]).toEqual([201, null]);
    const json = { name: "One" };
    for (const path of ["sites", "sites/"]) {
      const again = await account.call(`${AUTH}/${path}`, { json, headers: { "idempotency-key": key } });
      expect([again.status, again.headers.get("idempotent-replayed")]).toEqual([201, "true"]);
      expect(again.body).toEqual(first.body);
      expect(again.headers.get("cache-control")).toBe("no-store");
      expect(again.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    }
    const reused = await post(account, { name: "Other" }, key);
    expect([reused.status, reused.body.code]).toEqual([422, "IDEMPOTENCY_KEY_REUSED"]);
    expect((await account.call(`${AUTH}/sites/`)).body.count).toBe(1);
  });

  it("used 10 times at once makes one site", async () => {
    const account = await largeAccount();
    const key = unique();
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(account, { name: "One" }, key)));
    const executed = answers.filter((a) => a.status === 201 && a.headers.get("idempotent-replayed") === null);
    expect(executed).toHaveLength(1);
    for (const { status, headers, body } of answers) {
      if (status === 201) expect(body).toEqual(executed[0]?.body);
      else {
        expect([status, body.code]).toEqual([409, "IDEMPOTENCY_IN_PROGRESS"]);
        expect(headers.get("retry-after")).toBe("1");
      }
    }
    expect((await account.call(`${AUTH}/sites/`)).body.count).toBe(1);
  });

  it("is one account's own, and forgets refusals that may be put right", async () => {
    const [account, other] = [await newAccount(), await newAccount()];
    const key = unique();
    expect((await post(account, { name: "" }, key)).status).toBe(400);
    expect((await post(account, { name: "One" }, key)).status).toBe(201);
    expect((await post(other, { name: "One" }, key)).status).toBe(201);
    const limit = unique();
    expect((await post(account, { name: "Two" }, limit)).status).toBe(403);
    await operator("plan", { account_id: account.id, plan: "starter" });
    expect((await post(account, { name: "Two" }, limit)).status).toBe(201);
  });

  it("keeps a conflict, and refuses an empty or endless key", async () => {
    const account = await largeAccount();
    await addSite(account, { name: "One" });
    const key = unique();
    expect((await post(account, { name: "One" }, key)).status).toBe(409);
    const again = await post(account, { name: "One" }, key);
    expect([again.status, again.headers.get("idempotent-replayed")]).toEqual([409, "true"]);
    expect((await post(account, { name: "Two" }, "k".repeat(256))).status).toBe(400);
  });

  it("replays secrets, which are stored encrypted", async () => {
    const account = await newAccount();
    const key = unique();
    const first = await post(account, { name: "K" }, key, "api-keys");
    const stored = await storedText(account, "SELECT * FROM idempotency");
    expect(stored).toContain("v1.new.");
    expect(stored).not.toContain(first.body.data.key.slice(12));
    expect(stored).not.toContain(first.body.data.prefix);
    const again = await post(account, { name: "K" }, key, "api-keys");
    expect([again.status, again.body.data.key]).toEqual([201, first.body.data.key]);
    expect((await account.call(`${AUTH}/api-keys/`)).body.count).toBe(1);
  });
});

describe("the operator", () => {
  const audits = async (accountId: number) =>
    (
      await env.DB.prepare(
        `SELECT actor, action, details FROM audit_entries WHERE account_id = ?1
         UNION ALL SELECT actor, action, details FROM directory_audit_entries WHERE account_id = ?1`,
      )
        .bind(accountId)
        .all<{ actor: string; action: string; details: string }>()
    ).results.filter((row) => row.actor === "operator");

  it("needs the deployment's key", async () => {
    const account = await newAccount();
    const json = { account_id: account.id, plan: "scale" };
    const path = "/api/v1/system/operator/plan/";
    for (const authorization of [`Operator ${OPERATOR_KEY}x`, "Operator", `Bearer ${OPERATOR_KEY}`, ""]) {
      const { status } = await callWith({ OPERATOR_KEY }, path, json, { authorization });
      expect(status, authorization).toBe(401);
    }
    expect((await account.call(path, { json })).status).toBe(401);
    expect((await account.call(`${AUTH}/account/`)).body.data.plan.slug).toBe("free");
  });

  it("sets a plan: limits and credits at once, however often it is repeated", async () => {
    const account = await newAccount();
    for (let i = 0; i < 2; i += 1) {
      const { status, body } = await operator("plan", { account_id: account.id, plan: "growth", reason: "upgrade" });
      expect([status, body.data]).toEqual([
        200,
        { account_id: account.id, name: "Ada Lovelace", plan: "growth", status: "active" },
      ]);
    }
    expect(await objectOf(account).balance()).toMatchObject({ available: 15_000, planCreditsPerMonth: 15_000 });
    expect((await account.call(`${AUTH}/account/`)).body.data.plan).toMatchObject({ slug: "growth", max_sites: 5 });
    expect(JSON.parse((await audits(account.id))[0]?.details ?? "")).toEqual({
      from: "free",
      to: "growth",
      reason: "upgrade",
    });
  });

  it("grants bonus credits once for each Idempotency-Key, even from two places", async () => {
    const account = await newAccount();
    const json = { account_id: account.id, credits: 250, reason: "sorry" };
    const key = unique();
    const from = (address: string, body: object) =>
      operator("grant", body, { "idempotency-key": key, "cf-connecting-ip": address });
    const first = await from("192.0.2.1", json);
    expect(first.body.data).toMatchObject({
      account_id: account.id,
      credits: 250,
      balance: { available: 750, plan: 500, bonus: 250 },
    });
    expect((await from("192.0.2.1", json)).headers.get("idempotent-replayed")).toBe("true");
    expect((await from("192.0.2.2", json)).body.data).toEqual(first.body.data);
    expect((await from("192.0.2.3", { ...json, credits: 9 })).body.code).toBe("IDEMPOTENCY_KEY_REUSED");
    expect(await objectOf(account).balance()).toMatchObject({ bonus: 250 });
    expect((await audits(account.id)).map((row) => row.action)).toEqual(["account.credits_granted"]);
    const events = await env.DB.prepare("SELECT type, payload FROM events WHERE account_id = ?").bind(account.id).all();
    expect(events.results).toEqual([{ type: "credits_granted", payload: '{"credits":250,"reason":"sorry"}' }]);

    await operator("grant", json);
    await operator("grant", json);
    expect(await objectOf(account).balance()).toMatchObject({ bonus: 750 });
  });

  it("finishes a grant that broke off between the ledger and the audit log", async () => {
    const account = await newAccount();
    const json = { account_id: account.id, credits: 250, reason: "sorry" };
    const from = (address: string) =>
      operator("grant", json, { "idempotency-key": "the same", "cf-connecting-ip": address });
    await from("192.0.2.11");
    await env.DB.prepare("DELETE FROM audit_entries WHERE account_id = ? AND actor = 'operator'")
      .bind(account.id)
      .run();
    expect((await from("192.0.2.12")).body.data.balance).toEqual({ available: 750, plan: 500, bonus: 250 });
    expect((await audits(account.id)).map((row) => row.action)).toEqual(["account.credits_granted"]);
  });

  it("answers 404 for an unknown account and 400 for what cannot be", async () => {
    const account_id = 999_999_999;
    const statuses = [
      await operator("plan", { account_id, plan: "growth" }),
      await operator("grant", { account_id, credits: 1, reason: "r" }),
      await operator("suspend", { account_id }),
    ].map((answer) => answer.status);
    expect(statuses).toEqual([404, 404, 404]);
    const account = await newAccount();
    const wrong: [string, object][] = [
      ["plan", { plan: "platinum" }],
      ["plan", {}],
      ["grant", { credits: 0, reason: "r" }],
      ["grant", { credits: 1_000_001, reason: "r" }],
      ["grant", { credits: 1.5, reason: "r" }],
      ["grant", { credits: 5 }],
      ["suspend", { suspended: "yes" }],
    ];
    for (const [path, json] of wrong) {
      const { status, body } = await operator(path, { account_id: account.id, ...json });
      expect([status, body.code], JSON.stringify(json)).toEqual([400, "VALIDATION_ERROR"]);
    }
    expect(await audits(account.id)).toEqual([]);
    expect(await objectOf(account).balance()).toMatchObject({ available: 500 });
  });
});

describe("cost", () => {
  it("of every GET is one round trip to the database, of a write at most two", async () => {
    const account = await largeAccount();
    const site = await addSite(account, { name: "One" });
    for (const path of ["account", "sites", "sectors", "industries", "seed-keywords", "api-keys"]) {
      const { value, reading } = await meterD1(env.DB, () => account.call(`${AUTH}/${path}/`));
      expect([path, value.status, reading.roundTrips]).toEqual([path, 200, 1]);
    }
    const writes: [string, object][] = [
      ["sites", { name: "Two" }],
      ["sectors", { site_id: site.id, name: "S" }],
      ["api-keys", { name: "K", site_id: site.id }],
      ["ws-ticket", {}],
    ];
    for (const [path, json] of writes) {
      const { value, reading } = await meterD1(env.DB, () => account.call(`${AUTH}/${path}/`, { json }));
      expect([path, value.status]).toEqual([path, 201]);
      expect(reading.roundTrips, path).toBeLessThanOrEqual(2);
    }
  });
});
