import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { ProviderError } from "../../src/providers/ai/ai.ts";
import { seededBy } from "../../src/providers/ai/offline/seeded.ts";
import { coverProvider } from "../../src/providers/images/cover.ts";
import { composeCover, composeMotif } from "../../src/providers/images/cover-design.ts";
import { PALETTES } from "../../src/providers/images/cover-pattern.ts";
import { TITLE_SPACING, widthOf } from "../../src/providers/images/cover-text.ts";
import { type FontWidths, metricsFor, WIDTHS_FILE } from "../../src/providers/images/fonts.ts";
import type { ImageRequest } from "../../src/providers/images/images.ts";
import { inspectImage } from "../../src/providers/images/inspect.ts";

const load = async (path: string) => (await env.ASSETS.fetch(`https://assets.local${path}`)).arrayBuffer();
const covers = coverProvider(load);

const request = (changes: Partial<ImageRequest> = {}): ImageRequest => ({
  prompt: "",
  title: "How to Clean an Espresso Machine",
  subtitle: "Morning Brew",
  heading: null,
  width: 1200,
  height: 630,
  quality: "basic",
  ...changes,
});

const widths: FontWidths = JSON.parse(new TextDecoder().decode(await load(`/fonts/${WIDTHS_FILE}`)));
const metrics = (text: string) => metricsFor(text, 700, widths);

function svgOf(changes: Partial<ImageRequest>): string {
  const asked = request(changes);
  const fonts = metrics(`${asked.title} ${asked.subtitle}`);
  return composeCover(asked, { title: fonts, subtitle: fonts });
}

/** Bars are the only rounded ones, tiles the only ones that are turned by quarters. */
const kindOf = (svg: string) => /rx="/.exec(svg)?.[0] ?? /<path/.exec(svg)?.[0] ?? "rings";

const linesOf = (svg: string) =>
  [...svg.matchAll(/font-weight="700" font-size="([\d.]+)"[^>]*>([^<]*)</g)].map(([, size, text]) => ({
    size: Number(size),
    text: text ?? "",
  }));

describe("rendered covers", () => {
  it("are PNG images of the size asked for", async () => {
    for (const size of [
      { width: 1200, height: 630 },
      { width: 1024, height: 1024 },
      { width: 640, height: 960 },
    ]) {
      const { bytes } = await covers.generate(request(size));
      expect(inspectImage(bytes)).toEqual({ mimeType: "image/png", extension: "png", ...size });
    }
  });

  it("are the same for the same title and differ from title to title", async () => {
    const [first, again, other] = [
      await covers.generate(request()),
      await covers.generate(request()),
      await covers.generate(request({ title: "Moka Pots" })),
    ];
    expect(again.bytes).toEqual(first.bytes);
    expect(other.bytes).not.toEqual(first.bytes);
  });

  it("show the letters: without title and subtitle the picture is another one", async () => {
    const { title } = request();
    const shown = await covers.generate(request());
    const shorter = await covers.generate(request({ title, subtitle: "" }));
    expect(shown.bytes).not.toEqual(shorter.bytes);
  });

  it("bring a twin of their size without words, and say in their alternative text what they show", async () => {
    const cover = await covers.generate(request({ title: "Which grinder is quiet?" }));
    expect(cover.alt).toBe("Cover picture: Which grinder is quiet");
    expect(cover.wordless).not.toEqual(cover.bytes);
    expect(inspectImage(cover.wordless ?? new Uint8Array())).toMatchObject({ width: 1200, height: 630 });
    expect(composeMotif({ ...request(), heading: null })).not.toContain("<text");
  });

  it("below a heading are patterns without words, each its own, in the colours of the article's cover", async () => {
    const [one, other] = [
      await covers.generate(request({ heading: "Descale it" })),
      await covers.generate(request({ heading: "Dry it" })),
    ];
    expect(one.bytes).not.toEqual(other.bytes);
    expect([one.wordless, one.alt]).toEqual([null, null]);
    const ground = (svg: string) => /<rect width="1200" height="630" fill="(#\w+)"/.exec(svg)?.[1];
    const motif = composeMotif({ ...request(), heading: "Descale it" });
    expect(kindOf(motif)).not.toBe(kindOf(composeMotif({ ...request(), heading: null })));
    expect(motif).not.toContain("<text");
    expect(ground(motif)).toBe(ground(svgOf({})));
  });

  it("set every title within the text's column, down to an ellipsis", async () => {
    const titles = [
      "Water",
      "Donaudampfschifffahrtsgesellschaftskapitän 101",
      "Как выбрать кофемашину для дома",
      "Very long ".repeat(60),
    ];
    for (const title of titles) {
      const lines = linesOf(svgOf({ title }));
      const fonts = metrics(title);
      expect(lines.length, title).toBeGreaterThan(0);
      for (const { size, text } of lines)
        expect(widthOf(text, fonts, TITLE_SPACING) * size, text).toBeLessThanOrEqual(1200 * 0.685);
    }
    expect(linesOf(svgOf({ title: titles[3] ?? "" })).at(-1)?.text).toMatch(/…$/);
  });

  it.each([
    ["How to Clean an Espresso Machine", ["How to Clean", "an Espresso", "Machine"]],
    ["Crème brûlée à la maison: façons et astuces", ["Crème brûlée à la", "maison: façons", "et astuces"]],
    ["Größenwahn im Gartenhäuschen über Nacht", ["Größenwahn im", "Gartenhäuschen", "über Nacht"]],
    ["Český křišťál a Łódź w zimie", ["Český křišťál a", "Łódź w zimie"]],
    ["Cà phê sữa đá: cách pha đúng vị", ["Cà phê sữa", "đá: cách", "pha đúng vị"]],
    ["Κρύος καφές στο σπίτι", ["Κρύος καφές", "στο σπίτι"]],
    ["Как выбрать кофемашину для дома", ["Как выбрать", "кофемашину", "для дома"]],
    ["Donaudampfschifffahrtsgesellschaftskapitän 101", ["Donaudampfschifffahrts", "gesellschaftskapitän 101"]],
    ["Price: 1 000 ₴ or 40 € — which №1 is fair?", ["Price: 1 000 ₴ or", "40 € — which", "№1 is fair?"]],
    ["nai\u0308ve résume\u0301 with combining marks", ["naïve résumé", "with combining", "marks"]],
    ["日本語のコーヒー and English", ["and English"]],
  ])("break their lines where the font's widths say: %s", (title, lines) =>
    expect(linesOf(svgOf({ title })).map(({ text }) => text)).toEqual(lines),
  );

  it("escape what XML would read", async () => {
    const svg = svgOf({ title: `Tea & <b onload="x">'Coffee'</b>` });
    expect(svg).toContain("&amp;");
    expect(svg).not.toContain("<b");
    const { bytes } = await covers.generate(request({ title: "</text></svg><script>&nope;" }));
    expect(inspectImage(bytes).width).toBe(1200);
  });

  it("leave out words without glyphs, show the site's name when nothing remains, and never an empty box", async () => {
    const shown = (changes: Partial<ImageRequest>) => linesOf(svgOf(changes)).map(({ text }) => text);
    expect(shown({ title: "Coffee ☕ for Beginners" }).join(" ")).toBe("Coffee for Beginners");
    expect(shown({ title: "日本語のコーヒー" })).toEqual(["Morning Brew"]);
    expect(shown({ title: "日本語", subtitle: "日本" })).toEqual([]);
  });

  it("have text that stands out from its ground by 7:1 at least, the small text by 4.5:1", () => {
    for (const { ground, ink, muted } of PALETTES) {
      expect(contrast(ink, ground), ground).toBeGreaterThanOrEqual(7);
      expect(contrast(muted, ground), ground).toBeGreaterThanOrEqual(4.5);
    }
  });

  it("are refused in impossible sizes, and when a font is missing it may be tried again", async () => {
    await expect(covers.generate(request({ width: 0 }))).rejects.toMatchObject({
      name: "ProviderError",
      retryable: false,
    });
    await expect(covers.generate(request({ width: 20_000 }))).rejects.toMatchObject({ retryable: false });
    const broken = coverProvider(async () => Promise.reject(new Error("gone")));
    await expect(broken.generate(request({ title: "Κρύος καφές" }))).rejects.toMatchObject({
      name: "ProviderError",
      retryable: true,
    });
  });
});

/** WCAG 2.2 contrast ratio of two `#rrggbb` colours. */
function contrast(one: string, other: string): number {
  const luminance = (colour: string) =>
    [0.2126, 0.7152, 0.0722].reduce((sum, weight, index) => {
      const channel = Number.parseInt(colour.slice(1 + index * 2, 3 + index * 2), 16) / 255;
      return sum + weight * (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);
    }, 0);
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((left, right) => right - left);
  return (light + 0.05) / (dark + 0.05);
}

/** 12×7 pixels in each format. */
const JPEG =
  "/9j/2wBDAAYEBQYFBAYGBQYHBwYIChAKCgkJChQODwwQFxQYGBcUFhYaHSUfGhsjHBYWICwgIyYnKSopGR8tMC0oMCUoKSj/2wBDAQcHBwoIChMKChMoGhYaKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCj/wAARCAAHAAwDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAH/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFAEBAAAAAAAAAAAAAAAAAAAABv/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhEDEQA/AIAHH7//2Q==";
const WEBP = "UklGRjoAAABXRUJQVlA4IC4AAADwAQCdASoMAAcAAUAmJaACdLoB+AAEyAAA/hMf+bArmuff7/9Js8TZ4mz45gAA";
const AVIF =
  "AAAAHGZ0eXBhdmlmAAAAAG1pZjFhdmlmbWlhZgAAANZtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9jAAAAAERAAAEAAQAAAAAA+gABAAAAAAAAACEAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABhdjAxAAAAAA5waXRtAAAAAAABAAAAVmlwcnAAAAA4aXBjbwAAAAxhdjFDgSACAAAAABRpc3BlAAAAAAAAAAwAAAAHAAAAEHBpeGkAAAAAAwgICAAAABZpcG1hAAAAAAAAAAEAAQOBAgMAAAApbWRhdBIACgg4DK80gIaDSDITGUJjBMAANAAEsK3Bq1yPAU1Q2Q==";

const file = (base64: string) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
const text = (value: string) => new TextEncoder().encode(value);

describe("inspectImage", () => {
  it("reads format and size from the bytes", () => {
    const size = { width: 12, height: 7 };
    expect(inspectImage(file(JPEG))).toEqual({ mimeType: "image/jpeg", extension: "jpg", ...size });
    expect(inspectImage(file(WEBP))).toEqual({ mimeType: "image/webp", extension: "webp", ...size });
    expect(inspectImage(file(AVIF))).toEqual({ mimeType: "image/avif", extension: "avif", ...size });
  });

  it("refuses what breaks off anywhere", async () => {
    const png = (await covers.generate(request({ width: 40, height: 30 }))).bytes;
    for (const whole of [png, file(JPEG), file(WEBP), file(AVIF)]) {
      expect(inspectImage(whole).width).toBeGreaterThan(0);
      for (const share of [0, 0.1, 0.5, 0.9, 0.98]) {
        expect(() => inspectImage(whole.subarray(0, Math.floor(whole.length * share)))).toThrow(ProviderError);
      }
    }
  });

  it("refuses other formats, and it would be useless to try again", () => {
    for (const other of [
      text("<svg xmlns='http://www.w3.org/2000/svg'/>"),
      text("<!doctype html><p>quota exceeded"),
      text("GIF89a\u0001\u0000\u0001\u0000;"),
    ]) {
      expect(() => inspectImage(other)).toThrow(expect.objectContaining({ name: "ProviderError", retryable: false }));
    }
  });

  it("refuses more than 10 MB, more than 40 megapixels and a picture without a size", async () => {
    const png = (await covers.generate(request({ width: 40, height: 30 }))).bytes;
    const sized = (width: number, height: number) => {
      const copy = png.slice();
      new DataView(copy.buffer).setUint32(16, width);
      new DataView(copy.buffer).setUint32(20, height);
      return copy;
    };
    const padded = new Uint8Array(10 * 1024 * 1024 + 1);
    padded.set(png);
    expect(() => inspectImage(padded)).toThrow("10 MB");
    expect(inspectImage(sized(8000, 5000))).toMatchObject({ width: 8000, height: 5000 });
    expect(() => inspectImage(sized(8000, 5001))).toThrow("too large");
    expect(() => inspectImage(sized(0, 5))).toThrow("no size");
  });

  it("is not kept busy by a hostile file", () => {
    const scan = new Uint8Array(9_000_000).fill(1);
    scan.set([0xff, 0xd8, 0xff, 0xda]);
    scan.set([0xff, 0xd9], scan.length - 2);
    expect(() => inspectImage(scan)).toThrow("incomplete");
    const random = seededBy("noise");
    for (let round = 0; round < 200; round++) {
      const noise = file(AVIF).map((byte) => (random.roll(8) === 0 ? random.roll(256) : byte));
      try {
        inspectImage(noise);
      } catch (error) {
        expect(error).toBeInstanceOf(ProviderError);
      }
    }
  });
});
