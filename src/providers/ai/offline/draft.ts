import { type Draft, type DraftInput, ProviderError } from "../ai.ts";
import { writeFaq } from "./draft-faq.ts";
import { CLOSING_HEADINGS, COMPANIONS, CONCLUSIONS, TASKS } from "./draft-frame.ts";
import { LEADS } from "./draft-leads.ts";
import { countWords } from "./draft-markdown.ts";
import { descriptionsOf, metaTitleOf } from "./draft-meta.ts";
import { type Article, planSections, writeSection } from "./draft-sections.ts";
import { articleSlots } from "./draft-slots.ts";
import { draftWriter, type Slots } from "./draft-writer.ts";
import { outlineFor } from "./ideas.ts";
import { clean, cutAtWord, subjectAmong } from "./phrases.ts";
import { facetOf } from "./structures.ts";

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
    writer: draftWriter(`${input.title}|${input.primaryKeyword}|${input.siteName}`, input.tone),
    input,
    done: { steps: false, table: false },
  };
  const slots = articleSlots(input);
  const facet = facetOf(input.primaryKeyword, null);

  const introduction = writeIntroduction(article, slots);
  const faq = input.includeFaq ? writeFaq(article) : [];
  const conclusion = writeConclusion(article, slots);
  const frame = countWords([introduction, ...faq, conclusion].join(" "));
  const sections = writeSections(article, input.wordCount - frame);
  return {
    title: brief.title,
    markdown: [introduction, ...sections, ...faq, conclusion].join("\n\n"),
    metaTitle: metaTitleOf(brief.title, input.siteName),
    ...descriptionsOf(facet, slots, article.writer),
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
    given.length > 0
      ? given
      : outlineFor(brief.structure, primaryKeyword, secondary, brief.cluster || primaryKeyword, brief.title);
  return { ...brief, primaryKeyword, secondaryKeywords, outline };
}

/** What the article is about, what belongs to it, and what its reader should do with it. */
function writeIntroduction({ writer, input }: Article, slots: Slots): string {
  const wanted = Math.max(45, Math.min(100, input.wordCount * 0.08));
  const facet = facetOf(input.primaryKeyword, null);
  const sentences = [writer.sayNext(LEADS[facet], slots) ?? "", writer.sayNext(COMPANIONS, slots) ?? ""];
  while (countWords(sentences.join(" ")) < wanted) {
    const task = writer.sayNext(TASKS[facet], slots);
    if (task === undefined) break;
    sentences.push(task);
  }
  return sentences.filter((sentence) => sentence !== "").join(" ");
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

function writeConclusion({ writer, input }: Article, slots: Slots): string {
  const wanted = Math.max(40, Math.min(100, input.wordCount * 0.08));
  const text: string[] = [];
  while (countWords(text.join(" ")) < wanted) {
    const closing = writer.take(CONCLUSIONS);
    if (!closing) break;
    text.push(writer.sayAll(closing, slots));
  }
  return `## ${writer.take(CLOSING_HEADINGS)}\n\n${text.join(" ")}`;
}

/** Up to five tags: what the keywords are about, each once. */
function tagsOf({ primaryKeyword, secondaryKeywords }: DraftInput): string[] {
  const subjects = [primaryKeyword, ...secondaryKeywords].map((keyword) =>
    cutAtWord(subjectAmong([keyword], keyword).general.toLowerCase(), 50),
  );
  return [...new Set(subjects)].slice(0, MAX_TAGS);
}
