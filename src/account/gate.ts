import { MINUTE } from "../core/time.ts";
import { RateLimit, type RateScope, type RateVerdict } from "./rate-limit.ts";

/** Who asks: a signed-in session, an API key, or nobody yet (then the object is the caller's address). */
export type GatePrincipal =
  | {
      kind: "session";
      sessionId: string;
      userId: number;
      /** When the access token was made, ms. */
      issuedAt: number;
      /** Where the caller believes the account to be. */
      shard: number;
    }
  | { kind: "key"; prefix: string; shard: number }
  | { kind: "open" };

export interface GateVerdict extends RateVerdict {
  /** `moving`: to another database, at this moment. `moved`: the caller's credential names the one before. */
  refusal: "suspended" | "revoked" | "moving" | "moved" | "rate_limited" | null;
}

export interface Placement {
  shard: number;
  moving: boolean;
  /** When the directory said so, ms: an older word changes nothing. */
  saidAt: number;
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
    sql.exec(`CREATE TABLE IF NOT EXISTS placement (
      id INTEGER PRIMARY KEY CHECK (id = 1), shard INTEGER NOT NULL, moving INTEGER NOT NULL, said_at INTEGER NOT NULL)`);
  }

  admit(scope: RateScope, principal: GatePrincipal, scale: number, now: number): GateVerdict {
    const rate = this.#rates.take(scope, scale, now);
    if (principal.kind !== "open") {
      if (this.#revokedAt("account", "suspended") !== undefined) return { ...rate, refusal: "suspended" };
      if (this.#isRevoked(principal)) return { ...rate, refusal: "revoked" };
      const placement = this.#placement();
      if (placement?.moving) return { ...rate, refusal: "moving" };
      if (placement && placement.shard !== principal.shard) return { ...rate, refusal: "moved" };
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
  revokeKey(prefix: string, now: number): void {
    this.#revoke("key", prefix, now);
  }

  /** Answers whether this was news. */
  place({ shard, moving, saidAt }: Placement): boolean {
    const known = this.#placement();
    if (known && known.saidAt > saidAt) return false;
    const row = [shard, moving ? 1 : 0, saidAt];
    this.#sql.exec("INSERT OR REPLACE INTO placement (id, shard, moving, said_at) VALUES (1, ?, ?, ?)", ...row);
    return known?.shard !== shard || known.moving !== moving;
  }

  /** Unknown of an account that never moved: then it is where the directory says. */
  #placement(): Placement | undefined {
    const [row] = this.#sql
      .exec<{ shard: number; moving: number; said_at: number }>("SELECT shard, moving, said_at FROM placement")
      .toArray();
    return row && { shard: row.shard, moving: row.moving === 1, saidAt: row.said_at };
  }

  setSuspended(suspended: boolean, now: number): void {
    if (suspended) this.#revoke("account", "suspended", now);
    else this.#sql.exec("DELETE FROM revocations WHERE kind = 'account'");
  }

  #isRevoked(principal: Exclude<GatePrincipal, { kind: "open" }>): boolean {
    if (principal.kind === "key") return this.#revokedAt("key", principal.prefix) !== undefined;
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
