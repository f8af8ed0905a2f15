import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { meterD1 } from "../kit/d1-meter.ts";
import { putOnPlan, tenants } from "../kit/databases.ts";
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

/** Requests that the account's object has admitted between two answers; a new minute counts from the beginning. */
const admittedBetween = (before: Headers, after: Headers) => {
  const left = (headers: Headers) => Number(headers.get("x-ratelimit-remaining"));
  const sameMinute = before.get("x-ratelimit-reset") === after.get("x-ratelimit-reset");
  return (sameMinute ? left(before) : Number(after.get("x-ratelimit-limit"))) - left(after);
};

/** Reads of both databases, one round trip to each, side by side: the members are in the directory, the rest on the shard. */
const OF_BOTH_DATABASES = ["GET /billing/usage/limits/"];

/**
 * Where the directory is another database, a hosted site makes two round trips to each: it is judged and made on the
 * shard, and its address is claimed in the directory before that, and finished after it.
 */
const MOST_TRIPS: Record<string, number> = { "/auth/sites/": tenants === env.DB ? 2 : 4 };

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
      const { value, reading } = await meterD1(tenants, () => owner.account.call(pathOf(operation)));
      readings[operation.name] = [reading.roundTrips, admittedBetween(before.headers, value.headers)];
    }
    const over = Object.entries(readings).filter(
      ([name, [trips = 9, admissions]]) => trips > (OF_BOTH_DATABASES.includes(name) ? 2 : 1) || admissions !== 1,
    );
    expect(over).toEqual([]);
    expect(Object.keys(readings).length).toBeGreaterThan(30);
  });
});

describe("a write", () => {
  it("makes at most two D1 round trips", async () => {
    const { account, place, site, rows } = owner;
    await putOnPlan(account, "scale");
    const content = rows["/writer/content/"];
    const writes: [string, string, unknown][] = [
      ["PUT", "/auth/account/", { name: "Renamed" }],
      ["POST", "/auth/sites/", { name: "Budgets" }],
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
      const { value, reading } = await meterD1(tenants, () => account.call(`/api/v1${path}`, options));
      expect({ method, path, status: value.status, body: value.body }).toMatchObject({ body: { success: true } });
      if (reading.roundTrips > (MOST_TRIPS[path] ?? 2)) over.push({ method, path, roundTrips: reading.roundTrips });
      await ledgerCopied(account);
    }
    expect(over).toEqual([]);
  }, 60_000);
});
