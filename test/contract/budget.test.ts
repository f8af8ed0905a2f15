import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { meterD1 } from "../kit/d1-meter.ts";
import { type Operation, v1Operations } from "../kit/document.ts";
import { type Furnished, furnishedAccount } from "../kit/furnished.ts";
import { ledgerCopied } from "../kit/tasks.ts";

let operations: Operation[] = [];
let owner: Furnished;

beforeAll(async () => {
  operations = await v1Operations();
  owner = await furnishedAccount();
  await ledgerCopied(owner.account);
}, 60_000);

const remaining = (headers: Headers) => Number(headers.get("x-ratelimit-remaining"));

/** What a read needs beside its path. */
const QUERIES: Record<string, () => string> = {
  "/publisher/publish/status/": () => `?content_id=${owner.rows["/writer/content/"]}`,
  "/publisher/site-definition/": () => `?site_id=${owner.site.id}`,
};

function pathOf(operation: Operation): string {
  const id = owner.rows[operation.path.slice(0, operation.path.indexOf("{"))] ?? "";
  return `/api/v1${operation.path.replace(/\{\w+\}/, id)}${QUERIES[operation.path]?.() ?? ""}`;
}

const readsOfMembers = () =>
  operations.filter(({ method, spec }) => method === "GET" && !["open", "operator"].includes(spec["x-permission"]));

describe("a read with a Bearer token", () => {
  it("asks the account's object once and D1 at most once", async () => {
    const readings: Record<string, number[]> = {};
    for (const operation of readsOfMembers()) {
      const before = await owner.account.call(pathOf(operation));
      expect({ name: operation.name, status: before.status }).toMatchObject({ status: 200 });
      const { value, reading } = await meterD1(env.DB, () => owner.account.call(pathOf(operation)));
      readings[operation.name] = [reading.roundTrips, remaining(before.headers) - remaining(value.headers)];
    }
    const over = Object.entries(readings).filter(([, [trips = 9, admissions]]) => trips > 1 || admissions !== 1);
    expect(over).toEqual([]);
    expect(Object.keys(readings).length).toBeGreaterThan(30);
  });
});

describe("a write", () => {
  it("makes at most two D1 round trips", async () => {
    const { account, place, site, rows } = owner;
    const content = rows["/writer/content/"];
    const writes: [string, string, unknown][] = [
      ["PUT", "/auth/account/", { name: "Renamed" }],
      ["POST", "/auth/sectors/", { site_id: site.id, name: "Tea" }],
      ["POST", "/auth/api-keys/", { name: "Second" }],
      ["POST", "/auth/ws-ticket/", {}],
      ["POST", "/planner/keywords/", { ...place, keyword: "burr grinder" }],
      ["PUT", `/planner/keywords/${rows["/planner/keywords/"]}/`, { volume_override: 70 }],
      ["POST", "/planner/keywords/bulk_status/", { ids: [Number(rows["/planner/keywords/"])], status: "new" }],
      ["POST", "/planner/clusters/", { ...place, name: "Scales" }],
      [
        "POST",
        "/planner/ideas/",
        { ...place, title: "Scales compared", content_type: "post", content_structure: "comparison" },
      ],
      [
        "POST",
        "/writer/content/",
        { site_id: site.id, title: "Scales", content_html: "<p>Weigh.</p>", tags: ["a", "b"] },
      ],
      ["PUT", `/writer/content/${content}/`, { title: "Grinders, again", tags: ["c"] }],
      ["POST", `/writer/content/${content}/generate_images/`, {}],
      ["POST", "/publisher/publish/", { content_id: Number(content), destinations: ["site"] }],
      ["PUT", `/integration/${rows["/integration/"]}/`, { name: "Blog" }],
      ["POST", `/notifications/${rows["/notifications/"]}/read/`, {}],
      ["POST", "/notifications/read-all/", {}],
      ["DELETE", `/notifications/${rows["/notifications/"]}/`, undefined],
      ["DELETE", `/planner/keywords/${rows["/planner/keywords/"]}/`, undefined],
    ];
    const over: unknown[] = [];
    for (const [method, path, json] of writes) {
      const options = json === undefined ? { method } : { method, json };
      const { value, reading } = await meterD1(env.DB, () => account.call(`/api/v1${path}`, options));
      expect({ method, path, status: value.status, body: value.body }).toMatchObject({ body: { success: true } });
      if (reading.roundTrips > 2) over.push({ method, path, roundTrips: reading.roundTrips });
      await ledgerCopied(account);
    }
    expect(over).toEqual([]);
  }, 60_000);
});
