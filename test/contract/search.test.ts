import { expect, it } from "vitest";
import { idToken, matchExpression } from "../../src/db/search.ts";
import { newAccount } from "../kit/account.ts";
import { tenants } from "../kit/databases.ts";

type Row = Record<string, string | number | null>;

/** Puts a copy of a row with other values beside it. */
async function copy(table: string, id: number, changes: Row): Promise<void> {
  const row = await tenants.prepare(`SELECT * FROM ${table} WHERE id = ?`).bind(id).first<Row>();
  const values = { ...row, ...changes };
  const marks = Object.keys(values).map(() => "?");
  await tenants
    .prepare(`INSERT INTO ${table} (${Object.keys(values)}) VALUES (${marks})`)
    .bind(...Object.values(values))
    .run();
}

it("an id is the same token in the index and in a search, however large", async () => {
  const account = await newAccount();
  const site = (await account.call("/api/v1/auth/sites/", { json: { name: "First" } })).body.data;
  const ids = [6_399, 6_400, 6_401, 40_959_999, 40_960_000, 40_960_001, 200_000_000_123];
  for (const id of ids) {
    await copy("accounts", account.id, { id, uuid: crypto.randomUUID(), slug: `copy-${id}` });
    await copy("sites", site.id, { id: id + 1, account_id: id, slug: `copy-${id}`, public_slug: null, name: "kettle" });
    const stored = await tenants
      .prepare("SELECT account, site FROM sites_search_rows WHERE id = ?")
      .bind(id + 1)
      .first();
    expect(stored).toEqual({ account: idToken(id), site: idToken(id + 1) });
  }
  for (const id of ids) {
    const search = matchExpression({ text: "KETTLE", tenant: { accountId: id, siteIds: [id + 1, 7] } });
    const found = await tenants.prepare("SELECT rowid FROM sites_search WHERE sites_search MATCH ?").bind(search).all();
    expect(found.results).toEqual([{ rowid: id + 1 }]);
  }
  expect(new Set(ids.map(idToken)).size).toBe(ids.length);
});

it("a tenant without sites, or a search without words, finds nothing", async () => {
  for (const [text, siteIds] of [
    ["kettle", []],
    ["\0", null],
  ] as const) {
    const search = matchExpression({ text, tenant: { accountId: 6_400, siteIds } });
    const found = await tenants.prepare("SELECT rowid FROM sites_search WHERE sites_search MATCH ?").bind(search).all();
    expect(found.results).toEqual([]);
  }
});
