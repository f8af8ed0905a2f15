import type { SystemContext } from "../../context.ts";
import { DomainError } from "../../core/errors.ts";
import type { SiteKey } from "../sites/addresses.ts";
import type { SiteDefinition } from "./public-site.ts";
import { readSite } from "./public-sites.service.ts";
import { findDefinition } from "./site-pages.system-queries.ts";

/** Pages in the navigation: the newest; the list itself has all of them. */
const NAVIGATION_LINKS = 50;

/** A hosted site as data, one slice of its live pages. Throws `not_found` for a site that is unknown or not hosted. */
export async function getSiteDefinition(
  system: SystemContext,
  key: SiteKey,
  slice: { limit: number; offset: number },
): Promise<SiteDefinition> {
  const found = await readSite(system, key, (db, sought) =>
    findDefinition(db, sought, { ...slice, links: NAVIGATION_LINKS }),
  );
  if (!found) throw new DomainError("not_found", "There is no hosted site of this name.", { what: "site" });
  const { site, rows, total, links } = found;
  const home = { title: site.name, slug: "" };
  return { site, rows, total, navigation: [home, ...links], etag: `"${site.version}-${site.updatedAt}"` };
}
