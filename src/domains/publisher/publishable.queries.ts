import { and, asc, eq, isNull } from "drizzle-orm";
import type { Db } from "../../db/client.ts";
import { connections } from "../../db/tables/connections.ts";
import { media } from "../../db/tables/media.ts";
import { content, contentTaxonomies, taxonomies } from "../../db/tables/writer.ts";
import { type Tenant, within } from "../../db/tenant.ts";

/** The parts of one batch: the content row, its pictures and its terms. */
export const publishableStatements = (db: Db, tenant: Tenant, contentId: number) =>
  [
    db
      .select()
      .from(content)
      .where(and(within(content, tenant), eq(content.id, contentId), isNull(content.deletedAt)))
      .limit(1),
    db
      .select()
      .from(media)
      .where(and(eq(media.accountId, tenant.accountId), eq(media.contentId, contentId), isNull(media.deletedAt)))
      .orderBy(asc(media.position), asc(media.id)),
    db
      .select({ term: taxonomies })
      .from(contentTaxonomies)
      .innerJoin(
        taxonomies,
        and(eq(taxonomies.accountId, contentTaxonomies.accountId), eq(taxonomies.id, contentTaxonomies.taxonomyId)),
      )
      .where(and(eq(contentTaxonomies.accountId, tenant.accountId), eq(contentTaxonomies.contentId, contentId))),
  ] as const;

/** Connections that a content row of this site may go out on: the site's own and those without a site, oldest first. */
export const findUsableConnections = (db: Db, tenant: Tenant) =>
  db
    .select()
    .from(connections)
    .where(and(within(connections, tenant), isNull(connections.deletedAt)))
    .orderBy(asc(connections.id))
    .limit(500);

export const findConnectionById = (db: Db, accountId: number, id: number) =>
  db
    .select()
    .from(connections)
    .where(and(eq(connections.accountId, accountId), eq(connections.id, id), isNull(connections.deletedAt)))
    .limit(1);

/** Where the content lives remotely, as v1 shows it: written when a WordPress post goes live. */
export const linkRemotePost = (
  db: Db,
  accountId: number,
  contentId: number,
  values: { externalId: string; externalUrl: string; externalType: string },
) =>
  db
    .update(content)
    .set({ ...values, syncStatus: "synced" })
    .where(and(eq(content.accountId, accountId), eq(content.id, contentId)));
