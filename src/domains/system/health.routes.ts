import { z } from "@hono/zod-openapi";
import { ok, success } from "../../http/envelope.ts";
import { createRouter, route } from "../../http/router.ts";
import { checkHealth } from "./health.service.ts";

const Health = z
  .object({
    status: z
      .enum(["ok", "degraded"])
      .openapi({ description: "degraded: something below has failed or does not move", example: "ok" }),
    database: z.enum(["ok", "failed"]).openapi({ description: "D1 answers", example: "ok" }),
    storage: z.enum(["ok", "failed"]).openapi({ description: "R2 answers", example: "ok" }),
    oldest_waiting_seconds: z.int().openapi({ description: "Age of the job that waits longest", example: 0 }),
  })
  .openapi("Health");

export const healthRoutes = createRouter();

healthRoutes.openapi(
  route({
    method: "get",
    path: "/",
    operationId: "getHealth",
    summary: "Whether this deployment works",
    tags: ["System"],
    permission: "open",
    rate: "general",
    responses: { 200: ok(Health, "Health of database, storage and queues") },
  }),
  async (c) => {
    const { oldestWaitingSeconds, ...rest } = await checkHealth(c.var.system);
    return c.json(success({ ...rest, oldest_waiting_seconds: oldestWaitingSeconds }), 200);
  },
);
