import type { ProgressEvent, StoredEvent } from "../messages/events.ts";

/** Whom a socket belongs to; kept in its attachment because memory is lost on hibernation. */
export interface SocketPrincipal {
  /** `user:7` or `key:3`. */
  actor: string;
  sessionId: string | null;
  /** Null: every site of the account. */
  siteIds: readonly number[] | null;
  /** The credential's own end, ms: no event is sent after it. */
  expiresAt: number;
}

const MAX_SOCKETS = 50;
const REMEMBERED_EVENTS = 1_000;
const POLICY_VIOLATION = 1008;

/** The account's open WebSockets and its last 1,000 events, in the order in which they arrived here. */
export class Sockets {
  readonly #state: DurableObjectState;
  readonly #sql: SqlStorage;

  constructor(state: DurableObjectState) {
    this.#state = state;
    this.#sql = state.storage.sql;
    this.#sql.exec(`CREATE TABLE IF NOT EXISTS recent_events (
      position INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, frame TEXT NOT NULL)`);
    state.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
  }

  /** True when one more socket may be opened. */
  hasRoom(): boolean {
    return this.#state.getWebSockets().length < MAX_SOCKETS;
  }

  /** Opens a socket; with `since` it first gets everything that arrived after that event. */
  accept(principal: SocketPrincipal, since: string | null): WebSocket {
    const { 0: client, 1: server } = new WebSocketPair();
    const tags = [principal.actor, ...(principal.sessionId === null ? [] : [principal.sessionId])];
    this.#state.acceptWebSocket(server, tags);
    server.serializeAttachment(principal);
    if (since !== null)
      for (const frame of this.#after(since)) if (mayHear(principal, JSON.parse(frame))) server.send(frame);
    return client;
  }

  /** Keeps events for resuming sockets and sends those not yet known to all open ones. */
  publish(events: readonly StoredEvent[], now: number): void {
    const fresh = events.filter((event) => this.#remember(event));
    for (const event of fresh) this.#send(event, now);
    this.#sql.exec(
      "DELETE FROM recent_events WHERE position <= (SELECT max(position) FROM recent_events) - ?",
      REMEMBERED_EVENTS,
    );
  }

  progress(event: ProgressEvent, now: number): void {
    this.#send(event, now);
  }

  remember(events: readonly StoredEvent[]): void {
    for (const event of events) this.#remember(event);
  }

  /** Ends the sockets of one sign-in, user or key: `tag` is a session's id or an actor's name. */
  close(tag: string, reason: string): void {
    for (const socket of this.#state.getWebSockets(tag)) socket.close(POLICY_VIOLATION, reason);
  }

  closeAll(reason: string): void {
    for (const socket of this.#state.getWebSockets()) socket.close(POLICY_VIOLATION, reason);
  }

  #remember(event: StoredEvent): boolean {
    const frame = JSON.stringify(event);
    const inserted = "INSERT OR IGNORE INTO recent_events (id, frame) VALUES (?, ?) RETURNING position";
    return this.#sql.exec(inserted, event.id, frame).toArray().length > 0;
  }

  #after(eventId: string): string[] {
    return this.#sql
      .exec<{ frame: string }>(
        "SELECT frame FROM recent_events WHERE position > (SELECT position FROM recent_events WHERE id = ?) ORDER BY position",
        eventId,
      )
      .toArray()
      .map((row) => row.frame);
  }

  /** A socket that fails to send, or whose credential has ended, is closed; the others still get the event. */
  #send(event: StoredEvent | ProgressEvent, now: number): void {
    const frame = JSON.stringify(event);
    for (const socket of this.#state.getWebSockets()) {
      const principal = socket.deserializeAttachment() as SocketPrincipal;
      try {
        if (principal.expiresAt <= now) socket.close(POLICY_VIOLATION, EXPIRED);
        else if (mayHear(principal, event)) socket.send(frame);
      } catch {
        socket.close(1011, "send failed");
      }
    }
  }
}

const EXPIRED = "credential expired: sign in again and resume with ?since=";

/** A listener limited to some sites hears of those only. */
const mayHear = ({ siteIds }: SocketPrincipal, { site_id }: { site_id?: number | null }): boolean =>
  siteIds === null || (typeof site_id === "number" && siteIds.includes(site_id));
