import { actionOf, capitalised, clean, directQuestion, sidesOf } from "../../../clustering/phrases.ts";
import { subjectOf } from "../../../clustering/subjects.ts";
import type { Article } from "./draft-article.ts";
import { ANSWERS } from "./draft-endings.ts";
import { literal } from "./draft-markdown.ts";
import { kindWithin, slotsOf } from "./draft-slots.ts";
import { questionsOn } from "./knowledge/faq.ts";
import { areaOf } from "./knowledge/knowledge.ts";
import { facetWithin, headingFor } from "./outline-sections.ts";
import type { Facet } from "./structures.ts";
import { kindOf } from "./subject-kinds.ts";

/** Questions and answers as Markdown blocks, 2 to 4 by the length of the article, none that a heading asks already. */
export function writeFaq({ writer, input }: Article): string[] {
  const count = Math.max(2, Math.min(4, Math.round(input.wordCount / 250)));
  const primary = input.primaryKeyword;
  const asked = [...input.secondaryKeywords, primary]
    .map((keyword) => ({ keyword, facet: facetWithin(keyword, input.outline) }))
    .filter(({ keyword, facet }) => facet !== "topic" && !hasSection(keyword, input.outline))
    .map(({ keyword, facet }) => ({
      question: literal(questionOf(keyword, facet)),
      answers: ANSWERS[facet],
      slots: slotsOf(keyword, kindWithin(keyword, primary)),
    }));
  const further = furtherQuestions(primary).map(({ question, answer }) => ({ question, answers: [answer] }));
  const slots = slotsOf(primary, kindWithin(primary, primary));
  const chosen = further.flatMap(() => writer.take(further) ?? []).map((entry) => ({ ...entry, slots }));
  const blocks: string[] = [];
  const seen = new Set(input.outline.map(({ heading }) => heading.trim().toLowerCase()));
  for (const { question, answers, slots: own } of [...asked, ...chosen]) {
    if (blocks.length >= count) break;
    const filled = question.replace(/\[(\w+)\]/g, (slot, name: string) => own[name] ?? slot);
    if (seen.has(filled.toLowerCase()) || filled.includes("this question")) continue;
    seen.add(filled.toLowerCase());
    const said = writer.sayNext(answers, own);
    if (said !== "") blocks.push(`### ${filled}\n\n${said}`);
  }
  return blocks.length === 0 ? [] : ["## Frequently asked questions", ...blocks];
}

/** Whether a section of our own making treats the keyword, so that a question on it would say the same again. */
const hasSection = (keyword: string, outline: Article["input"]["outline"]) => {
  const heading = headingFor(facetWithin(keyword, outline), keyword).toLowerCase();
  return outline.some((section) => section.heading.toLowerCase() === heading);
};

/** What readers also ask about the subject. */
const furtherQuestions = (keyword: string) =>
  questionsOn(areaOf(keyword), kindOf(keyword), subjectOf(keyword).activity);

const PRICED = /\b(?:prices?|pricing|costs?|fees?|rates)\b/i;

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
