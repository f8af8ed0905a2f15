import type { SystemContext } from "../../context.ts";
import { MINUTE, now } from "../../core/time.ts";
import { finishAddress } from "./addresses.queries.ts";
import { dropClaim, findPlace, findSiteAt, findUnfinishedAddresses } from "./addresses.system-queries.ts";
import type { SiteKey, SitePlace } from "./addresses.ts";

/** Long enough that whoever claimed an address has made its site, or never will. */
const PATIENCE_MS = MINUTE;
const PAGE = 100;

const REMEMBERED_MS = 10 * MINUTE;
const MOST_REMEMBERED = 1_000;
const remembered = new Map<string, { place: SitePlace; until: number }>();

/**
 * Reads a hosted site where its address says that it is. `read` answers undefined when it is not there: what this isolate
 * remembered is then looked up again, for the account may have moved.
 */
export async function atAddress<T>(
  system: SystemContext,
  key: SiteKey,
  read: (place: SitePlace) => Promise<T | undefined>,
): Promise<T | undefined> {
  const name = JSON.stringify(key);
  const known = remembered.get(name);
  const found = known && known.until > now() ? await read(known.place) : undefined;
  if (found !== undefined) return found;
  remembered.delete(name);
  const place = await findPlace(system.directory, key);
  if (!place) return undefined;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(name, { place, until: now() + REMEMBERED_MS });
  return read(place);
}

/** Each minute: finishes, or lets go of, the addresses whose claim is all that a crash has left. */
export async function finishAddresses(system: SystemContext): Promise<void> {
  const shards = system.shards.map(({ number }) => number);
  for (const { address, shard } of await findUnfinishedAddresses(system.directory, shards, now() - PATIENCE_MS, PAGE)) {
    const [site] = await findSiteAt(system.shard(shard), address);
    await (site
      ? finishAddress(system.directory, address.accountId, address.publicSlug, site.id)
      : dropClaim(system.directory, address));
  }
}
