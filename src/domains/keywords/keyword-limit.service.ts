import type { ServiceContext } from "../../context.ts";
import type { DomainError } from "../../core/errors.ts";
import { findKeywordLimit } from "./keyword-limit.queries.ts";
import { limitExceeded } from "./keyword-limit.ts";

/** The error for a write whose guard has just refused it: `limit_exceeded`. */
export async function limitError(ctx: ServiceContext, wanted: number): Promise<DomainError> {
  const [row] = await findKeywordLimit(ctx.db, ctx.accountId);
  return limitExceeded(row?.limit ?? 0, row?.used ?? 0, wanted);
}
