import { body, IdParam, ok, page, paginate, QueuedJob, success } from "../../http/envelope.ts";
import { createRouter, route } from "../../http/router.ts";
import { findTasks } from "./tasks.queries.ts";
import {
  BulkCreatedTasks,
  BulkCreateTasksBody,
  CreateTaskBody,
  ListTasksQuery,
  newTaskOf,
  presentTask,
  WriterTask,
} from "./tasks.schemas.ts";
import { createTask, createTasks, requestContent } from "./tasks.service.ts";

export const taskRoutes = createRouter();

taskRoutes.openapi(
  route({
    method: "get",
    path: "/",
    operationId: "listWriterTasks",
    summary: "List writing tasks",
    tags: ["Writer"],
    permission: "read",
    rate: "general",
    request: { query: ListTasksQuery },
    responses: { 200: page(WriterTask, "One page of tasks") },
  }),
  async (c) => {
    const { db, tenant } = c.var.ctx;
    const query = c.req.valid("query");
    return c.json(paginate(c, query, await findTasks(db, tenant, query), presentTask), 200);
  },
);

taskRoutes.openapi(
  route({
    method: "post",
    path: "/",
    operationId: "createWriterTask",
    summary: "Create a writing task",
    tags: ["Writer"],
    permission: "content",
    rate: "content",
    fails: ["not_found"],
    request: body(CreateTaskBody),
    responses: { 201: ok(WriterTask, "The new task") },
  }),
  async (c) => {
    const task = await createTask(c.var.ctx, newTaskOf(c.req.valid("json")));
    return c.json(success(presentTask(task), "Task created."), 201);
  },
);

taskRoutes.openapi(
  route({
    method: "post",
    path: "/bulk_create",
    operationId: "bulkCreateWriterTasks",
    summary: "Create up to 100 writing tasks, all or none",
    tags: ["Writer"],
    permission: "content",
    rate: "content",
    fails: ["not_found"],
    request: body(BulkCreateTasksBody),
    responses: { 201: ok(BulkCreatedTasks, "The new tasks") },
  }),
  async (c) => {
    const tasks = await createTasks(c.var.ctx, c.req.valid("json").tasks.map(newTaskOf));
    const data = { created_count: tasks.length, tasks: tasks.map(presentTask) };
    return c.json(success(data, `${tasks.length} tasks created.`), 201);
  },
);

taskRoutes.openapi(
  route({
    method: "post",
    path: "/{id}/generate_content",
    operationId: "generateContent",
    summary: "Write a task's draft",
    tags: ["Writer"],
    permission: "content",
    rate: "ai",
    fails: ["insufficient_credits"],
    request: { params: IdParam },
    responses: { 202: ok(QueuedJob, "The writing is queued") },
  }),
  async (c) => {
    const queued = await requestContent(c.var.ctx, c.req.valid("param").id);
    return c.json(success(queued, "The draft is being written."), 202);
  },
);
