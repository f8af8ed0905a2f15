/** Requests a minute for each class of route; `copying` is the operator's backup and restore. */
export const RATE_LIMITS = { ai: 60, content: 100, auth: 20, general: 300, copying: 6_000 } as const;
export type RateScope = keyof typeof RATE_LIMITS;

const WINDOW_MS = 60_000;

export interface RateVerdict {
  allowed: boolean;
  limit: number;
  remaining: number;
  /** When the window ends, milliseconds since the epoch. */
  resetAt: number;
}

/** Exact fixed windows of one minute, counted in the object's own storage so that a restart does not reset them. */
export class RateLimit {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(
      "CREATE TABLE IF NOT EXISTS windows (scope TEXT PRIMARY KEY, started_at INTEGER NOT NULL, count INTEGER NOT NULL)",
    );
  }

  /** Counts one request. `scale` multiplies the limit (local deployments only). */
  take(scope: RateScope, scale: number, now: number): RateVerdict {
    const limit = Math.max(1, Math.floor(RATE_LIMITS[scope] * scale));
    const startedAt = now - (now % WINDOW_MS);
    const known = this.#sql
      .exec<{ started_at: number; count: number }>("SELECT started_at, count FROM windows WHERE scope = ?", scope)
      .toArray()[0];
    const count = known?.started_at === startedAt ? known.count : 0;
    const verdict = { limit, resetAt: startedAt + WINDOW_MS };
    if (count >= limit) return { ...verdict, allowed: false, remaining: 0 };
    this.#sql.exec(
      "INSERT OR REPLACE INTO windows (scope, started_at, count) VALUES (?, ?, ?)",
      scope,
      startedAt,
      count + 1,
    );
    return { ...verdict, allowed: true, remaining: limit - count - 1 };
  }
}
