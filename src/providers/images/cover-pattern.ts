import type { Dice } from "../ai/offline/seeded.ts";

/** Colours of a cover as `#rrggbb`. `ink` on `ground` has a contrast of at least 7:1 (WCAG 2.2, 1.4.6). */
export interface Palette {
  ground: string;
  shade: string;
  ink: string;
  muted: string;
  accents: readonly [string, string, string];
}

export const PALETTES: readonly [Palette, ...Palette[]] = [
  { ground: "#0f1b33", shade: "#1a2a4d", ink: "#ffffff", muted: "#b9c6e4", accents: ["#ff8a5b", "#ffd166", "#4f86f7"] },
  { ground: "#fbf5ea", shade: "#f1e5cf", ink: "#26211a", muted: "#5c5344", accents: ["#d9572b", "#2f6f62", "#f0b441"] },
  { ground: "#12332e", shade: "#1c463f", ink: "#ffffff", muted: "#b5d3c9", accents: ["#f4c95d", "#e9724c", "#5bb098"] },
  { ground: "#f2f5fb", shade: "#dfe7f5", ink: "#141d33", muted: "#49546e", accents: ["#3155d4", "#f2545b", "#19a7a1"] },
  { ground: "#2d1836", shade: "#42244e", ink: "#ffffff", muted: "#d8c2e2", accents: ["#ff7aa2", "#ffc857", "#8f7bff"] },
  { ground: "#f6f3f0", shade: "#e8e0da", ink: "#231a1e", muted: "#5d5055", accents: ["#8c2f4f", "#e58c4f", "#3c6e8f"] },
  { ground: "#16222a", shade: "#22333e", ink: "#ffffff", muted: "#b6c7d2", accents: ["#5ad1c5", "#f2a65a", "#e4572e"] },
  { ground: "#eef6f1", shade: "#d8eadf", ink: "#13291f", muted: "#446053", accents: ["#1f8a5b", "#f2b134", "#2d4a8a"] },
];

/** The part of a cover that carries the pattern, in pixels. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Draws into the area, as SVG elements. */
export type Pattern = (area: Area, palette: Palette, dice: Dice) => string;

export const PATTERNS: readonly [Pattern, ...Pattern[]] = [drawTiles, drawRings, drawBars];

/** Square tiles with quarter circles, discs and half discs, as in a printed textile; whole ones from top to bottom. */
function drawTiles(area: Area, palette: Palette, dice: Dice): string {
  const short = Math.min(area.width, area.height);
  const columns = Math.max(2, Math.round(area.width / (short / 3)));
  const rows = Math.max(1, Math.round(area.height / (area.width / columns)));
  const size = Math.max(area.width / columns, area.height / rows);
  const left = area.x + (area.width - columns * size) / 2;
  const shapes: string[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++)
      shapes.push(tile(left + column * size, area.y + row * size, size, palette, dice));
  }
  return shapes.join("");
}

function tile(x: number, y: number, size: number, palette: Palette, dice: Dice): string {
  const half = size / 2;
  const back = dice.pick([palette.ground, palette.shade, palette.shade, ...palette.accents] as const);
  const front = dice.pick(palette.accents.filter((accent) => accent !== back) as [string, ...string[]]);
  const turn = `rotate(${dice.roll(4) * 90} ${round(x + half)} ${round(y + half)})`;
  const box = `<rect x="${round(x)}" y="${round(y)}" width="${round(size + 0.5)}" height="${round(size + 0.5)}" fill="${back}"/>`;
  const quarter = `<path d="M${round(x)} ${round(y)}h${round(size)}a${round(size)} ${round(size)} 0 0 1 ${round(-size)} ${round(size)}z" fill="${front}" transform="${turn}"/>`;
  const disc = `<circle cx="${round(x + half)}" cy="${round(y + half)}" r="${round(size * 0.32)}" fill="${front}"/>`;
  const semi = `<path d="M${round(x)} ${round(y)}a${round(half)} ${round(half)} 0 0 0 ${round(size)} 0z" fill="${front}" transform="${turn}"/>`;
  return box + dice.pick([quarter, quarter, disc, semi, ""] as const);
}

/** Two families of concentric rings that meet at the edge. */
function drawRings(area: Area, palette: Palette, dice: Dice): string {
  const reach = Math.hypot(area.width, area.height);
  const step = Math.min(area.width, area.height) / 9;
  const centres = [
    [area.x + area.width, area.y + (dice.roll(2) === 0 ? 0 : area.height), 0],
    [area.x + area.width * (0.25 + dice.next() * 0.3), area.y + area.height * (0.4 + dice.next() * 0.2), 1],
  ] as const;
  const shapes = [rect(area, palette.shade)];
  for (const [x, y, first] of centres) {
    const rings = first === 0 ? Math.ceil(reach / step) : 5;
    for (let ring = rings; ring > 0; ring--) {
      const colour =
        ring % 2 === 0 ? palette.shade : (palette.accents[(first + Math.floor(ring / 2)) % 3] ?? palette.ink);
      shapes.push(`<circle cx="${round(x)}" cy="${round(y)}" r="${round(ring * step)}" fill="${colour}"/>`);
    }
  }
  return shapes.join("");
}

/** Slanted rounded bars of different length, like a rising chart seen from the side. */
function drawBars(area: Area, palette: Palette, dice: Dice): string {
  const count = 9;
  const pitch = (area.width + area.height) / count;
  const shapes = [rect(area, palette.shade)];
  for (let bar = 0; bar < count; bar++) {
    const x = area.x - area.height / 2 + bar * pitch;
    const length = area.height * (0.35 + dice.next() * 0.75);
    const top = area.y + area.height * dice.next() * 0.5 - area.height * 0.1;
    const colour = palette.accents[(bar + dice.roll(2)) % 3] ?? palette.ink;
    const middle = `${round(x + pitch / 2)} ${round(area.y + area.height / 2)}`;
    shapes.push(
      `<rect x="${round(x)}" y="${round(top)}" width="${round(pitch * 0.52)}" height="${round(length)}" rx="${round(pitch * 0.26)}" fill="${colour}" transform="rotate(32 ${middle})"/>`,
    );
  }
  return shapes.join("");
}

const rect = (area: Area, fill: string) =>
  `<rect x="${round(area.x)}" y="${round(area.y)}" width="${round(area.width)}" height="${round(area.height)}" fill="${fill}"/>`;

const round = (value: number) => Math.round(value * 100) / 100;
