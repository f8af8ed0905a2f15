import { MINUTE } from "../core/time.ts";
import { RateLimit, type RateScope, type RateVerdict } from "./rate-limit.ts";

/** Who asks: a signed-in session, an API key, or nobody yet (then the object is the caller's address). */
export type GatePrincipal =
  | { kind: "session"; sessionId: string; userId: number /** When the access token was made, ms. */; issuedAt: number }
  | { kind: "key"; keyId: number }
  | { kind: "open" };

export interface GateVerdict extends RateVerdict {
  refusal: "suspended" | "revoked" | "rate_limited" | null;
}

/** An access token lives 15 minutes; a revocation is remembered a little longer than any token it concerns. */
const REVOCATION_MEMORY_MS = 20 * MINUTE;

/** The one question of every request: is this account active, this credential still good, this minute not used up? */
export class Gate {
  readonly #sql: SqlStorage;
  readonly #rates: RateLimit;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#rates = new RateLimit(sql);
    sql.exec(`CREATE TABLE IF NOT EXISTS revocations (
      kind TEXT NOT NULL, id TEXT NOT NULL, revoked_at INTEGER NOT NULL, PRIMARY KEY (kind, id))`);
  }

  admit(scope: RateScope, principal: GatePrincipal, scale: number, now: number): GateVerdict {
    const rate = this.#rates.take(scope, scale, now);
    if (principal.kind !== "open") {
      if (this.#revokedAt("account", "suspended") !== undefined) return { ...rate, refusal: "suspended" };
      if (this.#isRevoked(principal)) return { ...rate, refusal: "revoked" };
    }
    return { ...rate, refusal: rate.allowed ? null : "rate_limited" };
  }

  /** Every token of this sign-in is refused from now on. */
  revokeSession(sessionId: string, now: number): void {
    this.#revoke("session", sessionId, now);
    this.#sql.exec(
      "DELETE FROM revocations WHERE kind IN ('session', 'user') AND revoked_at < ?",
      now - REVOCATION_MEMORY_MS,
    );
  }

  /** Tokens made before now are refused: the user's role, sites or password changed. */
  revokeUser(userId: number, now: number): void {
    this.#revoke("user", String(userId), now);
  }

  /** Kept for ever: a key has no expiry of its own. */
  revokeKey(keyId: number, now: number): void {
    this.#revoke("key", String(keyId), now);
  }

  setSuspended(suspended: boolean, now: number): void {
    if (suspended) this.#revoke("account", "suspended", now);
    else this.#sql.exec("DELETE FROM revocations WHERE kind = 'account'");
  }

  #isRevoked(principal: Exclude<GatePrincipal, { kind: "open" }>): boolean {
    if (principal.kind === "key") return this.#revokedAt("key", String(principal.keyId)) !== undefined;
    if (this.#revokedAt("session", principal.sessionId) !== undefined) return true;
    const changedAt = this.#revokedAt("user", String(principal.userId));
    return changedAt !== undefined && principal.issuedAt <= changedAt;
  }

  #revokedAt(kind: string, id: string): number | undefined {
    return this.#sql
      .exec<{ revoked_at: number }>("SELECT revoked_at FROM revocations WHERE kind = ? AND id = ?", kind, id)
      .toArray()[0]?.revoked_at;
  }

  #revoke(kind: string, id: string, now: number): void {
    this.#sql.exec("INSERT OR REPLACE INTO revocations (kind, id, revoked_at) VALUES (?, ?, ?)", kind, id, now);
  }
}
