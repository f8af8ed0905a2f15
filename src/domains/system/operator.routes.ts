import { body, ok, success } from "../../http/envelope.ts";
import { createRouter, route } from "../../http/router.ts";
import { moveAccount } from "./move-account.service.ts";
import {
  AccountMove,
  CreditGrant,
  GrantCreditsBody,
  MoveAccountBody,
  OperatedAccount,
  presentMove,
  presentOperated,
  SetPlanBody,
  SuspendAccountBody,
} from "./operator.schemas.ts";
import { grantCredits, setPlan, setSuspended } from "./operator.service.ts";

export const operatorRoutes = createRouter();

operatorRoutes.openapi(
  route({
    method: "post",
    path: "/plan",
    operationId: "operatorSetPlan",
    summary: "Put an account on a plan",
    tags: ["Operator"],
    permission: "operator",
    rate: "general",
    fails: ["not_found"],
    request: body(SetPlanBody),
    responses: { 200: ok(OperatedAccount, "The account with its new plan") },
  }),
  async (c) => {
    const { account_id, plan, reason } = c.req.valid("json");
    const account = await setPlan(c.var.system, account_id, plan, reason ?? null);
    return c.json(success(presentOperated(account), `The account is on the plan ${plan}.`), 200);
  },
);

operatorRoutes.openapi(
  route({
    method: "post",
    path: "/grant",
    operationId: "operatorGrantCredits",
    summary: "Give an account bonus credits; once for each Idempotency-Key",
    tags: ["Operator"],
    permission: "operator",
    rate: "general",
    fails: ["not_found"],
    request: body(GrantCreditsBody),
    responses: { 200: ok(CreditGrant, "The grant and the balance after it") },
  }),
  async (c) => {
    const { account_id, credits, reason } = c.req.valid("json");
    const key = c.req.header("idempotency-key") ?? null;
    const { grantId, balance } = await grantCredits(c.var.system, { accountId: account_id, credits, reason, key });
    return c.json(success({ account_id, grant_id: grantId, credits, balance }, `${credits} credits granted.`), 200);
  },
);

operatorRoutes.openapi(
  route({
    method: "post",
    path: "/suspend",
    operationId: "operatorSuspendAccount",
    summary: "Lock an account out, or let it in again",
    tags: ["Operator"],
    permission: "operator",
    rate: "general",
    fails: ["not_found"],
    request: body(SuspendAccountBody),
    responses: { 200: ok(OperatedAccount, "The account with its new status") },
  }),
  async (c) => {
    const { account_id, suspended, reason } = c.req.valid("json");
    const account = await setSuspended(c.var.system, account_id, suspended, reason ?? null);
    return c.json(success(presentOperated(account), `The account is ${account.status}.`), 200);
  },
);

operatorRoutes.openapi(
  route({
    method: "post",
    path: "/move",
    operationId: "operatorMoveAccount",
    summary: "Move an account to another database: one small step of it, to be repeated until done",
    tags: ["Operator"],
    permission: "operator",
    rate: "general",
    fails: ["not_found", "conflict"],
    request: body(MoveAccountBody),
    responses: { 200: ok(AccountMove, "How the move stands") },
  }),
  async (c) => {
    const { account_id, to_shard } = c.req.valid("json");
    const report = await moveAccount(c.var.system, account_id, to_shard);
    return c.json(success(presentMove(account_id, to_shard, report)), 200);
  },
);
