import { applyD1Migrations, type D1Migration } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { refuseDuplicateColumns } from "./kit/distinct-columns.ts";

declare global {
  /** What vitest.config.ts binds beside the Worker's own variables. */
  interface __BaseEnv_Env {
    TEST_MIGRATIONS: D1Migration[];
    FAKE_WORDPRESS_URL: string;
    FAKE_OPENAI_URL: string;
  }
}

await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);

refuseDuplicateColumns(env.DB);
