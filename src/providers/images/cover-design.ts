import { escapeMarkup } from "../../core/escape.ts";
import { seededBy } from "../ai/offline/seeded.ts";
import { type Area, PALETTES, PATTERNS, type Palette, type Pattern } from "./cover-pattern.ts";
import { ellipsis, type SetText, setTitle, showable, TITLE_SPACING, widthOf } from "./cover-text.ts";
import type { FontMetrics } from "./fonts.ts";

/** Below this ratio of width to height the pattern stands above the text instead of beside it. */
const WIDE = 1.3;

interface Layout {
  pattern: Area;
  text: Area;
}

/**
 * Composes a cover as SVG: title, subtitle, and a pattern and palette that follow from the title alone.
 * What the fonts cannot show is left out; a cover without any text is only the pattern, over its whole face.
 */
export function composeCover(
  request: { title: string; subtitle: string; width: number; height: number },
  fonts: { title: FontMetrics; subtitle: FontMetrics },
): string {
  const dice = seededBy(request.title);
  const palette = dice.pick(PALETTES);
  const title = showable(request.title, fonts.title);
  const subtitle = showable(request.subtitle, fonts.subtitle);
  const layout = title || subtitle ? layOut(request.width, request.height) : undefined;
  const face = layout?.pattern ?? wholeOf(request);
  const text = layout ? drawText(title, subtitle, layout.text, palette, fonts) : "";
  return draw(request, palette.ground, { face, pattern: dice.pick(PATTERNS)(face, palette, dice), text });
}

/**
 * Composes a picture without words as SVG: a pattern over the whole face, for below a heading that says the words
 * already. Its palette is that of the article's cover; below a heading of the article it is another kind of pattern.
 */
export function composeMotif(request: {
  title: string;
  heading: string | null;
  width: number;
  height: number;
}): string {
  const cover = seededBy(request.title);
  const palette = cover.pick(PALETTES);
  const onCover = cover.pick(PATTERNS);
  const face = wholeOf(request);
  if (request.heading === null)
    return draw(request, palette.ground, { face, pattern: onCover(face, palette, cover), text: "" });
  const dice = seededBy(`${request.title}\n${request.heading}`);
  // safe: there are more patterns than the cover's
  const drawOther = dice.pick(PATTERNS.filter((pattern) => pattern !== onCover) as [Pattern, ...Pattern[]]);
  return draw(request, palette.ground, { face, pattern: drawOther(face, palette, dice), text: "" });
}

const wholeOf = ({ width, height }: { width: number; height: number }): Area => ({ x: 0, y: 0, width, height });

function draw(
  { width, height }: { width: number; height: number },
  ground: string,
  { face, pattern, text }: { face: Area; pattern: string; text: string },
): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<defs><clipPath id="face"><rect x="${face.x}" y="${face.y}" width="${face.width}" height="${face.height}"/></clipPath></defs>`,
    `<rect width="${width}" height="${height}" fill="${ground}"/>`,
    `<g clip-path="url(#face)">${pattern}</g>`,
    text,
    "</svg>",
  ].join("");
}

function layOut(width: number, height: number): Layout {
  const margin = Math.round(Math.min(width, height) * 0.105);
  if (width / height >= WIDE) {
    const edge = Math.round(width * 0.685);
    return {
      pattern: { x: edge, y: 0, width: width - edge, height },
      text: { x: margin, y: margin, width: edge - margin * 1.75, height: height - margin * 2 },
    };
  }
  const edge = Math.round(height * 0.38);
  return {
    pattern: { x: 0, y: 0, width, height: edge },
    text: { x: margin, y: edge + margin, width: width - margin * 2, height: height - edge - margin * 2 },
  };
}

function drawText(
  title: string,
  subtitle: string,
  area: Area,
  palette: Palette,
  fonts: { title: FontMetrics; subtitle: FontMetrics },
): string {
  const unit = Math.min(area.width, area.height * 1.35);
  const small = Math.max(10, unit * 0.046);
  const rule = { width: small * 2.4, height: Math.max(3, small * 0.24) };
  const top = area.y + rule.height + small * 1.5;
  const bottom = area.y + area.height - (subtitle ? small * 2.2 : 0);
  const set = setTitle(title || subtitle, fonts.title, {
    width: area.width,
    height: bottom - top,
    largest: unit * 0.142,
  });
  const line = title ? fitLine(subtitle, fonts.subtitle, area.width / small) : "";
  return [
    `<rect x="${area.x}" y="${area.y}" width="${round(rule.width)}" height="${round(rule.height)}" rx="${round(rule.height / 2)}" fill="${palette.accents[0]}"/>`,
    drawTitle(set, area.x, top, palette.ink),
    line &&
      `<text x="${area.x}" y="${round(area.y + area.height - small * 0.25)}" font-family="Inter" font-weight="500" font-size="${round(small)}" fill="${palette.muted}">${escapeMarkup(line)}</text>`,
  ].join("");
}

/** The first line's capitals (0.73 em in Inter) begin at `top`. */
function drawTitle(set: SetText, x: number, top: number, ink: string): string {
  const spacing = round(set.fontSize * TITLE_SPACING);
  const style = `font-family="Inter" font-weight="700" font-size="${round(set.fontSize)}" letter-spacing="${spacing}" fill="${ink}"`;
  const lines = set.lines.map(
    (line, index) =>
      `<text x="${x}" y="${round(top + set.fontSize * 0.73 + index * set.lineHeight)}" ${style}>${escapeMarkup(line)}</text>`,
  );
  return lines.join("");
}

const fitLine = (line: string, metrics: FontMetrics, width: number) =>
  widthOf(line, metrics, 0) <= width ? line : ellipsis(line, metrics, width);

const round = (value: number) => Math.round(value * 100) / 100;
