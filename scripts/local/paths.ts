import { type ExecFileException, execFile } from "node:child_process";
import path from "node:path";

/** The top folder of the project. */
export const ROOT = path.resolve(import.meta.dirname, "../..");

/** Builds and other things that can be made again; ignored by git. */
export const CACHE = path.join(ROOT, ".keyline");

/** Quiet and offline: no banner with its update check, no metrics, no lookup of `Request.cf`, no extra local workers. */
export const TOOL_ENV = {
  CI: "1",
  WRANGLER_HIDE_BANNER: "true",
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_WRITE_LOGS: "false",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  CLOUDFLARE_INCLUDE_PROCESS_ENV: "false",
  X_LOCAL_OBSERVABILITY: "false",
  X_LOCAL_EXPLORER: "false",
};

/** `node_modules/.bin/<tool>` of this project. */
export const bin = (tool: string): string => path.join(ROOT, "node_modules/.bin", tool);

export interface Finished {
  code: number;
  /** Standard output, then standard error. */
  output: string;
}

/** Runs a program in the project folder to its end; never throws for an exit code. `node` is always the project's own. */
export function run(program: string, args: string[], env: Record<string, string> = {}): Promise<Finished> {
  const options = {
    cwd: ROOT,
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, ...TOOL_ENV, ...env, PATH: `${path.dirname(bin("x"))}:${process.env.PATH}` },
  };
  return new Promise((resolve) => {
    const child = execFile(program, args, options, (error: ExecFileException | null, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : 1;
      resolve({
        code,
        output: `${stdout}${stderr}${error !== null && stderr === "" && stdout === "" ? error.message : ""}`,
      });
    });
    child.stdin?.end();
  });
}

/** Runs wrangler. */
export const wrangler = (args: string[], env?: Record<string, string>): Promise<Finished> =>
  run(bin("node"), [path.join(ROOT, "node_modules/wrangler/bin/wrangler.js"), ...args], env);
