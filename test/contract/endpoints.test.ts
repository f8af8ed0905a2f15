import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { type CallOptions, call, newAccount, type TestAccount } from "../kit/account.ts";
import { type Operation, v1Operations } from "../kit/document.ts";
import { type Furnished, furnishedAccount } from "../kit/furnished.ts";
import { resolve } from "./document-gaps.ts";

/** The endpoints of the v1 reference that exist so far, as it writes them. */
const REFERENCE = `
POST /auth/register/
POST /auth/login/
POST /auth/logout/
POST /auth/token/refresh/
GET /auth/account/
PUT /auth/account/
GET /auth/sites/
POST /auth/sites/
GET /auth/sectors/
POST /auth/sectors/
GET /auth/industries/
GET /auth/seed-keywords/
GET /planner/keywords/
POST /planner/keywords/
GET /planner/keywords/{id}/
PUT /planner/keywords/{id}/
DELETE /planner/keywords/{id}/
POST /planner/keywords/bulk_delete/
POST /planner/keywords/bulk_status/
POST /planner/keywords/add_to_workflow/
GET /planner/clusters/
POST /planner/clusters/
POST /planner/clusters/auto_cluster/
POST /planner/clusters/generate_ideas/
GET /planner/ideas/
POST /planner/ideas/
POST /planner/ideas/create_tasks/
GET /writer/tasks/
POST /writer/tasks/
POST /writer/tasks/bulk_create/
POST /writer/tasks/{id}/generate_content/
GET /writer/content/
POST /writer/content/
GET /writer/content/{id}/
PUT /writer/content/{id}/
POST /writer/content/{id}/update_content/
POST /writer/content/{id}/generate_images/
POST /writer/content/{id}/publish_to_wordpress/
GET /writer/images/
POST /writer/images/generate_for_content/
POST /writer/images/regenerate/
GET /writer/taxonomies/
GET /billing/balance/
GET /billing/usage/
GET /billing/usage/summary/
GET /billing/usage/limits/
GET /billing/transactions/
GET /integration/
POST /integration/
PUT /integration/{id}/
DELETE /integration/{id}/
POST /integration/{id}/test_connection/
GET /publisher/records/
POST /publisher/records/
GET /publisher/deployments/
POST /publisher/publish/
GET /publisher/publish/status/
GET /publisher/site-definition/
GET /notifications/
GET /notifications/{id}/
DELETE /notifications/{id}/
POST /notifications/{id}/read/
POST /notifications/read-all/
GET /notifications/unread-count/
GET /system/health/
GET /auth/api-keys/
POST /auth/api-keys/
POST /auth/ws-ticket/
GET /system/tasks/
GET /system/tasks/{task_id}/
POST /system/tasks/{task_id}/cancel/
POST /planner/keywords/import/`
  .trim()
  .split("\n");

/** Open to all. */
const OPEN = [
  "POST /auth/register/",
  "POST /auth/login/",
  "POST /auth/token/refresh/",
  "GET /publisher/site-definition/",
  "GET /system/health/",
];

let operations: Operation[] = [];
let owner: Furnished;
let stranger: TestAccount;

beforeAll(async () => {
  operations = await v1Operations();
  [owner, stranger] = await Promise.all([furnishedAccount(), newAccount()]);
}, 60_000);

const send = (operation: Operation, id: string, as?: TestAccount) => {
  const path = `/api/v1${operation.path.replace(/\{\w+\}/, id)}`;
  const json = operation.sample;
  const options = json === undefined ? { method: operation.method } : { method: operation.method, json };
  return as ? as.call(path, options) : call(path, options);
};

const withId = () => operations.filter((operation) => operation.path.includes("{"));
const fixtureOf = (operation: Operation) => owner.rows[operation.path.slice(0, operation.path.indexOf("{"))];

describe("every endpoint", () => {
  it("of the reference is there, as it is written", () => {
    const names = operations.map((operation) => operation.name);
    expect(REFERENCE.filter((line) => !names.includes(line))).toEqual([]);
  });

  it("that is not open answers 401 in the envelope, with its headers", async () => {
    const guarded = operations.filter((operation) => !OPEN.includes(operation.name));
    expect(guarded.length).toBeGreaterThan(60);
    const failures: unknown[] = [];
    for (const operation of guarded) {
      const { status, body, headers } = await send(operation, "1");
      const complete =
        body.success === false &&
        body.code === "AUTHENTICATION_REQUIRED" &&
        typeof body.error === "string" &&
        body.request_id === headers.get("x-request-id");
      if (status !== 401 || !complete || headers.get("x-ratelimit-limit") === null)
        failures.push({ name: operation.name, status, body });
    }
    expect(failures).toEqual([]);
  });

  it("says in the document who may call it", () => {
    const open = operations
      .filter((operation) => operation.spec["x-permission"] === "open")
      .map((operation) => operation.name);
    expect(open.sort()).toEqual([...OPEN].sort());
    expect(operations.filter((operation) => operation.spec["x-permission"] === undefined)).toEqual([]);
  });

  it("with an id answers 404 for another account's, with the same body as for an unknown one", async () => {
    const failures: unknown[] = [];
    for (const operation of withId()) {
      const id = fixtureOf(operation);
      expect({ operation: operation.name, id }).toMatchObject({ id: expect.any(String) });
      const unknownId = operation.path.includes("task_id") ? crypto.randomUUID() : "999999999";
      const [foreign, unknown] = [
        await send(operation, id ?? "", stranger),
        await send(operation, unknownId, stranger),
      ];
      const plain = (answer: { body: unknown }, from: string) =>
        JSON.stringify({ ...(answer.body as object), request_id: "" }).replaceAll(from, "ID");
      const alike = foreign.status === 404 && plain(foreign, id ?? "") === plain(unknown, unknownId);
      if (!alike) failures.push({ name: operation.name, foreign: foreign.body, unknown: unknown.body });
    }
    expect(failures).toEqual([]);
  });

  it("answers the same with and without the trailing slash", async () => {
    const reads = operations.filter(
      (operation) =>
        operation.method === "GET" &&
        !operation.path.includes("{") &&
        !operation.spec.parameters?.some((one: { name: string; required?: boolean }) => one.required),
    );
    const failures: unknown[] = [];
    for (const { path } of reads.filter((read) => read.path !== "/publisher/site-definition/")) {
      const [slash, bare] = [
        await owner.account.call(`/api/v1${path}`),
        await owner.account.call(`/api/v1${path.slice(0, -1)}`),
      ];
      if (slash.status !== bare.status || slash.status >= 300)
        failures.push({ path, slash: slash.status, bare: bare.status, body: slash.body });
    }
    expect(failures).toEqual([]);
  });

  it("that lists refuses unknown filters and pages that are too large", async () => {
    const lists = operations.filter((operation) =>
      operation.spec.parameters?.some((one: { name: string; required?: boolean }) => one.name === "page_size"),
    );
    expect(lists.length).toBeGreaterThan(15);
    const failures: unknown[] = [];
    for (const { path } of lists) {
      const reason = path === "/publisher/site-definition/" ? "site_id=1&" : "";
      for (const query of ["no_such_filter=1", "page_size=101", "page_size=0", "page=0"]) {
        const { status, body } = await owner.account.call(`/api/v1${path}?${reason}${query}`);
        if (status !== 400 || body.code !== "VALIDATION_ERROR") failures.push({ path, query, status });
      }
    }
    expect(failures).toEqual([]);
  });

  it("that takes JSON refuses other types, broken JSON, unknown keys and bodies over 1 MB in the envelope", async () => {
    const writers = operations.filter(
      (operation) =>
        operation.sample !== undefined &&
        !operation.path.includes("{") &&
        operation.spec["x-permission"] !== "operator",
    );
    const failures: unknown[] = [];
    for (const { name, method, path } of writers) {
      const url = `/api/v1${path}`;
      const json = { "content-type": "application/json" };
      const cases: [number, string, object][] = [
        [415, "UNSUPPORTED_MEDIA_TYPE", { method, text: "a=1", headers: { "content-type": "text/plain" } }],
        [400, "BAD_REQUEST", { method, text: "{", headers: json }],
        [400, "VALIDATION_ERROR", { method, json: { no_such_key: 1 } }],
        [413, "PAYLOAD_TOO_LARGE", { method, text: `"${"x".repeat(1_000_001)}"`, headers: json }],
      ];
      for (const [status, code, options] of cases) {
        const answer = await owner.account.call(url, options);
        if (answer.status !== status || answer.body.code !== code)
          failures.push({ name, wanted: code, status: answer.status, got: answer.body });
      }
    }
    expect(failures).toEqual([]);
  });
});

/** Keys of an entity that its creation refuses, because they would not be ignored silently: PUT takes them. */
const SET_LATER: Record<string, string[]> = { "/planner/keywords/": ["cluster_id", "status"] };

describe("what an endpoint shows", () => {
  // biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document is walked as it comes
  type Json = any;

  /** What GET shows of one thing of a list: its own answer, or the list's. */
  const entityOf = (document: Json, path: string) => {
    const one = document.paths[`/api/v1${path}{id}/`]?.get ?? document.paths[`/api/v1${path}`].get;
    const { data, results } = one.responses["200"].content["application/json"].schema.properties;
    return resolve(document, data ?? results.items).properties;
  };
  const bodyOf = (document: Json, operation: Operation) =>
    resolve(document, operation.spec.requestBody.content["application/json"].schema).properties;
  const isNullable = ({ type, anyOf = [] }: Json) =>
    [type].flat().includes("null") || anyOf.some((one: Json) => one.type === "null");
  const takesNull = (field: Json) => isNullable(field) || (field.type === undefined && !field.anyOf && !field.$ref);

  it("is a key that its creation and its change know, and null wherever it shows null", async () => {
    const document = (await call("/api/v1/openapi.json")).body;
    const creations = operations.filter(
      ({ name, path, spec }) =>
        name.startsWith("POST") && spec.responses["201"] && document.paths[`/api/v1${path}`].get,
    );
    const changes = operations.filter(({ method }) => method === "PUT");
    expect(creations.length).toBeGreaterThan(8);
    expect(changes.length).toBeGreaterThan(3);
    const gaps: unknown[] = [];
    for (const operation of [...creations, ...changes]) {
      const collection = operation.path.replace("{id}/", "");
      const [shown, taken] = [entityOf(document, collection), bodyOf(document, operation)];
      const unknown = Object.keys(shown).filter((key) => !taken[key]);
      const refused = unknown.filter((key) => operation.method === "PUT" || !SET_LATER[collection]?.includes(key));
      if (refused.length > 0) gaps.push({ name: operation.name, refused });
      if (operation.method !== "PUT") continue;
      const nulls = Object.keys(shown).filter((key) => isNullable(shown[key]) && taken[key] && !takesNull(taken[key]));
      if (nulls.length > 0) gaps.push({ name: operation.name, nulls });
    }
    expect(gaps).toEqual([]);
  });

  it("may be sent back whole", async () => {
    const rows = (await owner.account.call("/api/v1/integration/?platform=site")).body.results;
    const hosted = `/integration/${rows[0].id}/`;
    const kinds = operations.filter(({ method }) => method === "PUT").map(({ path }) => path);
    const paths = kinds.map((path) => path.replace("{id}", owner.rows[path.replace("{id}/", "")] ?? ""));
    for (const path of [...paths, hosted]) {
      const shown = (await owner.account.call(`/api/v1${path}`)).body.data;
      const sent = await owner.account.call(`/api/v1${path}`, { method: "PUT", json: shown });
      expect({ path, status: sent.status, body: sent.body }).toMatchObject({ status: 200 });
      const { updated_at, ...same } = shown;
      expect({ path, data: sent.body.data }).toMatchObject({ path, data: same });
    }
  });
});

const NONE = "999999999";
const OPERATOR = { authorization: `Operator ${env.OPERATOR_KEY}` };

/** At an id that does not exist, with a body that is right. Signing out comes last: it ends what the others need. */
function eachAtUnknownIds(): (Operation & { url: string; right: CallOptions })[] {
  const ordered = operations.toSorted((a, b) => Number(/logout/.test(a.name)) - Number(/logout/.test(b.name)));
  return ordered.map((operation) => {
    const url = `/api/v1${operation.path.replace("{task_id}", crypto.randomUUID()).replace(/\{\w+\}/, NONE)}`;
    const headers = operation.spec["x-permission"] === "operator" ? OPERATOR : {};
    const right = { method: operation.method, headers, ...(operation.sample && { json: operation.sample }) };
    return { ...operation, url, right };
  });
}

describe("what an endpoint does not name", () => {
  it("is refused in the query", async () => {
    const guest = await newAccount();
    const failures: unknown[] = [];
    for (const { name, url, right } of eachAtUnknownIds()) {
      const { status, body } = await guest.call(`${url}?no_such_parameter=1`, right);
      const named = JSON.stringify(body.errors ?? "").includes("no_such_parameter");
      if (status !== 400 || !named) failures.push({ name, status, body });
    }
    expect(failures).toEqual([]);
  });

  it("is refused in the body, also where there is none to send", async () => {
    const guest = await newAccount();
    const failures: unknown[] = [];
    const writers = eachAtUnknownIds().filter(({ method, name }) => method !== "GET" && !name.endsWith("/import/"));
    expect(writers.length).toBeGreaterThan(40);
    for (const { name, url, right, sample, spec } of writers) {
      const wrong = await guest.call(url, { ...right, json: { ...sample, no_such_key: 1 } });
      if (wrong.status !== 400 || wrong.body.code !== "VALIDATION_ERROR") failures.push({ name, answer: wrong.body });
      if (spec.requestBody) continue;
      const empty = await guest.call(url, { ...right, json: {} });
      if (empty.status === 400 || empty.status > 404) failures.push({ name, empty: empty.body });
    }
    expect(failures).toEqual([]);
  });
});

describe("a body of which nothing is needed", () => {
  it("may be missing or empty, and the document says so", async () => {
    const optional = eachAtUnknownIds().filter(({ spec }) => spec.requestBody && !spec.requestBody.required);
    expect(optional.map(({ name }) => name).sort()).toEqual([
      "POST /writer/content/{id}/generate_images/",
      "POST /writer/content/{id}/publish_to_wordpress/",
      "POST /writer/content/{id}/update_content/",
    ]);
    const json = { "content-type": "application/json" };
    for (const { name, url } of optional) {
      const bare = [
        { method: "POST" },
        { text: "", headers: json },
        { text: "", headers: { "content-type": "text/plain" } },
      ];
      for (const options of bare) expect([name, (await owner.account.call(url, options)).status]).toEqual([name, 404]);
      const broken = await owner.account.call(url, { text: " ", headers: json });
      expect([name, broken.body.code]).toEqual([name, "BAD_REQUEST"]);
    }
  });
});

describe("what no endpoint answers", () => {
  it("is 405 with the methods that a known path takes", async () => {
    const answer = await call("/api/v1/auth/login/", { method: "GET" });
    expect(answer).toMatchObject({ status: 405, body: { success: false, code: "METHOD_NOT_ALLOWED" } });
    expect(answer.headers.get("allow")).toBe("POST");
    const one = await call("/api/v1/planner/keywords/7/", { method: "POST", json: {} });
    expect([one.status, one.headers.get("allow")]).toEqual([405, "GET, PUT, DELETE"]);
  });

  it("is said in the surface's own envelope", async () => {
    expect(await call("/api/v1/nothing/")).toMatchObject({ status: 404, body: { success: false, code: "NOT_FOUND" } });
    expect(await call("/api/nothing")).toMatchObject({ status: 404, body: { error: { code: "not_found" } } });
  });
});
