import type { SystemContext } from "../../context.ts";
import type { Config } from "../../core/config.ts";
import { DomainError } from "../../core/errors.ts";
import { findReadiness } from "./readiness.system-queries.ts";

/** `starting`: its tables are not all there yet. `restoring`: a backup is being loaded into it. */
export type Readiness = "ready" | "starting" | "restoring";

/**
 * Deployments that will stay ready as long as this isolate lives: a restore begins only in one without accounts. So D1
 * is asked once for each isolate, and with each request only while there is no account yet.
 */
const settled = new WeakSet<Config>();

export async function readinessOf(system: SystemContext): Promise<Readiness> {
  if (settled.has(system.config)) return "ready";
  const { lastMigration } = system.config;
  const found = await findReadiness(system.directory, lastMigration).catch(() => undefined);
  // without a database each part says for itself what it cannot do
  if (!found) return lastMigration === null ? "ready" : "starting";
  if (!found.migrated) return "starting";
  if (found.restoring) return "restoring";
  if (found.used) settled.add(system.config);
  return "ready";
}

const REFUSALS = {
  starting: { message: "The server is starting: its database is being made.", retryAfterSeconds: 1 },
  restoring: { message: "A backup is being loaded into this deployment.", retryAfterSeconds: 30 },
};

/** What a restore needs while nobody else may come in: what it writes, and what it reads back. */
const OPEN_TO_RESTORE = ["restore", "backup/rows", "backup/file"].map((route) => `/api/v1/system/operator/${route}`);

/** Throws `unavailable`, with what it waits for as `status`, while the deployment is not ready. */
export async function requireReady(system: SystemContext, path: string): Promise<void> {
  const status = await readinessOf(system);
  if (status === "ready") return;
  if (status === "restoring" && OPEN_TO_RESTORE.some((prefix) => path.startsWith(prefix))) return;
  const { message, retryAfterSeconds } = REFUSALS[status];
  throw new DomainError("unavailable", `${message} Try again in ${retryAfterSeconds} s.`, {
    status,
    retryAfterSeconds,
  });
}
