import { withAcronyms } from "../../../clustering/nouns.ts";
import { actionOf, capitalised, clean, questionHeading, sidesOf } from "../../../clustering/phrases.ts";
import { subjectOf } from "../../../clustering/subjects.ts";
import type { ProposedIdea } from "../ai.ts";
import { aspectOf, type Frame, framesOf, poolOf } from "./knowledge/knowledge.ts";
import type { Point } from "./point.ts";
import { hashText, seededBy } from "./seeded.ts";
import { FACETS_BY_INTENT, type Facet, facetOf, STRUCTURE_OF } from "./structures.ts";

type Section = ProposedIdea["outline"][number];

const POINTS = 3;
/** Points of a section on a page of two. */
const POINTS_OF_TWO = 4;
/** Points of a section that has the page for itself. */
const POINTS_ALONE = 5;

/** A part of an outline in the making: what its points are chosen from, at most how many. */
export interface Part {
  heading: string;
  pool: readonly Point[];
  most: number;
}

/** The section that treats a keyword; `isAlone` where it has the page for itself. */
export function partOn(keyword: string, facet: Facet, isAlone: boolean): Part {
  const pool = poolOf(keyword, aspectOf(keyword, facet));
  return { heading: headingFor(facet, keyword), pool, most: isAlone ? POINTS_ALONE : POINTS };
}

/** The sections that a page of this structure has besides those of its keywords: before and after them. */
export function framesFor(structure: string, keyword: string): { before: Part[]; after: Part[] } {
  const vary = (choices: readonly [string, ...string[]]) =>
    choices[hashText(`${structure}|${keyword}`) % choices.length] ?? choices[0];
  const { before, after } = framesOf(keyword, aspectOf(keyword, mainFacet(keyword, structure)), vary);
  const parts = (frames: Frame[]) => frames.map((frame) => ({ ...frame, most: POINTS }));
  return { before: parts(before), after: parts(after) };
}

/** What a page's main keyword asks for where its words do not tell: what the structure is made for. */
export function mainFacet(keyword: string, structure: string): Facet {
  const facet = facetOf(keyword, null);
  const made = FACETS_BY_INTENT.find((other) => STRUCTURE_OF[other].structure === structure);
  return facet === "topic" && made ? made : facet;
}

/**
 * The parts with their points. Those that draw from the same pool share it evenly, and none of its points comes twice while
 * it lasts; `page` varies which ones a part has; those that other pages have `used` come last.
 */
export function withPoints(parts: Part[], page: string, used: Map<Point, number> = new Map()): Section[] {
  const taken = new Set<Point>();
  return parts.map(({ heading, pool, most }) => {
    const sharing = parts.filter((other) => other.pool === pool).length;
    const room = parts.length === 2 && most === POINTS ? POINTS_OF_TWO : most;
    const count = Math.min(room, Math.max(1, Math.floor(pool.length / sharing)));
    const free = pool.filter((point) => !taken.has(point));
    const some = seededBy(`${heading}|${page}`)
      .shuffle(free.length > 0 ? free : pool)
      .sort((left, right) => (used.get(left) ?? 0) - (used.get(right) ?? 0))
      .slice(0, count);
    for (const point of some) {
      taken.add(point);
      used.set(point, (used.get(point) ?? 0) + 1);
    }
    return { heading, points: pool.filter((point) => some.includes(point)).map(({ label }) => label) };
  });
}

/** The heading of a section that treats the keyword. */
export function headingFor(facet: Facet, keyword: string): string {
  const { general, attributive, plural } = subjectOf(keyword);
  switch (facet) {
    case "howto":
      return capitalised(`how to ${actionOf(keyword)}`);
    case "question":
      return questionHeading(keyword);
    case "versus": {
      const [left, right] = sidesOf(keyword) ?? [general, "the alternatives"];
      return capitalised(`${left} vs ${right}`);
    }
    case "review":
      return `What ${attributive} reviews can tell you`;
    case "ranking":
      return plural ? `Choosing among the best ${general}` : `Best ${general}: what to compare`;
    case "price":
      return capitalised(clean(keyword).split(" ").map(withAcronyms).join(" "));
    case "buy":
      return `Buying ${general}`;
    case "service":
      return `Finding ${general}`;
    case "navigation":
      return capitalised(clean(keyword));
    case "topic":
      return capitalised(general);
  }
}

/** The facet that a keyword has on its page: the one whose heading the outline has, where its words alone do not tell. */
export function facetWithin(keyword: string, outline: Section[]): Facet {
  const own = facetOf(keyword, null);
  if (own !== "topic") return own;
  const told = FACETS_BY_INTENT.find((facet) => outline.some(({ heading }) => heading === headingFor(facet, keyword)));
  return told ?? own;
}
