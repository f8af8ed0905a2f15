import type { ServiceContext } from "../../context.ts";
import { findSeedKeywords, type SeedKeywordFilter } from "./seed-keywords.queries.ts";

/** The keyword library, the same for every account. */
export const listSeedKeywords = (ctx: ServiceContext, filter: SeedKeywordFilter) => findSeedKeywords(ctx.db, filter);
