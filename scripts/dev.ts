/**
 * `npm run dev [-- --port P]`: `wrangler dev` with its watcher, on loopback, with the local database migrated, demo data
 * loaded and the cron ticked each minute (wrangler never does that by itself). Ctrl-C ends all of it.
 */
import { spawn } from "node:child_process";
import { parseArgs } from "node:util";
import { bin, ROOT, TOOL_ENV, wrangler } from "./local/paths.ts";
import { seed } from "./seed.ts";

const { values } = parseArgs({ options: { port: { type: "string", default: "8787" } } });
const url = `http://127.0.0.1:${values.port}`;

const migrated = await wrangler(["d1", "migrations", "apply", "DB", "--local"]);
if (migrated.code !== 0) {
  console.error(migrated.output);
  process.exit(1);
}

const options = ["--ip", "127.0.0.1", "--port", values.port, "--var", `PUBLIC_URL:${url}`];
const server = spawn(bin("wrangler"), ["dev", ...options, "--show-interactive-dev-session=false"], {
  cwd: ROOT,
  // A group of its own: wrangler starts several processes, and all of them must end.
  detached: true,
  stdio: ["ignore", "inherit", "inherit"],
  env: { ...process.env, ...TOOL_ENV, CI: "" },
});
server.on("exit", (code) => process.exit(code ?? 1));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, stop);

await reachable();
try {
  await seed(url);
} catch (error) {
  console.error(`dev: no demo data: ${error instanceof Error ? error.message : error}`);
}
setInterval(tick, 60_000);

async function tick(): Promise<void> {
  const query = new URLSearchParams({ cron: "* * * * *", time: String(Date.now()) });
  const answer = await fetch(`${url}/cdn-cgi/local/scheduled?${query}`).catch((error: Error) => error);
  if (answer instanceof Error || !answer.ok) console.error("dev: the cron tick failed");
}

/** Waits until the Worker answers at all; a failing build shows on the console and is mended while we wait. */
async function reachable(): Promise<void> {
  for (;;) {
    const answer = await fetch(`${url}/api/v1/system/health/`).catch(() => undefined);
    if (answer) return;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

function stop(): void {
  if (server.pid === undefined) process.exit(0);
  server.removeAllListeners("exit").once("exit", () => process.exit(0));
  process.kill(-server.pid, "SIGTERM");
  setTimeout(() => {
    if (server.pid !== undefined) process.kill(-server.pid, "SIGKILL");
  }, 3_000);
}
