import { clean, cutPhrase } from "../../../clustering/phrases.ts";
import { subjectOf } from "../../../clustering/subjects.ts";
import { countWords } from "../../../core/words.ts";
import { type Draft, type DraftInput, ProviderError } from "../ai.ts";
import type { Article } from "./draft-article.ts";
import { CLOSING_HEADINGS, CLOSINGS } from "./draft-endings.ts";
import { writeFaq } from "./draft-faq.ts";
import { descriptionsOf, metaTitleOf } from "./draft-meta.ts";
import { planSections, writeSection } from "./draft-sections.ts";
import { articleSlots } from "./draft-slots.ts";
import { draftWriter, type Slots } from "./draft-writer.ts";
import { outlineFor } from "./ideas.ts";
import { INTRODUCTIONS, INTRODUCTIONS_ON } from "./knowledge/introductions.ts";
import { areaOf, aspectOf } from "./knowledge/knowledge.ts";
import { facetWithin } from "./outline-sections.ts";

const MAX_TAGS = 5;
const MIN_SECTION_WORDS = 40;

/**
 * A first draft in English from the brief: introduction, one section for each part of the outline, questions and answers when
 * asked for, conclusion. It says what holds for every subject of its kind, and what to look at, measure and ask; it states no
 * numbers, brands or sources, for it knows none: up to two notes that begin with "To add:" name what an editor has to supply. It
 * may be shorter than asked for, since nothing is said for the sake of length. The same brief gives the same draft. Throws `ProviderError` (not retryable) for another
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
    done: { steps: false, table: false, notes: 0 },
    told: new Set(),
  };
  const slots = articleSlots(input);
  const facet = facetWithin(input.primaryKeyword, input.outline);

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
  const outline = given.length > 0 ? given : outlineFor(brief.structure, primaryKeyword, secondary, brief.title);
  return { ...brief, primaryKeyword, secondaryKeywords, outline };
}

/** The title's question answered in general, or what the answer depends on. */
function writeIntroduction({ writer, input }: Article, slots: Slots): string {
  const { primaryKeyword, outline } = input;
  const aspect = aspectOf(primaryKeyword, facetWithin(primaryKeyword, outline));
  return writer.sayNext(INTRODUCTIONS_ON[areaOf(primaryKeyword)]?.[aspect] ?? INTRODUCTIONS[aspect], slots);
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
  const closings = CLOSINGS[facetWithin(input.primaryKeyword, input.outline)];
  return `## ${writer.take(CLOSING_HEADINGS)}\n\n${writer.sayNext(closings, slots)}`;
}

/** Up to five tags: what the keywords are about, each once. */
function tagsOf({ primaryKeyword, secondaryKeywords }: DraftInput): string[] {
  const subjects = [primaryKeyword, ...secondaryKeywords].map((keyword) =>
    cutPhrase(subjectOf(keyword).general.toLowerCase(), 50),
  );
  return [...new Set(subjects)].filter((subject) => subject !== "this question").slice(0, MAX_TAGS);
}
