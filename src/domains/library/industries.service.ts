import type { ServiceContext } from "../../context.ts";
import { findIndustries } from "./industries.queries.ts";

/** The industries that this service knows, with their sectors: templates for sites. */
export const listIndustries = (ctx: ServiceContext, slice: { limit: number; offset: number }) =>
  findIndustries(ctx.db, slice);
