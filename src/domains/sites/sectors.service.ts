import type { ServiceContext } from "../../context.ts";
import { conflict, DomainError, invalid, notFound } from "../../core/errors.ts";
import { now } from "../../core/time.ts";
import { isGuardFailure, isUniqueViolation } from "../../db/guard.ts";
import type { IndustrySector } from "../../db/tables/library.ts";
import type { Sector, Site } from "../../db/tables/sites.ts";
import { findIndustrySector } from "../library/industries.queries.ts";
import { notice } from "../notifications/notify.service.ts";
import { countActiveSectors, guardSectorLimit, insertSector, MAX_ACTIVE_SECTORS } from "./sectors.queries.ts";
import { findSite } from "./sites.queries.ts";
import { slugOf } from "./slugs.ts";

export type NewSector = Pick<Sector, "siteId" | "name" | "description" | "industrySectorId">;

/**
 * Adds a sector to a site; the first one completes the site's set-up, which is told once. Throws `not_found` (site,
 * industry sector), `limit_exceeded` (five active a site), `conflict` (name taken), `validation_error` (a sector of
 * another industry than the site's).
 */
export async function createSector(ctx: ServiceContext, input: NewSector): Promise<Sector> {
  const [[site], [template], [active]] = await ctx.db.batch([
    findSite(ctx.db, ctx.tenant, input.siteId),
    findIndustrySector(ctx.db, input.industrySectorId ?? 0),
    countActiveSectors(ctx.db, ctx.accountId, input.siteId),
  ]);
  if (!site) throw notFound("site", input.siteId);
  if (input.industrySectorId !== null) refuseForeignTemplate(site, template, input.industrySectorId);

  const [slug, at] = [slugOf(input.name), now()];
  const told = active?.total === 0 ? [setUpNotice(ctx, site, input.name)] : [];
  const [, [sector]] = await ctx
    .commit(
      [
        guardSectorLimit(ctx.db, ctx.accountId, site.id),
        insertSector(ctx.db, { ...input, accountId: ctx.accountId, slug, createdAt: at, updatedAt: at }),
        ...told.map(({ statement }) => statement),
      ],
      told.map(({ event }) => event),
    )
    .catch((error) => refuse(error, slug));
  if (!sector) throw new Error("the new sector was not answered");
  return sector;
}

function refuseForeignTemplate(site: Site, template: IndustrySector | undefined, id: number): void {
  if (!template) throw notFound("industry sector", id);
  if (site.industryId !== null && template.industryId !== site.industryId)
    throw invalid("industry_sector_id", "This sector belongs to another industry than the site's.");
}

/** Named after the site instead of a job, so that it is told once even when two first sectors come together. */
const setUpNotice = (ctx: ServiceContext, site: Site, sector: string) =>
  notice(
    ctx,
    {
      type: "site_setup_complete",
      title: "Site is ready",
      message: `${site.name} has its first sector, ${sector}. Add keywords next.`,
      siteId: site.id,
      metadata: { site_id: site.id },
    },
    `site-setup/${site.id}`,
  );

function refuse(error: unknown, slug: string): never {
  if (isGuardFailure(error)) {
    const message = `A site has at most ${MAX_ACTIVE_SECTORS} active sectors.`;
    throw new DomainError("limit_exceeded", message, { limit: "active_sectors", maximum: MAX_ACTIVE_SECTORS });
  }
  if (isUniqueViolation(error, "sectors.account_id, sectors.site_id, sectors.slug"))
    throw conflict(`The site already has a sector with the slug '${slug}'. Choose another name.`);
  throw error;
}
