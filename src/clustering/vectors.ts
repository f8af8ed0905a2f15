/**
 * Word vectors cut to a compact binary by `scripts/build-vectors.ts` (source and licence: `src/assets/README.md`).
 *
 * Layout, little-endian: magic "KLV1"; uint32 number of words; uint32 dimensions; uint32 bytes of the word list; the
 * words, most frequent first, separated by line feeds; then per word `dimensions / 2` bytes of signed 4-bit components,
 * low half first. A row's scale is not stored: only directions are compared.
 */

export interface Vectors {
  /** Number of words. */
  size: number;
  dimensions: number;
  /** Frequency rank of a lower-case word, 0 the most frequent; undefined when the vectors lack it. */
  rank(word: string): number | undefined;
  /** The unit vector of the word with that rank. */
  unit(rank: number): Float32Array;
}

export const MAGIC = "KLV1";
const HEADER_BYTES = 16;

/** Reads the binary. Throws a RangeError when it is another format or cut short. */
export function loadVectors(bytes: ArrayBuffer): Vectors {
  const view = new DataView(bytes);
  const magic = bytes.byteLength < HEADER_BYTES ? "" : new TextDecoder().decode(new Uint8Array(bytes, 0, 4));
  if (magic !== MAGIC) throw new RangeError("not a word vector file");
  const size = view.getUint32(4, true);
  const dimensions = view.getUint32(8, true);
  const wordBytes = view.getUint32(12, true);
  const rowBytes = dimensions / 2;
  if (bytes.byteLength !== HEADER_BYTES + wordBytes + size * rowBytes)
    throw new RangeError("word vector file cut short");

  const words = new TextDecoder().decode(new Uint8Array(bytes, HEADER_BYTES, wordBytes)).split("\n");
  const ranks = new Map(words.map((word, rank) => [word, rank]));
  const rows = new Uint8Array(bytes, HEADER_BYTES + wordBytes);
  return {
    size,
    dimensions,
    rank: (word) => ranks.get(word),
    unit: (rank) => unpack(rows.subarray(rank * rowBytes, (rank + 1) * rowBytes)),
  };
}

function unpack(row: Uint8Array): Float32Array {
  const vector = new Float32Array(row.length * 2);
  let squares = 0;
  row.forEach((byte, position) => {
    // Shifting left and back spreads the sign of a 4-bit number.
    const low = (byte << 28) >> 28;
    const high = (byte << 24) >> 28;
    vector[position * 2] = low;
    vector[position * 2 + 1] = high;
    squares += low * low + high * high;
  });
  const length = Math.sqrt(squares) || 1;
  return vector.map((component) => component / length);
}
