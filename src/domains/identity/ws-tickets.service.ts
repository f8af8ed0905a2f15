import type { ServiceContext } from "../../context.ts";
import { sha256 } from "../../core/crypto.ts";
import { randomToken } from "../../core/ids.ts";
import { DAY, MINUTE, now } from "../../core/time.ts";

/** How long the account's object keeps a ticket. */
const TICKET_LIFETIME_MS = MINUTE;
/** A socket that an API key opened has to come back once a day. */
const KEY_SOCKET_LIFETIME_MS = DAY;

/**
 * A ticket opens one WebSocket as its caller, within a minute: `<account uuid>.<256 random bits>`, the uuid being what
 * tells the Worker whose object holds it. Only its hash is kept.
 */
export async function issueTicket(ctx: ServiceContext): Promise<{ ticket: string; expiresAt: number; url: string }> {
  const { actor, tenant, ref } = ctx;
  const ticket = `${ref.uuid}.${randomToken()}`;
  const at = now();
  await ctx.account.issueTicket(await sha256(ticket), {
    actor: actor.name,
    sessionId: actor.kind === "user" ? actor.sessionId : null,
    siteIds: tenant.siteIds,
    expiresAt: actor.kind === "user" ? actor.tokenExpiresAt : at + KEY_SOCKET_LIFETIME_MS,
  });
  const address = ctx.config.publicUrl.replace(/^http/, "ws");
  return { ticket, expiresAt: at + TICKET_LIFETIME_MS, url: `${address}/api/ws?ticket=${ticket}` };
}
