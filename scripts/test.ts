/** `npm test`: the checks, the tests inside workerd, the tests against `serve`. Its last line is `N passed, N failed`. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { runChecks } from "./check.ts";
import { bin, ROOT, TOOL_ENV } from "./local/paths.ts";

interface Tally {
  passed: number;
  failed: number;
}

/** The fields of vitest's JSON report that are read here. */
interface Report {
  success: boolean;
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
}

/** Runs vitest with the given configuration, shows what it prints, and counts from its report. */
async function runVitest(config: string): Promise<Tally> {
  const scratch = await mkdtemp(path.join(tmpdir(), "keyline-tests-"));
  const file = path.join(scratch, "report.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const child = spawn(bin("node"), [bin("vitest"), "run", "--config", config, ...reporters], {
    cwd: ROOT,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...TOOL_ENV },
  });
  const [code] = (await once(child, "close")) as [number | null];
  const report = await readFile(file, "utf8").then(
    (text) => JSON.parse(text) as Report,
    () => undefined,
  );
  await rm(scratch, { recursive: true, force: true });
  if (!report) return { passed: 0, failed: 1 };
  // A file that does not even load has no tests of its own: it counts as one.
  const unloaded = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  const failed = report.numFailedTests + unloaded.length;
  // An error outside any test shows only in the exit code.
  return { passed: report.numPassedTests, failed: failed === 0 && (code !== 0 || !report.success) ? 1 : failed };
}

const tallies = [await runChecks(), await runVitest("vitest.config.ts"), await runVitest("test/e2e/vitest.config.ts")];
const sum = (pick: (tally: Tally) => number) => tallies.reduce((total, tally) => total + pick(tally), 0);
const [passed, failed] = [sum((tally) => tally.passed), sum((tally) => tally.failed)];
process.exitCode = failed === 0 ? 0 : 1;
console.log(`${passed} passed, ${failed} failed`);
