/** The fonts of rendered covers: which files there are, which a text needs, and how wide a text runs in them. */

export const FONT_SUBSETS = [
  "latin",
  "latin-ext",
  "vietnamese",
  "greek",
  "greek-ext",
  "cyrillic",
  "cyrillic-ext",
] as const;
export const FONT_WEIGHTS = [500, 700] as const;
export type FontSubset = (typeof FONT_SUBSETS)[number];
export type FontWeight = (typeof FONT_WEIGHTS)[number];

export const fontFile = (subset: FontSubset, weight: FontWeight) => `inter-${subset}-${weight}.ttf`;

/** The subsets that a text may take glyphs from; Latin always, the others only for their script (70 kB each). */
export function subsetsFor(text: string): FontSubset[] {
  const subsets: FontSubset[] = ["latin"];
  if (/\p{M}|[\u0100-\u02ff\u1e00-\u1eff\u20a0-\u20bf\u2100-\u218f]/u.test(text))
    subsets.push("latin-ext", "vietnamese");
  if (/\p{Script=Greek}/u.test(text)) subsets.push("greek", "greek-ext");
  if (/\p{Script=Cyrillic}|[\u20b4\u2116]/u.test(text)) subsets.push("cyrillic", "cyrillic-ext");
  return subsets;
}

/** Advance widths of one TrueType font, in em. */
export interface FontMetrics {
  /** Width of a code point in em, undefined when the font has no glyph for it. */
  advance(codePoint: number): number | undefined;
}

/** Reads `head`, `hhea`, `hmtx` and `cmap` (formats 4 and 12, as in the OpenType specification). Throws on other files. */
export function readMetrics(font: ArrayBuffer): FontMetrics {
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
  return {
    advance(codePoint) {
      const glyph = glyphs.get(codePoint);
      if (glyph === undefined) return undefined;
      return view.getUint16(hmtx + Math.min(glyph, metricCount - 1) * 4) / unitsPerEm;
    },
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

/** The widths of several fonts seen as one: the first that has a glyph counts, as the renderer falls back. */
export function combineMetrics(fonts: FontMetrics[]): FontMetrics {
  return {
    advance(codePoint) {
      for (const font of fonts) {
        const width = font.advance(codePoint);
        if (width !== undefined) return width;
      }
      return undefined;
    },
  };
}
