import { ok, success } from "../../http/envelope.ts";
import { createRouter, route } from "../../http/router.ts";
import { Job, JobIdParam, presentJob } from "./jobs.schemas.ts";
import { cancelJob, type JobHandlers } from "./jobs.service.ts";

/** Under `/system/tasks`. The handlers are given by `app.ts`, because their domains lie above this one. */
export const cancelJobRoutes = (handlers: JobHandlers) =>
  createRouter().openapi(
    route({
      method: "post",
      path: "/{task_id}/cancel",
      operationId: "cancelJob",
      summary: "Cancel a task that is not over; its credits come back",
      tags: ["System"],
      permission: "content",
      rate: "general",
      request: { params: JobIdParam },
      responses: { 200: ok(Job, "The cancelled task") },
    }),
    async (c) => {
      const job = await cancelJob(c.var.ctx, c.req.valid("param").task_id, handlers);
      return c.json(success(presentJob(job), "Task cancelled; its credits were given back."), 200);
    },
  );
