import type { ServiceContext } from "../../context.ts";
import { type DeploymentFilter, findDeployments } from "./deployments.queries.ts";

/** Versions of the account's hosted sites, newest first. */
export const listDeployments = (ctx: ServiceContext, filter: DeploymentFilter) =>
  findDeployments(ctx.db, ctx.tenant, filter);
