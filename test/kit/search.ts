import { expect } from "vitest";
import { idToken } from "../../src/db/search.ts";
import { call, newAccount, type TestAccount } from "./account.ts";
import { putOnPlan, tenants } from "./databases.ts";

export interface SearchedList {
  /** With its slash at the end. */
  path: string;
  table: string;
  /** The column that is searched. */
  column: string;
  /** Makes a row with this text and answers its id. */
  create(account: TestAccount, place: Place, text: string): Promise<number>;
}

export interface Place {
  site_id: number;
  sector_id: number;
}

async function newPlace(account: TestAccount, name: string): Promise<Place> {
  const site = await account.call("/api/v1/auth/sites/", { json: { name } });
  const json = { site_id: site.body.data.id, name };
  const sector = await account.call("/api/v1/auth/sectors/", { json });
  expect([site.status, sector.status]).toEqual([201, 201]);
  return { site_id: site.body.data.id, sector_id: sector.body.data.id };
}

async function newTenant() {
  const account = await newAccount();
  await putOnPlan(account, "scale");
  return { account, blog: await newPlace(account, "Blog"), shop: await newPlace(account, "Shop") };
}

/** Nothing of this is found, and none of it is taken for an expression or reaches another account. */
const HOSTILE = [
  '"',
  'grinder"',
  '" OR "',
  "grind*",
  "grinder OR kettle",
  "NOT grinder",
  "NEAR(grinder kettle)",
  "grinder AND kettle",
  "-grinder",
  "^grinder",
  "text:grinder",
  "account : x",
  "{text}: grinder",
  "(grinder",
  "+",
  "\0",
  "😀",
  "👩‍👩‍👧",
  "\u0301",
  "a ".repeat(50),
  "x".repeat(100),
];

/** What every list with `?search=` does; makes accounts of its own. */
export async function expectSearch({ path, table, column, create }: SearchedList): Promise<void> {
  const [mine, other] = [await newTenant(), await newTenant()];
  const make = (text: string, place = mine.blog) => create(mine.account, place, text);
  const first = await make("Burr grinder (Café) 100%");
  const second = await make("grinders versus mills");
  const third = await make("中文咖啡机 ế so");
  const fourth = await make("grinder kettle", mine.shop);
  await create(other.account, other.blog, "grinder kettle");
  await create(other.account, other.blog, `kettle ${idToken(mine.account.id)} x`);

  const found = async (search: string, query = "", from = mine.account.call) => {
    const { status, body } = await from(`${path}?search=${encodeURIComponent(search)}${query}`);
    expect({ path, search, status }).toEqual({ path, search, status: 200 });
    const ids = body.results.map(({ id }: { id: number }) => id);
    expect({ path, search, count: body.count }).toEqual({ path, search, count: ids.length });
    return ids;
  };
  const cases: [string, number[]][] = [
    ["RIND", [fourth, second, first]],
    ["cafe grinder", [first]],
    ["GRINDER   CAFÉ", [first]],
    ["cafe\u0301", [first]],
    ["(café)", [first]],
    ["100%", [first]],
    ["bu", [first]],
    ["ur", []],
    ["v", [second]],
    ["ve mi", [second]],
    ["m gri", [second]],
    ["咖啡机", [third]],
    ["中文", [third]],
    ["ế", [third]],
    ["kettle\0grinder", [fourth]],
    ["burr kettle", []],
    [idToken(other.account.id), []],
    [idToken(mine.account.id), []],
    ...HOSTILE.map((search): [string, number[]] => [search, []]),
  ];
  for (const [search, ids] of cases) expect({ path, search, ids: await found(search) }).toEqual({ path, search, ids });
  expect(await found("grinder", `&site_id=${mine.shop.site_id}`)).toEqual([fourth]);
  expect(await found("grinder", `&site_id=${other.blog.site_id}`)).toEqual([]);

  const limit = { json: { name: "Shop", site_id: mine.shop.site_id } };
  const { key } = (await mine.account.call("/api/v1/auth/api-keys/", limit)).body.data;
  const limited: TestAccount["call"] = (address) => call(address, { headers: { authorization: `ApiKey ${key}` } });
  expect(await found("grinder", "", limited)).toEqual([fourth]);
  expect(await found("grinder", `&site_id=${mine.blog.site_id}`, limited)).toEqual([]);

  const change = (values: string, id: number) =>
    tenants.prepare(`UPDATE ${table} SET ${values} WHERE id = ?`).bind(id).run();
  await change(`${column} = 'teapot'`, first);
  expect([await found("teapot"), await found("burr")]).toEqual([[first], []]);
  await change("deleted_at = 1", first);
  expect(await found("teapot")).toEqual([]);
  await change("deleted_at = NULL", first);
  expect(await found("teapot")).toEqual([first]);
  await tenants.prepare(`DELETE FROM ${table} WHERE id = ?`).bind(fourth).run();
  expect(await found("grinder")).toEqual([second]);
}
