import { and, asc, eq, isNull } from "drizzle-orm";
import type { Db } from "../../db/client.ts";
import { connections } from "../../db/tables/connections.ts";
import { content } from "../../db/tables/writer.ts";
import { type Tenant, within } from "../../db/tenant.ts";

/** Connections that a content row of this site may go out on: the site's own and those without a site, oldest first. */
export const findUsableConnections = (db: Db, tenant: Tenant) =>
  db
    .select()
    .from(connections)
    .where(and(within(connections, tenant), isNull(connections.deletedAt)))
    .orderBy(asc(connections.id))
    .limit(500);

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
