import type { ServiceContext } from "../../context.ts";
import { invalid } from "../../core/errors.ts";
import { monthOf } from "../../core/moments.ts";
import { now } from "../../core/time.ts";
import { findUsage, summariseUsage, type UsageFilter } from "./usage.queries.ts";

/** The usage log. Throws `validation_error` when the time ends before it begins. */
export function listUsage(ctx: ServiceContext, filter: UsageFilter & { limit: number; offset: number }) {
  refuseBackwards(filter);
  return findUsage(ctx.db, ctx.tenant, filter);
}

/** What work used from `from` to `to`, this month unless said otherwise. Throws `validation_error` like `listUsage`. */
export async function getUsageSummary(ctx: ServiceContext, filter: UsageFilter) {
  const month = monthOf(now());
  const period = { from: filter.from ?? month.start, to: filter.to ?? month.end };
  refuseBackwards(period);
  return { ...period, ...(await summariseUsage(ctx.db, ctx.tenant, { ...filter, ...period })) };
}

function refuseBackwards({ from, to }: UsageFilter): void {
  if (from !== undefined && to !== undefined && from >= to) throw invalid("end_date", "must not be before start_date");
}
