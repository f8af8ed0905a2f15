/**
 * Writes a build's settings to the file named on the command line: wrangler's own reading of wrangler.toml and of the
 * migrations. A program of its own, because wrangler takes a second to load and prints as it likes.
 */
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { unstable_getMiniflareWorkerOptions, unstable_readConfig, unstable_splitSqlQuery } from "wrangler";
import type { Settings } from "./build.ts";
import type { Migration } from "./migrations.ts";
import { ROOT } from "./paths.ts";

const [target] = process.argv.slice(2);
if (target === undefined) throw new Error("Name the file to write");

const config = unstable_readConfig({ config: path.join(ROOT, "wrangler.toml") });
const { workerOptions } = unstable_getMiniflareWorkerOptions(config);
// Variables are read at each start, from `.dev.vars` too; assets get a worker of their own (see runtime.ts).
const { bindings: _vars, assets: _assets, modulesRules: _rules, rootPath: _root, ...options } = workerOptions;
const settings: Settings = {
  options: options as Settings["options"],
  vars: config.vars as Settings["vars"],
  migrations: await readMigrations(),
};
await writeFile(target, JSON.stringify(settings));

async function readMigrations(): Promise<Migration[]> {
  const directory = path.join(ROOT, "migrations");
  const names = (await readdir(directory).catch(() => [])).filter((name) => name.endsWith(".sql")).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(path.join(directory, name), "utf8");
      return { name, queries: unstable_splitSqlQuery(sql) };
    }),
  );
}
