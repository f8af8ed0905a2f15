import type { ServiceContext } from "../context.ts";
import { releaseJob } from "../domains/billing/credits.service.ts";
import { findTask } from "../domains/system/tasks.queries.ts";
import type { RowJobType } from "../messages/jobs.ts";
import { JOB_HANDLERS } from "./handlers.ts";

/** After a cancellation: what the job had marked as under way is free again. Settled last, so that a lost errand is found by the sweep. */
export async function putBack(ctx: ServiceContext, jobId: string): Promise<void> {
  const row = await findTask(ctx.db, ctx.tenant, jobId);
  if (row?.state !== "cancelled") return;
  const [first, ...further] = JOB_HANDLERS[row.type as RowJobType].cancelled?.(ctx, row) ?? [];
  if (first) await ctx.commit([first, ...further]);
  await releaseJob(ctx, row.id);
}
