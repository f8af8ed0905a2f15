import { applyD1Migrations, type D1Migration } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { startOfIds } from "../src/db/shards.ts";
import { shard2 } from "./kit/databases.ts";
import { refuseDuplicateColumns } from "./kit/distinct-columns.ts";

declare global {
  /** What vitest.config.ts binds beside the Worker's own variables. */
  interface __BaseEnv_Env {
    TEST_MIGRATIONS: D1Migration[];
    FAKE_WORDPRESS_URL: string;
    FAKE_OPENAI_URL: string;
  }
}

await Promise.all([env.DB, shard2].map((database) => applyD1Migrations(database, env.TEST_MIGRATIONS)));
await shard2.batch(startOfIds(2).map((text) => shard2.prepare(text)));

refuseDuplicateColumns(env.DB);
