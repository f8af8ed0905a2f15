import type { DraftInput } from "../ai.ts";
import { ASPECT_OF, type Aspect } from "./draft-advice.ts";
import { ASPECT_OPENERS, OPENERS } from "./draft-advice-general.ts";
import { countWords, literal, table } from "./draft-markdown.ts";
import { CRITERIA, POINT_ADVICE, STEPS } from "./draft-points.ts";
import type { DraftWriter, Slots } from "./draft-writer.ts";
import { capitalised, sidesOf, subjectAmong } from "./phrases.ts";
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
  const subject = subjectAmong([...section.keywords, input.primaryKeyword, ...input.secondaryKeywords], input.cluster);
  const slots: Slots = { topic: literal(subject.general), item: literal(subject.attributive) };
  const opening = writeOpening(section, aspect, slots, article);
  const parts = writeParts(section, aspect, words - countWords(opening), slots, article);
  const spoken = countWords([section.heading, opening, ...parts].join(" "));
  const [first, ...rest] = writer.paragraphs(aspect, words - spoken, slots);
  const lead = [opening, first ?? ""].join(" ").trim();
  return [`## ${literal(section.heading)}`, lead, ...parts, ...rest].filter((block) => block !== "").join("\n\n");
}

function writeOpening(section: PlannedSection, aspect: Aspect, slots: Slots, { writer, input }: Article): string {
  const quoted = section.keywords
    .filter((keyword) => keyword !== input.primaryKeyword)
    .map((keyword) => `“${literal(keyword)}”`);
  const [keyword, ...others] = quoted;
  const template = writer.take(keyword ? OPENERS : ASPECT_OPENERS[aspect]);
  const sentence = template ? writer.say(template, { ...slots, keyword: keyword ?? "" }) : undefined;
  const mentioned = sentence !== undefined && keyword !== undefined && sentence.includes(keyword);
  const rest = mentioned || !keyword ? others : [keyword, ...others];
  const further = rest.map(
    (other) =>
      writer.say("{It also concerns|This includes|The same goes for} the search [keyword].", { keyword: other }) ?? "",
  );
  return [sentence ?? "", ...further].filter((text) => text !== "").join(" ");
}

/** Table, steps and points, as far as the number of words allows. */
function writeParts(section: PlannedSection, aspect: Aspect, words: number, slots: Slots, article: Article): string[] {
  const parts: string[] = [];
  const given = section.points.filter((point) => point.trim() !== "");
  let left = words;
  const add = (part: string) => {
    parts.push(part);
    left -= countWords(part);
  };
  if (aspect === "comparing" && article.input.structure === "comparison" && !article.done.table) {
    article.done.table = true;
    add(writeTable(Math.max(3, Math.min(6, Math.floor((left - given.length * 20) / 16))), slots, article));
  }
  if (
    /\b(how to|steps?|instructions)\b/i.test(section.heading) &&
    !article.done.steps &&
    (left >= 90 || article.input.structure === "guide")
  ) {
    article.done.steps = true;
    const steps = article.writer.some(
      STEPS,
      Math.max(4, Math.min(STEPS.length, Math.floor((left - given.length * 20) / 20))),
    );
    add(steps.map((step, index) => `${index + 1}. ${step}`).join("\n"));
  }
  const points = given.slice(0, Math.max(0, Math.floor(left / 20)));
  if (points.length > 0) add(points.map((point) => `- ${writePoint(point, slots, article.writer)}`).join("\n"));
  return parts;
}

function writeTable(rows: number, slots: Slots, { writer, input }: Article): string {
  const sides = sidesOf(input.primaryKeyword);
  const header = [
    "Criterion",
    sides ? `Ask of both ${sides.map(literal).join(" and ")}` : "Ask of each option",
    "Decides when",
  ];
  const note = writer.say(
    "Fill in your own answers to these questions before you look at the verdicts of others.",
    slots,
  );
  return [note ?? "", table(header, writer.some(CRITERIA, rows))].join("\n\n").trim();
}

function writePoint(point: string, slots: Slots, writer: DraftWriter): string {
  const pools = POINT_ADVICE.filter(({ about }) => about.test(point));
  const advice = pools
    .map(
      ({ sentences }) =>
        () =>
          writer.take(sentences),
    )
    .reduce<string | undefined>((found, next) => found ?? next(), undefined);
  const label = capitalised(literal(point.replace(/[.:;,\s]+$/, "")));
  if (!advice) return `**${label}**`;
  return `**${label}${/[?!]$/.test(label) ? "" : ":"}** ${writer.say(advice, slots) ?? ""}`.trim();
}
