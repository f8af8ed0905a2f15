import { execFile, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

/**
 * Ends the given children when this process is gone, even by SIGKILL: otherwise the runtime would go on serving, and a
 * restart would find the port and the databases in use. A shell waits for the pipe from us to close.
 * Answers how to call it off; do so once the children have ended, for their ids may be given to others.
 */
export function endWithUs(children: string[]): () => void {
  if (children.length === 0) return () => {};
  const script = 'trap "" INT TERM HUP; cat >/dev/null; kill -9 "$@" 2>/dev/null';
  const guard = spawn("/bin/sh", ["-c", script, "guard", ...children], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  guard.on("error", () => {});
  // Neither the guard nor its pipe may keep us alive.
  guard.unref();
  if (guard.stdin && "unref" in guard.stdin) (guard.stdin as { unref(): void }).unref();
  return () => void guard.kill("SIGKILL");
}

/** The process ids of this process's children, as text. Linux lists them in /proc; elsewhere pgrep knows. */
export async function ownChildren(): Promise<string[]> {
  const { pid } = process;
  const listed = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8").catch(async () => {
    const found = await promisify(execFile)("pgrep", ["-P", String(pid)]).catch(() => ({ stdout: "" }));
    return found.stdout;
  });
  return listed.split(/\s+/).filter((entry) => entry !== "");
}
