import type { DraftInput } from "../ai.ts";
import { countWords, literal } from "./draft-markdown.ts";
import { FRAME_OPENERS, OPENERS } from "./draft-openings.ts";
import { comparisonTable, foreignPoints, furtherPoints, listOfPoints, noteOn, stepsFor } from "./draft-parts.ts";
import { kindWithin, slotsOf } from "./draft-slots.ts";
import type { DraftWriter, Slots } from "./draft-writer.ts";
import { facetWithin, headingFor } from "./outline-sections.ts";
import { listed } from "./phrases.ts";
import type { Point } from "./point.ts";
import { FACETS_BY_INTENT, type Facet, facetOf } from "./structures.ts";
import { subjectOf } from "./subjects.ts";
import { contentWords, stem, tokenize } from "./text.ts";

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

/** What the whole article shares with its sections. */
export interface Article {
  writer: DraftWriter;
  input: DraftInput;
  /** Parts that come once in an article. */
  done: { steps: boolean; table: boolean };
  /** The points that have had their sentence. */
  told: Set<Point>;
}

/** What the heading, the opening and the note of a section take, and what a point does. */
const FRAME_WORDS = 45;
const POINT_WORDS = 14;
/** Shorter sections have no room for steps. */
const STEP_WORDS = 90;

/** A section as Markdown: heading, opening, the parts it calls for, and further points while `words` allow. */
export function writeSection(section: PlannedSection, words: number, article: Article): string {
  const { writer, input, done } = article;
  const keyword = section.keywords[0] ?? input.primaryKeyword;
  const kind = kindWithin(keyword, input.primaryKeyword);
  const slots = slotsOf(keyword, kind);
  const facet = facetOfHeading(section.heading) ?? facetWithin(keyword, input.outline);
  const points = section.points
    .filter((point) => point.trim() !== "")
    .slice(0, Math.max(1, Math.floor((words - FRAME_WORDS) / POINT_WORDS)));
  const blocks = [`## ${literal(section.heading)}`, openingOf(section, facet, slots, writer)];
  if (input.structure === "comparison" && !done.table) {
    done.table = true;
    blocks.push(comparisonTable(input.primaryKeyword, kindWithin(input.primaryKeyword, input.primaryKeyword)));
  }
  if (facet === "howto" && section.keywords.length > 0 && !done.steps && hasRoomForSteps(section, words)) {
    done.steps = true;
    blocks.push(stepsFor(article, slots));
  }
  if (points.length > 0) blocks.push(listOfPoints(points, keyword, article, slots));
  const room = words - countWords(blocks.join(" "));
  if (room > 15) blocks.push(furtherPoints(Math.min(5, Math.ceil(room / 18)), keyword, facet, article, slots));
  const foreign = foreignPoints(points, keyword, article).map((point) => `“${literal(point.trim())}”`);
  if (section.keywords.length > 0) blocks.push(noteOn(keyword, facet, kind, article, slots));
  else if (foreign.length > 0) blocks.push(`> **To add:** what there is to say on ${listed(foreign)}.`);
  return blocks.filter((block) => block !== "").join("\n\n");
}

const hasRoomForSteps = ({ heading, points }: PlannedSection, words: number) =>
  (points.length === 0 || STEPWISE.test(heading)) && words >= STEP_WORDS;

/** The first sentences of a section: on its own keyword, then on further ones. */
function openingOf(
  { keywords: [keyword, ...others], heading }: PlannedSection,
  facet: Facet,
  slots: Slots,
  writer: DraftWriter,
) {
  if (keyword === undefined) return writer.sayNext(FRAME_OPENERS, slots) ?? "";
  const unasked = facet === "question" && !heading.toLowerCase().includes(keyword.toLowerCase());
  const asked = unasked ? (writer.say("[asked]?", slots) ?? "") : "";
  const further = others
    .filter((other) => facetOf(other, null) === "question" || subjectOf(other).general !== subjectOf(keyword).general)
    .map((other) => mentionOf(other, slots, writer));
  return [asked, writer.sayNext(OPENERS[facet], slots) ?? "", ...further].filter((text) => text !== "").join(" ");
}

/** A keyword that shares a section with another one. */
function mentionOf(keyword: string, slots: Slots, writer: DraftWriter): string {
  const own = { ...slots, ...slotsOf(keyword, "general") };
  switch (facetOf(keyword, null)) {
    case "question":
      return writer.say("A related question: [asked]?", own) ?? "";
    case "howto":
      return writer.say("Readers of this part may also want to [task].", own) ?? "";
    default:
      return writer.say("This part also concerns [topic].", own) ?? "";
  }
}
