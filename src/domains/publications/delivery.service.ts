import type { ServiceContext } from "../../context.ts";
import { conflict } from "../../core/errors.ts";
import type { Statement } from "../../db/guard.ts";
import type { Connection } from "../../db/tables/connections.ts";
import type { Publication } from "../../db/tables/publications.ts";
import type { AccountEvent } from "../../messages/events.ts";
import type { Found, Outcome, Post, Retraction } from "../../providers/platforms/adapter.ts";
import { adapterFor } from "../../providers/platforms/registry.ts";
import { openCredentials } from "../connections/connections.service.ts";
import { sitePublication } from "./hosted-sites.service.ts";
import type { Publishable } from "./post.ts";

export interface Delivery {
  outcome: Outcome;
  /** What the delivery itself changes here: the hosted site's page is written in the very batch that says it is live. */
  effects: Statement[];
  events: AccountEvent[];
}

const only = (outcome: Outcome): Delivery => ({ outcome, effects: [], events: [] });

/** Sends a post to its platform. The one place where a publication leaves; called once per attempt. */
export async function deliver(
  ctx: ServiceContext,
  connection: Connection,
  publication: Publication,
  source: Publishable,
  post: Post,
): Promise<Delivery> {
  if (connection.platform === "site") return sitePublication(ctx, publication, source, post);
  const adapter = adapterFor(connection.platform);
  if (!adapter)
    return only({
      kind: "rejected",
      reason: "refused",
      message: `Publishing to ${connection.platform} is not available.`,
    });
  const credentials = await openCredentials(ctx, connection);
  const parsed = adapter.credentials.safeParse(credentials);
  if (!parsed.success)
    return only({
      kind: "rejected",
      reason: "auth_failed",
      message: "The stored credentials cannot be read. Connect the platform again.",
    });
  return only(await adapter.publish(post, parsed.data, ctx.fetch));
}

/** Takes a post off its platform. Throws `conflict` where that is not possible from here. */
export async function takeDown(ctx: ServiceContext, connection: Connection, remoteId: string): Promise<Retraction> {
  const adapter = adapterFor(connection.platform);
  if (!adapter?.retract)
    throw conflict(`A post cannot be taken off ${connection.platform} from here. Delete it there.`);
  const parsed = adapter.credentials.safeParse(await openCredentials(ctx, connection));
  if (!parsed.success)
    throw conflict("The stored credentials cannot be read. Connect the platform again, then take the post down.");
  return adapter.retract(remoteId, parsed.data, ctx.fetch);
}

/** Reads the platform back. The hosted site never needs it: its page and its outcome are one write. */
export async function readBack(ctx: ServiceContext, connection: Connection, post: Post): Promise<Found> {
  const adapter = adapterFor(connection.platform);
  if (!adapter) return { kind: "undecidable", message: `Publishing to ${connection.platform} is not available.` };
  const parsed = adapter.credentials.safeParse(await openCredentials(ctx, connection));
  if (!parsed.success)
    return { kind: "undecidable", message: "The stored credentials cannot be read. Connect the platform again." };
  return adapter.find(post, parsed.data, ctx.fetch);
}
