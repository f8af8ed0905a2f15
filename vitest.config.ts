import { createHash } from "node:crypto";
import path from "node:path";
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { unstable_getMiniflareWorkerOptions } from "wrangler";
import { LOOPBACK_ONLY } from "./scripts/local/loopback-only.ts";
import { type Consumers, sideBySide } from "./scripts/local/side-by-side.ts";
import { startFakeOpenAi } from "./test/fakes/openai.ts";
import { startFakeWordPress } from "./test/fakes/wordpress.ts";

/** The tests inside workerd, against real D1, Durable Objects, R2 and queues. `test/e2e` has a configuration of its own. */

const keyRing = (fill: number) => {
  const key = (byte: number) => createHash("sha256").update(`test key ${byte}`).digest("base64url");
  return JSON.stringify({ current: "new", keys: { new: key(fill), old: key(fill + 1) } });
};

const { workerOptions: worker } = unstable_getMiniflareWorkerOptions("./wrangler.toml");

// The outside world, in this process, and ending with it; nothing else can be reached from a test.
const wordpress = await startFakeWordPress();
const openai = await startFakeOpenAi();

/** One run of test files inside workerd, whose accounts live on the given shard. */
const project = (name: string, newAccountShards: string, include: string[]) => ({
  plugins: [
    cloudflareTest(async () => ({
      remoteBindings: false,
      wrangler: { configPath: "./wrangler.toml" },
      miniflare: {
        queueConsumers: sideBySide(worker.queueConsumers as Consumers),
        outboundService: LOOPBACK_ONLY.name,
        workers: [LOOPBACK_ONLY],
        // beside DB of wrangler.toml
        d1Databases: { SHARD_2: "shard-2" },
        bindings: {
          TEST_MIGRATIONS: await readD1Migrations(path.join(import.meta.dirname, "migrations")),
          DEPLOYMENT: "local",
          PUBLIC_URL: "https://keyline.test",
          NEW_ACCOUNT_SHARDS: newAccountShards,
          JWT_KEYS: keyRing(1),
          ENCRYPTION_KEYS: keyRing(3),
          OPERATOR_KEY: "an operator key for tests, 32 characters or more",
          // Whatever a developer keeps in .dev.vars, tests start from the offline provider.
          OPENAI_API_KEY: "",
          // One file makes hundreds of calls from one address; the tests of the limits set their own.
          RATE_LIMIT_SCALE: "1000",
          FAKE_WORDPRESS_URL: wordpress.url,
          FAKE_OPENAI_URL: openai.url,
          OUTBOUND_ALLOW_HOSTS: [wordpress, openai].map((fake) => new URL(fake.url).host).join(","),
        },
      },
    })),
  ],
  test: {
    name,
    include,
    exclude: ["test/e2e/**", "**/node_modules/**"],
    setupFiles: ["./test/setup.ts"],
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});

export default defineConfig({
  test: {
    projects: [
      project("one database", "1", ["test/**/*.test.ts"]),
      // the contract once more, with every account's rows on the second database
      project("two databases", "2", ["test/contract/**/*.test.ts"]),
    ],
  },
});
