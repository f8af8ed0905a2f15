import { ok, success } from "../../http/envelope.ts";
import { createRouter, route } from "../../http/router.ts";
import { presentTask, Task, TaskIdParam } from "./tasks.schemas.ts";
import { cancelTask, type JobHandlers } from "./tasks.service.ts";

/** Under `/system/tasks`. The handlers are given by `app.ts`, because their domains lie above this one. */
export const cancelTaskRoutes = (handlers: JobHandlers) =>
  createRouter().openapi(
    route({
      method: "post",
      path: "/{task_id}/cancel",
      operationId: "cancelTask",
      summary: "Cancel a task that is not over; its credits come back",
      tags: ["System"],
      permission: "content",
      rate: "general",
      request: { params: TaskIdParam },
      responses: { 200: ok(Task, "The cancelled task") },
    }),
    async (c) => {
      const task = await cancelTask(c.var.ctx, c.req.valid("param").task_id, handlers);
      return c.json(success(presentTask(task), "Task cancelled; its credits were given back."), 200);
    },
  );
