import { FAQ_ANSWERS, FURTHER_QUESTIONS } from "./draft-faq-answers.ts";
import { literal } from "./draft-markdown.ts";
import { questionKindOf } from "./draft-questions.ts";
import type { Article } from "./draft-sections.ts";
import { slotsOf, subjectFor } from "./draft-slots.ts";
import { actionOf, capitalised, clean, directQuestion, type Subject, sidesOf, subjectOf } from "./phrases.ts";
import { facetOf, isMatter } from "./structures.ts";

/** Questions and answers as Markdown blocks, 2 to 6 by the length of the article, none that a heading asks already. */
export function writeFaq({ writer, input }: Article): string[] {
  const count = Math.max(2, Math.min(6, Math.round(input.wordCount / 280)));
  const subject = subjectFor([input.primaryKeyword, ...input.secondaryKeywords], input.cluster);
  const asked = [...input.secondaryKeywords, input.primaryKeyword].map((keyword) => {
    const facet = facetOf(keyword, null);
    return {
      question: questionOf(keyword, subject),
      answers: answersTo(keyword),
      slots: slotsOf(keyword, facet === "question" ? subject : subjectFor([keyword], keyword)),
    };
  });
  const own = slotsOf(input.primaryKeyword, subject);
  const further = [0, 1, 2, 3, 4].flatMap(() => writer.take(FURTHER_QUESTIONS) ?? []);
  const all = [
    ...asked,
    ...further.map(({ question, answers }) => ({
      question: question.replace("[topic]", subject.general),
      answers,
      slots: own,
    })),
  ];
  const blocks: string[] = [];
  const seen = new Set(input.outline.map(({ heading }) => heading.trim().toLowerCase()));
  for (const { question, answers, slots } of all) {
    if (blocks.length >= count) break;
    if (seen.has(question.toLowerCase())) continue;
    const answer = writer.take(answers);
    if (!answer) continue;
    seen.add(question.toLowerCase());
    blocks.push(`### ${literal(question)}\n\n${writer.sayAll(answer, slots)}`);
  }
  return ["## Frequently asked questions", ...blocks];
}

/** Answers to a keyword's question; topics that are looked up are answered like questions about what is allowed. */
function answersTo(keyword: string): readonly (readonly string[])[] {
  const facet = facetOf(keyword, null);
  if (facet === "question") return questionKindOf(keyword).answers;
  return facet === "topic" && isMatter(keyword) ? questionKindOf("is it legal").answers : FAQ_ANSWERS[facet];
}

/** The keyword as a reader would ask it; `subject` stands in where the keyword names none. */
function questionOf(keyword: string, subject: Subject): string {
  const facet = facetOf(keyword, null);
  const { general } = facet === "question" ? subject : subjectOf(keyword);
  switch (facet) {
    case "howto":
      return `How do I ${actionOf(keyword)}?`;
    case "question":
      return directQuestion(keyword);
    case "versus": {
      const [left, right] = sidesOf(keyword) ?? [general, "the alternatives"];
      return `${capitalised(left)} or ${right}: which is the better choice?`;
    }
    case "review":
      return `How far can I trust reviews of ${general}?`;
    case "ranking":
      return `How do I recognise the best ${general}?`;
    case "price":
      return `What determines the price of ${general}?`;
    case "buy":
      return `What should I check before buying ${general}?`;
    case "service":
      return `How do I find the right ${general}?`;
    case "navigation":
      return `Where do I find ${clean(keyword)}?`;
    case "topic":
      return `What should I know about ${general} first?`;
  }
}
