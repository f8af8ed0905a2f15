import type { ServiceContext } from "../../context.ts";
import { now } from "../../core/time.ts";
import type { Connection } from "../../db/tables/connections.ts";
import type { Health } from "../../providers/platforms/adapter.ts";
import { type ConnectionKey, findVisibleConnection, updateHealth } from "../connections/connections.queries.ts";
import { unknownConnection } from "../connections/connections.service.ts";
import { notAvailable } from "../connections/platform-names.ts";
import { lineTo } from "./delivery.service.ts";

/**
 * Asks the platform whether we could publish there now, without changing anything there, and keeps the verdict. An
 * unhealthy connection is an answer, not an error. Throws `not_found`.
 */
export async function checkConnection(ctx: ServiceContext, key: ConnectionKey): Promise<Health> {
  const [connection] = await findVisibleConnection(ctx.db, ctx.tenant, key);
  if (!connection) throw unknownConnection(key);
  const health = await healthOf(ctx, connection);
  await ctx.commit([
    updateHealth(ctx.db, connection, { healthy: health.healthy, healthCode: health.code, checkedAt: now() }),
  ]);
  return health;
}

async function healthOf(ctx: ServiceContext, connection: Connection): Promise<Health> {
  const line = await lineTo(ctx, connection);
  if (line === "unavailable")
    return { healthy: false, code: "not_available", message: notAvailable(connection.platform) };
  if (line === "unreadable") {
    const message = "The stored credentials cannot be read any more: enter them again.";
    return { healthy: false, code: "needs_reconnect", message };
  }
  return withoutRemoteText(await line.adapter.check(line.credentials, ctx.fetch));
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
