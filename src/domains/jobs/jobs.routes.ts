import { ok, page, paginate, success } from "../../http/envelope.ts";
import { createRouter, route } from "../../http/router.ts";
import { findJobs } from "./jobs.queries.ts";
import { Job, JobIdParam, ListJobsQuery, presentJob } from "./jobs.schemas.ts";
import { getJob } from "./jobs.service.ts";

export const jobRoutes = createRouter();

jobRoutes.openapi(
  route({
    method: "get",
    path: "/",
    operationId: "listTasks",
    summary: "List tasks, newest first",
    tags: ["System"],
    permission: "read",
    rate: "general",
    request: { query: ListJobsQuery },
    responses: { 200: page(Job, "One page of tasks") },
  }),
  async (c) => {
    const { db, tenant } = c.var.ctx;
    const query = c.req.valid("query");
    return c.json(paginate(c, query, await findJobs(db, tenant, query), presentJob), 200);
  },
);

jobRoutes.openapi(
  route({
    method: "get",
    path: "/{task_id}",
    operationId: "getTask",
    summary: "Status, progress and result of a task",
    tags: ["System"],
    permission: "read",
    rate: "general",
    request: { params: JobIdParam },
    responses: { 200: ok(Job, "The task") },
  }),
  async (c) => c.json(success(presentJob(await getJob(c.var.ctx, c.req.valid("param").task_id))), 200),
);
