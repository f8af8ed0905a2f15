import type { ServiceContext } from "../../context.ts";
import { now } from "../../core/time.ts";
import type { Connection } from "../../db/tables/connections.ts";
import type { Health } from "../../providers/platforms/adapter.ts";
import { adapterFor } from "../../providers/platforms/registry.ts";
import { type ConnectionKey, findConnectionWithSite, updateHealth } from "./connections.queries.ts";
import { unknownConnection } from "./connections.service.ts";
import { openCredentials } from "./credentials.service.ts";
import { notAvailable } from "./platform-names.ts";

/**
 * Asks the platform whether we could publish there now, without changing anything there, and keeps the verdict. An
 * unhealthy connection is an answer, not an error. Throws `not_found`.
 */
export async function checkConnection(ctx: ServiceContext, key: ConnectionKey): Promise<Health> {
  const [found] = await findConnectionWithSite(ctx.db, ctx.tenant, key);
  if (!found) throw unknownConnection(key);
  const { connection, publicSlug } = found;
  const health = connection.platform === "site" ? hostedHealth(publicSlug) : await remoteHealth(ctx, connection);
  await ctx.commit([
    updateHealth(ctx.db, connection, { healthy: health.healthy, healthCode: health.code, checkedAt: now() }),
  ]);
  return health;
}

function hostedHealth(publicSlug: string | null): Health {
  if (publicSlug !== null) return { healthy: true, code: "ok", message: "The hosted site is on." };
  return { healthy: false, code: "hosting_off", message: "Hosting is off for this site: switch it on first." };
}

async function remoteHealth(ctx: ServiceContext, connection: Connection): Promise<Health> {
  const adapter = adapterFor(connection.platform);
  if (!adapter) {
    const message = notAvailable(connection.platform);
    return { healthy: false, code: "not_available", message };
  }
  const credentials = adapter.credentials.safeParse(await openCredentials(ctx, connection));
  if (!credentials.success) {
    const message = "The stored credentials cannot be read any more: enter them again.";
    return { healthy: false, code: "needs_reconnect", message };
  }
  return withoutRemoteText(await adapter.check(credentials.data, ctx.fetch));
}

/** Words of ours that an adapter may put into details; whatever else stands there was written by the remote side. */
const OWN_WORD = /^[a-z_]{1,50}$/;
const ROLES = ["administrator", "editor", "author", "contributor", "subscriber"];

/** A check must not become a way of reading what a host answers: of its details only numbers and known words are shown. */
function withoutRemoteText({ details = {}, ...health }: Health): Health {
  const { status, missing, roles } = details;
  const words = (list: unknown, known: (word: string) => boolean) =>
    Array.isArray(list) ? list.filter((word) => typeof word === "string" && known(word)) : [];
  return {
    ...health,
    details: {
      ...(typeof status === "number" && { status }),
      ...(missing !== undefined && { missing: words(missing, (word) => OWN_WORD.test(word)) }),
      ...(roles !== undefined && { roles: words(roles, (word) => ROLES.includes(word)) }),
    },
  };
}
