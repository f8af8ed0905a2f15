import type { ServiceContext } from "../../context.ts";
import { conflict, invalid, notFound } from "../../core/errors.ts";
import { newId } from "../../core/ids.ts";
import { now } from "../../core/time.ts";
import { cutAt } from "../../core/words.ts";
import { isGuardFailure, isUniqueViolation } from "../../db/guard.ts";
import type { Connection, Platform } from "../../db/tables/connections.ts";
import { recordAudit } from "../audit/audit.queries.ts";
import { findSite } from "../sites/sites.queries.ts";
import {
  type ConnectionKey,
  type ConnectionQuery,
  findConnections,
  findVisibleConnection,
  guardUnchanged,
  insertConnection,
  setConnection,
} from "./connections.queries.ts";
import { type CredentialSummary, enteredCredentials, placeOf, summarise } from "./credential-fields.ts";
import { type EnteredCredentials, openCredentials, prepareCredentials } from "./credentials.service.ts";

export { openCredentials, sealCredentials } from "./credentials.service.ts";

/** A connection as it may be shown: what is known of its credentials in place of the credentials. */
export type ShownConnection = Omit<Connection, "credentials"> & { credentials: CredentialSummary };

export interface NewConnection {
  siteId: number | null;
  platform: Platform;
  /** Null: named after the remote place. */
  displayName: string | null;
  credentials: EnteredCredentials;
  config: Record<string, unknown>;
  enabled: boolean;
  syncEnabled: boolean;
}

/** What is absent stays; `displayName: null` names it after its place again. */
export interface ConnectionChanges {
  displayName?: string | null | undefined;
  credentials: EnteredCredentials;
  /** Merged key by key: null removes a key, and null in place of the object removes all. */
  config?: Record<string, unknown> | null | undefined;
  enabled?: boolean | undefined;
  syncEnabled?: boolean | undefined;
}

/** 16 KB of settings a connection, as JSON. */
const MAX_CONFIG_CHARACTERS = 16_384;
const MAX_NAME_CHARACTERS = 100;

export async function listConnections(ctx: ServiceContext, query: ConnectionQuery) {
  const { rows, total } = await findConnections(ctx.db, ctx.tenant, query);
  return { rows: await Promise.all(rows.map((row) => shown(ctx, row))), total };
}

/** Throws `not_found`. */
export async function getConnection(ctx: ServiceContext, key: ConnectionKey): Promise<ShownConnection> {
  const [row] = await findVisibleConnection(ctx.db, ctx.tenant, key);
  if (!row) throw unknownConnection(key);
  return shown(ctx, row);
}

/**
 * Stores a connection; nothing is sent to the platform yet. Throws `not_found` (site), `validation_error` naming the
 * field, `platform_not_configured`, `conflict` (the site is connected to that place already).
 */
export async function createConnection(ctx: ServiceContext, input: NewConnection): Promise<ShownConnection> {
  const { siteId, platform, credentials: entered, displayName, ...rest } = input;
  refuseLargeConfig(input.config);
  const [site] = siteId === null ? [] : await findSite(ctx.db, ctx.tenant, siteId);
  if (siteId !== null && !site) throw notFound("site", siteId);
  const uuid = newId();
  const { place, ...prepared } = await prepareCredentials(ctx, { uuid, siteId, platform, stored: {} }, entered);
  const at = now();
  const row = { ...rest, ...prepared, uuid, accountId: ctx.accountId, siteId, platform, createdAt: at, updatedAt: at };
  const [[created]] = await ctx
    .commit([
      insertConnection(ctx.db, { ...row, displayName: displayName ?? nameOf(place) }),
      audit(ctx, "connection.created", uuid, { platform, site_id: siteId }),
    ])
    .catch((error) => refuseDuplicate(error));
  if (!created) throw new Error("the new connection was not answered");
  return shown(ctx, created);
}

/**
 * Changes what is given. Entered credentials complete the stored ones. Throws `not_found`, `validation_error` naming the
 * field, `conflict` (another connection has that place, or somebody else changed this one meanwhile).
 */
export async function updateConnection(
  ctx: ServiceContext,
  key: ConnectionKey,
  changes: ConnectionChanges,
): Promise<ShownConnection> {
  const [row] = await findVisibleConnection(ctx.db, ctx.tenant, key);
  if (!row) throw unknownConnection(key);
  const values = await changedValues(ctx, row, changes);
  const details = { fields: Object.keys(values).filter((field) => field !== "updatedAt") };
  const [, [updated]] = await ctx
    .commit([
      guardUnchanged(ctx.db, row),
      setConnection(ctx.db, row, values),
      audit(ctx, "connection.updated", row.uuid, details),
    ])
    .catch((error) => refuseDuplicate(error));
  if (!updated) throw new Error("the changed connection was not answered");
  return shown(ctx, updated);
}

async function changedValues(ctx: ServiceContext, row: Connection, changes: ConnectionChanges) {
  const { displayName, credentials: entered, config, enabled, syncEnabled } = changes;
  const stored = await openCredentials(ctx, row);
  const prepared = isEmpty(row.platform, entered) ? null : await prepareCredentials(ctx, { ...row, stored }, entered);
  const merged = config === undefined ? undefined : mergeConfig(row.config, config);
  if (merged) refuseLargeConfig(merged);
  const place = prepared?.place ?? placeOf(row.identity);
  return {
    // the verdict of the last check was about other credentials
    ...(prepared && {
      credentials: prepared.credentials,
      identity: prepared.identity,
      healthy: null,
      healthCode: null,
      checkedAt: null,
    }),
    ...(displayName !== undefined && { displayName: displayName ?? nameOf(place) }),
    ...(merged && { config: merged }),
    ...(enabled !== undefined && { enabled }),
    ...(syncEnabled !== undefined && { syncEnabled }),
    // later than before, even within one millisecond: it is what tells two versions apart
    updatedAt: Math.max(now(), row.updatedAt + 1),
  };
}

const isEmpty = (platform: Platform, { values }: EnteredCredentials) =>
  Object.keys(enteredCredentials(platform, values)).length === 0;

/** RFC 7396 at the top level: given keys replace, null removes. */
function mergeConfig(before: Record<string, unknown>, given: Record<string, unknown> | null): Record<string, unknown> {
  if (given === null) return {};
  return Object.fromEntries(Object.entries({ ...before, ...given }).filter(([, value]) => value !== null));
}

function refuseLargeConfig(config: Record<string, unknown>): void {
  if (JSON.stringify(config).length > MAX_CONFIG_CHARACTERS)
    throw invalid("config", `Keep it within ${MAX_CONFIG_CHARACTERS} characters of JSON.`);
}

const nameOf = (place: string) => cutAt(place.replace(/^https?:\/\//, ""), MAX_NAME_CHARACTERS);

export const unknownConnection = (key: ConnectionKey) => notFound("connection", "uuid" in key ? key.uuid : key.id);

async function shown(ctx: ServiceContext, row: Connection): Promise<ShownConnection> {
  return { ...row, credentials: summarise(row.platform, await openCredentials(ctx, row)) };
}

/** Names what was done, never with what secret. */
const audit = (ctx: ServiceContext, action: string, target: string, details: Record<string, unknown>) =>
  recordAudit(ctx.db, {
    accountId: ctx.accountId,
    actor: ctx.actor.name,
    action,
    target: `connection:${target}`,
    details,
    createdAt: now(),
  });

function refuseDuplicate(error: unknown): never {
  if (isUniqueViolation(error, "connections.account_id, connections.platform"))
    throw conflict("There is already a connection to this place. Change that one instead.");
  if (isGuardFailure(error))
    throw conflict("This connection was changed or deleted meanwhile. Load it again, then repeat the change.");
  throw error;
}
