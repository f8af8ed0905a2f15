import { DomainError } from "../../core/errors.ts";

/** Live keywords of an account, and what its plan allows; null: no limit. */
export interface KeywordLimit {
  used: number;
  limit: number | null;
}

/** The error for `wanted` more keywords than the plan has room for: `limit_exceeded` with `limit`, `used` and `requested`. */
export const limitExceeded = (limit: number, used: number, wanted: number) =>
  new DomainError(
    "limit_exceeded",
    `Your plan allows ${limit} keywords and you have ${used}: there is no room for ${wanted} more. Delete some, or change the plan.`,
    { limit, used, requested: wanted },
  );

/** Throws `limit_exceeded` when `wanted` more keywords do not fit; `row` is what `findKeywordLimit` answered. */
export function requireRoom(row: KeywordLimit | undefined, wanted: number): void {
  if (wanted > 0 && row && row.limit !== null && row.used + wanted > row.limit)
    throw limitExceeded(row.limit, row.used, wanted);
}
