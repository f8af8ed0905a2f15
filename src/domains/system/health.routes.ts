import { z } from "@hono/zod-openapi";
import { VERSION } from "../../core/version.ts";
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
    queue: z
      .enum(["ok", "failed"])
      .openapi({ description: "Queued work moves; failed also when that cannot be told", example: "ok" }),
    oldest_waiting_seconds: z
      .int()
      .openapi({ description: "How long the next job has been waiting for its turn", example: 0 }),
    version: z.string().max(32).openapi({ description: "Release that runs", example: "0.1.0" }),
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
    return c.json(success({ ...rest, oldest_waiting_seconds: oldestWaitingSeconds, version: VERSION }), 200);
  },
);
