import { DomainError } from "../../core/errors.ts";
import { headings, plainText } from "../../core/markup.ts";
import type { Content, Taxonomy } from "../../db/tables/content.ts";
import type { Media } from "../../db/tables/media.ts";
import { coverAlt } from "../../providers/images/cover-text.ts";
import type { AskedStatus } from "./content-changes.ts";
import { META_DESCRIPTION_LENGTH, META_TITLE_LENGTH } from "./content-text.ts";

/** One finding about content that is to go out. `code` is for programs. */
export interface Finding {
  code: string;
  field: string;
  message: string;
}

/** `is_valid` means: nothing stands against publishing. Warnings are advice. */
export interface Validation {
  is_valid: boolean;
  errors: Finding[];
  warnings: Finding[];
}

interface Source {
  content: Content;
  media: readonly Media[];
  taxonomies: readonly Taxonomy[];
}

/** Shorter pages rarely answer a search. */
const FEW_WORDS = 300;
const LONG_TITLE = 120;

type Check = (source: Source) => Finding | false;

const finding = (code: string, field: string, message: string): Finding => ({ code, field, message });

const ERRORS: readonly Check[] = [
  ({ content }) => plainText(content.bodyHtml) === "" && finding("body_empty", "content_html", "The body has no text."),
  ({ content }) => content.siteId === null && finding("site_missing", "site_id", "The content belongs to no site."),
  ({ content }) =>
    content.status === "archived" && finding("archived", "status", "The content is archived. Set another status."),
  ({ media }) =>
    media.some(({ status }) => status === "pending") &&
    finding("images_pending", "images", "Some images are still to be made."),
];

const WARNINGS: readonly Check[] = [
  ({ content }) =>
    content.metadata.offline === true &&
    content.metadata.edited !== true &&
    finding(
      "placeholder_draft",
      "content_html",
      "The built-in offline writer wrote this draft; it knows no facts. Edit the body before real use.",
    ),
  ({ content }) =>
    content.title.length > LONG_TITLE &&
    finding("title_long", "title", `The title has more than ${LONG_TITLE} characters.`),
  ({ content }) =>
    content.metaTitle.length > META_TITLE_LENGTH &&
    finding("meta_title_long", "meta_title", `Search results show about ${META_TITLE_LENGTH} characters of it.`),
  ({ content }) =>
    content.metaDescription.length > META_DESCRIPTION_LENGTH &&
    finding(
      "meta_description_long",
      "meta_description",
      `Search results show about ${META_DESCRIPTION_LENGTH} characters of it.`,
    ),
  ({ content }) =>
    content.wordCount < FEW_WORDS &&
    finding("body_short", "content_html", `The body has fewer than ${FEW_WORDS} words.`),
  ({ content }) =>
    headings(content.bodyHtml).some(({ level }) => level === 1) &&
    finding("second_h1", "content_html", "The body has a level 1 heading; the title is one already."),
  ({ content }) =>
    !headings(content.bodyHtml).some(({ level }) => level === 2) &&
    finding("no_headings", "content_html", "The body has no level 2 heading."),
  ({ content }) =>
    content.primaryKeyword === null && finding("keyword_missing", "primary_keyword", "There is no primary keyword."),
  ({ content }) =>
    content.primaryKeyword !== null &&
    !contains(`${content.title} ${plainText(content.bodyHtml)}`, content.primaryKeyword) &&
    finding("keyword_unused", "primary_keyword", "Neither the title nor the body contains the primary keyword."),
  ({ content }) =>
    content.clusterId === null && finding("cluster_missing", "cluster_id", "The content has no cluster."),
  ({ taxonomies }) =>
    !taxonomies.some(({ taxonomyType }) => taxonomyType === "category") &&
    finding("category_missing", "taxonomy_ids", "The content has no category."),
  ({ media }) =>
    !media.some(({ imageType, status }) => imageType === "featured" && status === "generated") &&
    finding("featured_image_missing", "images", "There is no featured image."),
  ({ content, media }) =>
    media.some((image) => isRenderedCover(image) && image.alt !== coverAlt(content.title)) &&
    finding("cover_outdated", "images", "The cover shows another title. Make it anew: POST writer/images/regenerate/."),
  ({ media }) =>
    media.some(({ status }) => status === "failed") && finding("images_failed", "images", "Some images failed."),
];

/** A cover with its title drawn into it, which its alternative text repeats; a painted one shows no letters. */
const isRenderedCover = ({ imageType, status, provider }: Media) =>
  imageType === "featured" && status === "generated" && provider === "offline";

const contains = (text: string, words: string) => text.toLowerCase().includes(words.toLowerCase());

/** Whether content is ready to go out. */
export function validationOf(source: Source): Validation {
  const run = (checks: readonly Check[]) => checks.flatMap((check) => check(source) || []);
  const errors = run(ERRORS);
  return { is_valid: errors.length === 0, errors, warnings: run(WARNINGS) };
}

const LETS_OUT: readonly AskedStatus[] = ["approved", "ready", "scheduled", "published"];

/** Throws `validation_error` with all that stands against publishing, when the status asked for would let it out. */
export function refuseUnready(asked: AskedStatus | undefined, source: Source): void {
  if (asked === undefined || !LETS_OUT.includes(asked)) return;
  const errors = validationOf(source).errors.map(({ field, message }) => ({ path: field, message }));
  const [first] = errors;
  if (first) throw new DomainError("validation_error", `Not ready to be published: ${first.message}`, { errors });
}
