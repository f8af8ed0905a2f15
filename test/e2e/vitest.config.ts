import path from "node:path";
import { defineConfig } from "vitest/config";

/** The tests that drive `serve` from outside; they run in Node. The others run inside workerd (vitest.config.ts). */
export default defineConfig({
  root: path.join(import.meta.dirname, "../.."),
  test: { include: ["test/e2e/**/*.test.ts"], testTimeout: 60_000, hookTimeout: 60_000, fileParallelism: false },
});
