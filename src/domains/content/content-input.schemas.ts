import { z } from "@hono/zod-openapi";
import { readOnlyKeys } from "../../http/envelope.ts";
import { isStorable, line, lines } from "../../http/fields.ts";
import type { ContentInput } from "./content-changes.ts";
import { contentStructure, contentType } from "./content-fields.schemas.ts";
import { MAX_KEYWORD_LENGTH } from "./limits.ts";

/** Characters: the limit of 512 KB of UTF-8 is checked where the body is read. */
const MAX_BODY_CHARACTERS = 1_000_000;

/** v1's words and the two that only publishing can bring about: asking for those is a conflict. */
const WRITABLE = ["draft", "review", "approved", "archived", "scheduled", "published"] as const;

const clearable = (maximum: number, description: string, example: string) =>
  lines(maximum, description, example).nullable().optional();
const reference = (description: string) =>
  z.int().positive().nullable().optional().openapi({ description, example: 1 });
const keyword = line(MAX_KEYWORD_LENGTH, "A keyword", "conical burr grinder");

const body = (description: string, example: string) =>
  z
    .string()
    .max(MAX_BODY_CHARACTERS)
    .refine(isStorable, "NUL and halves of surrogate pairs are not accepted")
    .nullable()
    .optional()
    .openapi({ description, example });

const title = line(300, "Title", "How to choose a burr grinder");

const FIELDS = {
  content_html: body(
    "Body as HTML, at most 512 KB; it is sanitised. Not together with content_markdown",
    "<p>Grind fresh.</p>",
  ),
  content_markdown: body("Body as GitHub-flavoured Markdown, at most 512 KB", "Grind fresh."),
  excerpt: clearable(1_000, "Summary; null derives it from the body", "What matters in a grinder."),
  meta_title: clearable(
    255,
    "Title for search results; null derives it from the title",
    "How to choose a burr grinder",
  ),
  meta_description: clearable(
    500,
    "Description for search results; null derives it from the body",
    "What matters in a grinder.",
  ),
  primary_keyword: clearable(MAX_KEYWORD_LENGTH, "What it should be found for", "burr coffee grinder"),
  secondary_keywords: z
    .array(keyword)
    .max(50)
    .nullable()
    .optional()
    .openapi({ description: "Further keywords", example: ["conical burr grinder"] }),
  tags: z
    .array(lines(50, "A tag", "coffee"))
    .max(20)
    .nullable()
    .optional()
    .openapi({ description: "At most 20 tags; each is kept once whatever its case", example: ["coffee"] }),
  content_type: contentType.optional(),
  content_structure: contentStructure.optional(),
  status: z.enum(WRITABLE).optional().openapi({
    description: "draft, review, approved or archived; the others are refused with 409",
    example: "review",
  }),
  site_id: reference("Its site; once set it stays"),
  sector_id: reference("A sector of its site"),
  cluster_id: reference("A cluster of its sector"),
  taxonomy_ids: z
    .array(z.int().positive().openapi({ description: "Id of a taxonomy term", example: 1 }))
    .max(100)
    .nullable()
    .optional()
    .openapi({ description: "Categories and tags of its site", example: [1] }),
};

const READ_ONLY = readOnlyKeys(
  "id",
  "uuid",
  "task_id",
  "slug",
  "site_status",
  "scheduled_publish_at",
  "source",
  "external_id",
  "external_url",
  "external_type",
  "sync_status",
  "word_count",
  "version",
  "revision",
  "metadata",
  "body_format",
  "images",
  "taxonomies",
  "created_at",
  "updated_at",
);

export const CreateContentBody = z
  .object({ title, ...FIELDS, ...READ_ONLY })
  .strict()
  .openapi("CreateContentBody");

export const UpdateContentBody = z
  .object({ title: title.optional(), ...FIELDS, ...READ_ONLY })
  .strict()
  .openapi("UpdateContentBody");

/** The body as the service takes it. */
export const contentInputOf = (given: z.infer<typeof UpdateContentBody>): ContentInput => ({
  title: given.title,
  bodies: [
    ...bodyOf(given.content_html, "html", "content_html"),
    ...bodyOf(given.content_markdown, "markdown", "content_markdown"),
  ],
  excerpt: given.excerpt,
  metaTitle: given.meta_title,
  metaDescription: given.meta_description,
  primaryKeyword: given.primary_keyword,
  secondaryKeywords: listOf(given.secondary_keywords),
  tags: listOf(given.tags),
  contentType: given.content_type,
  contentStructure: given.content_structure,
  status: given.status,
  siteId: given.site_id,
  sectorId: given.sector_id,
  clusterId: given.cluster_id,
  taxonomyIds: listOf(given.taxonomy_ids),
});

const bodyOf = (text: string | null | undefined, format: "html" | "markdown", field: string) =>
  text === undefined ? [] : [{ text: text ?? "", format, field }];

const listOf = <T>(list: T[] | null | undefined): T[] | undefined => (list === null ? [] : list);
