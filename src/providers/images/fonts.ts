/** The fonts of rendered covers: which files there are, which a text needs, and how wide its characters are in them. */

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

/** Beside the fonts in the assets, written with them by `scripts/build-fonts.ts`. */
export const WIDTHS_FILE = "widths.json";

/** Of each font file: the characters it has, and in the same order their advance widths in font units. */
export type FontWidths = Record<string, { unitsPerEm: number; characters: string; widths: number[] }>;

/** Advance widths in em of the characters that a font has, or several fonts seen as one. */
export type FontMetrics = ReadonlyMap<string, number>;

/** What the fonts of a text have in one weight; the first that has a character counts, as the renderer falls back. */
export function metricsFor(text: string, weight: FontWeight, fonts: FontWidths): FontMetrics {
  const metrics = new Map<string, number>();
  for (const subset of subsetsFor(text)) {
    const { unitsPerEm, characters, widths } = fonts[fontFile(subset, weight)] ?? NO_FONT;
    for (const [at, character] of [...characters].entries())
      if (!metrics.has(character)) metrics.set(character, (widths[at] ?? 0) / unitsPerEm);
  }
  return metrics;
}

const NO_FONT: FontWidths[string] = { unitsPerEm: 1, characters: "", widths: [] };
