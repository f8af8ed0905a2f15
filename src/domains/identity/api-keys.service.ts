import type { ApiKeyScope, ServiceContext } from "../../context.ts";
import { sha256 } from "../../core/crypto.ts";
import { DomainError, invalid, notFound } from "../../core/errors.ts";
import { randomToken } from "../../core/ids.ts";
import { now } from "../../core/time.ts";
import type { ApiKey } from "../../db/tables/api-keys.ts";
import { recordAudit } from "../audit/audit.queries.ts";
import { findApiKey, findSiteOfKey, insertApiKey, revokeApiKey } from "./api-keys.queries.ts";

export interface NewApiKey {
  name: string;
  /** Null: the key acts for the whole account. */
  siteId: number | null;
  scopes: ApiKeyScope[];
  /** Milliseconds; null: it does not expire. */
  expiresAt: number | null;
}

const PREFIX_LENGTH = 8;

/**
 * Makes a key, `ak_<8 letters and digits>_<256 random bits>`; its text is answered here and never again. Throws
 * `not_found` (site), `validation_error` (expiry in the past), `permission_denied` (a member limited to some sites who
 * asks for a key of the whole account).
 */
export async function createApiKey(ctx: ServiceContext, input: NewApiKey): Promise<{ row: ApiKey; key: string }> {
  const { actor, accountId } = ctx;
  if (actor.kind !== "user") throw new DomainError("permission_denied", "Only a member can make an API key.");
  if (input.siteId === null && ctx.tenant.siteIds !== null)
    throw new DomainError("permission_denied", "You are limited to some sites: name one of them as site_id.");
  const at = now();
  if (input.expiresAt !== null && input.expiresAt <= at) throw invalid("expires_at", "Give a time in the future.");
  if (input.siteId !== null) {
    const [site] = await findSiteOfKey(ctx.db, ctx.tenant, input.siteId);
    if (!site) throw notFound("site", input.siteId);
  }
  const prefix = randomToken().replace(/[-_]/g, "").slice(0, PREFIX_LENGTH);
  const secret = randomToken();
  const row = { ...input, accountId, prefix, secretHash: await sha256(secret), createdBy: actor.userId, createdAt: at };
  const [[made]] = await ctx.commit([insertApiKey(ctx.db, row), audit(ctx, "api_key.created", prefix)]);
  if (!made) throw new Error("the new key was not answered");
  return { row: made, key: `ak_${prefix}_${secret}` };
}

/** Ends a key with its next request: the gate learns it first, so that a repeat after a crash completes it. Throws `not_found`. */
export async function endApiKey(ctx: ServiceContext, keyId: number): Promise<ApiKey> {
  const row = await findApiKey(ctx.db, ctx.tenant, keyId);
  if (!row) throw notFound("API key", keyId);
  await ctx.account.revokeKey(keyId);
  const at = now();
  await ctx.commit([revokeApiKey(ctx.db, ctx.accountId, keyId, at), audit(ctx, "api_key.revoked", row.prefix)]);
  return { ...row, revokedAt: at };
}

const audit = (ctx: ServiceContext, action: string, prefix: string) =>
  recordAudit(ctx.db, {
    accountId: ctx.accountId,
    actor: ctx.actor.name,
    action,
    target: `ak_${prefix}`,
    createdAt: now(),
  });
