import { ok, page, paginate, success } from "../../http/envelope.ts";
import { createRouter, route } from "../../http/router.ts";
import {
  ListUsageQuery,
  presentSummary,
  presentUsage,
  UsageRow,
  UsageSummary,
  UsageSummaryQuery,
} from "./usage.schemas.ts";
import { getUsageSummary, listUsage } from "./usage.service.ts";

export const usageRoutes = createRouter();

usageRoutes.openapi(
  route({
    method: "get",
    path: "/",
    operationId: "listUsage",
    summary: "What each piece of work cost, newest first",
    tags: ["Billing"],
    permission: "money",
    rate: "general",
    request: { query: ListUsageQuery },
    responses: { 200: page(UsageRow, "One page of the usage log") },
  }),
  async (c) => {
    const query = c.req.valid("query");
    return c.json(paginate(c, query, await listUsage(c.var.ctx, query), presentUsage), 200);
  },
);

usageRoutes.openapi(
  route({
    method: "get",
    path: "/summary",
    operationId: "getUsageSummary",
    summary: "Credits, tokens and tasks by operation and by model; this month unless said otherwise",
    tags: ["Billing"],
    permission: "money",
    rate: "general",
    request: { query: UsageSummaryQuery },
    responses: { 200: ok(UsageSummary, "The sums") },
  }),
  async (c) => {
    const summary = await getUsageSummary(c.var.ctx, c.req.valid("query"));
    return c.json(success(presentSummary(summary)), 200);
  },
);
