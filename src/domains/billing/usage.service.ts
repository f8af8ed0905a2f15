import type { ServiceContext } from "../../context.ts";
import { invalid } from "../../core/errors.ts";
import { monthOf } from "../../core/moments.ts";
import { now } from "../../core/time.ts";
import { findUsage, summariseUsage, type UsageFilter, type UsageQuery } from "./usage.queries.ts";

/** The usage log. Throws `validation_error` when the time ends before it begins. */
export function listUsage(ctx: ServiceContext, query: UsageQuery) {
  refuseBackwards(query);
  return findUsage(ctx.db, ctx.tenant, query);
}

/** What work used in a time, this month unless said otherwise. Throws `validation_error` like `listUsage`. */
export async function getUsageSummary(ctx: ServiceContext, filter: UsageFilter) {
  const month = monthOf(now());
  const period = { start_date: filter.start_date ?? month.start, end_date: filter.end_date ?? month.end };
  refuseBackwards(period);
  return { ...period, ...(await summariseUsage(ctx.db, ctx.tenant, { ...filter, ...period })) };
}

function refuseBackwards({ start_date: from, end_date: to }: UsageFilter): void {
  if (from !== undefined && to !== undefined && from >= to) throw invalid("end_date", "must not be before start_date");
}
