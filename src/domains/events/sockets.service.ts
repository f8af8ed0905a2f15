import type { ServiceContext } from "../../context.ts";
import { sha256 } from "../../core/crypto.ts";
import { DomainError, notFound } from "../../core/errors.ts";
import { isoTime } from "../../core/time.ts";
import type { EventRow } from "../../db/tables/events.ts";
import type { StoredEvent } from "../../messages/events.ts";
import { findEventsFrom } from "./events.queries.ts";

/** As many as the account's object remembers. */
const MOST_RESUMED = 1_000;

/**
 * Lets the account's object know every event since `since`, also those that never reached it because a Worker died
 * between its write and its broadcast: then a resumed socket has no gap. Throws `not_found` for an unknown event.
 */
export async function prepareResume(ctx: ServiceContext, since: string): Promise<void> {
  const rows = await findEventsFrom(ctx.db, ctx.accountId, since, MOST_RESUMED);
  if (rows.length === 0) throw notFound("event", since);
  await ctx.account.remember(rows.map(storedEvent));
}

const storedEvent = (row: EventRow): StoredEvent =>
  ({ type: row.type, ...row.payload, id: row.uuid, at: isoTime(row.createdAt) }) as StoredEvent;

/** The account's uuid and the hash of a ticket, `<uuid>.<random>`. Throws `authentication_required`. */
export async function readTicket(ticket: string): Promise<{ uuid: string; hash: string }> {
  const uuid = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.[A-Za-z0-9_-]{43}$/.exec(ticket)?.[1];
  if (uuid === undefined) throw invalidTicket();
  return { uuid, hash: await sha256(ticket) };
}

export const invalidTicket = () =>
  new DomainError(
    "authentication_required",
    "The ticket is unknown, used or older than a minute. Get a new one from POST /api/v1/auth/ws-ticket/.",
  );
