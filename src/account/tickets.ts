import type { SocketPrincipal } from "./sockets.ts";

/** A ticket opens one WebSocket within a minute. */
export const TICKET_LIFETIME_MS = 60_000;

/** Single-use tickets for clients that cannot send an Authorization header with a WebSocket. Only hashes are kept. */
export class Tickets {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(
      "CREATE TABLE IF NOT EXISTS tickets (hash TEXT PRIMARY KEY, principal TEXT NOT NULL, expires_at INTEGER NOT NULL)",
    );
  }

  issue(hash: string, principal: SocketPrincipal, now: number): void {
    this.#sql.exec("DELETE FROM tickets WHERE expires_at <= ?", now);
    this.#sql.exec("INSERT INTO tickets VALUES (?, ?, ?)", hash, JSON.stringify(principal), now + TICKET_LIFETIME_MS);
  }

  /** Ends what a sign-in, user or key may still open: `tag` is a session's id or an actor's name. */
  withdraw(tag: string): void {
    this.#sql.exec(
      "DELETE FROM tickets WHERE json_extract(principal, '$.sessionId') = ?1 OR json_extract(principal, '$.actor') = ?1",
      tag,
    );
  }

  withdrawAll(): void {
    this.#sql.exec("DELETE FROM tickets");
  }

  redeem(hash: string, now: number): SocketPrincipal | null {
    const row = this.#sql
      .exec<{ principal: string }>(
        "DELETE FROM tickets WHERE hash = ? AND expires_at > ? RETURNING principal",
        hash,
        now,
      )
      .toArray()[0];
    return row ? (JSON.parse(row.principal) as SocketPrincipal) : null;
  }
}
