import { body, ok, success } from "../../http/envelope.ts";
import { createRouter, route } from "../../http/router.ts";
import {
  AddedToWorkflow,
  AddToWorkflowBody,
  BulkDeleteBody,
  BulkStatusBody,
  DeletedCount,
  presentAdded,
  UpdatedCount,
} from "./keyword-bulk.schemas.ts";
import { eraseAll, setStatusOfAll } from "./keyword-bulk.service.ts";
import { addSeedKeywords } from "./seed-keyword-addition.service.ts";

export const keywordBulkRoutes = createRouter();

keywordBulkRoutes.openapi(
  route({
    method: "post",
    path: "/bulk_delete",
    operationId: "bulkDeleteKeywords",
    summary: "Delete keywords for good, all or none",
    tags: ["Planner"],
    permission: "content",
    rate: "general",
    fails: ["not_found"],
    request: body(BulkDeleteBody),
    responses: { 200: ok(DeletedCount, "How many were deleted") },
  }),
  async (c) => {
    const deleted = await eraseAll(c.var.ctx, c.req.valid("json").ids);
    return c.json(success({ deleted_count: deleted }, `${deleted} keywords deleted.`), 200);
  },
);

keywordBulkRoutes.openapi(
  route({
    method: "post",
    path: "/bulk_status",
    operationId: "bulkSetKeywordStatus",
    summary: "Set the status of keywords, all or none",
    tags: ["Planner"],
    permission: "content",
    rate: "general",
    fails: ["not_found"],
    request: body(BulkStatusBody),
    responses: { 200: ok(UpdatedCount, "How many were set") },
  }),
  async (c) => {
    const { ids, status } = c.req.valid("json");
    const updated = await setStatusOfAll(c.var.ctx, ids, status);
    return c.json(success({ updated_count: updated }, `${updated} keywords are ${status} now.`), 200);
  },
);

keywordBulkRoutes.openapi(
  route({
    method: "post",
    path: "/add_to_workflow",
    operationId: "addKeywordsToWorkflow",
    summary: "Take seed keywords of the library into a sector",
    tags: ["Planner"],
    permission: "content",
    rate: "general",
    fails: ["not_found", "limit_exceeded"],
    request: body(AddToWorkflowBody),
    responses: { 200: ok(AddedToWorkflow, "What was added, what was there already, what does not fit") },
  }),
  async (c) => {
    const { seed_keyword_ids, site_id, sector_id } = c.req.valid("json");
    const input = { seedKeywordIds: seed_keyword_ids, siteId: site_id, sectorId: sector_id };
    const added = presentAdded(await addSeedKeywords(c.var.ctx, input));
    return c.json(success(added, `${added.created} keywords added, ${added.skipped} skipped.`), 200);
  },
);
