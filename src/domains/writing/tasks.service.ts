import type { ServiceContext } from "../../context.ts";
import { conflict, DomainError, type FieldError, notFound } from "../../core/errors.ts";
import { now } from "../../core/time.ts";
import { isGuardFailure } from "../../db/guard.ts";
import type { Task, tasks } from "../../db/tables/writing.ts";
import { type QueuedJob, requestJob } from "../billing/paid-jobs.service.ts";
import { priceOfTokens } from "../billing/prices.ts";
import { findClusters, findSectors, findSites } from "../content/references.queries.ts";
import { aiProvider } from "../settings/providers.service.ts";
import { draftInputOf } from "./draft-brief.service.ts";
import { countGenerating, findBrief, guardWritable, insertTasks, updateTask } from "./tasks.queries.ts";

export type NewTask = Pick<
  typeof tasks.$inferInsert,
  | "siteId"
  | "sectorId"
  | "clusterId"
  | "title"
  | "description"
  | "keywords"
  | "contentType"
  | "contentStructure"
  | "wordCount"
>;

/** Throws `not_found` for a site, a sector of it or a cluster of that sector. */
export async function createTask(ctx: ServiceContext, input: NewTask): Promise<Task> {
  const [missing] = await missingParents(ctx, [input]);
  if (missing) throw notFound(missing.what, missing.id);
  const [row] = await storeTasks(ctx, [input]);
  if (!row) throw new Error("the insert of a task answered no row");
  return row;
}

/** All or nothing. Throws `not_found` with one error for each item that names a parent which is not there. */
export async function createTasks(ctx: ServiceContext, inputs: readonly NewTask[]): Promise<Task[]> {
  const missing = await missingParents(ctx, inputs);
  const first = missing[0];
  if (!first) return storeTasks(ctx, inputs);
  const errors: FieldError[] = missing.map(({ index, what, id }) => ({
    path: `tasks.${index}.${what}_id`,
    message: notFound(what, id).message,
  }));
  throw new DomainError("not_found", notFound(first.what, first.id).message, { what: first.what, errors });
}

async function storeTasks(ctx: ServiceContext, inputs: readonly NewTask[]): Promise<Task[]> {
  const at = now();
  const rows = inputs.map((input) => ({
    ...input,
    accountId: ctx.accountId,
    outline: [],
    createdAt: at,
    updatedAt: at,
  }));
  const [stored] = await ctx.commit([insertTasks(ctx.db, rows)]);
  return stored;
}

interface MissingParent {
  index: number;
  what: "site" | "sector" | "cluster";
  id: number;
}

/** For each task the first parent that is not there, or is not below the one before: site, sector, cluster. */
async function missingParents(ctx: ServiceContext, inputs: readonly NewTask[]): Promise<MissingParent[]> {
  const ids = (pick: (input: NewTask) => number) => [...new Set(inputs.map(pick))];
  const [sites, sectors, clusters] = await ctx.db.batch([
    findSites(
      ctx.db,
      ctx.tenant,
      ids((input) => input.siteId),
    ),
    findSectors(
      ctx.db,
      ctx.tenant,
      ids((input) => input.sectorId),
    ),
    findClusters(
      ctx.db,
      ctx.tenant,
      ids((input) => input.clusterId),
    ),
  ]);
  return inputs.flatMap(({ siteId, sectorId, clusterId }, index): MissingParent[] => {
    if (!sites.some(({ id }) => id === siteId)) return [{ index, what: "site", id: siteId }];
    if (!sectors.some((row) => row.id === sectorId && row.siteId === siteId))
      return [{ index, what: "sector", id: sectorId }];
    if (!clusters.some((row) => row.id === clusterId && row.sectorId === sectorId))
      return [{ index, what: "cluster", id: clusterId }];
    return [];
  });
}

/**
 * Queues the writing of a task's draft. Throws `not_found`, `insufficient_credits`, or `conflict` when the task is
 * written or is being written.
 */
export async function requestContent(ctx: ServiceContext, taskId: number): Promise<QueuedJob> {
  const reads = [findBrief(ctx.db, ctx.tenant, taskId), countGenerating(ctx.db, ctx.accountId, taskId)] as const;
  const queued = requestJob(ctx, "writer.generate_content", reads, ([briefs, generating], prices) => {
    const brief = briefs[0];
    if (!brief) throw notFound("task", taskId);
    if (brief.task.status === "completed") throw conflict("This task is completed: its content is written.");
    if ((generating[0]?.total ?? 0) > 0) throw alreadyWriting();
    const tokens = aiProvider(ctx).estimate.draft(draftInputOf(ctx, brief));
    return {
      input: { task_id: taskId },
      subject: taskId,
      estimate: priceOfTokens(prices, "content_generation", tokens),
      operation: "content_generation",
      siteId: brief.task.siteId,
      effects: [
        guardWritable(ctx.db, ctx.accountId, taskId),
        updateTask(ctx.db, ctx.accountId, taskId, { status: "in_progress", error: null, updatedAt: now() }),
      ],
    };
  });
  return queued.catch((error) => {
    throw isGuardFailure(error) ? alreadyWriting() : error;
  });
}

const alreadyWriting = () => conflict("This task's content is being written already.");
