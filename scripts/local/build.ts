import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { V4WorkerOptions } from "miniflare";
import type { Migration } from "./migrations.ts";
import { bin, CACHE, ROOT, run, wrangler } from "./paths.ts";

/** What a local runtime must know beside the bundle; plain JSON (`settings.ts` derives it). */
export interface Settings {
  /** miniflare's options for the bindings of wrangler.toml, as wrangler itself derives them; without vars and assets. */
  options: Partial<V4WorkerOptions> & { compatibilityDate: string };
  /** `[vars]` of wrangler.toml. */
  vars: Record<string, string>;
  /** In the order in which they are applied. */
  migrations: Migration[];
}

/** The Worker as it would be uploaded. */
export interface Build extends Settings {
  /** Folder with `index.js`, its source map and the `.wasm` modules. */
  directory: string;
}

const BUILDS = path.join(CACHE, "builds");
const KEPT = 3;

/**
 * Bundles the Worker with `wrangler deploy --dry-run`, so that what runs here is what would be uploaded. The result is
 * kept under a hash of everything it depends on: a second call without a change only reads those files (~20 ms).
 * Throws with wrangler's own message when the bundle fails.
 */
export async function buildWorker(): Promise<Build> {
  const target = path.join(BUILDS, await inputHash());
  if (!existsSync(target)) await makeBuild(target);
  const build = JSON.parse(await readFile(path.join(target, "build.json"), "utf8")) as Settings;
  return { directory: path.join(target, "worker"), ...build };
}

async function makeBuild(target: string): Promise<void> {
  const draft = `${target}.${process.pid}`;
  await Promise.all([draft, path.join(ROOT, ".assets")].map((folder) => mkdir(folder, { recursive: true })));
  const results = await Promise.all([
    wrangler(["deploy", "--dry-run", "--outdir", path.join(draft, "worker")]),
    run(bin("node"), [path.join(import.meta.dirname, "settings.ts"), path.join(draft, "build.json")]),
  ]);
  const failed = results.find(({ code }) => code !== 0);
  if (failed) {
    await rm(draft, { recursive: true, force: true });
    throw new Error(`The Worker does not build:\n${failed.output}`);
  }
  try {
    await rename(draft, target);
  } catch (error) {
    // Another process made the same build meanwhile: theirs is as good.
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  await forgetOldBuilds();
}

async function inputHash(): Promise<string> {
  const hash = createHash("sha256");
  const listed = await Promise.all(
    ["src", "migrations"].map(async (folder) => {
      const entries = await readdir(path.join(ROOT, folder), { recursive: true, withFileTypes: true }).catch(() => []);
      return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
    }),
  );
  const fixed = ["wrangler.toml", "package-lock.json", "tsconfig.json"].map((name) => path.join(ROOT, name));
  const files = [...listed.flat().filter((file) => !file.startsWith(path.join(ROOT, "src/assets"))), ...fixed];
  files.push(import.meta.filename, path.join(import.meta.dirname, "settings.ts"));
  for (const file of files.sort()) hash.update(`${path.relative(ROOT, file)}\0`).update(await readFile(file));
  return hash.digest("hex").slice(0, 16);
}

async function forgetOldBuilds(): Promise<void> {
  const builds = await Promise.all(
    (await readdir(BUILDS)).map(async (name) => {
      const directory = path.join(BUILDS, name);
      return { directory, madeAt: (await stat(directory)).mtimeMs };
    }),
  );
  const old = builds.sort((a, b) => b.madeAt - a.madeAt).slice(KEPT);
  await Promise.all(old.map((build) => rm(build.directory, { recursive: true, force: true })));
}
