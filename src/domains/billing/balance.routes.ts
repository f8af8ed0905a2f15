import { ok, success } from "../../http/envelope.ts";
import { createRouter, route } from "../../http/router.ts";
import { Balance, PlanLimits, presentBalance, presentLimits } from "./balance.schemas.ts";
import { getBalance, listLimits } from "./balance.service.ts";

export const balanceRoutes = createRouter();

balanceRoutes.openapi(
  route({
    method: "get",
    path: "/balance",
    operationId: "getBalance",
    summary: "What the account can spend",
    tags: ["Billing"],
    permission: "read",
    rate: "general",
    responses: { 200: ok(Balance, "The balance") },
  }),
  async (c) => c.json(success(presentBalance(await getBalance(c.var.ctx))), 200),
);

balanceRoutes.openapi(
  route({
    method: "get",
    path: "/usage/limits",
    operationId: "getUsageLimits",
    summary: "How much of the plan is used",
    tags: ["Billing"],
    permission: "read",
    rate: "general",
    responses: { 200: ok(PlanLimits, "Every limit of the plan") },
  }),
  async (c) => c.json(success(presentLimits(await listLimits(c.var.ctx))), 200),
);
