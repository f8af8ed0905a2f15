import { body, ok, success } from "../../http/envelope.ts";
import { createRouter, route } from "../../http/router.ts";
import { Account, presentAccount, UpdateAccountBody } from "./accounts.schemas.ts";
import { type AccountChanges, changeAccount, getAccount } from "./accounts.service.ts";

export const accountRoutes = createRouter();

accountRoutes.openapi(
  route({
    method: "get",
    path: "/",
    operationId: "getAccount",
    summary: "The account: settings, plan and limits",
    tags: ["Auth"],
    permission: "member",
    rate: "general",
    responses: { 200: ok(Account, "The account") },
  }),
  async (c) => c.json(success(presentAccount(await getAccount(c.var.ctx))), 200),
);

accountRoutes.openapi(
  route({
    method: "put",
    path: "/",
    operationId: "updateAccount",
    summary: "Change the account's settings; absent fields stay",
    tags: ["Auth"],
    permission: "account",
    rate: "general",
    request: body(UpdateAccountBody),
    responses: { 200: ok(Account, "The changed account") },
  }),
  async (c) => {
    const { name, billing_email, timezone } = c.req.valid("json");
    const changes: AccountChanges = {
      ...(name !== undefined && { name }),
      ...(billing_email !== undefined && { billingEmail: billing_email }),
      ...(timezone !== undefined && { timezone: timezone ?? "UTC" }),
    };
    return c.json(success(presentAccount(await changeAccount(c.var.ctx, changes)), "Account saved."), 200);
  },
);
