import { and, eq, inArray, isNotNull, isNull, lt, type SQL } from "drizzle-orm";
import type { DirectoryDb, TenantDb } from "../../db/client.ts";
import { type SiteAddress, siteAddresses } from "../../db/tables/directory.ts";
import { accounts } from "../../db/tables/identity.ts";
import { sites } from "../../db/tables/sites.ts";
import { listOf } from "../../db/tenant.ts";
import type { SiteKey, SitePlace } from "./addresses.ts";

function named(key: SiteKey): SQL {
  if ("publicSlug" in key) return eq(siteAddresses.publicSlug, key.publicSlug);
  return "siteId" in key ? eq(siteAddresses.siteId, key.siteId) : eq(siteAddresses.domain, key.domain);
}

/** The account, site and shard behind a public name. A domain is only what its owner says; the first site that names it has it. */
export async function findPlace(db: DirectoryDb, key: SiteKey): Promise<SitePlace | undefined> {
  const [row] = await db
    .select({ accountId: siteAddresses.accountId, siteId: siteAddresses.siteId, shard: accounts.shard })
    .from(siteAddresses)
    .innerJoin(accounts, eq(accounts.id, siteAddresses.accountId))
    .where(and(named(key), isNotNull(siteAddresses.siteId)))
    .orderBy(siteAddresses.siteId)
    .limit(1);
  return row?.siteId ? { ...row, siteId: row.siteId } : undefined;
}

/** Claims on which no site has followed, of accounts on these shards. */
export const findUnfinishedAddresses = (db: DirectoryDb, shards: readonly number[], before: number, limit: number) =>
  db
    .select({ address: siteAddresses, shard: accounts.shard })
    .from(siteAddresses)
    .innerJoin(accounts, eq(accounts.id, siteAddresses.accountId))
    .where(
      and(isNull(siteAddresses.siteId), lt(siteAddresses.createdAt, before), inArray(accounts.shard, listOf(shards))),
    )
    .limit(limit);

/** The site that has this address, on its shard. */
export const findSiteAt = (db: TenantDb, { accountId, publicSlug }: SiteAddress) =>
  db
    .select({ id: sites.id })
    .from(sites)
    .where(and(eq(sites.accountId, accountId), eq(sites.publicSlug, publicSlug), isNull(sites.deletedAt)))
    .limit(1);

/** Lets go of a claim, unless it was taken up again. */
export const dropClaim = (db: DirectoryDb, { publicSlug, createdAt }: SiteAddress) =>
  db
    .delete(siteAddresses)
    .where(
      and(
        eq(siteAddresses.publicSlug, publicSlug),
        isNull(siteAddresses.siteId),
        eq(siteAddresses.createdAt, createdAt),
      ),
    );
