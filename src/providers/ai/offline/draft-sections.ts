import { listed } from "../../../clustering/phrases.ts";
import { subjectOf } from "../../../clustering/subjects.ts";
import { contentWords, stem, tokenize } from "../../../clustering/text.ts";
import { countWords } from "../../../core/words.ts";
import type { DraftInput } from "../ai.ts";
import type { Article } from "./draft-article.ts";
import { literal } from "./draft-markdown.ts";
import { comparisonTable, listOf, noteOn, poolFor, sorted, stepsFor, tell } from "./draft-parts.ts";
import { kindWithin, slotsOf } from "./draft-slots.ts";
import type { DraftWriter, Slots } from "./draft-writer.ts";
import { facetWithin, headingFor } from "./outline-sections.ts";
import type { Point } from "./point.ts";
import { FACETS_BY_INTENT, type Facet, facetOf } from "./structures.ts";

type OutlineSection = DraftInput["outline"][number];

/** A section with the keywords it treats. */
export interface PlannedSection extends OutlineSection {
  keywords: string[];
}

/** Gives each section the keyword that resembles its heading most, the best pairs first; the rest go to the emptiest sections. */
export function planSections(outline: OutlineSection[], keywords: string[]): PlannedSection[] {
  const sections = outline.map((section) => ({ ...section, keywords: [] as string[] }));
  const pairs = keywords.flatMap((keyword) =>
    sections.map((section) => ({ keyword, section, likeness: likenessOf(keyword, section.heading) })),
  );
  const waiting = new Set(keywords);
  for (const { keyword, section, likeness } of pairs.sort((left, right) => right.likeness - left.likeness)) {
    if (likeness === 0 || !waiting.has(keyword) || section.keywords.length > 0) continue;
    section.keywords.push(keyword);
    waiting.delete(keyword);
  }
  for (const keyword of waiting) {
    const likeness = ({ heading, keywords: own }: PlannedSection) =>
      likenessOf(keyword, [heading, ...own].join(" ")) - own.length / 100;
    sections.toSorted((left, right) => likeness(right) - likeness(left))[0]?.keywords.push(keyword);
  }
  return sections;
}

/** Above any likeness of words. */
const OWN_HEADING = 9;

/** The words of topic count, the others only tell equal pairs apart; the heading that we give a keyword is its own. */
function likenessOf(keyword: string, heading: string): number {
  if ([facetOf(keyword, null), ...FACETS_BY_INTENT].some((facet) => heading === headingFor(facet, keyword)))
    return OWN_HEADING;
  const topical = resemblance(stems(contentWords(keyword)), stems(contentWords(heading)));
  return topical === 0 ? 0 : topical + resemblance(stems(tokenize(keyword)), stems(tokenize(heading))) / 10;
}

const stems = (words: string[]) => new Set(words.map(stem));

/** Jaccard index of two sets, 0 to 1. */
function resemblance(left: Set<string>, right: Set<string>): number {
  const shared = [...left].filter((word) => right.has(word)).length;
  return shared / Math.max(1, left.size + right.size - shared);
}

/** What a heading asks for by its own words: "What it costs". */
const facetOfHeading = (heading: string): Facet | undefined =>
  HEADING_FACETS.find(([, pattern]) => pattern.test(heading))?.[0];

const HEADING_FACETS: readonly (readonly [Facet, RegExp])[] = [
  ["price", /^what .*\bcosts?$|\b(?:prices?|budget)$/i],
  ["review", /\breviews\b/i],
];

const STEPWISE = /\b(?:steps?|step by step|instructions)\b/i;

const MAX_NOTES = 2;
/** What a note takes, and what is said on one point. */
const NOTE_WORDS = 20;
const POINT_WORDS = 38;
/** Shorter sections have no room for steps. */
const STEP_WORDS = 90;
/** More paragraphs would make a section of ours hard to read. */
const MAX_POINTS = 4;

/** A section as Markdown: heading, what there is to say on its points, further points while `words` allow, a note to the editor. */
export function writeSection(section: PlannedSection, words: number, article: Article): string {
  const { input, done } = article;
  const { heading, keywords } = section;
  const keyword = keywords[0] ?? input.primaryKeyword;
  const slots = slotsOf(keyword, kindWithin(keyword, input.primaryKeyword));
  const facet = facetOfHeading(heading) ?? facetWithin(keyword, input.outline);
  const { ours, foreign } = sorted(pointsWithin(section, words), keyword, article);
  const blocks = [`## ${literal(heading)}`];
  if (foreign.length > 0) blocks.push(listOf(foreign));
  if (input.structure === "comparison" && !done.table) {
    done.table = true;
    blocks.push(comparisonTable(input.primaryKeyword, kindWithin(input.primaryKeyword, input.primaryKeyword)));
  }
  if (facet === "howto" && keywords.length > 0 && !done.steps && hasRoomForSteps(section, words)) {
    done.steps = true;
    blocks.push(stepsFor(article, slots));
  }
  const room = words - countWords(blocks.join(" ")) - NOTE_WORDS;
  const count = Math.max(1, Math.min(MAX_POINTS, Math.round(room / POINT_WORDS)));
  const points = [...ours, ...(foreign.length > 0 || ours.length === 0 ? spare(keyword, facet, article) : [])];
  for (const [at, point] of points.slice(0, Math.max(count, ours.length > 0 ? 1 : 0)).entries()) {
    blocks.push(tell(point, at, article, slots));
  }
  blocks.push(mentions(section, article, slots), note(section, facet, foreign, article, slots));
  return blocks.filter((block) => block !== "").join("\n\n");
}

const hasRoomForSteps = ({ heading, points }: PlannedSection, words: number) =>
  (points.length === 0 || STEPWISE.test(heading)) && words >= STEP_WORDS;

/** The points of a section that `words` have room for, at least one. */
const pointsWithin = ({ points }: PlannedSection, words: number) =>
  points.filter((point) => point.trim() !== "").slice(0, Math.max(1, Math.floor(words / (POINT_WORDS / 2))));

/** Points on the keyword that the article has not told and that no section of the outline is going to tell. */
function spare(keyword: string, facet: Facet, { input, told, writer }: Article): Point[] {
  const planned = new Set(input.outline.flatMap(({ points }) => points.map((label) => label.toLowerCase())));
  const pool = poolFor(keyword, facet, input.primaryKeyword);
  const free = pool.filter((point) => !told.has(point) && !planned.has(point.label.toLowerCase()));
  return free.flatMap(() => writer.take(pool) ?? []).filter((point) => free.includes(point));
}

/** Names the keywords that share a section with its first one. */
function mentions(
  { keywords: [keyword = "", ...others], heading }: PlannedSection,
  article: Article,
  slots: Slots,
): string {
  const { writer } = article;
  const named = others.filter(
    (other) =>
      (facetOf(other, null) === "question" || subjectOf(other).general !== subjectOf(keyword).general) &&
      !heading.toLowerCase().includes(other.toLowerCase()),
  );
  return named
    .map((other) => mentionOf(other, slots, writer))
    .filter((text) => text !== "")
    .join(" ");
}

function mentionOf(keyword: string, slots: Slots, writer: DraftWriter): string {
  const own = { ...slots, ...slotsOf(keyword, "general") };
  switch (facetOf(keyword, null)) {
    case "question":
      return writer.say("The same points help with a related question: [asked]?", own);
    case "howto":
      return writer.say("Much of this also holds when you [task].", own);
    default:
      return writer.say("Much of this also holds for [topic].", own);
  }
}

/** What the editor has to supply: no more than two notes in an article, the first on what it is about. */
function note(section: PlannedSection, facet: Facet, foreign: string[], article: Article, slots: Slots): string {
  const { done, input } = article;
  if (done.notes >= MAX_NOTES) return "";
  const [keyword] = section.keywords;
  const quoted = foreign.map((point) => `“${literal(point.trim())}”`);
  const said =
    keyword !== undefined
      ? noteOn(keyword, facet, kindWithin(keyword, input.primaryKeyword), article, slots)
      : quoted.length > 0
        ? `> **To add:** what there is to say on ${listed(quoted)}.`
        : "";
  if (said !== "") done.notes += 1;
  return said;
}
