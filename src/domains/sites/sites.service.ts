import type { ServiceContext } from "../../context.ts";
import { conflict, DomainError, invalid, notFound } from "../../core/errors.ts";
import { newId } from "../../core/ids.ts";
import { now } from "../../core/time.ts";
import { isGuardFailure, isUniqueViolation } from "../../db/guard.ts";
import type { Plan } from "../../db/tables/identity.ts";
import type { Site } from "../../db/tables/sites.ts";
import { findPlanOf } from "../identity/accounts.queries.ts";
import { findIndustry } from "../library/industries.queries.ts";
import { guardSiteLimit, insertHostedConnection, insertSite } from "./sites.queries.ts";
import { freePublicSlug } from "./sites.system-queries.ts";
import { publicSlugsFor, slugOf } from "./slugs.ts";

export type NewSite = Pick<
  Site,
  "name" | "domain" | "description" | "industryId" | "siteType" | "hostingType" | "publicSlug" | "language"
>;

/**
 * Makes a site; one that is hosted here gets its address and its connection in the same batch. Throws `limit_exceeded`
 * (the plan's sites), `conflict` (name or public_slug taken), `not_found` (industry), `permission_denied` (a caller who
 * is limited to some sites).
 */
export async function createSite(ctx: ServiceContext, input: NewSite): Promise<Site> {
  if (ctx.tenant.siteIds !== null)
    throw new DomainError("permission_denied", "You are limited to some sites, so you cannot add one.");
  const hosted = input.hostingType !== "wordpress";
  if (!hosted && input.publicSlug !== null)
    throw invalid("public_slug", "Only a site with hosting_type hosted or multi has a public_slug.");
  const [[plan], [industry]] = await ctx.db.batch([
    findPlanOf(ctx.db, ctx.accountId),
    findIndustry(ctx.db, input.industryId ?? 0),
  ]);
  if (!plan) throw notFound("account", ctx.accountId);
  if (input.industryId !== null && !industry) throw notFound("industry", input.industryId);

  const [slug, at] = [slugOf(input.name), now()];
  const row = { ...input, accountId: ctx.accountId, slug, createdAt: at, updatedAt: at };
  const connection = { slug, name: input.name, connectionUuid: newId(), createdAt: at };
  const [, [site]] = await ctx
    .commit([
      guardSiteLimit(ctx.db, ctx.accountId),
      insertSite(ctx.db, { ...row, publicSlug: hosted ? publicSlug(input) : null }),
      ...(hosted ? [insertHostedConnection(ctx.db, ctx.accountId, connection)] : []),
    ])
    .catch((error) => refuse(error, slug, input, plan));
  if (!site) throw new Error("the new site was not answered");
  return site;
}

function publicSlug({ name, publicSlug: wanted }: NewSite) {
  if (wanted !== null) return wanted;
  const { plain, suffixed } = publicSlugsFor(name, newId().slice(0, 6));
  return plain === null ? suffixed : freePublicSlug(plain, suffixed);
}

function refuse(error: unknown, slug: string, input: NewSite, plan: Plan): never {
  if (isGuardFailure(error)) {
    const message = `The plan ${plan.name} allows ${plan.maxSites} site${plan.maxSites === 1 ? "" : "s"}. Choose a larger plan to add more.`;
    throw new DomainError("limit_exceeded", message, { limit: "max_sites", maximum: plan.maxSites });
  }
  if (isUniqueViolation(error, "sites.account_id, sites.slug"))
    throw conflict(`The account already has a site with the slug '${slug}'. Choose another name.`);
  if (isUniqueViolation(error, "sites.public_slug"))
    throw conflict(`The address '${input.publicSlug}' is taken. Choose another public_slug.`);
  throw error;
}
