import type { ServiceContext } from "../../context.ts";
import { findTaxonomies, type TaxonomyFilter } from "./taxonomies.queries.ts";

export const listTaxonomies = (ctx: ServiceContext, filter: TaxonomyFilter) =>
  findTaxonomies(ctx.db, ctx.tenant, filter);
