import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";

const SERVE = path.join(import.meta.dirname, "../../scripts/serve.ts");

/** What `serve` prints when it is ready. */
export interface ReadyLine {
  url: string;
  control: string | null;
  state: string;
  pid: number;
}

/** A running `serve`, in a process group of its own. */
export interface Served extends ReadyLine {
  /** Sends the signal to the process alone and answers its exit code, or null when the signal itself ended it. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
  /** Kills the process without a chance to tidy up; its children must go with it. */
  crash(): Promise<void>;
}

/** Starts `serve` on a free port; nothing it serves can reach the network. Throws with its standard error when it ends before it is ready. */
export async function serve(state: string, ...args: string[]): Promise<Served> {
  const { child, errors } = spawnServe(state, args);
  const lines = createInterface({ input: child.stdout ?? process.stdin });
  const first = await Promise.race([once(lines, "line"), once(child, "exit")]);
  const ready = readReadyLine(first[0]);
  if (!ready) throw new Error(`serve ended before it was ready: ${errors.join("")}`);
  const gone = once(child, "exit");
  return {
    ...ready,
    async end(signal = "SIGTERM") {
      child.kill(signal);
      return (await gone)[0] as number | null;
    },
    async crash() {
      child.kill("SIGKILL");
      await gone;
    },
  };
}

/** Starts `serve` where it is expected to refuse; answers the exit code and what it said. */
export async function refusal(state: string, ...args: string[]): Promise<{ code: number | null; message: string }> {
  const { child, errors } = spawnServe(state, args);
  const [code] = await once(child, "close");
  return { code: code as number | null, message: errors.join("") };
}

function spawnServe(state: string, args: string[]): { child: ChildProcess; errors: string[] } {
  const options = ["--port", "0", "--state", path.resolve(state), "--network", "loopback", ...args];
  const child = spawn(process.execPath, [SERVE, ...options], { detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const errors: string[] = [];
  child.stderr?.on("data", (chunk: Buffer) => errors.push(chunk.toString()));
  return { child, errors };
}

const readReadyLine = (line: unknown): ReadyLine | undefined =>
  typeof line === "string" ? (JSON.parse(line) as ReadyLine) : undefined;
