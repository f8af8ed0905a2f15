import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { meterD1 } from "../kit/d1-meter.ts";
import { type Operation, v1Operations } from "../kit/document.ts";
import { type Furnished, furnishedAccount } from "../kit/furnished.ts";

let owner: Furnished;
let operations: Operation[];

beforeAll(async () => {
  operations = await v1Operations();
  owner = await furnishedAccount();
  await env.DB.prepare("UPDATE accounts SET plan_slug = 'scale' WHERE id = ?").bind(owner.account.id).run();
  await fill(owner);
}, 120_000);

const pick = (values: readonly string[], n: number) => values[n % values.length];
const several = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));

/** Enough rows of each kind that a walk over all of them shows. */
async function fill({ account, place, site }: Furnished): Promise<void> {
  const post = (path: string, json: unknown) => account.call(`/api/v1${path}`, { json });
  const keyword = (n: number) =>
    `kw number ${n},${n * 10},${n % 100},${pick(["informational", "commercial"], n)},${pick(["US", "GB", "DE"], n)}`;
  const csv = ["keyword,volume,difficulty,intent,country", ...several(120, keyword)].join("\n");
  const query = `?site_id=${place.site_id}&sector_id=${place.sector_id}`;
  const file = { text: csv, headers: { "content-type": "text/csv" } };
  expect((await account.call(`/api/v1/planner/keywords/import/${query}`, file)).status).toBe(200);
  const cluster_id = (await account.call("/api/v1/planner/clusters/")).body.results[0].id;
  const kind = (n: number) => ({
    content_type: pick(["post", "page", "product"], n),
    content_structure: pick(["guide", "comparison", "review", "listicle"], n),
  });
  await Promise.all(several(40, (n) => post("/planner/clusters/", { ...place, name: `Cluster ${n}` })));
  await Promise.all(
    several(40, (n) => post("/planner/ideas/", { ...place, ...kind(n), cluster_id, title: `Idea ${n}` })),
  );
  const tasks = several(60, (n) => ({ ...place, ...kind(n), cluster_id, title: `Task ${n}` }));
  expect((await post("/writer/tasks/bulk_create/", { tasks })).status).toBe(201);
  const article = (n: number) => ({
    site_id: site.id,
    ...kind(n),
    title: `Article ${n}`,
    content_html: "<p>x</p>",
    tags: [`t${n % 5}`],
  });
  await Promise.all(several(60, (n) => post("/writer/content/", article(n))));
}

interface Parameter {
  name: string;
  in: string;
  example?: unknown;
  schema: { enum?: string[]; example?: unknown };
}

/** Each filter alone and each ordering alone, with values that match some rows. */
function queriesOf(operation: Operation): string[] {
  const values: Record<string, unknown> = {
    country: "US",
    tag: "t1",
    site_id: owner.site.id,
    sector_id: owner.place.sector_id,
  };
  return (operation.spec.parameters as Parameter[])
    .filter(({ name, in: place }) => place === "query" && !["page", "page_size", "search"].includes(name))
    .flatMap(({ name, schema, example }) => {
      if (schema.enum) return schema.enum.map((value) => `${name}=${encodeURIComponent(value)}`);
      const bound = name.endsWith("_min") ? 90 : name.endsWith("_max") ? 10 : undefined;
      return [`${name}=${encodeURIComponent(String(bound ?? values[name] ?? example ?? schema.example ?? 1))}`];
    });
}

/** Industries carry their sectors; seed keywords join two names to each row of the page. */
const OUTSIDE = ["/auth/industries/", "/auth/seed-keywords/"];
/** Reading a range finds its end by the row behind it, and keywords read their sectors' names beside the page. */
const SLACK = 4;

describe("a list with one filter or one order", () => {
  it("reads at most twice what matches, and the page", async () => {
    const over: unknown[] = [];
    let measured = 0;
    for (const operation of operations) {
      const lists = operation.spec.parameters?.some(({ name }: Parameter) => name === "page_size");
      if (!lists || OUTSIDE.includes(operation.path) || operation.path.includes("site-definition")) continue;
      for (const query of queriesOf(operation)) {
        const path = `/api/v1${operation.path}?${query}`;
        const { value, reading } = await meterD1(env.DB, () => owner.account.call(path));
        expect({ path, status: value.status }).toMatchObject({ status: 200 });
        const allowed = 2 * value.body.count + 20 + 20 + SLACK;
        if (reading.rowsRead > allowed) over.push({ path, read: reading.rowsRead, allowed });
        measured += 1;
      }
    }
    expect(over).toEqual([]);
    expect(measured).toBeGreaterThan(100);
  }, 120_000);
});
