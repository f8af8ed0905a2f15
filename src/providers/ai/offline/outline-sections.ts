import type { ProposedIdea } from "../ai.ts";
import { pointsFor } from "./facet-points.ts";
import { KIND_POINTS } from "./kind-points.ts";
import { withAcronyms } from "./nouns.ts";
import { actionOf, capitalised, clean, nounPhraseOf, questionHeading, sidesOf } from "./phrases.ts";
import type { Point } from "./point.ts";
import { hashText, seededBy } from "./seeded.ts";
import { FACETS_BY_INTENT, type Facet, facetOf } from "./structures.ts";
import { kindOf } from "./subject-kinds.ts";
import { subjectOf } from "./subjects.ts";

type Section = ProposedIdea["outline"][number];

const POINTS = 3;
/** Points of a section that has the page for itself. */
const POINTS_ALONE = 5;

/** A part of an outline in the making: what its points are chosen from, at most how many. */
export interface Part {
  heading: string;
  pool: readonly Point[];
  most: number;
}

/** The section that treats a keyword. The one on a page's main task has steps instead of points. */
export function partOn(keyword: string, facet: Facet, isMain: boolean, isFramed: boolean): Part {
  const steps = isMain && facet === "howto";
  const most = steps ? 0 : isMain && !isFramed ? POINTS_ALONE : POINTS;
  return { heading: headingFor(facet, keyword), pool: pointsFor(keyword, facet), most };
}

/** A section that frames a page: what there is to say about the kind of thing it is about. */
export function frameOn(heading: string, keyword: string): Part {
  const { activity } = subjectOf(keyword);
  return { heading, pool: activity ? pointsFor(keyword, "howto") : KIND_POINTS[kindOf(keyword)], most: POINTS };
}

/**
 * The parts with their points. Those that draw from the same pool share it evenly, and none of its points comes twice while
 * it lasts; `page` varies which ones a part has.
 */
export function withPoints(parts: Part[], page: string): Section[] {
  const taken = new Set<Point>();
  return parts.map(({ heading, pool, most }) => {
    const sharing = parts.filter((other) => other.pool === pool && other.most > 0).length;
    const count = Math.min(most, Math.max(1, Math.floor(pool.length / Math.max(1, sharing))));
    const free = pool.filter((point) => !taken.has(point));
    const some = seededBy(`${heading}|${page}`)
      .shuffle(free.length > 0 ? free : pool)
      .slice(0, count);
    for (const point of some) taken.add(point);
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

/** The sections that a structure has besides those of its keywords: before and after them. */
export function framingFor(structure: string, keyword: string): { before: string[]; after: string[] } {
  const { general, plural, activity } = subjectOf(keyword);
  if (!activity && kindOf(keyword) === "general" && structure !== "comparison") return { before: [], after: [] };
  const vary = (...choices: [string, ...string[]]) => [
    choices[hashText(`${structure}|${keyword}`) % choices.length] ?? "",
  ];
  switch (structure) {
    case "guide":
      if (facetOf(keyword, null) !== "howto") return { before: [], after: [] };
      return { before: vary("Before you start", "What to settle first", "What to know beforehand"), after: [] };
    case "comparison": {
      const [left, right] = (sidesOf(keyword) ?? [general, "the alternatives"]).map(
        (side) => nounPhraseOf(side).general,
      );
      return { before: [`What to compare: ${left} and ${right}`], after: [] };
    }
    case "review":
      return { before: [`How to judge ${general}`], after: [] };
    case "listicle":
      return {
        before: vary(
          `What to look for in ${general}`,
          plural ? `What ${general} must do for you` : "What must be right",
          "Criteria first",
        ),
        after: [],
      };
    case "landing_page":
    case "product_page":
    case "service_page":
    case "business_page":
      return { before: [], after: vary("Before you commit yourself", "What to settle in advance", "Next steps") };
    case "cluster_hub":
      return { before: vary("Where to begin", `${capitalised(general)} at a glance`, "The main points"), after: [] };
    default:
      return { before: [], after: [] };
  }
}
