import type { DraftInput } from "../ai.ts";
import { ASPECT_OF, type Aspect } from "./draft-advice.ts";
import { lensesOf } from "./draft-lenses.ts";
import { countWords, literal } from "./draft-markdown.ts";
import { writeOpening, writeParts } from "./draft-parts.ts";
import { slotsOf, subjectFor } from "./draft-slots.ts";
import type { DraftWriter } from "./draft-writer.ts";
import { facetOf } from "./structures.ts";
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
    const emptiest = sections.toSorted((left, right) => left.keywords.length - right.keywords.length)[0];
    emptiest?.keywords.push(keyword);
  }
  return sections;
}

/** The words of topic count, the others only tell equal pairs apart. */
function likenessOf(keyword: string, heading: string): number {
  const topical = resemblance(stems(contentWords(keyword)), stems(contentWords(heading)));
  return topical === 0 ? 0 : topical + resemblance(stems(tokenize(keyword)), stems(tokenize(heading))) / 10;
}

const stems = (words: string[]) => new Set(words.map(stem));

/** Jaccard index of two sets, 0 to 1. */
function resemblance(left: Set<string>, right: Set<string>): number {
  const shared = [...left].filter((word) => right.has(word)).length;
  return shared / Math.max(1, left.size + right.size - shared);
}

const ASPECT_BY_HEADING: readonly (readonly [RegExp, Aspect])[] = [
  [/\b(judge|reviews?)\b/i, "reviewing"],
  [/\b(first steps|do next|reading to doing|commit|elsewhere|something else|last candidates)\b/i, "deciding"],
  [/\b(requirements|needs first)\b/i, "choosing"],
  [/\b(mistakes?|avoid|pitfalls?|problems?|wrong)\b/i, "mistakes"],
  [/\b(next steps?|move on|final|which one|decide|decision|conclusion)\b/i, "deciding"],
  [/\b(prices?|costs?|budget|money)\b/i, "pricing"],
  [/\b(side by side|vs|versus|compar\w+|differences?)\b/i, "comparing"],
  [/\b(steps?|how to|clean\w*|maintenance|care|before you start|set ?up|install\w*)\b/i, "doing"],
  [/\b(look for|choos\w+|criteria|best|right for)\b/i, "choosing"],
];

function aspectOf(section: PlannedSection): Aspect {
  const named = ASPECT_BY_HEADING.find(([pattern]) => pattern.test(section.heading));
  if (named) return named[1];
  const [keyword] = section.keywords;
  return ASPECT_OF[facetOf(keyword ?? section.heading, null)];
}

/** What the whole article shares with its sections. */
export interface Article {
  writer: DraftWriter;
  input: DraftInput;
  /** Parts that come once in an article. */
  done: { steps: boolean; table: boolean };
}

/** A section as Markdown: heading, opening, the parts its aspect calls for, and paragraphs up to about `words` words. */
export function writeSection(section: PlannedSection, words: number, article: Article): string {
  const { writer, input } = article;
  const aspect = aspectOf(section);
  const subject = subjectFor([...section.keywords, input.primaryKeyword, ...input.secondaryKeywords], input.cluster);
  const slots = slotsOf(section.keywords[0] ?? input.primaryKeyword, subject);
  const opening = writeOpening(section, aspect, slots, article);
  const parts = writeParts(section, aspect, words - countWords(opening), slots, article);
  const spoken = countWords([section.heading, opening, ...parts].join(" "));
  const lenses = lensesOf([section.keywords[0] ?? input.primaryKeyword, section.heading].join(" "));
  const [first, ...rest] = writer.paragraphs(aspect, lenses, words - spoken, slots);
  const lead = [opening, first ?? ""].join(" ").trim();
  return [`## ${literal(section.heading)}`, lead, ...parts, ...rest].filter((block) => block !== "").join("\n\n");
}
