import { randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare, type V4WorkerOptions } from "miniflare";
import { type Build, buildWorker } from "./build.ts";
import { endWithUs, ownChildren } from "./guard.ts";
import { LOOPBACK_ONLY } from "./loopback-only.ts";
import { applyMigrations } from "./migrations.ts";
import { ROOT } from "./paths.ts";
import { sideBySide } from "./side-by-side.ts";
import { freePort, readDevVars } from "./variables.ts";

export interface RuntimeOptions {
  /** Folder that keeps D1, Durable Objects and R2; the same folder may be given to `wrangler dev --persist-to`. */
  state: string;
  /** 0 or absent: any free port. */
  port?: number | undefined;
  /** Over `.dev.vars`, which is over wrangler.toml. DEPLOYMENT is always `local`. */
  variables?: Record<string, string>;
  /** How many databases accounts live in: `DB`, and further ones bound as `SHARD_2` … New accounts are spread over them. Default 1. */
  shards?: number;
  /** Tick the cron each minute, and once a second after the start. Otherwise only `tick` does. */
  cron?: boolean;
  /** `loopback`: an outgoing call to any other machine fails. Default `any`. */
  network?: "loopback" | "any";
  /** Gets every line the Worker and the runtime log. Default: standard error. */
  log?: (line: string) => void;
}

/** The Worker, served from this process on 127.0.0.1. */
export interface Runtime {
  /** Without a slash at the end. */
  url: string;
  /** Names of the migrations that this start applied to the directory. */
  migrated: string[];
  /** Runs the scheduled handler; throws when it throws. */
  tick(cron?: string): Promise<void>;
  /** Moves the Worker's clock to `offset` milliseconds from now. Throws when the Worker refuses. */
  moveClock(offset: number): Promise<void>;
  close(): Promise<void>;
}

const NAME = "keyline";
const EVERY_MINUTE = "* * * * *";

const MODULE_TYPES: Record<string, "ESModule" | "CompiledWasm" | "Data" | "Text"> = {
  ".js": "ESModule",
  ".wasm": "CompiledWasm",
  ".bin": "Data",
  ".txt": "Text",
  ".html": "Text",
  ".sql": "Text",
};

/** Builds what changed, applies the missing migrations and serves. Throws when the port is taken or the build fails. */
export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  const build = await buildWorker();
  const port = options.port || (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const controlToken = randomBytes(24).toString("base64url");
  const numbers = Array.from({ length: options.shards ?? 1 }, (_, index) => index + 1);
  const databases = numbers.map((number) => (number === 1 ? "DB" : `SHARD_${number}`));
  const variables = {
    ...build.vars,
    PUBLIC_URL: url,
    NEW_ACCOUNT_SHARDS: numbers.join(","),
    ...(await readDevVars()),
    ...options.variables,
    DEPLOYMENT: "local",
    LOCAL_CONTROL_TOKEN: controlToken,
    // from the first moment on it answers, until the database has this: that it is starting
    LOCAL_LAST_MIGRATION: build.migrations.at(-1)?.name ?? "",
  };
  const log = options.log ?? ((line: string) => process.stderr.write(`${line}\n`));
  const before = await ownChildren();
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: "127.0.0.1",
      port: 0,
      cf: false,
      log: new LineLog(log),
      handleStructuredLogs: ({ level, message }) => log(`[${level}] ${message}`),
      // The sub-folder is wrangler's, so that `wrangler dev --persist-to` finds the same data.
      resourcePersistencePath: path.join(path.resolve(options.state), "v3"),
      workers: [
        {
          ...(await mainWorker(build, variables, port)),
          d1Databases: Object.fromEntries(databases.map((name) => [name, name])),
          ...(options.network === "loopback" && { outboundService: LOOPBACK_ONLY.name }),
        },
        assetsWorker(build),
        LOOPBACK_ONLY,
      ],
    }),
  );
  try {
    await miniflare.ready;
    const callOff = endWithUs((await ownChildren()).filter((child) => !before.includes(child)));
    // The directory comes last: from when it has its tables the Worker says that it is ready.
    let migrated: string[] = [];
    for (const name of databases.toReversed()) {
      migrated = await applyMigrations(await miniflare.getD1Database(name, NAME), build.migrations);
    }
    return serveFrom(miniflare, { url, controlToken, migrated, callOff }, options);
  } catch (error) {
    await miniflare.dispose();
    throw error;
  }
}

function serveFrom(
  miniflare: Miniflare,
  started: { url: string; controlToken: string; migrated: string[]; callOff: () => void },
  options: RuntimeOptions,
): Runtime {
  let offset = Number(options.variables?.CLOCK_OFFSET_MS ?? 0);
  const tick = async (cron = EVERY_MINUTE) => {
    const worker = await miniflare.getWorker(NAME);
    const result = await worker.scheduled({ cron, scheduledTime: new Date(Date.now() + offset) });
    if (result.outcome !== "ok") throw new Error(`The scheduled handler ended with ${result.outcome}`);
  };
  const tickAndLog = () => void tick().catch((error) => options.log?.(`cron: ${error}`));
  const timers = options.cron ? [setTimeout(tickAndLog, 1_000), setInterval(tickAndLog, 60_000)] : [];
  return {
    url: started.url,
    migrated: started.migrated,
    tick,
    async moveClock(milliseconds) {
      const answer = await fetch(`${started.url}/__local/clock?offset_ms=${milliseconds}`, {
        method: "POST",
        headers: { "x-local-control": started.controlToken },
      });
      if (!answer.ok)
        throw new Error(`The Worker answered ${answer.status} when its clock was moved: ${await answer.text()}`);
      offset = milliseconds;
    },
    async close() {
      for (const timer of timers) clearTimeout(timer);
      await miniflare.dispose();
      started.callOff();
    },
  };
}

/** The Worker itself, on a socket of its own: miniflare's entry worker would cost ~0.5 CPU-ms a request. */
async function mainWorker(build: Build, variables: Record<string, string>, port: number): Promise<V4WorkerOptions> {
  const files = await readdir(build.directory);
  const modules = await Promise.all(
    files.flatMap((file) => {
      const type = MODULE_TYPES[path.extname(file)];
      const location = path.join(build.directory, file);
      return type ? [readFile(location).then((contents) => ({ type, path: location, contents }))] : [];
    }),
  );
  // The entry point comes first.
  modules.sort((a, b) => Number(b.path.endsWith("/index.js")) - Number(a.path.endsWith("/index.js")));
  return {
    ...build.options,
    name: NAME,
    modulesRoot: build.directory,
    modules: modules.map((module) =>
      module.type === "ESModule" || module.type === "Text"
        ? { ...module, contents: module.contents.toString() }
        : module,
    ),
    bindings: variables,
    queueConsumers: sideBySide(build.options.queueConsumers),
    serviceBindings: { ASSETS: ASSETS_NAME },
    unsafeDirectSockets: [{ host: "127.0.0.1", port }],
  };
}

const ASSETS_NAME = "keyline-assets";

/** Assets on the main worker would put a router in front of its socket; as a worker beside it they cost nothing. */
const assetsWorker = (build: Build): V4WorkerOptions => ({
  name: ASSETS_NAME,
  compatibilityDate: build.options.compatibilityDate,
  modules: [{ type: "ESModule", path: "assets.js", contents: "export default {}" }],
  assets: { directory: path.join(ROOT, ".assets") },
});

/** miniflare's log, line by line to where the caller wants it: standard output belongs to the ready line. */
class LineLog extends Log {
  readonly #write: (line: string) => void;

  constructor(write: (line: string) => void) {
    super(LogLevel.INFO);
    this.#write = write;
  }

  override log(message: string): void {
    this.#write(message);
  }

  /** The address it would name is that of the entry worker, which nobody uses. */
  override logReady(): void {}
}
