import { and, eq, isNull, sql } from "drizzle-orm";
import type { DirectoryDb } from "../../db/client.ts";
import { type SiteAddress, siteAddresses } from "../../db/tables/directory.ts";
import { sites } from "../../db/tables/sites.ts";

/** An address as it is asked for: `otherwise` is taken when `preferred` is not free. */
export interface WantedAddress {
  preferred: string;
  /** Null: nothing else will do. */
  otherwise: string | null;
}

/** The name that is free at this moment; of any account's sites. To stand in the statement that takes it. */
export const freeSlug = ({ preferred, otherwise }: WantedAddress) =>
  otherwise === null
    ? sql<string>`${preferred}`
    : sql<string>`CASE WHEN EXISTS (SELECT 1 FROM site_addresses AS taken WHERE taken.public_slug = ${preferred})
        THEN ${otherwise} ELSE ${preferred} END`;

/**
 * Takes an address for a site that is still to be made on another shard. Answers no row when it is taken; the account's
 * own claim, from which nothing came, may be taken up again.
 */
export const claimAddress = (
  db: DirectoryDb,
  wanted: WantedAddress,
  { accountId, domain, createdAt }: Pick<SiteAddress, "accountId" | "domain" | "createdAt">,
) =>
  db
    .insert(siteAddresses)
    .values({ publicSlug: freeSlug(wanted), accountId, domain, createdAt })
    .onConflictDoUpdate({
      target: siteAddresses.publicSlug,
      set: { domain, createdAt },
      setWhere: sql`${siteAddresses.accountId} = ${accountId} AND ${siteAddresses.siteId} IS NULL`,
    })
    .returning({ publicSlug: siteAddresses.publicSlug });

/** The site of a claimed address is made. */
export const finishAddress = (db: DirectoryDb, accountId: number, publicSlug: string, siteId: number) =>
  db
    .update(siteAddresses)
    .set({ siteId })
    .where(and(eq(siteAddresses.accountId, accountId), eq(siteAddresses.publicSlug, publicSlug)));

/** The address of a site that is made in the same batch of the same database; fails the batch when it is taken. */
export const insertAddress = (db: DirectoryDb, accountId: number, slug: string, createdAt: number) =>
  db.insert(siteAddresses).select(
    db
      .select({
        publicSlug: sql<string>`${sites.publicSlug}`.as("public_slug"),
        accountId: sites.accountId,
        siteId: sql<number>`${sites.id}`.as("site_id"),
        domain: sites.domain,
        createdAt: sql<number>`${createdAt}`.as("created_at"),
      })
      .from(sites)
      .where(and(eq(sites.accountId, accountId), eq(sites.slug, slug), isNull(sites.deletedAt))),
  );
