import { type Draft, type DraftInput, ProviderError } from "../ai.ts";
import { FAQ_ANSWERS, FURTHER_QUESTIONS, questionOf } from "./draft-faq.ts";
import { CONCLUSIONS, INTRODUCTIONS } from "./draft-frame.ts";
import { countWords, literal } from "./draft-markdown.ts";
import { metaDescriptionOf, metaTitleOf } from "./draft-meta.ts";
import { type Article, planSections, writeSection } from "./draft-sections.ts";
import { draftWriter, type Slots } from "./draft-writer.ts";
import { outlineFor } from "./ideas.ts";
import { clean, cutAtWord, listed, subjectAmong } from "./phrases.ts";
import { facetOf } from "./structures.ts";

const EXCERPT = 240;
const MAX_TAGS = 5;
const MIN_SECTION_WORDS = 24;

/**
 * A first draft in English from the brief: introduction, one section for each part of the outline, questions and answers when
 * asked for, conclusion. It says how to look at the subject, compare, check and decide, and states no facts, numbers, brands
 * or sources, for it knows none. The same brief gives the same draft. Throws `ProviderError` (not retryable) for another
 * language than English.
 */
export function writeDraft(brief: DraftInput): Draft {
  if (!/^\s*(?:en\b|en[_-]|english|$)/i.test(brief.language)) {
    throw new ProviderError(
      `the offline provider writes English only, not ${brief.language}; set up a language model for it`,
      false,
    );
  }
  const input = withDefaults(brief);
  const article: Article = {
    writer: draftWriter(`${input.title}|${input.siteName}`, input.tone),
    input,
    done: { steps: false, table: false },
  };
  const subject = subjectAmong([input.primaryKeyword, ...input.secondaryKeywords], input.cluster);
  const slots: Slots = {
    topic: literal(subject.general),
    item: literal(subject.attributive),
    keyword: literal(input.primaryKeyword),
  };

  const introduction = writeIntroduction(article, slots);
  const faq = input.includeFaq ? writeFaq(article, slots) : [];
  const conclusion = writeConclusion(article, slots);
  const frame = countWords([introduction, ...faq, conclusion].join(" "));
  const sections = writeSections(article, input.wordCount - frame);
  return {
    title: brief.title,
    markdown: [introduction, ...sections, ...faq, conclusion].join("\n\n"),
    excerpt: cutAtWord(
      plain(
        introduction
          .split(/(?<=[.?!]) /)
          .slice(0, 2)
          .join(" "),
      ),
      EXCERPT,
    ),
    metaTitle: metaTitleOf(brief.title, input.siteName),
    metaDescription: metaDescriptionOf(input.primaryKeyword),
    primaryKeyword: input.primaryKeyword,
    secondaryKeywords: input.secondaryKeywords,
    tags: tagsOf(input),
    categories: input.cluster === "" ? [] : [input.cluster],
    offline: true,
  };
}

/** A brief that can be written from: a primary keyword, no keyword twice, an outline. */
function withDefaults(brief: DraftInput): DraftInput {
  const primaryKeyword = brief.primaryKeyword.trim() || clean(brief.title);
  const secondaryKeywords = [...new Set(brief.secondaryKeywords.map((keyword) => keyword.trim()))].filter(
    (keyword) => keyword !== "" && keyword.toLowerCase() !== primaryKeyword.toLowerCase(),
  );
  const secondary = secondaryKeywords.slice(0, 6).map((keyword) => ({ keyword, intent: null }));
  const given = brief.outline.filter(({ heading }) => heading.trim() !== "");
  const outline =
    given.length > 0 ? given : outlineFor(brief.structure, primaryKeyword, secondary, brief.cluster || primaryKeyword);
  return { ...brief, primaryKeyword, secondaryKeywords, outline };
}

function writeIntroduction({ writer, input }: Article, slots: Slots): string {
  const wanted = Math.max(45, Math.min(120, input.wordCount * 0.09));
  const [opening, ...following] = writer.take(INTRODUCTIONS[facetOf(input.primaryKeyword, null)]) ?? [];
  const first = opening ? writer.say(opening, slots) : undefined;
  const overview = `${listed(input.outline.slice(0, 3).map(({ heading }) => `“${literal(heading.replace(/[.:]+$/, ""))}”`))}`;
  const path = writer.say(
    "{The sections below cover|The article goes through|You will find sections on} [overview]{, among others|}.",
    { overview },
  );
  const rest = writer.sayAll(following, slots);
  const text = [first ?? "", rest, countWords(rest) < wanted ? (path ?? "") : ""].filter((part) => part !== "");
  return text.join(" ");
}

function writeSections(article: Article, words: number): string[] {
  const { outline, primaryKeyword, secondaryKeywords } = article.input;
  const planned = planSections(outline, [primaryKeyword, ...secondaryKeywords]);
  let left = words;
  return planned.map((section, index) => {
    const share = Math.max(MIN_SECTION_WORDS, left / (planned.length - index));
    const text = writeSection(section, share, article);
    left -= countWords(text);
    return text;
  });
}

function writeFaq({ writer, input }: Article, slots: Slots): string[] {
  const count = Math.max(2, Math.min(6, Math.round(input.wordCount / 280)));
  const subject = subjectAmong([input.primaryKeyword, ...input.secondaryKeywords], input.cluster);
  const asked = [...input.secondaryKeywords, input.primaryKeyword].map((keyword) => ({
    question: questionOf(keyword, subject),
    facet: facetOf(keyword, null),
  }));
  const further = FURTHER_QUESTIONS.map((question) => ({
    question: question.replace("[topic]", subject.general),
    facet: "further" as const,
  }));
  const blocks: string[] = [];
  const seen = new Set<string>();
  for (const { question, facet } of [...asked, ...further]) {
    if (blocks.length >= count) break;
    const answer = writer.take(FAQ_ANSWERS[facet]);
    if (!answer || seen.has(question.toLowerCase())) continue;
    seen.add(question.toLowerCase());
    blocks.push(`### ${literal(question)}\n\n${writer.sayAll(answer, slots)}`);
  }
  return ["## Frequently asked questions", ...blocks];
}

function writeConclusion({ writer, input }: Article, slots: Slots): string {
  const wanted = Math.max(40, Math.min(100, input.wordCount * 0.08));
  const text: string[] = [];
  while (countWords(text.join(" ")) < wanted) {
    const closing = writer.take(CONCLUSIONS);
    if (!closing) break;
    text.push(writer.sayAll(closing, slots));
  }
  return `## ${writer.take(["Conclusion", "In short", "Summing up", "The essentials in brief"])}\n\n${text.join(" ")}`;
}

/** Up to five tags: what the keywords are about, each once. */
function tagsOf({ primaryKeyword, secondaryKeywords }: DraftInput): string[] {
  const subjects = [primaryKeyword, ...secondaryKeywords].map((keyword) =>
    cutAtWord(subjectAmong([keyword], keyword).general.toLowerCase(), 50),
  );
  return [...new Set(subjects)].slice(0, MAX_TAGS);
}

const plain = (markdown: string) => markdown.replace(/\\([\\`*_[\]<>|~&#])/g, "$1").replaceAll("**", "");
