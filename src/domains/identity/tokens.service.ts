import { SignJWT } from "jose";
import { type Config, TOKEN_AUDIENCE, TOKEN_ISSUER } from "../../core/config.ts";
import { sha256 } from "../../core/crypto.ts";
import { newId, randomToken } from "../../core/ids.ts";
import { DAY, MINUTE, now } from "../../core/time.ts";
import type { Role } from "../../db/tables/identity.ts";

const ACCESS_LIFETIME_MS = 15 * MINUTE;
const REFRESH_LIFETIME_MS = 7 * DAY;

/** Who a pair of tokens is for. `siteIds` null: every site. */
export interface TokenSubject {
  userId: number;
  accountId: number;
  sessionId: string;
  role: Role;
  siteIds: readonly number[] | null;
  /** When these facts were read, ms: a change of role or sites after it revokes the token. */
  readAt: number;
}

export interface TokenPair {
  access: string;
  refresh: string;
  accessExpiresAt: number;
  refreshExpiresAt: number;
}

/** A refresh token: opaque, 256 bits; only its hash is stored. */
export async function newRefreshToken(): Promise<{ token: string; hash: string; expiresAt: number }> {
  const token = randomToken();
  return { token, hash: await sha256(token), expiresAt: now() + REFRESH_LIFETIME_MS };
}

/** Signs an access token (HS256, RFC 9068's `at+jwt`) with the ring's current key. */
export async function signAccess(
  config: Config,
  subject: TokenSubject,
): Promise<{ access: string; accessExpiresAt: number }> {
  const issuedAt = subject.readAt;
  const accessExpiresAt = issuedAt + ACCESS_LIFETIME_MS;
  const claims = {
    acc: subject.accountId,
    sid: subject.sessionId,
    role: subject.role,
    sites: subject.siteIds,
    ims: issuedAt,
  };
  const access = await new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256", typ: "at+jwt", kid: config.jwtKeys.current })
    .setSubject(String(subject.userId))
    .setJti(newId())
    .setIssuer(TOKEN_ISSUER)
    .setAudience(TOKEN_AUDIENCE)
    .setIssuedAt(Math.floor(issuedAt / 1_000))
    .setExpirationTime(Math.floor(accessExpiresAt / 1_000))
    .sign(config.jwtKeys.keys.get(config.jwtKeys.current) as Uint8Array);
  return { access, accessExpiresAt };
}
