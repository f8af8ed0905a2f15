import { literal, table } from "./draft-markdown.ts";
import { NOTES, NOTES_OF_KIND, RECIPE_NOTE } from "./draft-openings.ts";
import type { Article } from "./draft-sections.ts";
import { kindWithin } from "./draft-slots.ts";
import type { Slots } from "./draft-writer.ts";
import { pointsFor } from "./facet-points.ts";
import { CRITERIA, KIND_POINTS } from "./kind-points.ts";
import { facetWithin } from "./outline-sections.ts";
import { capitalised, sidesOf } from "./phrases.ts";
import type { Point } from "./point.ts";
import type { Facet } from "./structures.ts";
import type { Kind } from "./subject-kinds.ts";

/** Steps that hold for any task, in order; the note after them says that the steps proper are the editor's. */
const STEPS: readonly string[] = [
  "**Settle the aim.** Say how you will recognise that [doing] has succeeded.",
  "**Read one set of instructions to the end.** Take those of [source], and mark what is not clear about [doing].",
  "**Lay out what they call for.** Check that nothing is missing before you begin [doing].",
  "**Work in the order given.** Do one step of [doing] at a time, and do not skip the checks in between.",
  "**Compare the result with the aim.** Note what you would change the next time you [task].",
];

export const stepsFor = ({ writer }: Article, slots: Slots): string =>
  STEPS.flatMap((step) => writer.say(step, slots) ?? [])
    .map((step, index) => `${index + 1}. ${step}`)
    .join("\n");

/** The two sides of a comparison in a table whose cells are for the editor to fill, and a sentence that says so. */
export function comparisonTable(keyword: string, kind: Kind): string {
  const sides = sidesOf(keyword);
  const [left = "First option", right = "Second option"] = sides?.map(literal) ?? [];
  const note = `The table puts ${left} and ${right} side by side; its cells have to be filled with checked facts.`;
  const rows = CRITERIA[kind].map((criterion) => [criterion, "to add", "to add"]);
  return [note, table(["Criterion", capitalised(left), capitalised(right)], rows)].join("\n\n");
}

/** The points of a section as a list: ours with a sentence on each, foreign ones as they are. */
export function listOfPoints(points: string[], keyword: string, article: Article, slots: Slots): string {
  const known = pointsOf(keyword, article);
  return points
    .map((label, at) => {
      const point = known.find((candidate) => isLabelled(candidate, label));
      const said = point && article.writer.say(article.writer.pick(point.says), alternating(slots, at));
      const shown = capitalised(literal(label.replace(/[.:;,\s]+$/, "")));
      return said ? `- **${shown}${/[?!]$/.test(shown) ? "" : ":"}** ${said}` : `- **${shown}**`;
    })
    .join("\n");
}

/** Points of an outline that none of ours explains: the editor has to. */
export const foreignPoints = (points: string[], keyword: string, article: Article): string[] =>
  points.filter((label) => !pointsOf(keyword, article).some((point) => isLabelled(point, label)));

const isLabelled = (point: Point, label: string) => point.label.toLowerCase() === label.trim().toLowerCase();

/** Up to `count` points that no section lists, as sentences of one paragraph. */
export function furtherPoints(count: number, keyword: string, facet: Facet, article: Article, slots: Slots): string {
  const listedLabels = new Set(article.input.outline.flatMap(({ points }) => points));
  const rest = pointsFor(keyword, facet).filter((point) => !article.told.has(point) && !listedLabels.has(point.label));
  return rest
    .slice(0, count)
    .flatMap((point, at) => {
      article.told.add(point);
      return article.writer.say(article.writer.pick(point.says), alternating(slots, at)) ?? [];
    })
    .join(" ");
}

/** Subjects longer than this many characters are named in full in every other sentence only. */
const LONG_SUBJECT = 16;

const alternating = (slots: Slots, at: number): Slots =>
  at % 2 === 0 || (slots.topic ?? "").length <= LONG_SUBJECT ? slots : { ...slots, topic: slots.short ?? "" };

/** The points that our outlines may list in a section on the keyword. */
function pointsOf(keyword: string, { input }: Article): readonly Point[] {
  const kind = kindWithin(keyword, input.primaryKeyword);
  const facets = [facetWithin(keyword, input.outline), "howto", "topic"] as const;
  return [...facets.flatMap((facet) => pointsFor(keyword, facet)), ...KIND_POINTS[kind]];
}

/** What the editor has to supply in a section on the keyword, as a block quote. */
export function noteOn(keyword: string, facet: Facet, kind: Kind, { writer }: Article, slots: Slots): string {
  const recipe = kind === "food" && /\brecipes?\b/i.test(keyword);
  const notes = recipe ? [RECIPE_NOTE] : (facet === "topic" && NOTES_OF_KIND[kind]) || NOTES[facet];
  const missing = writer.pick(notes as readonly [string, ...string[]]);
  const said = writer.say(`To add: ${missing}`, slots);
  return said === undefined ? "" : `> ${said.replace(/^To add:/, "**To add:**")}`;
}
