import { MINUTE } from "../core/time.ts";

/** A POST that may come twice: the caller's key within method and route, and what its body looked like. */
export interface IdempotencyClaim {
  /** SHA-256 of method, route and Idempotency-Key. */
  key: string;
  /** SHA-256 of the raw body. */
  fingerprint: string;
}

export interface StoredAnswer {
  status: number;
  body: string;
  /** The body is encrypted: it holds a secret that is shown once. */
  sealed: boolean;
}

export type IdempotencyVerdict =
  | { kind: "fresh" }
  | { kind: "in_progress" }
  | { kind: "reused" }
  | { kind: "replay"; answer: StoredAnswer };

/** A request that has not answered by then died with its Worker; D1's own key row still keeps its effect single. */
const RUNNING_LEASE_MS = 5 * MINUTE;

/** Claims and answers of the account's POSTs, decided here because every request passes here anyway. */
export class Idempotency {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(`CREATE TABLE IF NOT EXISTS idempotency (
      key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, status INTEGER, body TEXT, sealed INTEGER NOT NULL DEFAULT 0,
      expires_at INTEGER NOT NULL)`);
    sql.exec("CREATE INDEX IF NOT EXISTS idempotency_by_expiry ON idempotency (expires_at)");
  }

  claim({ key, fingerprint }: IdempotencyClaim, now: number): IdempotencyVerdict {
    this.#sql.exec("DELETE FROM idempotency WHERE expires_at <= ?", now);
    const known = this.#sql
      .exec<{ fingerprint: string; status: number | null; body: string | null; sealed: number }>(
        "SELECT fingerprint, status, body, sealed FROM idempotency WHERE key = ?",
        key,
      )
      .toArray()[0];
    if (!known) {
      this.#sql.exec(
        "INSERT INTO idempotency (key, fingerprint, expires_at) VALUES (?, ?, ?)",
        key,
        fingerprint,
        now + RUNNING_LEASE_MS,
      );
      return { kind: "fresh" };
    }
    if (known.fingerprint !== fingerprint) return { kind: "reused" };
    if (known.status === null) return { kind: "in_progress" };
    return { kind: "replay", answer: { status: known.status, body: known.body ?? "", sealed: known.sealed === 1 } };
  }

  /** Keeps the answer for `ttl` milliseconds; null forgets the claim, so that the caller may try again. */
  finish(key: string, answer: StoredAnswer | null, ttl: number, now: number): void {
    if (answer === null) {
      this.#sql.exec("DELETE FROM idempotency WHERE key = ? AND status IS NULL", key);
      return;
    }
    this.#sql.exec(
      "UPDATE idempotency SET status = ?, body = ?, sealed = ?, expires_at = ? WHERE key = ?",
      ...[answer.status, answer.body, answer.sealed ? 1 : 0, now + ttl, key],
    );
  }
}
