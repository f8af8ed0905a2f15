import type { Context } from "hono";
import { DomainError } from "../core/errors.ts";
import { HOUR, now } from "../core/time.ts";
import { invalidTicket, prepareResume, readTicket } from "../domains/events/sockets.service.ts";
import { resolveAccount } from "../domains/identity/account-refs.service.ts";
import { admitAddress, admitCaller } from "../http/access.ts";
import type { Identity } from "../http/authenticate.ts";
import type { HttpEnv } from "../http/env.ts";
import { createRouter } from "../http/router.ts";

/** Whom the socket will belong to; `SocketPrincipal` of the account's object, as it crosses to it. */
interface Principal {
  actor: string;
  sessionId: string | null;
  siteIds: readonly number[] | null;
  expiresAt: number;
}

/** A key has no end of its own: its socket is asked to come again after a day. */
const KEY_SOCKET_MS = 24 * HOUR;

/** `GET /api/ws`: everything is checked before the 101. */
export const wsRoutes = createRouter();

wsRoutes.get("/ws", async (c) => {
  const { uuid, principal } = await whoseSocket(c);
  if (c.req.header("upgrade")?.toLowerCase() !== "websocket")
    throw new DomainError("bad_request", "Connect with a WebSocket client.");
  const { system } = c.var;
  const since = c.req.query("since");
  if (since !== undefined) {
    const account = await resolveAccount(system, { uuid });
    if (!account) throw invalidTicket();
    await prepareResume(system.forAccount(account), since);
  }
  const headers = new Headers({ upgrade: "websocket", "x-keyline-principal": JSON.stringify(principal) });
  if (since !== undefined) headers.set("x-keyline-since", since);
  const answer = await system.accountObject({ uuid }).fetch("https://account/ws", { headers });
  if (answer.status === 101) return new Response(null, { status: 101, webSocket: answer.webSocket });
  throw new DomainError("rate_limited", "This account has 50 open WebSockets. Close one first.", {
    retryAfterSeconds: 60,
  });
});

async function whoseSocket(c: Context<HttpEnv>): Promise<{ uuid: string; principal: Principal }> {
  const ticket = c.req.query("ticket");
  if (ticket !== undefined) return ticketHolder(c, ticket);
  const identity = await admitCaller(c, "read");
  return { uuid: identity.account.uuid, principal: principalOf(identity) };
}

async function ticketHolder(c: Context<HttpEnv>, ticket: string) {
  await admitAddress(c);
  const { uuid, hash } = await readTicket(ticket);
  const principal = await c.var.system.accountObject({ uuid }).redeemTicket(hash);
  if (!principal) throw invalidTicket();
  return { uuid, principal };
}

const principalOf = ({ actor, siteIds }: Identity): Principal => ({
  actor: actor.name,
  sessionId: actor.kind === "user" ? actor.sessionId : null,
  siteIds,
  expiresAt: actor.kind === "user" ? actor.tokenExpiresAt : now() + KEY_SOCKET_MS,
});
