import { z } from "@hono/zod-openapi";
import { isoTime, isoTimeOrNull } from "../../core/time.ts";
import type { Content as ContentRow, Taxonomy as TaxonomyRow } from "../../db/tables/content.ts";
import { CONTENT_STRUCTURES, CONTENT_TYPES, type ShownStatus, SITE_STATUSES } from "../../db/tables/content-enums.ts";
import type { Media } from "../../db/tables/media.ts";
import { searchQuery } from "../../http/envelope.ts";
import { idFilter, listQuery, sortedBy } from "../../http/fields.ts";
import { contentStructure, contentType } from "./content-fields.schemas.ts";
import type { ContentQuery } from "./content-list.queries.ts";
import { Image, presentImage } from "./image.schemas.ts";
import { MAX_KEYWORD_LENGTH } from "./limits.ts";
import { presentTaxonomy, Taxonomy } from "./taxonomies.schemas.ts";

const V1_STATUSES = ["draft", "review", "approved", "published", "archived"] as const;
type V1Status = (typeof V1_STATUSES)[number];
const SOURCES = ["keyline", "wordpress"] as const;

/** What v1 calls each status that is shown. */
const V1_WORD: Record<ShownStatus, V1Status> = {
  idea: "draft",
  drafting: "draft",
  review: "review",
  ready: "approved",
  scheduled: "approved",
  published: "published",
  archived: "archived",
};

/** The shown statuses that one of v1's words means. */
const statusesOf = (word: V1Status): ShownStatus[] =>
  (Object.keys(V1_WORD) as ShownStatus[]).filter((status) => V1_WORD[status] === word);

export const ListContentQuery = listQuery<ContentQuery>({
  site_id: idFilter("Only content of this site"),
  sector_id: idFilter("Only content of this sector"),
  cluster_id: idFilter("Only content of this cluster"),
  task_id: idFilter("Only content written for this task"),
  status: z
    .enum(V1_STATUSES)
    .transform(statusesOf)
    .optional()
    .openapi({ description: "Only this status; archived content is listed only when asked for", example: "review" }),
  site_status: z
    .enum(SITE_STATUSES)
    .optional()
    .openapi({ description: "Only content in this state on its own site", example: "not_published" }),
  content_type: z.enum(CONTENT_TYPES).optional().openapi({ description: "Only this type", example: "post" }),
  content_structure: z
    .enum(CONTENT_STRUCTURES)
    .optional()
    .openapi({ description: "Only this structure", example: "guide" }),
  source: z.enum(SOURCES).optional().openapi({ description: "Only content that came from here", example: "keyline" }),
  tag: z
    .string()
    .trim()
    .min(1)
    .max(50)
    .optional()
    .openapi({ description: "Only content with this tag, whatever its case", example: "coffee" }),
  search: searchQuery("the title"),
  ordering: sortedBy(["created_at", "updated_at", "title", "word_count", "status"], "-updated_at"),
});

const text = (maximum: number, description: string, example: string) =>
  z.string().max(maximum).openapi({ description, example });
const time = (description: string) => z.string().nullable().openapi({ description, example: "2026-11-22T09:00:00Z" });
const link = (description: string) => z.int().nullable().openapi({ description, example: 1 });

const SUMMARY = {
  id: z.int().openapi({ description: "Id of the content", example: 1 }),
  uuid: z
    .uuid()
    .openapi({ description: "The same content in studio", example: "0d5a9a5e-6a8f-4a39-9d7b-3f1f0f6f1c11" }),
  site_id: link("Its site"),
  sector_id: link("Its sector"),
  cluster_id: link("Its cluster"),
  task_id: link("The task it was written for"),
  title: text(300, "Title", "How to choose a burr grinder"),
  slug: text(120, "Fixed at creation", "how-to-choose-a-burr-grinder-0d5a9a5e"),
  excerpt: text(1_000, "Summary; the beginning of the body when none was given", "What matters in a grinder."),
  meta_title: text(255, "Title for search results", "How to choose a burr grinder"),
  meta_description: text(500, "Description for search results", "What matters in a grinder."),
  primary_keyword: z
    .string()
    .max(MAX_KEYWORD_LENGTH)
    .nullable()
    .openapi({ description: "What it should be found for", example: "burr coffee grinder" }),
  secondary_keywords: z
    .array(z.string().max(MAX_KEYWORD_LENGTH))
    .max(50)
    .openapi({ description: "Further keywords", example: ["conical burr grinder"] }),
  tags: z
    .array(z.string().max(50))
    .max(20)
    .openapi({ description: "Tags, each once", example: ["coffee"] }),
  content_type: contentType,
  content_structure: contentStructure,
  status: z
    .enum(V1_STATUSES)
    .openapi({ description: "Editorial status; approved also while it is scheduled", example: "draft" }),
  site_status: z.enum(SITE_STATUSES).openapi({ description: "State on its own site", example: "not_published" }),
  scheduled_publish_at: time("When it is to go out; UTC"),
  source: z.enum(SOURCES).openapi({ description: "Where it came from", example: "keyline" }),
  external_id: z.string().max(255).nullable().openapi({ description: "Id of the post on its site", example: "7" }),
  external_url: z
    .string()
    .max(2_048)
    .nullable()
    .openapi({ description: "Address of the post on its site", example: "https://example.com/grinder/" }),
  external_type: z.string().max(64).nullable().openapi({ description: "Kind of post on its site", example: "post" }),
  sync_status: z
    .enum(["native", "imported", "synced"])
    .openapi({ description: "How it relates to the post on its site", example: "native" }),
  word_count: z.int().openapi({ description: "Words of the visible text", example: 1_042 }),
  version: z.int().openapi({ description: "Counts every change; the ETag", example: 3 }),
  revision: z.int().openapi({ description: "Counts changes of title, body, tags and images", example: 2 }),
  metadata: z
    .record(z.string(), z.unknown())
    .openapi({ description: "How it came about", example: { offline: true, model: "offline" } }),
  created_at: z.string().openapi({ description: "UTC", example: "2026-11-22T09:00:00Z" }),
  updated_at: z.string().openapi({ description: "UTC", example: "2026-11-22T09:00:00Z" }),
};

export const ContentSummary = z.object(SUMMARY).openapi("ContentSummary");

export const Content = z
  .object({
    ...SUMMARY,
    content_html: z
      .string()
      .max(4_000_000)
      .openapi({ description: "The body as sanitised HTML", example: "<p>Grind fresh.</p>" }),
    content_markdown: z
      .string()
      .max(4_000_000)
      .openapi({ description: "The body as Markdown", example: "Grind fresh." }),
    body_format: z
      .enum(["markdown", "html"])
      .openapi({ description: "Which of the two the author wrote", example: "html" }),
    images: z.array(Image).max(1_000).openapi({ description: "Its images, the featured one first" }),
    taxonomies: z.array(Taxonomy).max(1_000).openapi({ description: "Its categories and tags on the site" }),
  })
  .openapi("Content");

const Finding = z
  .object({
    code: text(64, "For programs", "featured_image_missing"),
    field: text(64, "The field it is about", "images"),
    message: text(500, "For people", "There is no featured image."),
  })
  .openapi("ValidationFinding");

export const ValidatedContent = z
  .object({
    content: Content,
    validation: z
      .object({
        is_valid: z.boolean().openapi({ description: "Nothing stands against publishing", example: true }),
        errors: z.array(Finding).max(100).openapi({ description: "What stands against publishing" }),
        warnings: z.array(Finding).max(100).openapi({ description: "What could be better" }),
      })
      .openapi({ description: "Readiness for publishing" }),
  })
  .openapi("ValidatedContent");

type SummaryRow = Omit<ContentRow, "bodyHtml" | "bodyMarkdown">;

export const presentSummary = (row: SummaryRow): z.infer<typeof ContentSummary> => ({
  id: row.id,
  uuid: row.uuid,
  site_id: row.siteId,
  sector_id: row.sectorId,
  cluster_id: row.clusterId,
  task_id: row.taskId,
  title: row.title,
  slug: row.slug,
  excerpt: row.excerpt,
  meta_title: row.metaTitle,
  meta_description: row.metaDescription,
  primary_keyword: row.primaryKeyword,
  secondary_keywords: row.secondaryKeywords,
  tags: row.tags,
  content_type: row.contentType,
  content_structure: row.contentStructure,
  status: V1_WORD[row.shownStatus],
  site_status: row.siteStatus,
  scheduled_publish_at: isoTimeOrNull(row.scheduledPublishAt),
  source: row.source,
  external_id: row.externalId,
  external_url: row.externalUrl,
  external_type: row.externalType,
  sync_status: row.syncStatus,
  word_count: row.wordCount,
  version: row.version,
  revision: row.revision,
  metadata: row.metadata,
  created_at: isoTime(row.createdAt),
  updated_at: isoTime(row.updatedAt),
});

/** `publicUrl` is what image addresses start with. */
export const presentContent = (
  parts: { content: ContentRow; media: Media[]; taxonomies: TaxonomyRow[] },
  publicUrl: string,
): z.infer<typeof Content> => ({
  ...presentSummary(parts.content),
  content_html: parts.content.bodyHtml,
  content_markdown: parts.content.bodyMarkdown,
  body_format: parts.content.bodyFormat,
  images: parts.media.map((image) => presentImage(image, publicUrl)),
  taxonomies: parts.taxonomies.map(presentTaxonomy),
});
