import { describe, expect, it } from "vitest";
import { studio, v1 } from "../../src/app.ts";
import { createRouter } from "../../src/http/router.ts";
import { call, newAccount } from "../kit/account.ts";
import {
  componentGaps,
  type Json,
  type Located,
  operationGaps,
  operationsOf,
  resolve,
  schemaGapsOf,
} from "./document-gaps.ts";

const SURFACES = [
  { name: "v1", url: "/api/v1/openapi.json", router: v1 },
  { name: "studio", url: "/api/openapi.json", router: studio },
] as const;

/** The schemas of each route's own document, by name: the whole document keeps only one of those with the same name. */
function namedSchemas(router: typeof v1): Map<string, Set<string>> {
  const named = new Map<string, Set<string>>();
  for (const definition of router.openAPIRegistry.definitions) {
    if (definition.type !== "route") continue;
    const alone = createRouter();
    alone.openAPIRegistry.registerPath(definition.route);
    const { components } = alone.getOpenAPI31Document({ openapi: "3.1.0", info: { title: "One route", version: "1" } });
    for (const [name, schema] of Object.entries(components?.schemas ?? {}))
      named.set(name, (named.get(name) ?? new Set()).add(JSON.stringify(schema)));
  }
  return named;
}

const read = async (url: string): Promise<Json> => (await call(url)).body;

/** What can be published to; the contract's list of platforms names seventeen. */
const AVAILABLE = "Available today: wordpress, site";

describe("the documents", () => {
  it("say at every list of platforms which of them work today", async () => {
    const { components, paths } = await read("/api/v1/openapi.json");
    const { CreateRecordBody, PublishBody, PublishingRecord } = components.schemas;
    expect(CreateRecordBody.properties.destination.description).toBe(
      `Platform; this or \`integration_id\`. ${AVAILABLE}`,
    );
    expect(PublishBody.properties.destinations.items.description).toContain(AVAILABLE);
    expect(PublishingRecord.properties.destination.description).toContain(AVAILABLE);
    const filters = paths["/api/v1/publisher/records/"].get.parameters as Json[];
    expect(filters.find(({ name }) => name === "destination")?.schema.description).toContain(AVAILABLE);
  });

  it("are what somebody finds who opens the bare address", async () => {
    const { status, headers } = await call("/");
    expect([status, headers.get("location")]).toEqual([302, "/api/docs/"]);
    expect((await call("/api/docs/")).headers.get("content-type")).toContain("text/html");
  });
});

describe.each(SURFACES)("the OpenAPI document of $name", ({ name, url, router }) => {
  it("is served as OpenAPI 3.1 to anyone, with a relative server and the rate limit's headers", async () => {
    const { status, headers, body } = await call(url);
    expect(status).toBe(200);
    expect(headers.get("content-type")).toContain("application/json");
    expect(headers.get("x-ratelimit-limit")).not.toBeNull();
    expect(body.openapi).toBe("3.1.0");
    expect(body.servers.map((server: Json) => server.url)).toEqual(["/"]);
    expect(JSON.stringify(body)).not.toContain("keyline.test");
  });

  it("shows full paths, and every reference leads somewhere", async () => {
    const document = await read(url);
    const paths = Object.keys(document.paths);
    expect(paths.length).toBeGreaterThan(0);
    const shape = name === "v1" ? /^\/api\/v1\/.*\/$/ : /^\/api\/(?!v1\/).*[^/]$/;
    expect(paths.filter((path) => !shape.test(path))).toEqual([]);
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, target]) => target);
    for (const $ref of new Set(references)) expect(() => resolve(document, { $ref })).not.toThrow();
  });

  it("names each operation once, with permission, rate, summary, a described tag and a required body", async () => {
    const document = await read(url);
    const operations = operationsOf(document);
    expect(operations.flatMap((located) => operationGaps(document, located))).toEqual([]);
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it("describes, shows by example and bounds every field", async () => {
    const document = await read(url);
    const gaps = [
      ...operationsOf(document).flatMap((located) => schemaGapsOf(document, located)),
      ...componentGaps(document),
    ];
    expect([...new Set(gaps)].sort()).toEqual([]);
  });

  it("gives each name to one schema", async () => {
    const named = namedSchemas(router);
    const { schemas } = (await read(url)).components;
    expect([...named.keys(), "Error"].filter((schema) => !schemas[schema])).toEqual([]);
    expect([...named].filter(([, meanings]) => meanings.size > 1)).toEqual([]);
  });

  it("uses only security schemes that it declares", async () => {
    const document = await read(url);
    const declared = Object.keys(document.components.securitySchemes);
    const used = operationsOf(document).flatMap(({ operation }) => (operation.security ?? []).flatMap(Object.keys));
    expect(used.filter((scheme) => !declared.includes(scheme))).toEqual([]);
  });

  it("gives every answer its headers and every error examples in the surface's own shape", async () => {
    const document = await read(url);
    for (const { path, method, operation } of operationsOf(document)) {
      for (const [status, given] of Object.entries<Json>(operation.responses)) {
        const where = `${method} ${path} ${status}`;
        const { headers, content } = resolve(document, given);
        expect(Object.keys(headers ?? {}), where).toEqual(
          expect.arrayContaining(["X-Request-Id", "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"]),
        );
        if (status === "429" || status === "503") expect(headers["Retry-After"], where).toBeDefined();
        if (+status < 400) continue;
        const examples = Object.entries<Json>(content["application/json"].examples);
        expect(examples.length, where).toBeGreaterThan(0);
        for (const [code, { value }] of examples) {
          expect(name === "v1" ? value.code : value.error.code, where).toBe(code);
        }
      }
    }
  });

  it("offers Idempotency-Key on every POST and on nothing else", async () => {
    const document = await read(url);
    const offers = ({ operation }: Located) =>
      (operation.parameters ?? []).some((given: Json) => resolve(document, given).name === "Idempotency-Key");
    const wrong = operationsOf(document).filter((located) => offers(located) !== (located.method === "post"));
    expect(wrong.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });
});

describe("the examples of errors", () => {
  const documented = async (path: string, method: string, status: number) => {
    const document = await read("/api/v1/openapi.json");
    const response = resolve(document, document.paths[path][method].responses[status]);
    return Object.keys(response.content["application/json"].examples);
  };

  it("name the codes that the API really answers", async () => {
    const account = await newAccount();
    const task = "/api/v1/system/tasks/{task_id}/";
    const unknown = task.replace("{task_id}", "0d5a9a5e-6a8f-4a39-9d7b-3f1f0f6f1c11");
    const answers = [
      { path: task, method: "get", answer: await account.call(unknown) },
      { path: task, method: "get", answer: await call(unknown) },
      { path: "/api/v1/system/tasks/", method: "get", answer: await account.call("/api/v1/system/tasks/?page=0") },
      { path: "/api/v1/auth/login/", method: "post", answer: await call("/api/v1/auth/login/", { json: {} }) },
      { path: "/api/v1/auth/login/", method: "post", answer: await call("/api/v1/auth/login/", { text: "{}" }) },
    ];
    expect(answers.map(({ answer }) => answer.status)).toEqual([404, 401, 400, 400, 415]);
    for (const { path, method, answer } of answers) {
      expect(await documented(path, method, answer.status)).toContain(answer.body.code);
    }
  });
});

describe("the pages", () => {
  it.each(["/api/docs/", "/api/redoc/"])(
    "%s asks for nothing but this origin's own files, under a strict policy",
    async (url) => {
      const { status, headers, body } = await call(url);
      expect(status).toBe(200);
      expect(headers.get("content-security-policy")).toContain("default-src 'none'; script-src 'self'");
      expect(headers.get("content-security-policy")).not.toContain("unsafe-eval");
      expect(body).not.toMatch(/<script(?![^>]*src=)/);
      const files = [...body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => String(file));
      expect(files.filter((file) => !file.startsWith("/api/"))).toEqual([]);
      for (const file of files) expect((await call(file)).status, file).toBe(200);
    },
  );

  it("serve no other asset", async () => {
    expect((await call("/api/docs/assets/vectors.bin")).status).toBe(404);
    expect((await call("/api/docs/assets/..%2Fvectors.bin")).status).toBe(404);
  });
});
