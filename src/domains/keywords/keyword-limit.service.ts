import type { ServiceContext } from "../../context.ts";
import { DomainError } from "../../core/errors.ts";
import { findKeywordLimit } from "./keyword-limit.queries.ts";

/** The error for `wanted` more keywords than the plan has room for: `limit_exceeded` with `limit`, `used` and `requested`. */
const limitExceeded = (limit: number, used: number, wanted: number) =>
  new DomainError(
    "limit_exceeded",
    `Your plan allows ${limit} keywords and you have ${used}: there is no room for ${wanted} more. Delete some, or change the plan.`,
    { limit, used, requested: wanted },
  );

/** The same for a write whose guard has just refused it. */
export async function limitError(ctx: ServiceContext, wanted: number): Promise<DomainError> {
  const [row] = await findKeywordLimit(ctx.db, ctx.accountId);
  return limitExceeded(row?.limit ?? 0, row?.used ?? 0, wanted);
}

/** Throws `limit_exceeded` when `wanted` more keywords do not fit; `row` is what `findKeywordLimit` answered. */
export function requireRoom(row: { used: number; limit: number | null } | undefined, wanted: number): void {
  if (wanted > 0 && row && row.limit !== null && row.used + wanted > row.limit)
    throw limitExceeded(row.limit, row.used, wanted);
}
