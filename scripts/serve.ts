/** Serves the Worker on 127.0.0.1 without a watcher: `npm run serve -- --port P --state DIR [--var NAME=VALUE …] [--control-port C] [--shards N]`. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { parseArgs } from "node:util";
import { MAX_SHARDS } from "../src/db/shards.ts";
import { CACHE } from "./local/paths.ts";
import { type Runtime, startRuntime } from "./local/runtime.ts";
import { parseVariables } from "./local/variables.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    state: { type: "string", default: path.join(CACHE, "state") },
    var: { type: "string", multiple: true, default: [] },
    "control-port": { type: "string" },
    shards: { type: "string", default: "1" },
    network: { type: "string", default: "any" },
  },
});

const shards = Number(values.shards);
if (!Number.isInteger(shards) || shards < 1 || shards > MAX_SHARDS) {
  process.stderr.write(`serve: --shards is a whole number from 1 to ${MAX_SHARDS}\n`);
  process.exit(2);
}

let runtime: Runtime | undefined;
let control: Server | undefined;
try {
  runtime = await startRuntime({
    port: Number(values.port),
    state: values.state,
    variables: parseVariables(values.var),
    cron: true,
    shards,
    network: values.network === "loopback" ? "loopback" : "any",
  });
  await requireHealth(runtime.url);
  if (values["control-port"] !== undefined) control = await openControl(runtime, Number(values["control-port"]));
} catch (error) {
  process.stderr.write(`serve: ${error instanceof Error ? error.message : error}\n`);
  await runtime?.close();
  process.exit(1);
}

// miniflare's own handlers would leave with 128 + the signal's number before the data is closed.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.removeAllListeners(signal).once(signal, stop);

const controlUrl = control ? `http://127.0.0.1:${(control.address() as AddressInfo).port}` : null;
const ready = { url: runtime.url, control: controlUrl, state: path.resolve(values.state), pid: process.pid };
process.stdout.write(`${JSON.stringify(ready)}\n`);

async function stop(): Promise<void> {
  // Five seconds are promised; an open socket must not hold the process longer.
  setTimeout(() => process.exit(0), 4_000).unref();
  control?.close();
  await runtime?.close();
  process.exit(0);
}

/** Throws, naming the variable, when the Worker says that it cannot run as it is configured. */
async function requireHealth(url: string): Promise<void> {
  const answer = await fetch(`${url}/api/v1/system/health/`);
  if (answer.ok) return;
  const body = await answer.text();
  throw new Error(
    `The Worker is not healthy (${answer.status}): ${body}\nMissing secrets are made by \`npm run setup\`.`,
  );
}

/** `POST /tick?cron=…` runs the scheduled handler, `POST /clock?offset_ms=…` moves the clock. Loopback only. */
async function openControl(served: Runtime, port: number): Promise<Server> {
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://control.local");
    try {
      if (request.method === "POST" && pathname === "/tick") await served.tick(searchParams.get("cron") ?? undefined);
      else if (request.method === "POST" && pathname === "/clock")
        await served.moveClock(Number(searchParams.get("offset_ms")));
      else return response.writeHead(404).end();
      response.writeHead(200, { "content-type": "application/json" }).end('{"ok":true}\n');
    } catch (error) {
      response
        .writeHead(500, { "content-type": "application/json" })
        .end(`${JSON.stringify({ error: String(error) })}\n`);
    }
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  return server;
}
