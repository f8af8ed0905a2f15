import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { buildWorker } from "./local/build.ts";
import type { Finished } from "./local/paths.ts";

/** Compressed bytes. Cloudflare takes 3 MB on the free plan; the script alone decides how long an isolate takes to start. */
const MAX_SCRIPT = 1_000_000;
const MAX_UPLOAD = 2_500_000;

/** Bundles the Worker as for an upload and weighs it. */
export async function checkSize(): Promise<Finished> {
  try {
    const { directory } = await buildWorker();
    const uploaded = (await readdir(directory)).filter((name) => !name.endsWith(".map") && name !== "README.md");
    const sizes = await Promise.all(
      uploaded.map(async (name) => ({ name, bytes: gzipSync(await readFile(path.join(directory, name))).length })),
    );
    const script = sizes.find(({ name }) => name === "index.js")?.bytes ?? 0;
    const upload = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
    const output = [
      `script ${kilobytes(script)} of ${kilobytes(MAX_SCRIPT)}, upload ${kilobytes(upload)} of ${kilobytes(MAX_UPLOAD)} (gzip)`,
      ...sizes.map(({ name, bytes }) => `  ${name} ${kilobytes(bytes)}`),
    ].join("\n");
    return { code: script <= MAX_SCRIPT && upload <= MAX_UPLOAD ? 0 : 1, output };
  } catch (error) {
    return { code: 1, output: String(error) };
  }
}

const kilobytes = (bytes: number): string => `${Math.round(bytes / 1000)} kB`;
