import { ok, page, paginate, success } from "../../http/envelope.ts";
import { createRouter, route } from "../../http/router.ts";
import { findTransactions } from "./transactions.queries.ts";
import {
  LedgerProof,
  ListTransactionsQuery,
  presentProof,
  presentTransaction,
  Transaction,
} from "./transactions.schemas.ts";
import { verifyLedger } from "./transactions.service.ts";

export const transactionRoutes = createRouter();

transactionRoutes.openapi(
  route({
    method: "get",
    path: "/transactions",
    operationId: "listTransactions",
    summary: "Every change of the balance, newest first",
    tags: ["Billing"],
    permission: "money",
    rate: "general",
    request: { query: ListTransactionsQuery },
    responses: { 200: page(Transaction, "One page of transactions") },
  }),
  async (c) => {
    const { db, tenant } = c.var.ctx;
    const query = c.req.valid("query");
    return c.json(paginate(c, query, await findTransactions(db, tenant, query), presentTransaction), 200);
  },
);

transactionRoutes.openapi(
  route({
    method: "get",
    path: "/ledger/verify",
    operationId: "verifyLedger",
    summary: "Recompute the balance from the ledger and from its copy, and compare",
    tags: ["Billing"],
    permission: "read",
    rate: "general",
    responses: { 200: ok(LedgerProof, "Both sums, and whether they agree") },
  }),
  async (c) => c.json(success(presentProof(await verifyLedger(c.var.ctx))), 200),
);
