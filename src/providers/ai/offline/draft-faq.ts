import { ANSWERS, FURTHER_QUESTIONS } from "./draft-endings.ts";
import { literal } from "./draft-markdown.ts";
import type { Article } from "./draft-sections.ts";
import { kindWithin, slotsOf } from "./draft-slots.ts";
import { facetWithin } from "./outline-sections.ts";
import { actionOf, capitalised, clean, directQuestion, sidesOf } from "./phrases.ts";
import { BOUGHT, type Facet } from "./structures.ts";
import { subjectOf } from "./subjects.ts";

/** Questions and answers as Markdown blocks, 2 to 4 by the length of the article, none that a heading asks already. */
export function writeFaq({ writer, input }: Article): string[] {
  const count = Math.max(2, Math.min(4, Math.round(input.wordCount / 220)));
  const primary = input.primaryKeyword;
  const asked = [...input.secondaryKeywords, primary]
    .map((keyword) => ({ keyword, facet: facetWithin(keyword, input.outline) }))
    .filter(({ facet }) => facet !== "topic")
    .map(({ keyword, facet }) => ({
      question: questionOf(keyword, facet),
      answers: ANSWERS[facet],
      slots: slotsOf(keyword, kindWithin(keyword, primary)),
    }));
  const kind = kindWithin(primary, primary);
  const slots = slotsOf(primary, kind);
  const facets = BOUGHT.has(kind) && !subjectOf(primary).activity ? FURTHER_FACETS : [];
  const further = [
    ...facets.map((facet) => ({ question: questionOf(primary, facet), answers: ANSWERS[facet] })),
    ...FURTHER_QUESTIONS.map(({ question, answers }) => ({
      question: question.replace("[topic]", slots.topic ?? ""),
      answers,
    })),
  ];
  const chosen = further.flatMap(() => writer.take(further) ?? []).map((entry) => ({ ...entry, slots }));
  const blocks: string[] = [];
  const seen = new Set(input.outline.map(({ heading }) => heading.trim().toLowerCase()));
  for (const { question, answers, slots: own } of [...asked, ...chosen]) {
    if (blocks.length >= count) break;
    if (seen.has(question.toLowerCase()) || question.includes("this question")) continue;
    seen.add(question.toLowerCase());
    const said = writer.sayGroup(answers, own);
    if (said !== "") blocks.push(`### ${literal(question)}\n\n${said}`);
  }
  return ["## Frequently asked questions", ...blocks];
}

const PRICED = /\b(?:prices?|pricing|costs?|fees?|rates)\b/i;

/** What else is asked about things that are bought. */
const FURTHER_FACETS = ["ranking", "price", "review", "buy"] as const;

/** The keyword as a reader would ask it. */
function questionOf(keyword: string, facet: Facet): string {
  const { general, plural } = subjectOf(keyword);
  switch (facet) {
    case "howto":
      return `How do I ${actionOf(keyword)
        .replace(/\byour\b/g, "my")
        .replace(/\byou\b/g, "I")}?`;
    case "question":
      return directQuestion(keyword);
    case "versus": {
      const [left, right] = sidesOf(keyword) ?? [general, "the alternatives"];
      return `${capitalised(left)} or ${right}: which is the better choice?`;
    }
    case "review":
      return `How far can I trust reviews of ${general}?`;
    case "ranking":
      return plural ? `How do I choose among ${general}?` : `How do I choose the best ${general}?`;
    case "price":
      return PRICED.test(general) ? `What determines the ${general}?` : `What determines the price of ${general}?`;
    case "buy":
      return `What should I check before buying ${general}?`;
    case "service":
      return `How do I find the right ${general}?`;
    case "navigation":
      return `Where do I find ${clean(keyword)}?`;
    case "topic":
      return `What should I find out about ${general} first?`;
  }
}
