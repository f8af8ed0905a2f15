import type { ServiceContext } from "../../context.ts";
import { conflict } from "../../core/errors.ts";
import { now } from "../../core/time.ts";
import { isGuardFailure } from "../../db/guard.ts";
import { recordAudit } from "../audit/audit.queries.ts";
import {
  type ConnectionKey,
  connectionId,
  deleteConnection,
  findVisibleConnection,
} from "../connections/connections.queries.ts";
import { unknownConnection } from "../connections/connections.service.ts";
import { refreshShownStatus } from "../content/content-status.queries.ts";
import {
  cancelPendingEntries,
  cancelScheduledPublications,
  findOpenPublications,
  guardNothingElseOpen,
  IN_FLIGHT,
} from "./removal.queries.ts";

/** Each waiting content costs one statement of the batch, and D1 allows a request 1,000. */
const MAX_WAITING = 500;

/**
 * Removes a connection and cancels what still waits for it; remote posts stay. Stands here and not with the other
 * connection services because it changes content, which lies above them. Throws `not_found`, `conflict` (the hosted
 * site's own connection, or something is on its way over it).
 */
export async function removeConnection(ctx: ServiceContext, key: ConnectionKey): Promise<void> {
  const [[connection], open] = await ctx.db.batch([
    findVisibleConnection(ctx.db, ctx.tenant, key),
    findOpenPublications(ctx.db, { accountId: ctx.accountId, id: connectionId(ctx.accountId, key) }),
  ]);
  if (!connection) throw unknownConnection(key);
  if (connection.platform === "site")
    throw conflict(
      "The hosted site's connection belongs to the site: switch hosting off, or this connection with is_active.",
    );
  if (open.some(({ state }) => IN_FLIGHT.includes(state))) throw inFlight();
  const waiting = [...new Set(open.map(({ contentId }) => contentId))];
  if (waiting.length > MAX_WAITING)
    throw conflict(`${waiting.length} publications wait for this connection: cancel some of them first.`);
  const { db, accountId } = ctx;
  const at = now();
  await ctx
    .commit([
      guardNothingElseOpen(db, connection, waiting),
      cancelPendingEntries(db, connection, at),
      cancelScheduledPublications(db, connection, at),
      deleteConnection(db, connection, at),
      ...waiting.map((contentId) => refreshShownStatus(db, accountId, contentId, at)),
      recordAudit(db, {
        accountId,
        actor: ctx.actor.name,
        action: "connection.deleted",
        target: `connection:${connection.uuid}`,
        details: { platform: connection.platform, site_id: connection.siteId, cancelled: waiting.length },
        createdAt: at,
      }),
    ])
    .catch((error) => {
      throw isGuardFailure(error) ? inFlight() : error;
    });
}

const inFlight = () =>
  conflict("A publication over this connection is on its way. Wait until its outcome is known, then try again.");
