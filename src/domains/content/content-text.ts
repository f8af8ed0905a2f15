import slugify from "@sindresorhus/slugify";
import { utf8Length } from "../../core/bytes.ts";
import { invalid } from "../../core/errors.ts";
import { type BodyFormat, excerptOf, MarkupTooComplex, plainText, renderBody } from "../../core/markup.ts";
import { countWords, cutAtWord, oneLine } from "../../core/words.ts";
import type { Content } from "../../db/tables/content.ts";

/** A body as its author sent it; `field` is what the surface calls it, for error messages. */
export interface BodyInput {
  text: string;
  format: BodyFormat;
  field: string;
}

export type RenderedBody = Pick<Content, "bodyMarkdown" | "bodyHtml" | "bodyFormat" | "wordCount">;
export type Summaries = Pick<Content, "excerpt" | "metaTitle" | "metaDescription">;

/** Of a content body, 512 KB of UTF-8. */
export const MAX_BODY_BYTES = 512 * 1024;
/** D1 stores at most 2,000,000 bytes a row: body, derived body and everything else together. */
const MAX_DERIVED_BYTES = 1_200_000;
export const MAX_TAGS = 20;
const SLUG_LENGTH = 80;
/** What search engines show of a title and a description. */
export const META_TITLE_LENGTH = 60;
export const META_DESCRIPTION_LENGTH = 160;
const EXCERPT_LENGTH = 240;

/** Both forms of a body, sanitised, with its words counted. Throws `validation_error` when it is too large or too complex. */
export function renderedBody({ text, format, field }: BodyInput): RenderedBody {
  if (utf8Length(text) > MAX_BODY_BYTES)
    throw invalid(field, `The body is larger than ${MAX_BODY_BYTES} bytes of UTF-8.`);
  try {
    const { markdown, html } = renderBody(text, format);
    if (utf8Length(format === "html" ? markdown : html) > MAX_DERIVED_BYTES)
      throw invalid(field, "The body becomes too large when it is converted. Shorten it.");
    return { bodyMarkdown: markdown, bodyHtml: html, bodyFormat: format, wordCount: countWords(plainText(html)) };
  } catch (error) {
    throw error instanceof MarkupTooComplex ? invalid(field, error.message) : error;
  }
}

/** What stands in for an excerpt and meta texts that the author did not give. */
export function derivedSummaries(title: string, html: string): Summaries {
  return {
    excerpt: excerptOf(html, EXCERPT_LENGTH),
    metaTitle: cutAtWord(title, META_TITLE_LENGTH, "…"),
    metaDescription: excerptOf(html, META_DESCRIPTION_LENGTH),
  };
}

/** Trimmed, without empty ones, each once whatever its case: the first spelling stays. */
export function normalisedTags(tags: readonly string[]): string[] {
  const spellings = new Map<string, string>();
  for (const tag of tags.map(oneLine)) {
    if (tag !== "" && !spellings.has(foldedTag(tag))) spellings.set(foldedTag(tag), tag);
  }
  return [...spellings.values()];
}

/** A tag as `content_tags` keeps it and filters ask for it. */
export const foldedTag = (tag: string): string => tag.trim().toLowerCase();

/** The slug of a taxonomy term. A name without a letter that can be written in ASCII is its own slug. */
export const termSlug = (name: string): string =>
  slugify(name, { decamelize: false }) || name.trim().toLowerCase().replace(/\s+/g, "-");

/** The remote slug, set once: the title and the beginning of the content's uuid, so that a lost post can be found again. */
export function contentSlug(title: string, uuid: string): string {
  const words = slugify(title, { decamelize: false }).slice(0, SLUG_LENGTH).replace(/-+$/, "");
  return `${words || "content"}-${uuid.slice(0, 8)}`;
}
