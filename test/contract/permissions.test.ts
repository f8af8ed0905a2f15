import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { type Answer, call, newAccount, type TestAccount } from "../kit/account.ts";
import { type Operation, v1Operations } from "../kit/document.ts";

/** Who may do what, written down a second time and on purpose not read from the source. */
const ROLES = ["owner", "admin", "editor", "viewer", "developer", "system_bot"] as const;
const SCOPES = ["read", "content", "publish", "webhook"] as const;
const MAY: Record<string, readonly string[]> = {
  member: ["owner", "admin", "editor", "viewer"],
  read: ["owner", "admin", "editor", "viewer", "key:read"],
  content: ["owner", "admin", "editor", "key:content"],
  publish: ["owner", "admin", "editor", "key:publish"],
  webhook: ["key:webhook"],
  money: ["owner", "admin"],
  account: ["owner", "admin"],
  operator: [],
};

/** Operations that deserve a second look when their permission changes. */
const GUARDED: Record<string, RegExp> = {
  account: /^(PUT \/auth\/account\/|\w+ \/auth\/api-keys\/.*)$/,
  money: /^GET \/billing\/(usage|usage\/summary|transactions)\/$/,
  publish: /^POST \/(publisher\/.*|writer\/content\/\{id\}\/publish_to_wordpress\/)$/,
  operator: /^POST \/system\/operator\/.*$/,
};

let operations: Operation[] = [];
let owner: TestAccount;
const callers = new Map<string, string>();

async function memberToken(role: (typeof ROLES)[number]): Promise<string> {
  const email = `${role}-${Date.now()}@example.com`;
  await env.DB.prepare(
    `INSERT INTO users (account_id, email, username, first_name, last_name, password_hash, role, is_active, created_at, updated_at)
     SELECT account_id, ?, username, first_name, last_name, password_hash, ?, 1, created_at, updated_at FROM users WHERE id = ?`,
  )
    .bind(email, role, owner.userId)
    .run();
  const { status, body } = await call("/api/v1/auth/login/", { json: { email, password: "correct horse battery" } });
  expect({ role, status, body }).toMatchObject({ status: 200 });
  return `Bearer ${body.data.access}`;
}

beforeAll(async () => {
  [operations, owner] = await Promise.all([v1Operations(), newAccount()]);
  for (const role of ROLES) callers.set(role, await memberToken(role));
  for (const scope of SCOPES) {
    const { body } = await owner.call("/api/v1/auth/api-keys/", { json: { name: scope, scopes: [scope] } });
    callers.set(`key:${scope}`, `ApiKey ${body.data.key}`);
  }
}, 60_000);

/** Ids are unknown and bodies only samples: whoever is let in gets some other answer than a refusal. */
function attempt(operation: Operation, authorization: string, method = operation.method): Promise<Answer> {
  const id = operation.path.includes("task_id") ? crypto.randomUUID() : "999999999";
  const path = `/api/v1${operation.path.replace(/\{\w+\}/, id)}`;
  const options = { method, headers: { authorization } };
  return call(path, operation.sample === undefined ? options : { ...options, json: operation.sample });
}

const permissionOf = (operation: Operation): string => operation.spec["x-permission"];
const refused = ({ status, body }: Answer) => status === 401 || body.code === "PERMISSION_DENIED";

describe("every operation", () => {
  it("has the permission that its kind must have", () => {
    for (const [permission, names] of Object.entries(GUARDED)) {
      const wrong = operations.filter(
        (operation) =>
          names.test(operation.name) &&
          operation.name !== "GET /publisher/records/" &&
          permissionOf(operation) !== permission,
      );
      expect(wrong.map(({ name }) => name)).toEqual([]);
    }
    const writing = operations.filter(
      ({ method, name }) => method !== "GET" && !/\/notifications\/|ws-ticket|\/auth\/log/.test(name),
    );
    expect(writing.filter((operation) => ["read", "member"].includes(permissionOf(operation)))).toEqual([]);
  });

  it("lets in the roles and key scopes of its permission, and refuses all others with 403", async () => {
    const wrong: unknown[] = [];
    // last, because it ends the sessions that the others need
    const ordered = operations.toSorted((a, b) => Number(/logout/.test(a.name)) - Number(/logout/.test(b.name)));
    for (const operation of ordered.filter((one) => permissionOf(one) !== "open")) {
      for (const [caller, authorization] of callers) {
        const answer = await attempt(operation, authorization);
        const may = MAY[permissionOf(operation)]?.includes(caller);
        const status = permissionOf(operation) === "operator" ? 401 : 403;
        if (may ? refused(answer) : answer.status !== status || answer.body.success !== false)
          wrong.push({ name: operation.name, caller, may, status: answer.status, code: answer.body.code });
      }
    }
    expect(wrong).toEqual([]);
  }, 120_000);

  it("asks the same of HEAD, and of a method override", async () => {
    const viewer = await memberToken("viewer");
    const wrong: unknown[] = [];
    for (const operation of operations.filter((one) => one.method === "GET" && permissionOf(one) !== "open")) {
      const path = `/api/v1${operation.path.replace(/\{\w+\}/, "999999999")}`;
      const { status } = await call(path, { method: "HEAD" });
      if (status !== 401) wrong.push({ path, status });
      const headers = { authorization: viewer, "x-http-method-override": "DELETE", "x-http-method": "DELETE" };
      const overridden = await call(path, { headers });
      if (overridden.status === 405 || (operation.path.includes("{") && overridden.body.data !== undefined))
        wrong.push({ path, status: overridden.status });
    }
    expect(wrong).toEqual([]);
  });
});
