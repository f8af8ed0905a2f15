import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { parseEnv } from "node:util";
import { ROOT } from "./paths.ts";

/** The variables of `.dev.vars`; none when the file is absent (`npm run setup` makes it). */
export async function readDevVars(): Promise<Record<string, string>> {
  const text = await readFile(path.join(ROOT, ".dev.vars"), "utf8").catch(() => "");
  return parseEnv(text) as Record<string, string>;
}

/** Turns `NAME=value` arguments into variables. Throws for one without a name. */
export function parseVariables(assignments: string[]): Record<string, string> {
  return Object.fromEntries(
    assignments.map((assignment) => {
      const at = assignment.indexOf("=");
      if (at < 1) throw new Error(`Expected NAME=VALUE, got ${JSON.stringify(assignment)}`);
      return [assignment.slice(0, at), assignment.slice(at + 1)];
    }),
  );
}

/** A port of the loopback interface that nobody uses at the moment. */
export function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
