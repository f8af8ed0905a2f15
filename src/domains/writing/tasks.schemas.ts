import { z } from "@hono/zod-openapi";
import { isoTime } from "../../core/time.ts";
import { CONTENT_STRUCTURES, CONTENT_TYPES, TASK_STATUSES } from "../../db/tables/content-enums.ts";
import type { Task as TaskRow } from "../../db/tables/writing.ts";
import { readOnlyKeys, searchQuery } from "../../http/envelope.ts";
import { idField, idFilter, line, lines, listQuery, sortedBy } from "../../http/fields.ts";
import { contentStructure, contentType, wordCount } from "../content/content-fields.schemas.ts";
import { MAX_KEYWORD_LENGTH } from "../content/limits.ts";
import type { TaskQuery } from "./tasks.queries.ts";

const status = z.enum(TASK_STATUSES).openapi({ description: "How far the writing is", example: "queued" });
const keyword = line(MAX_KEYWORD_LENGTH, "A keyword", "burr coffee grinder");

export const ListTasksQuery = listQuery<TaskQuery>({
  site_id: idFilter("Only tasks of this site"),
  sector_id: idFilter("Only tasks of this sector"),
  cluster_id: idFilter("Only tasks of this cluster"),
  status: status.optional().openapi({ description: "Only tasks in this status", example: "queued" }),
  content_type: z
    .enum(CONTENT_TYPES)
    .optional()
    .openapi({ description: "Only tasks for this type of content", example: "post" }),
  content_structure: z
    .enum(CONTENT_STRUCTURES)
    .optional()
    .openapi({ description: "Only tasks for this structure", example: "guide" }),
  search: searchQuery("the title and the keywords"),
  ordering: sortedBy(["title", "created_at", "status"], "-title"),
});

export const CreateTaskBody = z
  .object({
    site_id: idField("Site to write for"),
    sector_id: idField("Sector of that site"),
    cluster_id: idField("Cluster of that sector"),
    title: line(255, "Working title", "How to choose a burr grinder"),
    description: lines(5_000, "What the page answers, and for whom", "Helps home baristas to choose.").default(""),
    keywords: z
      .array(keyword)
      .max(50)
      .default([])
      .openapi({ description: "Keywords to treat, the primary one first", example: ["burr coffee grinder"] }),
    content_type: contentType,
    content_structure: contentStructure,
    word_count: wordCount("Wanted length", 1_000).default(1_000),
    ...readOnlyKeys("id", "idea_id", "taxonomy_id", "status", "error", "created_at", "updated_at"),
  })
  .strict()
  .openapi("CreateTaskBody");

export const BulkCreateTasksBody = z
  .object({
    tasks: z.array(CreateTaskBody).min(1).max(100).openapi({ description: "1 to 100 tasks; all are created or none" }),
  })
  .strict()
  .openapi("BulkCreateTasksBody");

export const WriterTask = z
  .object({
    id: z.int().openapi({ description: "Id of the task", example: 1 }),
    site_id: z.int().openapi({ description: "Its site", example: 1 }),
    sector_id: z.int().openapi({ description: "Its sector", example: 1 }),
    cluster_id: z.int().openapi({ description: "Its cluster", example: 1 }),
    idea_id: z.int().nullable().openapi({ description: "Idea it was made from", example: null }),
    taxonomy_id: z.int().nullable().openapi({ description: "Taxonomy term it is for", example: null }),
    title: z.string().max(255).openapi({ description: "Working title", example: "How to choose a burr grinder" }),
    description: z.string().max(5_000).openapi({ description: "What the page answers", example: "Helps to choose." }),
    keywords: z
      .array(keyword)
      .max(50)
      .openapi({ description: "Keywords to treat, the primary one first", example: ["burr coffee grinder"] }),
    content_type: contentType,
    content_structure: contentStructure,
    word_count: z.int().openapi({ description: "Wanted length", example: 1_000 }),
    status,
    error: z.string().max(2_000).nullable().openapi({ description: "Why the writing failed", example: null }),
    created_at: z.string().openapi({ description: "UTC", example: "2026-11-22T09:00:00Z" }),
    updated_at: z.string().openapi({ description: "UTC", example: "2026-11-22T09:00:00Z" }),
  })
  .openapi("WriterTask");

export const BulkCreatedTasks = z
  .object({
    created_count: z.int().openapi({ description: "How many were created", example: 2 }),
    tasks: z.array(WriterTask).max(100).openapi({ description: "The new tasks, in the order they were sent" }),
  })
  .openapi("BulkCreatedTasks");

/** The body as the service takes it. */
export const newTaskOf = (body: z.infer<typeof CreateTaskBody>) => ({
  siteId: body.site_id,
  sectorId: body.sector_id,
  clusterId: body.cluster_id,
  title: body.title,
  description: body.description,
  keywords: body.keywords,
  contentType: body.content_type,
  contentStructure: body.content_structure,
  wordCount: body.word_count,
});

export const presentTask = (row: TaskRow): z.infer<typeof WriterTask> => ({
  id: row.id,
  site_id: row.siteId,
  sector_id: row.sectorId,
  cluster_id: row.clusterId,
  idea_id: row.ideaId,
  taxonomy_id: row.taxonomyId,
  title: row.title,
  description: row.description,
  keywords: row.keywords,
  content_type: row.contentType,
  content_structure: row.contentStructure,
  word_count: row.wordCount,
  status: row.status,
  error: row.error,
  created_at: isoTime(row.createdAt),
  updated_at: isoTime(row.updatedAt),
});
