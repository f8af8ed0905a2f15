import { ok, page, paginate, slice, success } from "../../http/envelope.ts";
import { createRouter, route } from "../../http/router.ts";
import { ListTasksQuery, presentTask, Task, TaskIdParam } from "./tasks.schemas.ts";
import { getTask, listTasks } from "./tasks.service.ts";

export const taskRoutes = createRouter();

taskRoutes.openapi(
  route({
    method: "get",
    path: "/",
    operationId: "listTasks",
    summary: "List tasks, newest first",
    tags: ["System"],
    permission: "read",
    rate: "general",
    request: { query: ListTasksQuery },
    responses: { 200: page(Task, "One page of tasks") },
  }),
  async (c) => {
    const query = c.req.valid("query");
    const filter = { state: query.status, type: query.type, siteId: query.site_id, ...slice(query) };
    return c.json(paginate(c, query, await listTasks(c.var.ctx, filter), presentTask), 200);
  },
);

taskRoutes.openapi(
  route({
    method: "get",
    path: "/{task_id}",
    operationId: "getTask",
    summary: "Status, progress and result of a task",
    tags: ["System"],
    permission: "read",
    rate: "general",
    request: { params: TaskIdParam },
    responses: { 200: ok(Task, "The task") },
  }),
  async (c) => c.json(success(presentTask(await getTask(c.var.ctx, c.req.valid("param").task_id))), 200),
);
