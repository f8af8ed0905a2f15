/** How wide the characters of a TrueType font are: the Worker reads the result instead of the font's tables. */
import type { FontWidths } from "../src/providers/images/fonts.ts";

/** Reads `head`, `hhea`, `hmtx` and `cmap` (formats 4 and 12, as in the OpenType specification). Throws on other files. */
export function readWidths(font: ArrayBuffer): FontWidths[string] {
  const view = new DataView(font);
  const table = (name: string): number => {
    for (let index = 0; index < view.getUint16(4); index++) {
      const entry = 12 + index * 16;
      const tag = String.fromCharCode(...new Uint8Array(font, entry, 4));
      if (tag === name) return view.getUint32(entry + 8);
    }
    throw new Error(`font has no ${name} table`);
  };
  const unitsPerEm = view.getUint16(table("head") + 18);
  const metricCount = view.getUint16(table("hhea") + 34);
  const hmtx = table("hmtx");
  const glyphs = readCharacterMap(view, table("cmap"));
  const widthOf = (glyph: number) => view.getUint16(hmtx + Math.min(glyph, metricCount - 1) * 4);
  const codes = [...glyphs.keys()].sort((left, right) => left - right);
  return {
    unitsPerEm,
    characters: String.fromCodePoint(...codes),
    widths: codes.map((code) => widthOf(glyphs.get(code) ?? 0)),
  };
}

function readCharacterMap(view: DataView, cmap: number): Map<number, number> {
  const glyphs = new Map<number, number>();
  for (let index = 0; index < view.getUint16(cmap + 2); index++) {
    const start = cmap + view.getUint32(cmap + 4 + index * 8 + 4);
    const format = view.getUint16(start);
    if (format === 4) readFormat4(view, start, glyphs);
    if (format === 12) readFormat12(view, start, glyphs);
  }
  return glyphs;
}

function readFormat4(view: DataView, start: number, glyphs: Map<number, number>): void {
  const segments = view.getUint16(start + 6) / 2;
  const ends = start + 14;
  const starts = ends + segments * 2 + 2;
  const deltas = starts + segments * 2;
  const offsets = deltas + segments * 2;
  for (let segment = 0; segment < segments; segment++) {
    const first = view.getUint16(starts + segment * 2);
    const last = view.getUint16(ends + segment * 2);
    const delta = view.getUint16(deltas + segment * 2);
    const rangeOffset = view.getUint16(offsets + segment * 2);
    for (let code = first; code <= last && code !== 0xffff; code++) {
      const indirect = offsets + segment * 2 + rangeOffset + (code - first) * 2;
      const base = rangeOffset === 0 ? code : view.getUint16(indirect);
      const glyph = base === 0 ? 0 : (base + delta) & 0xffff;
      if (glyph !== 0) glyphs.set(code, glyph);
    }
  }
}

function readFormat12(view: DataView, start: number, glyphs: Map<number, number>): void {
  for (let group = 0; group < view.getUint32(start + 12); group++) {
    const entry = start + 16 + group * 12;
    const first = view.getUint32(entry);
    const last = view.getUint32(entry + 4);
    for (let code = first; code <= last; code++) glyphs.set(code, view.getUint32(entry + 8) + code - first);
  }
}
