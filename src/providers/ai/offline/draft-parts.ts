import { capitalised, sidesOf } from "../../../clustering/phrases.ts";
import { CRITERIA } from "./criteria.ts";
import type { Article } from "./draft-article.ts";
import { literal, table } from "./draft-markdown.ts";
import { NOTES, NOTES_OF_KIND, RECIPE_NOTE } from "./draft-notes.ts";
import { kindWithin } from "./draft-slots.ts";
import type { Slots } from "./draft-writer.ts";
import { aspectOf, poolOf } from "./knowledge/knowledge.ts";
import { facetWithin, framesFor } from "./outline-sections.ts";
import type { Point } from "./point.ts";
import type { Facet } from "./structures.ts";
import type { Kind } from "./subject-kinds.ts";

/** Steps that hold for any task, in order; the note after them says that the steps proper are the editor's. */
const STEPS: readonly string[] = [
  "**Settle the aim.** Say how you will recognise that it has worked.",
  "**Lay everything out.** Check against [source] that nothing is missing for [doing].",
  "**Work in the order given.** Do one step at a time, and do not skip the checks in between.",
  "**Compare the result with the aim.** Put right what is not yet as it should be, and clear away last.",
];

export const stepsFor = ({ writer }: Article, slots: Slots): string =>
  STEPS.map((step, index) => `${index + 1}. ${writer.say(step, slots)}`).join("\n");

/** The two sides of a comparison in a table whose cells are for the editor to fill, and a sentence that says so. */
export function comparisonTable(keyword: string, kind: Kind): string {
  const sides = sidesOf(keyword);
  const [left = "First option", right = "Second option"] = sides?.map(literal) ?? [];
  const note = `The table puts ${left} and ${right} side by side; its cells have to be filled with checked facts.`;
  const rows = CRITERIA[kind].map((criterion) => [criterion, "to add", "to add"]);
  return [note, table(["Criterion", capitalised(left), capitalised(right)], rows)].join("\n\n");
}

/** What the points of an outline stand for, as far as they are ours. */
export interface Told {
  ours: Point[];
  /** Points that somebody else wrote. */
  foreign: string[];
}

/** Sorts the points of a section by whether we know what to say on them. */
export function sorted(points: string[], keyword: string, article: Article): Told {
  const known = pointsOf(keyword, article);
  const ours = points.map((label) => known.find((point) => isLabelled(point, label)));
  return {
    ours: ours.flatMap((point) => point ?? []),
    foreign: points.filter((_, at) => ours[at] === undefined),
  };
}

const isLabelled = (point: Point, label: string) => point.label.toLowerCase() === label.trim().toLowerCase();

/** The points that our outlines may list in a section on the keyword or around it. */
function pointsOf(keyword: string, { input, told }: Article): Point[] {
  const { before, after } = framesFor(input.structure, input.primaryKeyword);
  const pools = [poolFor(keyword, facetWithin(keyword, input.outline), input.primaryKeyword)];
  pools.push(...[...before, ...after].map(({ pool }) => pool));
  return pools.flat().filter((point) => !told.has(point));
}

/** What can be said in a section on a keyword; where its words leave the kind open, that of the main keyword decides. */
export const poolFor = (keyword: string, facet: Facet, primary: string): readonly Point[] =>
  poolOf(keyword, aspectOf(keyword, facet), kindWithin(keyword, primary));

/** Foreign points as they are, in a list. */
export const listOf = (points: string[]): string =>
  points.map((label) => `- **${capitalised(literal(label.replace(/[.:;,\s]+$/, "")))}**`).join("\n");

/** Names of more than this many characters come in full once in a section. */
const LONG_SUBJECT = 16;

/** What the article says on a point; a subject that has been named `before` is called by a shorter name. */
export function tell(point: Point, before: number, { writer, told }: Article, slots: Slots): string {
  told.add(point);
  const isNamed = before >= ((slots.topic ?? "").length > LONG_SUBJECT ? 1 : 2);
  return writer.say(point.says, isNamed ? { ...slots, topic: slots.short ?? "" } : slots);
}

/** What the editor has to supply in a section on the keyword, as a block quote. */
export function noteOn(keyword: string, facet: Facet, kind: Kind, { writer }: Article, slots: Slots): string {
  const recipe = kind === "food" && /\brecipes?\b/i.test(keyword);
  const notes = recipe ? [RECIPE_NOTE] : (facet === "topic" && NOTES_OF_KIND[kind]) || NOTES[facet];
  const missing = writer.pick(notes as readonly [string, ...string[]]);
  const said = writer.say(`To add: ${missing}`, slots);
  return said === "" ? "" : `> ${said.replace(/^To add:/, "**To add:**")}`;
}
