import type { SystemContext } from "../../context.ts";
import type { TenantDb } from "../../db/client.ts";
import { atAddress } from "../sites/addresses.service.ts";
import type { SiteKey } from "../sites/addresses.ts";
import type { PublicSite } from "./public-site.ts";
import type { Sought } from "./site-pages.system-queries.ts";

/**
 * Reads a hosted site on the shard of its account; undefined when there is none of this name. One round trip while this
 * isolate remembers where the name leads, before that one more to the directory. Throws `shard_unavailable`.
 */
export const readSite = <T extends { site: PublicSite | undefined }>(
  system: SystemContext,
  key: SiteKey,
  read: (db: TenantDb, sought: Sought) => Promise<T>,
): Promise<(T & { site: PublicSite }) | undefined> =>
  atAddress(system, key, async (place) => {
    const found = await read(system.shard(place.shard), { key, place });
    return found.site && { ...found, site: found.site };
  });
