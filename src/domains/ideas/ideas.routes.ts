import { body, ok, page, paginate, QueuedJob, success } from "../../http/envelope.ts";
import { createRouter, route } from "../../http/router.ts";
import { requestIdeas } from "./generate-ideas.service.ts";
import { createTasks } from "./idea-tasks.service.ts";
import { findIdeas } from "./ideas.queries.ts";
import {
  CreatedTasksShown,
  CreateIdeaBody,
  CreateTasksBody,
  GenerateIdeasBody,
  Idea,
  ListIdeasQuery,
  presentCreatedTasks,
  presentIdea,
} from "./ideas.schemas.ts";
import { createIdea } from "./ideas.service.ts";

/** Under `/planner/ideas`. */
export const ideaRoutes = createRouter();

/** Under `/planner/clusters`. */
export const clusterIdeaRoutes = createRouter();

ideaRoutes.openapi(
  route({
    method: "get",
    path: "/",
    operationId: "listIdeas",
    summary: "List ideas, newest first",
    tags: ["Planner"],
    permission: "read",
    rate: "general",
    request: { query: ListIdeasQuery },
    responses: { 200: page(Idea, "One page of ideas") },
  }),
  async (c) => {
    const { db, tenant } = c.var.ctx;
    const query = c.req.valid("query");
    return c.json(paginate(c, query, await findIdeas(db, tenant, query), presentIdea), 200);
  },
);

ideaRoutes.openapi(
  route({
    method: "post",
    path: "/",
    operationId: "createIdea",
    summary: "Add an idea of your own",
    tags: ["Planner"],
    permission: "content",
    rate: "general",
    fails: ["not_found"],
    request: body(CreateIdeaBody),
    responses: { 201: ok(Idea, "The new idea") },
  }),
  async (c) => {
    const given = c.req.valid("json");
    const created = await createIdea(c.var.ctx, {
      siteId: given.site_id,
      sectorId: given.sector_id,
      clusterId: given.cluster_id ?? null,
      title: given.title,
      description: given.description,
      outline: given.outline,
      targetKeywords: given.target_keywords,
      contentType: given.content_type,
      contentStructure: given.content_structure,
      intent: given.intent ?? null,
      estimatedWordCount: given.estimated_word_count,
      disabled: given.disabled,
    });
    return c.json(success(presentIdea(created), "Idea added."), 201);
  },
);

ideaRoutes.openapi(
  route({
    method: "post",
    path: "/create_tasks",
    operationId: "createTasksFromIdeas",
    summary: "Make a writing task of each idea, once",
    tags: ["Planner"],
    permission: "content",
    rate: "general",
    fails: ["not_found"],
    request: body(CreateTasksBody),
    responses: { 200: ok(CreatedTasksShown, "The ideas' tasks") },
  }),
  async (c) => {
    const made = presentCreatedTasks(await createTasks(c.var.ctx, c.req.valid("json").ids));
    const message = `${made.created_count} tasks created, ${made.skipped.length} ideas had one already.`;
    return c.json(success(made, message), 200);
  },
);

clusterIdeaRoutes.openapi(
  route({
    method: "post",
    path: "/generate_ideas",
    operationId: "generateIdeas",
    summary: "Make page ideas for clusters; starts a task",
    tags: ["Planner"],
    permission: "content",
    rate: "ai",
    fails: ["not_found", "insufficient_credits"],
    request: body(GenerateIdeasBody),
    responses: { 202: ok(QueuedJob, "The task that makes them") },
  }),
  async (c) => {
    const { ids, cluster_ids, ideas_per_cluster } = c.req.valid("json");
    const job = await requestIdeas(c.var.ctx, ids ?? cluster_ids ?? [], ideas_per_cluster);
    return c.json(success(job, "Idea generation is queued."), 202);
  },
);
