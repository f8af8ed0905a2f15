/**
 * What `wrangler types` cannot know: variables that may be absent. `worker-configuration.d.ts` has all the others.
 * Everything but OPENAI_API_KEY and the shards is read only when DEPLOYMENT is `local`, and ignored with a warning elsewhere.
 */
interface __BaseEnv_Env {
  /** Secret. Without it, and without an account's own key, the offline provider answers. */
  OPENAI_API_KEY?: string;
  /** Further databases for accounts' own rows, `SHARD_2` to `SHARD_30`. */
  [shard: `SHARD_${number}`]: D1Database | undefined;
  /** `host:port,host:port` that outgoing calls may reach although they are private addresses. */
  OUTBOUND_ALLOW_HOSTS?: string;
  /** Factor on every rate limit, a positive number. */
  RATE_LIMIT_SCALE?: string;
  /** Reserved: the account id that unauthenticated studio calls will act for. Nothing reads it yet. */
  LOCAL_OPEN_ACCESS?: string;
  /** Reserved: JSON object, platform id to the base URL that stands in for the real one. Nothing reads it yet. */
  PLATFORM_BASE_URLS?: string;
  /** Plan of new accounts: free, starter, growth or scale. */
  DEFAULT_PLAN?: string;
  /** Milliseconds by which the clock is moved. */
  CLOCK_OFFSET_MS?: string;
  /** How long a claimed job is its worker's own. */
  LEASE_SECONDS?: string;
  /** Opens `/__local/clock` to whoever sends it in `x-local-control`; `serve --control-port` makes a random one. */
  LOCAL_CONTROL_TOKEN?: string;
  /** Name of the last file of `migrations/`: until the database has it, every route answers 503 `starting`. Set by `serve`. */
  LOCAL_LAST_MIGRATION?: string;
}
