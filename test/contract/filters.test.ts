import { beforeAll, describe, expect, it } from "vitest";
import { meterD1 } from "../kit/d1-meter.ts";
import { putOnPlan, tenants } from "../kit/databases.ts";
import { type Operation, v1Operations } from "../kit/document.ts";
import { type Furnished, furnishedAccount } from "../kit/furnished.ts";
import { ledgerCopied } from "../kit/tasks.ts";

/** Each has a neighbour's row behind its own: the end of an index's range is found by looking at the row after it. */
let owner: Furnished;
let crowd: Furnished;
/** A site of the owner's with a few rows, so that a walk over the whole account shows. */
let smallSite: number;
let lists: Operation[];

/** Shows one hosted site and a page of what it has published: not a list of an account's rows. */
const ONE_SITE = "/publisher/site-definition/";

beforeAll(async () => {
  const operations = await v1Operations();
  lists = operations.filter(({ path, spec }) => parametersOf(spec).includes("page_size") && path !== ONE_SITE);
  owner = await furnishedAccount();
  crowd = await furnishedAccount();
  await Promise.all([owner, crowd].map(({ account }) => putOnPlan(account, "scale")));
  await fill(owner, 60);
  smallSite = await addSmallSite(owner);
  await Promise.all([owner, crowd].map(({ account }) => ledgerCopied(account)));
}, 120_000);

const parametersOf = (spec: Operation["spec"]): string[] => (spec.parameters ?? []).map(({ name }: Parameter) => name);
const pick = (values: readonly string[], n: number) => values[n % values.length];
const several = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));

async function create({ account }: Furnished, path: string, json: unknown): Promise<{ id: number }> {
  const { status, body } = await account.call(`/api/v1${path}`, { json });
  expect({ path, status, body }).toMatchObject({ status: 201 });
  return body.data;
}

const kindOf = (n: number) => ({
  content_type: pick(["post", "page", "product"], n),
  content_structure: pick(["guide", "comparison", "review", "listicle"], n),
});

async function importKeywords({ account, place }: Furnished, count: number): Promise<void> {
  const line = (n: number) =>
    `keyword number ${n},${n * 10},${n % 100},${pick(["informational", "commercial"], n)},${pick(["US", "GB", "DE"], n)}`;
  const text = ["keyword,volume,difficulty,publication,country", ...several(count, line)].join("\n");
  const query = `?site_id=${place.site_id}&sector_id=${place.sector_id}`;
  const file = { text, headers: { "content-type": "text/csv" } };
  expect((await account.call(`/api/v1/planner/keywords/import/${query}`, file)).status).toBe(200);
}

/** `count` rows of each kind, enough that a walk over all of them shows; half of the keywords are in a cluster each. */
async function fill(room: Furnished, count: number): Promise<void> {
  const { account, place, site } = room;
  await importKeywords(room, 2 * count);
  const clusters = await Promise.all(
    several(count, (n) => create(room, "/planner/clusters/", { ...place, name: `Cluster number ${n}` })),
  );
  const ids = JSON.stringify(clusters.map(({ id }) => id));
  await tenants
    .prepare(
      `UPDATE keywords SET cluster_id = member.value, status = 'mapped' FROM json_each(?1) AS member
     WHERE account_id = ?2 AND keyword = 'keyword number ' || (2 * member.key)`,
    )
    .bind(ids, account.id)
    .run();
  const clusterOf = (n: number) => clusters[n]?.id ?? 0;
  const idea = (n: number) => ({ ...place, ...kindOf(n), cluster_id: clusterOf(n), title: `Idea number ${n}` });
  await Promise.all(several(count, (n) => create(room, "/planner/ideas/", idea(n))));
  const tasks = several(count, (n) => ({
    ...place,
    ...kindOf(n),
    cluster_id: clusterOf(n),
    title: `Task number ${n}`,
  }));
  await create(room, "/writer/tasks/bulk_create/", { tasks: tasks.slice(0, 100) });
  const article = (n: number) => ({
    site_id: site.id,
    ...kindOf(n),
    title: `Article number ${n}`,
    content_html: "<p>x</p>",
    tags: [`t${n % 5}`],
  });
  await Promise.all(several(count, (n) => create(room, "/writer/content/", article(n))));
  await tenants
    .prepare(
      `INSERT INTO taxonomies (account_id, site_id, name, slug, taxonomy_type, created_at, updated_at)
     SELECT ?1, ?2, 'Term number ' || value, 'n' || value, iif(value % 2, 'tag', 'category'), 0, 0 FROM json_each(?3)`,
    )
    .bind(account.id, site.id, JSON.stringify(several(count, (n) => n)))
    .run();
  const sites = await Promise.all(several(count, (n) => create(room, "/auth/sites/", { name: `Site number ${n}` })));
  await Promise.all(sites.map(({ id }) => create(room, "/auth/sectors/", { site_id: id, name: "Coffee" })));
}

async function addSmallSite(room: Furnished): Promise<number> {
  const { id } = await create(room, "/auth/sites/", { name: "Small" });
  const sector = await create(room, "/auth/sectors/", { site_id: id, name: "Tea" });
  const place = { site_id: id, sector_id: sector.id };
  const cluster = await create(room, "/planner/clusters/", { ...place, name: "Number of pots" });
  await create(room, "/planner/keywords/", { ...place, keyword: "number of pots" });
  await create(room, "/planner/ideas/", { ...place, ...kindOf(1), title: "Number of pots" });
  await create(room, "/writer/tasks/", { ...place, ...kindOf(1), cluster_id: cluster.id, title: "Number of pots" });
  await create(room, "/writer/content/", { site_id: id, title: "Number of pots", content_html: "<p>x</p>" });
  return id;
}

interface Parameter {
  name: string;
  in: string;
  example?: unknown;
  schema: { enum?: string[]; example?: unknown };
}

/** Of many rows, of few, of none; two letters and one. The library of seed keywords has other words. */
const SEARCHES = ["number", "number 11", "no such row", "nu", "n", "best", "coffee best"];

/** No condition, then each filter, order and search alone, with values that match some rows. */
function queriesOf(operation: Operation): string[] {
  const values: Record<string, unknown[]> = {
    country: ["US"],
    tag: ["t1"],
    site_id: [owner.site.id, smallSite],
    sector_id: [owner.place.sector_id],
    search: SEARCHES,
  };
  const queries = (operation.spec.parameters as Parameter[])
    .filter(({ name, in: place }) => place === "query" && !["page", "page_size"].includes(name))
    .flatMap(({ name, schema, example }) => {
      const bound = name.endsWith("_min") ? 90 : name.endsWith("_max") ? 10 : undefined;
      const several = schema.enum ?? values[name] ?? [bound ?? example ?? schema.example ?? 1];
      return several.map((value) => `${name}=${encodeURIComponent(String(value))}`);
    });
  return ["", ...queries].flatMap((query) => [20, 100].map((size) => `?page_size=${size}&${query}`));
}

interface Listed {
  count: number;
  results: { sectors?: unknown[]; cluster_name?: string | null }[];
}

/** What matches: the rows of the list, and those that an answer shows inside of them. */
const matching = ({ count, results }: Listed): number =>
  results.reduce((sum, { sectors = [] }) => sum + sectors.length, count);

/** Keywords and ideas show the name of their cluster: one row more for each row of the page that has one. */
const named = ({ results }: Listed): number => results.filter((row) => row.cluster_name).length;

interface Read {
  count: number;
  read: number;
  allowed: number;
}

async function readAll(): Promise<Record<string, Read>> {
  const readings: Record<string, Read> = {};
  for (const operation of lists) {
    for (const query of queriesOf(operation)) {
      const path = `${operation.path}${query}`;
      const { value, reading } = await meterD1(tenants, () => owner.account.call(`/api/v1${path}`));
      expect({ path, status: value.status }).toMatchObject({ status: 200 });
      const size = Number(new URLSearchParams(query).get("page_size"));
      const allowed = 2 * matching(value.body) + named(value.body) + size + 20;
      readings[path] = { count: value.body.count, read: reading.rowsRead, allowed };
    }
  }
  return readings;
}

describe("a list with one filter, one order or one search", () => {
  it("reads at most twice what matches, and the page, whatever other accounts have", async () => {
    const readings = await readAll();
    const over = Object.entries(readings).filter(([, { read, allowed }]) => read > allowed);
    expect(over).toEqual([]);
    expect(Object.keys(readings).length).toBeGreaterThan(300);
    const searched = lists.filter(({ spec }) => parametersOf(spec).includes("search")).map(({ path }) => path);
    expect(searched).toHaveLength(8);
    const most = searched.filter((path) => path !== "/auth/seed-keywords/");
    for (const path of most) expect(readings[`${path}?page_size=20&search=number`]?.count, path).toBeGreaterThan(50);
    expect(readings["/auth/seed-keywords/?page_size=20&search=best"]?.count).toBeGreaterThan(50);

    await fill(crowd, 100);
    await importKeywords(crowd, 1_000);
    await ledgerCopied(crowd.account);
    expect(await readAll()).toEqual(readings);
  }, 240_000);
});
