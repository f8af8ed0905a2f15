import { z } from "@hono/zod-openapi";
import { isoTime } from "../../core/time.ts";
import { CONTENT_STRUCTURES, CONTENT_TYPES } from "../../db/tables/content-enums.ts";
import { IDEA_STATUSES } from "../../db/tables/ideas.ts";
import { INTENTS } from "../../db/tables/library.ts";
import { readOnlyKeys, searchQuery } from "../../http/envelope.ts";
import { idField, idFilter, idList, line, lines, listQuery, timeField } from "../../http/fields.ts";
import { wordCount } from "../content/content-fields.schemas.ts";
import type { CreatedTasks } from "./created-tasks.ts";
import type { IdeaQuery, NamedIdea } from "./ideas.queries.ts";

const status = z
  .enum(IDEA_STATUSES)
  .openapi({ description: "queued: it has a task; completed: written", example: "new" });
const contentType = z.enum(CONTENT_TYPES).openapi({ description: "What kind of page", example: "post" });
const structure = z.enum(CONTENT_STRUCTURES).openapi({ description: "How the page is built", example: "guide" });
const intent = z.enum(INTENTS).openapi({ description: "What the searcher wants", example: "informational" });
const outline = z
  .array(
    z
      .object({
        heading: line(300, "H2 heading", "What to look for"),
        points: z
          .array(line(500, "One point", "Grind settings"))
          .max(12)
          .default([])
          .openapi({ description: "What the section treats", example: ["Grind settings"] }),
      })
      .strict(),
  )
  .max(20)
  .openapi({
    description: "Sections in order",
    example: [{ heading: "What to look for", points: ["Grind settings"] }],
  });
const targetKeywords = z
  .array(line(255, "A keyword", "espresso grinder"))
  .max(50)
  .openapi({ description: "Keywords the page targets, the first one primary", example: ["espresso grinder"] });

export const ListIdeasQuery = listQuery<IdeaQuery>({
  site_id: idFilter("Only those of this site"),
  sector_id: idFilter("Only those of this sector"),
  cluster_id: idFilter("Only those of this cluster"),
  status: status.optional(),
  content_type: contentType.optional(),
  content_structure: structure.optional(),
  search: searchQuery("the title"),
});

export const CreateIdeaBody = z
  .object({
    site_id: idField("Site it is for"),
    sector_id: idField("Sector of that site"),
    cluster_id: idField("A cluster of that sector; needed before a task can be made").nullable().optional(),
    title: line(255, "Title of the page", "How to choose an espresso grinder"),
    description: lines(5_000, "What the page answers, and for whom", "For those who buy their first one").default(""),
    outline: outline.default([]),
    target_keywords: targetKeywords.default([]),
    content_type: contentType.default("post"),
    content_structure: structure.default("article"),
    intent: intent.nullable().optional(),
    estimated_word_count: wordCount("About how many words", 1_200).default(1_200),
    disabled: z.boolean().default(false).openapi({ description: "Left out of every automatic step", example: false }),
    ...readOnlyKeys("id", "status", "cluster_name", "sector_name", "created_at", "updated_at"),
  })
  .strict()
  .openapi("CreateIdeaBody");

export const Idea = z
  .object({
    id: z.int().openapi({ description: "Id of the idea", example: 1 }),
    title: z
      .string()
      .max(255)
      .openapi({ description: "Title of the page", example: "How to choose an espresso grinder" }),
    description: z.string().max(5_000).openapi({ description: "What the page answers, and for whom", example: "" }),
    outline,
    target_keywords: targetKeywords,
    site_id: z.int().openapi({ description: "Its site", example: 1 }),
    sector_id: z.int().openapi({ description: "Its sector", example: 1 }),
    sector_name: z.string().max(200).openapi({ description: "Name of its sector", example: "Coffee equipment" }),
    cluster_id: z.int().nullable().openapi({ description: "Its cluster", example: 7 }),
    cluster_name: z.string().max(255).nullable().openapi({ description: "Name of its cluster", example: "Grinders" }),
    content_type: contentType,
    content_structure: structure,
    intent: intent.nullable(),
    estimated_word_count: z.int().openapi({ description: "About how many words", example: 1_200 }),
    status,
    disabled: z.boolean().openapi({ description: "Left out of every automatic step", example: false }),
    created_at: timeField("UTC"),
    updated_at: timeField("UTC"),
  })
  .openapi("Idea");

export const presentIdea = (row: NamedIdea): z.infer<typeof Idea> => ({
  id: row.id,
  title: row.title,
  description: row.description,
  outline: row.outline,
  target_keywords: row.targetKeywords,
  site_id: row.siteId,
  sector_id: row.sectorId,
  sector_name: row.sectorName,
  cluster_id: row.clusterId,
  cluster_name: row.clusterName,
  content_type: row.contentType,
  content_structure: row.contentStructure,
  intent: row.intent,
  estimated_word_count: row.estimatedWordCount,
  status: row.status,
  disabled: row.disabled,
  created_at: isoTime(row.createdAt),
  updated_at: isoTime(row.updatedAt),
});

export const CreateTasksBody = z
  .object({ ids: idList("idea", 100) })
  .strict()
  .openapi("CreateTasksBody");

export const CreatedTasksShown = z
  .object({
    created_count: z.int().openapi({ description: "How many tasks are new", example: 2 }),
    task_ids: z
      .array(z.int())
      .max(100)
      .openapi({ description: "The task of each idea, in the order given, older ones included", example: [4, 5, 2] }),
    skipped: z
      .array(
        z.object({
          idea_id: z.int().openapi({ description: "An idea that had a task already", example: 9 }),
          task_id: z.int().openapi({ description: "That task", example: 2 }),
        }),
      )
      .max(100)
      .openapi({ description: "Ideas that had a task already" }),
  })
  .openapi("CreatedTasks");

export const presentCreatedTasks = (made: CreatedTasks): z.infer<typeof CreatedTasksShown> => ({
  created_count: made.createdCount,
  task_ids: made.taskIds,
  skipped: made.skipped.map(({ ideaId, taskId }) => ({ idea_id: ideaId, task_id: taskId })),
});

export const GenerateIdeasBody = z
  .object({
    ids: idList("cluster", 10).optional(),
    cluster_ids: idList("cluster", 10).optional(),
    ideas_per_cluster: z
      .int()
      .min(1)
      .max(10)
      .default(5)
      .openapi({ description: "How many ideas each cluster should get", example: 5 }),
  })
  .strict()
  .superRefine((body, context) => {
    if ((body.ids === undefined) === (body.cluster_ids === undefined))
      context.addIssue({ code: "custom", path: ["ids"], message: "Give either ids or cluster_ids" });
  })
  .openapi("GenerateIdeasBody");
