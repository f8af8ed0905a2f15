/** Whether the files that are generated and committed still equal what would be generated now. */
import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { bin, type Finished, ROOT, run, wrangler } from "./local/paths.ts";
import { documentDrift } from "./openapi.ts";

/** `worker-configuration.d.ts` against wrangler.toml and the names in .dev.vars.example. */
export async function envTypesDrift(): Promise<Finished> {
  const types = ["types", "--include-runtime=false", "--strict-vars=false", "--env-file=.dev.vars.example"];
  const { code, output } = await wrangler([...types, "--check"]);
  return { code, output: code === 0 ? output : `${output}\nnpm run types makes it anew.` };
}

/** Whether the tables ask for a migration that is not there. drizzle-kit works on a copy; nothing is written here. */
export async function migrationDrift(): Promise<Finished> {
  const scratch = await mkdtemp(path.join(tmpdir(), "keyline-migrations-"));
  try {
    await cp(path.join(ROOT, "migrations"), scratch, { recursive: true });
    const before = await readdir(scratch);
    const source = ["--dialect", "sqlite", "--schema", path.join(ROOT, "src/db/tables/index.ts")];
    const { code, output } = await run(bin("node"), [
      path.join(ROOT, "node_modules/drizzle-kit/bin.cjs"),
      "generate",
      ...source,
      // A path from the project folder: drizzle-kit puts "./" in front of whatever it is given.
      "--out",
      path.relative(ROOT, scratch),
    ]);
    const added = (await readdir(scratch)).filter((name) => !before.includes(name));
    if (code !== 0 || added.length === 0) return { code, output };
    return {
      code: 1,
      output: `The tables and migrations/ differ (${added.join(", ")}): npm run db:generate.\n${output}`,
    };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  for (const check of [envTypesDrift, migrationDrift, documentDrift]) {
    const { code, output } = await check();
    if (code === 0) continue;
    console.error(`${check.name}: ${output}`);
    process.exitCode = 1;
  }
}
