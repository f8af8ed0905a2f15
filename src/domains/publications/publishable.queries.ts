import { and, asc, eq, isNull, notInArray, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { guard } from "../../db/guard.ts";
import { connections } from "../../db/tables/connections.ts";
import { content } from "../../db/tables/content.ts";
import { WITHHELD_STATUSES } from "../../db/tables/content-enums.ts";
import { type Tenant, within } from "../../db/tenant.ts";

/** Connections that a content row of this site may go out on: the site's own and those without a site, oldest first. */
export const findUsableConnections = (db: TenantDb, tenant: Tenant) =>
  db
    .select()
    .from(connections)
    .where(and(within(connections, tenant), isNull(connections.deletedAt)))
    .orderBy(asc(connections.id))
    .limit(500);

/** Fails its batch when the content was deleted or withdrawn at this very moment. */
export const guardNotWithheld = (db: TenantDb, accountId: number, contentId: number) => {
  const readable = and(
    eq(content.accountId, accountId),
    eq(content.id, contentId),
    isNull(content.deletedAt),
    notInArray(content.status, [...WITHHELD_STATUSES]),
  );
  return guard(db, sql`EXISTS (SELECT 1 FROM ${content} WHERE ${readable})`, "content not withheld");
};

/** Where the content lives remotely, as v1 shows it. */
export const linkRemotePost = (
  db: TenantDb,
  accountId: number,
  contentId: number,
  values: { externalId: string; externalUrl: string; externalType: string },
) =>
  db
    .update(content)
    .set({ ...values, syncStatus: "synced" })
    .where(and(eq(content.accountId, accountId), eq(content.id, contentId)));

/** The remote post at this address is gone; an address of another post stays. */
export const unlinkRemotePost = (db: TenantDb, accountId: number, contentId: number, url: string) =>
  db
    .update(content)
    .set({ externalId: null, externalUrl: null, externalType: null })
    .where(and(eq(content.accountId, accountId), eq(content.id, contentId), eq(content.externalUrl, url)));
