import type { ServiceContext } from "../../context.ts";
import { conflict } from "../../core/errors.ts";
import type { Connection } from "../../db/tables/connections.ts";
import type { Found, Outcome, PlatformAdapter, Post, Retraction } from "../../providers/platforms/adapter.ts";
import { siteProfile } from "../../providers/platforms/site-profile.ts";
import { wordpress } from "../../providers/platforms/wordpress.ts";
import { openCredentials } from "../connections/connections.service.ts";
import { siteAdapter } from "../hosting/site-adapter.service.ts";

/** An adapter with the credentials that it was made for. */
interface Line {
  adapter: PlatformAdapter<unknown>;
  credentials: unknown;
}

const UNREADABLE = "The stored credentials cannot be read. Connect the platform again.";

const unavailable = (platform: string) => `Publishing to ${platform} is not available.`;

const withoutDrafts = (platform: string) =>
  `${platform} has no drafts: what is sent there is public. Publish it, or keep it in review.`;

/** The one list of adapters. A platform that has none cannot be connected (`providers/platforms/profiles.ts`). */
function adapterOf(ctx: ServiceContext, { platform, siteId }: Connection): PlatformAdapter<unknown> | undefined {
  if (platform === wordpress.profile.platform) return untyped(wordpress);
  return platform === siteProfile.platform && siteId !== null ? untyped(siteAdapter(ctx, siteId)) : undefined;
}

// safe: credentials reach an adapter only through its own schema
const untyped = <C>(adapter: PlatformAdapter<C>) => adapter as unknown as PlatformAdapter<unknown>;

/** The adapter of a connection with its credentials, or why there is none. */
export async function lineTo(
  ctx: ServiceContext,
  connection: Connection,
): Promise<Line | "unavailable" | "unreadable"> {
  const adapter = adapterOf(ctx, connection);
  if (!adapter) return "unavailable";
  const credentials = adapter.profile.credentials.safeParse(await openCredentials(ctx, connection));
  return credentials.success ? { adapter, credentials: credentials.data } : "unreadable";
}

/** Sends a post to its platform. The one place where a publication leaves; called once per attempt. */
export async function deliver(ctx: ServiceContext, connection: Connection, post: Post): Promise<Outcome> {
  const line = await lineTo(ctx, connection);
  if (line === "unavailable") return { kind: "rejected", reason: "refused", message: unavailable(connection.platform) };
  if (line === "unreadable") return { kind: "rejected", reason: "auth_failed", message: UNREADABLE };
  if (post.status === "draft" && !line.adapter.profile.can.drafts)
    return { kind: "rejected", reason: "refused", message: withoutDrafts(connection.platform) };
  return line.adapter.publish(post, line.credentials, ctx.fetch);
}

/** Takes a post off its platform. Throws `conflict` where that is not possible from here. */
export async function takeDown(ctx: ServiceContext, connection: Connection, remoteId: string): Promise<Retraction> {
  const line = await lineTo(ctx, connection);
  if (line === "unreadable") throw conflict(`${UNREADABLE} Then take the post down.`);
  if (line === "unavailable" || !line.adapter.profile.can.delete)
    throw conflict(`A post cannot be taken off ${connection.platform} from here. Delete it there.`);
  return line.adapter.retract(remoteId, line.credentials, ctx.fetch);
}

/** Reads the platform back. */
export async function readBack(ctx: ServiceContext, connection: Connection, post: Post): Promise<Found> {
  const line = await lineTo(ctx, connection);
  if (line === "unavailable") return { kind: "undecidable", message: unavailable(connection.platform) };
  if (line === "unreadable") return { kind: "undecidable", message: UNREADABLE };
  return line.adapter.find(post, line.credentials, ctx.fetch);
}
