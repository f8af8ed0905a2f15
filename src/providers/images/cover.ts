import { initWasm, Resvg } from "@resvg/resvg-wasm";
import wasm from "@resvg/resvg-wasm/index_bg.wasm";
import { ProviderError } from "../ai/ai.ts";
import { tokensOf } from "../ai/tokens.ts";
import { composeCover, composeMotif } from "./cover-design.ts";
import { coverAlt } from "./cover-text.ts";
import { combineMetrics, type FontMetrics, type FontWeight, fontFile, readMetrics, subsetsFor } from "./fonts.ts";
import type { ImageProvider, ImageRequest } from "./images.ts";

const MODEL = "offline-cover";
const LARGEST_SIDE = 2400;

interface Font {
  bytes: Uint8Array;
  metrics: FontMetrics;
}

/** Fonts never change while a Worker runs; kept as bytes, since a promise must not outlive the request that made it. */
const fonts = new Map<string, Font>();
let initialised = false;

/**
 * The image provider without a model: a cover rendered from the title, with a wordless twin, and for below a heading a
 * picture without words. `load` reads a file of the assets, e.g. `/fonts/inter-latin-700.ttf`. Width and height are
 * limited to 1 to 2,400 pixels. Throws `ProviderError`, never retryable for a wrong size, retryable when a font cannot be read.
 */
export function coverProvider(load: (path: string) => Promise<ArrayBuffer>): ImageProvider {
  return {
    name: "offline",
    async generate(request) {
      checkSize(request);
      const text = `${request.title} ${request.subtitle}`;
      const usage = { tokensIn: tokensOf(text), tokensOut: 0, model: MODEL };
      await initialise();
      const wordless = render(composeMotif(request), []);
      if (request.heading !== null) return { bytes: wordless, wordless: null, alt: null, usage };
      const [title, subtitle] = await Promise.all([loadFonts(load, text, 700), loadFonts(load, text, 500)]);
      const svg = composeCover(request, { title: metricsOf(title), subtitle: metricsOf(subtitle) });
      return { bytes: render(svg, [...title, ...subtitle]), wordless, alt: coverAlt(request.title), usage };
    },
  };
}

function checkSize({ width, height }: ImageRequest): void {
  const valid = [width, height].every((side) => Number.isInteger(side) && side >= 1 && side <= LARGEST_SIDE);
  if (!valid) throw new ProviderError(`a cover cannot be ${width}×${height} pixels`, false);
}

async function loadFonts(
  load: (path: string) => Promise<ArrayBuffer>,
  text: string,
  weight: FontWeight,
): Promise<Font[]> {
  return Promise.all(
    subsetsFor(text).map(async (subset) => {
      const path = `/fonts/${fontFile(subset, weight)}`;
      const known = fonts.get(path);
      if (known) return known;
      try {
        const file = await load(path);
        const font = { bytes: new Uint8Array(file), metrics: readMetrics(file) };
        fonts.set(path, font);
        return font;
      } catch (error) {
        throw new ProviderError(`the cover's font ${path} cannot be read: ${String(error)}`, true);
      }
    }),
  );
}

const metricsOf = (loaded: Font[]) => combineMetrics(loaded.map((font) => font.metrics));

/** Two requests may come here at once; the second instance then replaces the first, between two renderings. */
async function initialise(): Promise<void> {
  if (initialised) return;
  await initWasm(wasm);
  initialised = true;
}

function render(svg: string, loaded: Font[]): Uint8Array {
  const renderer = new Resvg(svg, {
    font: { fontBuffers: loaded.map((font) => font.bytes), defaultFontFamily: "Inter" },
  });
  const image = renderer.render();
  try {
    return image.asPng();
  } finally {
    image.free();
    renderer.free();
  }
}
