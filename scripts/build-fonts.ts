/**
 * Unpacks the Inter fonts of `@fontsource/inter` from WOFF to TrueType, the form that the cover renderer reads without
 * decompressing on each request, and writes down how wide their characters are. WOFF 1.0 (https://www.w3.org/TR/WOFF/): a table directory, each table plain or zlib.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { inflateSync } from "node:zlib";
import { FONT_SUBSETS, FONT_WEIGHTS, type FontWidths, fontFile, WIDTHS_FILE } from "../src/providers/images/fonts.ts";
import { readWidths } from "./font-widths.ts";

const WOFF_SIGNATURE = 0x774f4646;
const WOFF_HEADER = 44;
const WOFF_ENTRY = 20;
const SFNT_HEADER = 12;
const SFNT_ENTRY = 16;

/** Bytes of a WOFF file to those of the TrueType font inside it. Throws on any other format. */
function unpackWoff(woff: Buffer): Buffer {
  if (woff.readUInt32BE(0) !== WOFF_SIGNATURE) throw new Error("not a WOFF 1.0 file");
  const count = woff.readUInt16BE(12);
  const directory = Buffer.alloc(SFNT_HEADER + count * SFNT_ENTRY);
  const tables: Buffer[] = [directory];
  const log = Math.floor(Math.log2(count));
  woff.copy(directory, 0, 4, 8);
  directory.writeUInt16BE(count, 4);
  directory.writeUInt16BE(2 ** log * 16, 6);
  directory.writeUInt16BE(log, 8);
  directory.writeUInt16BE(count * 16 - 2 ** log * 16, 10);

  let offset = directory.length;
  for (let index = 0; index < count; index++) {
    const entry = WOFF_HEADER + index * WOFF_ENTRY;
    const [start, packed, length] = [4, 8, 12].map((field) => woff.readUInt32BE(entry + field)) as [
      number,
      number,
      number,
    ];
    const raw = woff.subarray(start, start + packed);
    const table = packed < length ? inflateSync(raw) : raw;
    const target = SFNT_HEADER + index * SFNT_ENTRY;
    woff.copy(directory, target, entry, entry + 4);
    woff.copy(directory, target + 4, entry + 16, entry + 20);
    directory.writeUInt32BE(offset, target + 8);
    directory.writeUInt32BE(length, target + 12);
    const padding = (4 - (length % 4)) % 4;
    tables.push(table, Buffer.alloc(padding));
    offset += length + padding;
  }
  return Buffer.concat(tables);
}

/** Writes the fonts of the cover renderer and the widths of their characters to `outDir`; returns the file names. */
export async function buildFonts(outDir: string): Promise<string[]> {
  const source = path.join(path.dirname(createRequire(import.meta.url).resolve("@fontsource/inter")), "files");
  await mkdir(outDir, { recursive: true });
  const widths: FontWidths = {};
  for (const subset of FONT_SUBSETS) {
    for (const weight of FONT_WEIGHTS) {
      const name = fontFile(subset, weight);
      const woff = await readFile(path.join(source, `inter-${subset}-${weight}-normal.woff`));
      const font = unpackWoff(woff);
      await writeFile(path.join(outDir, name), font);
      widths[name] = readWidths(new Uint8Array(font).buffer);
    }
  }
  await writeFile(path.join(outDir, WIDTHS_FILE), JSON.stringify(widths));
  return Object.keys(widths);
}

if (import.meta.main) {
  const names = await buildFonts(path.join(import.meta.dirname, "..", ".assets", "fonts"));
  console.log(`${names.length} fonts`);
}
