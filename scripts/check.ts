/** `npm run check`: everything that can be said about the code without running its tests. */

import { envTypesDrift, migrationDrift } from "./check-generated.ts";
import { checkSize } from "./check-size.ts";
import { bin, type Finished, run } from "./local/paths.ts";
import { documentDrift } from "./openapi.ts";

const CHECKS: { name: string; check: () => Promise<Finished> }[] = [
  { name: "the Worker builds and is small enough", check: checkSize },
  { name: "types", check: () => run(bin("tsc"), ["-p", "."]) },
  { name: "format and lint", check: () => run(bin("biome"), ["ci", "--colors=off"]) },
  { name: "layers", check: () => run(bin("node"), ["scripts/check-layers.ts"]) },
  { name: "Env types are current", check: envTypesDrift },
  { name: "migrations are current", check: migrationDrift },
  { name: "OpenAPI documents are current", check: documentDrift },
];

/** As many at a time as a small machine has cores. */
const CONCURRENCY = 2;

/** Runs every check, prints a line for each and the output of those that failed. Answers how many there were of each. */
export async function runChecks(): Promise<{ passed: number; failed: number }> {
  const waiting = [...CHECKS];
  let failed = 0;
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const start = performance.now();
      const { code, output } = await next.check();
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      console.log(`${code === 0 ? "✓" : "✗"} ${next.name} (${seconds} s)`);
      if (code === 0) continue;
      failed += 1;
      console.log(output.trimEnd());
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return { passed: CHECKS.length - failed, failed };
}

if (import.meta.main) {
  const { passed, failed } = await runChecks();
  console.log(`${passed} checks passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
