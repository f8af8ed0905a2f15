import { and, eq, getTableColumns, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { guard } from "../../db/guard.ts";
import { equals, list, type QueryOf } from "../../db/list.ts";
import { type Connection, connections } from "../../db/tables/connections.ts";
import { type Tenant, within } from "../../db/tenant.ts";

/** Names one connection. `bound`: only if it belongs to a site, which is what v1 shows. */
export type ConnectionKey = { id: number; bound?: true } | { uuid: string };

const live = (tenant: Tenant): SQL => and(within(connections, tenant), isNull(connections.deletedAt)) as SQL;

const everySite = (accountId: number): Tenant => ({ accountId, siteIds: null });

const named = (key: ConnectionKey): SQL =>
  "uuid" in key
    ? eq(connections.uuid, key.uuid)
    : (and(eq(connections.id, key.id), key.bound ? isNotNull(connections.siteId) : undefined) as SQL);

/** A live connection of the account, for work that goes on in the account's name. */
export const findConnection = (db: TenantDb, accountId: number, id: number) =>
  db
    .select()
    .from(connections)
    .where(and(live(everySite(accountId)), eq(connections.id, id)))
    .limit(1);

/** The id of a connection as an expression, so that what hangs on it can be read together with it. */
export const connectionId = (accountId: number, key: ConnectionKey): SQL<number> =>
  "uuid" in key
    ? sql<number>`(SELECT id FROM ${connections} WHERE account_id = ${accountId} AND uuid = ${key.uuid})`
    : sql<number>`${key.id}`;

/** A live connection that this caller may see. */
export const findVisibleConnection = (db: TenantDb, tenant: Tenant, key: ConnectionKey) =>
  db
    .select()
    .from(connections)
    .where(and(live(tenant), named(key)))
    .limit(1);

const CONNECTIONS_OF_SITES = list({
  table: connections,
  columns: getTableColumns(connections),
  scope: (tenant: Tenant) => and(live(tenant), isNotNull(connections.siteId)) as SQL,
  filters: {
    site_id: equals(connections.siteId),
    platform: equals(connections.platform),
    is_active: equals(connections.enabled),
    sync_enabled: equals(connections.syncEnabled),
  },
  way: () => "sort",
});

export type ConnectionQuery = QueryOf<typeof CONNECTIONS_OF_SITES>;

/** Those that belong to a site, newest first. */
export const findConnections = (db: TenantDb, tenant: Tenant, query: ConnectionQuery) =>
  CONNECTIONS_OF_SITES.find(db, tenant, query);

export const insertConnection = (db: TenantDb, row: typeof connections.$inferInsert) =>
  db.insert(connections).values(row).returning();

const sameRow = ({ accountId, id }: Connection): SQL => and(live(everySite(accountId)), eq(connections.id, id)) as SQL;

/** Fails the batch it stands in unless the connection is live and as it was read. */
export const guardUnchanged = (db: TenantDb, connection: Connection) => {
  const unchanged = and(sameRow(connection), eq(connections.updatedAt, connection.updatedAt));
  return guard(db, sql`EXISTS (SELECT 1 FROM ${connections} WHERE ${unchanged})`, "connection unchanged");
};

export const setConnection = (db: TenantDb, connection: Connection, values: Partial<typeof connections.$inferInsert>) =>
  db.update(connections).set(values).where(sameRow(connection)).returning();

/** The verdict of a check, unless the credentials it was about have been replaced meanwhile. */
export const updateHealth = (
  db: TenantDb,
  connection: Connection,
  values: Pick<Connection, "healthy" | "healthCode" | "checkedAt">,
) =>
  db
    .update(connections)
    .set(values)
    .where(and(sameRow(connection), sql`${connections.credentials} IS ${connection.credentials}`));

/** Hides the connection and forgets its credentials. */
export const deleteConnection = (db: TenantDb, connection: Connection, at: number) =>
  db
    .update(connections)
    .set({ deletedAt: at, updatedAt: at, enabled: false, credentials: null })
    .where(sameRow(connection));
