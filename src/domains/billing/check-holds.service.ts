import type { ServiceContext } from "../../context.ts";
import { findJobStates } from "../jobs/jobs.queries.ts";
import { OPEN_STATES } from "../jobs/jobs.ts";
import { releaseJob } from "./credits.service.ts";

/** Releases holds past their expiry whose job is absent, failed or cancelled. One whose job is done is settled by the minute's sweep. */
export async function checkHolds(ctx: ServiceContext): Promise<void> {
  const ids = await ctx.account.expiredHolds();
  if (ids.length === 0) return;
  const states = new Map((await findJobStates(ctx.db, ctx.accountId, ids)).map((row) => [row.id, row.state]));
  for (const id of ids) {
    const state = states.get(id);
    if (state === undefined || (state !== "done" && !OPEN_STATES.includes(state))) await releaseJob(ctx, id);
  }
}
