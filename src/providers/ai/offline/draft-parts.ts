import type { Aspect } from "./draft-advice.ts";
import { countWords, literal, table } from "./draft-markdown.ts";
import { FRAME_OPENERS, KEYWORD_OPENERS, MATTER_OPENERS } from "./draft-openers.ts";
import { POINT_ADVICE } from "./draft-points.ts";
import { questionKindOf } from "./draft-questions.ts";
import type { Article, PlannedSection } from "./draft-sections.ts";
import { slotsOf, subjectFor } from "./draft-slots.ts";
import { CRITERIA, STEPS } from "./draft-steps.ts";
import type { DraftWriter, Slots } from "./draft-writer.ts";
import { capitalised, sidesOf } from "./phrases.ts";
import { facetOf, isMatter } from "./structures.ts";

/** The first sentences of a section: on its own keyword, answered where it is a question; then on further keywords. */
export function writeOpening(section: PlannedSection, aspect: Aspect, slots: Slots, article: Article): string {
  const [keyword, ...others] = section.keywords;
  const first = keyword
    ? openingOn(keyword, section.heading, slots, article.writer)
    : (article.writer.sayNext(FRAME_OPENERS[aspect], slots) ?? "");
  const further = others.map((other) => mentionOf(other, article.writer));
  return [first, ...further].filter((text) => text !== "").join(" ");
}

function openingOn(keyword: string, heading: string, slots: Slots, writer: DraftWriter): string {
  const facet = facetOf(keyword, null);
  if (facet !== "question") {
    const openers = facet === "topic" && isMatter(keyword) ? MATTER_OPENERS : KEYWORD_OPENERS[facet];
    return writer.sayNext(openers, slots) ?? mentionOf(keyword, writer);
  }
  const answer = writer.sayNext(questionKindOf(keyword).openers, slots) ?? "";
  const asked = heading.toLowerCase().includes(keyword.toLowerCase()) ? "" : (writer.say("[asked]?", slots) ?? "");
  return `${asked} ${answer}`.trim();
}

/** A keyword that shares a section with another one. */
function mentionOf(keyword: string, writer: DraftWriter): string {
  const slots = slotsOf(keyword, subjectFor([keyword], keyword));
  switch (facetOf(keyword, null)) {
    case "question":
      return writer.say("A related question: [asked]?", slots) ?? "";
    case "howto":
      return (
        writer.say("{Part of it is knowing how to [task].|This is also the place to plan how to [task].}", slots) ?? ""
      );
    case "navigation":
      return writer.say("The same goes for [keyword].", slots) ?? "";
    default:
      return (
        writer.say(
          "{The same goes for [topic].|Think of [topic] here as well.|Include [topic] in your notes.}",
          slots,
        ) ?? ""
      );
  }
}

/** Table, steps and points, as far as the number of words allows. */
export function writeParts(
  section: PlannedSection,
  aspect: Aspect,
  words: number,
  slots: Slots,
  article: Article,
): string[] {
  const { writer, input, done } = article;
  const parts: string[] = [];
  const given = section.points.filter((point) => point.trim() !== "");
  let left = words;
  const add = (part: string) => {
    parts.push(part);
    left -= countWords(part);
  };
  if (aspect === "comparing" && input.structure === "comparison" && !done.table) {
    done.table = true;
    add(writeTable(Math.max(3, Math.min(6, Math.floor((left - given.length * 20) / 16))), slots, article));
  }
  if (callsForSteps(section, aspect) && !done.steps && (left >= 90 || input.structure === "guide")) {
    done.steps = true;
    const count = Math.max(5, Math.min(7, Math.floor((left - given.length * 20) / 20)));
    const steps = writer.some(STEPS, count).flatMap((step) => writer.say(step, slots) ?? []);
    add(steps.map((step, index) => `${index + 1}. ${step}`).join("\n"));
  }
  const points = given.slice(0, Math.max(0, Math.floor(left / 20)));
  if (points.length > 0) add(points.map((point) => `- ${writePoint(point, slots, writer)}`).join("\n"));
  return parts;
}

/** Sections on a task have steps; others whose heading says "how to" speak of choosing or judging. */
const callsForSteps = (section: PlannedSection, aspect: Aspect) =>
  aspect === "doing" && /\b(how to|steps?|step by step|instructions)\b/i.test(section.heading);

function writeTable(rows: number, slots: Slots, { writer, input }: Article): string {
  const sides = sidesOf(input.primaryKeyword);
  const header = [
    "Criterion",
    sides ? `Ask of both ${sides.map(literal).join(" and ")}` : "Ask of each option",
    "Decides when",
  ];
  const note = writer.say(
    "{Answer these questions yourself before you look at the verdicts of others.|Copy the table and write your own answers next to each question.|Start with the rows whose last column describes you.}",
    slots,
  );
  return [note ?? "", table(header, writer.some(CRITERIA, rows))].join("\n\n").trim();
}

function writePoint(point: string, slots: Slots, writer: DraftWriter): string {
  const pools = POINT_ADVICE.filter(({ about }) => about.test(point));
  const advice = pools.reduce<string | undefined>(
    (found, { sentences }) => found ?? writer.sayNext(sentences, slots),
    undefined,
  );
  const label = capitalised(literal(point.replace(/[.:;,\s]+$/, "")));
  if (!advice) return `**${label}**`;
  return `**${label}${/[?!]$/.test(label) ? "" : ":"}** ${advice}`;
}
