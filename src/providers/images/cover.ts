import { initWasm, Resvg } from "@resvg/resvg-wasm";
import wasm from "@resvg/resvg-wasm/index_bg.wasm";
import { ProviderError } from "../ai/ai.ts";
import { tokensOf } from "../ai/tokens.ts";
import { composeCover, composeMotif } from "./cover-design.ts";
import { coverAlt } from "./cover-text.ts";
import { type FontWeight, type FontWidths, fontFile, metricsFor, subsetsFor, WIDTHS_FILE } from "./fonts.ts";
import type { ImageProvider, ImageRequest } from "./images.ts";

const MODEL = "offline-cover";
const LARGEST_SIDE = 2400;

type Load = (path: string) => Promise<ArrayBuffer>;

/** Fonts never change while a Worker runs; kept as bytes, since a promise must not outlive the request that made it. */
const fonts = new Map<string, Uint8Array>();
let widths: FontWidths | undefined;
let initialised = false;

/**
 * The image provider without a model: a cover rendered from the title, with a wordless twin, and for below a heading a
 * picture without words. `load` reads a file of the assets, e.g. `/fonts/inter-latin-700.ttf`. Width and height are
 * limited to 1 to 2,400 pixels. Throws `ProviderError`, never retryable for a wrong size, retryable when a font cannot be read.
 */
export function coverProvider(load: Load): ImageProvider {
  return {
    name: "offline",
    async generate(request) {
      checkSize(request);
      const text = `${request.title} ${request.subtitle}`;
      const usage = { tokensIn: tokensOf(text), tokensOut: 0, model: MODEL };
      await initialise();
      const wordless = render(composeMotif(request), []);
      if (request.heading !== null) return { bytes: wordless, wordless: null, alt: null, usage };
      const [bold, medium, known] = await Promise.all([
        loadFonts(load, text, 700),
        loadFonts(load, text, 500),
        loadWidths(load),
      ]);
      const metrics = { title: metricsFor(text, 700, known), subtitle: metricsFor(text, 500, known) };
      const svg = composeCover(request, metrics);
      return { bytes: render(svg, [...bold, ...medium]), wordless, alt: coverAlt(request.title), usage };
    },
  };
}

function checkSize({ width, height }: ImageRequest): void {
  const valid = [width, height].every((side) => Number.isInteger(side) && side >= 1 && side <= LARGEST_SIDE);
  if (!valid) throw new ProviderError(`a cover cannot be ${width}×${height} pixels`, false);
}

const loadFonts = (load: Load, text: string, weight: FontWeight): Promise<Uint8Array[]> =>
  Promise.all(
    subsetsFor(text).map(async (subset) => {
      const name = fontFile(subset, weight);
      const font = fonts.get(name) ?? new Uint8Array(await loadFile(load, name));
      fonts.set(name, font);
      return font;
    }),
  );

async function loadWidths(load: Load): Promise<FontWidths> {
  widths ??= JSON.parse(new TextDecoder().decode(await loadFile(load, WIDTHS_FILE))) as FontWidths;
  return widths;
}

async function loadFile(load: Load, name: string): Promise<ArrayBuffer> {
  try {
    return await load(`/fonts/${name}`);
  } catch (error) {
    throw new ProviderError(`the covers' file ${name} cannot be read: ${String(error)}`, true);
  }
}

/** Two requests may come here at once; the second instance then replaces the first, between two renderings. */
async function initialise(): Promise<void> {
  if (initialised) return;
  await initWasm(wasm);
  initialised = true;
}

function render(svg: string, fontBuffers: Uint8Array[]): Uint8Array {
  const renderer = new Resvg(svg, { font: { fontBuffers, defaultFontFamily: "Inter" } });
  const image = renderer.render();
  try {
    return image.asPng();
  } finally {
    image.free();
    renderer.free();
  }
}
