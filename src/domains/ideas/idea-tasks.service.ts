import type { ServiceContext } from "../../context.ts";
import { invalid, notFound } from "../../core/errors.ts";
import { now } from "../../core/time.ts";
import type { CreatedTasks } from "./created-tasks.ts";
import { findTasksOfIdeas, insertTasksOfIdeas, markQueued } from "./idea-tasks.queries.ts";
import { findIdeasByIds } from "./ideas.queries.ts";

/**
 * Makes a writer's task of each idea, once: an idea that has one keeps it. Throws `not_found` for the first id that is no
 * idea, `validation_error` for an idea without a cluster.
 */
export async function createTasks(ctx: ServiceContext, given: readonly number[]): Promise<CreatedTasks> {
  const ids = [...new Set(given)];
  const [ideas, existing] = await ctx.db.batch([
    findIdeasByIds(ctx.db, ctx.tenant, ids),
    findTasksOfIdeas(ctx.db, ctx.tenant, ids),
  ]);
  const clusterOf = new Map(ideas.map(({ id, clusterId }) => [id, clusterId]));
  const missing = ids.find((id) => !clusterOf.has(id));
  if (missing !== undefined) throw notFound("idea", missing);
  const loose = ids.find((id) => clusterOf.get(id) === null);
  if (loose !== undefined) throw invalid("ids", `Idea ${loose} has no cluster. A task needs one.`);
  const had = new Set(existing.map(({ ideaId }) => ideaId));
  const wanted = ids.filter((id) => !had.has(id));
  const at = now();
  // somebody else may make the same tasks meanwhile: what is there at the end counts
  const [made, , tasks] = await ctx.commit([
    insertTasksOfIdeas(ctx.db, ctx.tenant, wanted, at),
    markQueued(ctx.db, ctx.tenant, wanted, at),
    findTasksOfIdeas(ctx.db, ctx.tenant, ids),
  ]);
  const created = new Set(made.map(({ ideaId }) => ideaId));
  const taskOf = new Map(tasks.map(({ id, ideaId }) => [ideaId, id]));
  const pairs = ids.flatMap((ideaId) => {
    const taskId = taskOf.get(ideaId);
    return taskId === undefined ? [] : [{ ideaId, taskId }];
  });
  return {
    createdCount: created.size,
    taskIds: pairs.map(({ taskId }) => taskId),
    skipped: pairs.filter(({ ideaId }) => !created.has(ideaId)),
  };
}
