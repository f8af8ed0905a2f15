import type { Context } from "hono";
import { jwtVerify } from "jose";
import type { Actor, ApiKeyScope, CredentialRow, GatePrincipal, Role } from "../context.ts";
import { type Config, TOKEN_AUDIENCE, TOKEN_ISSUER } from "../core/config.ts";
import { sameText, sha256 } from "../core/crypto.ts";
import { DomainError } from "../core/errors.ts";
import { now } from "../core/time.ts";
import type { HttpEnv } from "./env.ts";

/** What an access token says; made by `identity/tokens.service.ts`, read here. */
export interface AccessClaims {
  sub: string;
  acc: number;
  sid: string;
  role: Role;
  sites: number[] | null;
  /** When it was made, milliseconds: revocation needs more than `iat`'s seconds. */
  ims: number;
  exp: number;
}

/** A caller who has proved who they are; what they may do is decided by the gate and the route's permission. */
export interface Identity {
  accountId: number;
  actor: Actor;
  siteIds: readonly number[] | null;
  principal: GatePrincipal;
  scopes: readonly ApiKeyScope[] | null;
}

/** Reads the Authorization header. Null without one; throws `authentication_required`, `token_expired` or `invalid_api_key`. */
export async function identify(c: Context<HttpEnv>, config: Config): Promise<Identity | null> {
  const header = c.req.header("authorization");
  if (!header) return null;
  const [scheme, credential] = header.split(/\s+/, 2);
  if (scheme?.toLowerCase() === "bearer" && credential) return bearer(credential, config);
  if (scheme?.toLowerCase() === "apikey" && credential) return apiKey(credential, c);
  throw new DomainError(
    "authentication_required",
    "Send Authorization: Bearer <token> or Authorization: ApiKey <key>.",
  );
}

async function bearer(token: string, config: Config): Promise<Identity> {
  const { payload } = await jwtVerify<AccessClaims>(token, (header) => signingKey(config, header.kid), {
    algorithms: ["HS256"],
    issuer: TOKEN_ISSUER,
    audience: TOKEN_AUDIENCE,
    typ: "at+jwt",
    requiredClaims: ["sub", "exp", "iat", "jti", "sid", "acc", "ims"],
    currentDate: new Date(now()),
  }).catch(refuseToken);
  const userId = Number(payload.sub);
  return {
    accountId: payload.acc,
    actor: {
      kind: "user",
      name: `user:${userId}`,
      userId,
      sessionId: payload.sid,
      role: payload.role,
      tokenExpiresAt: payload.exp * 1_000,
    },
    siteIds: payload.sites,
    principal: { kind: "session", sessionId: payload.sid, userId, issuedAt: payload.ims },
    scopes: null,
  };
}

function signingKey(config: Config, keyId: string | undefined): Uint8Array {
  const key = config.jwtKeys.keys.get(keyId ?? "");
  if (!key) throw refused();
  return key;
}

function refuseToken(error: unknown): never {
  const expired = error instanceof Error && "code" in error && error.code === "ERR_JWT_EXPIRED";
  if (expired)
    throw new DomainError(
      "token_expired",
      "The access token has expired. Get a new one from POST /api/v1/auth/token/refresh/.",
    );
  throw refused();
}

const refused = () => new DomainError("authentication_required", "The access token is not valid. Sign in again.");

/** Keys found in D1, remembered by this isolate; a revocation is noticed at once by the gate. */
const remembered = new Map<string, { key: CredentialRow; until: number }>();
const REMEMBERED_MS = 30_000;
const MOST_REMEMBERED = 1_000;

async function apiKey(credential: string, c: Context<HttpEnv>): Promise<Identity> {
  const [, prefix, secret] = /^ak_([A-Za-z0-9]{8})_([A-Za-z0-9_-]{43})$/.exec(credential) ?? [];
  const key = prefix ? await lookUp(prefix, c) : undefined;
  const matches = await sameText(await sha256(secret ?? ""), key?.secretHash ?? "");
  if (!key || !matches || key.revokedAt !== null || (key.expiresAt !== null && key.expiresAt <= now())) {
    throw new DomainError(
      "invalid_api_key",
      "The API key is unknown, revoked or expired. Make a new one with POST /api/v1/auth/api-keys/.",
    );
  }
  return {
    accountId: key.accountId,
    actor: { kind: "key", name: `key:${key.id}`, keyId: key.id },
    siteIds: key.siteId === null ? null : [key.siteId],
    principal: { kind: "key", keyId: key.id },
    scopes: key.scopes,
  };
}

async function lookUp(prefix: string, c: Context<HttpEnv>): Promise<CredentialRow | undefined> {
  const known = remembered.get(prefix);
  if (known && known.until > now()) return known.key;
  const key = await c.var.findApiKey(c.var.system, prefix);
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  if (key) remembered.set(prefix, { key, until: now() + REMEMBERED_MS });
  return key;
}
