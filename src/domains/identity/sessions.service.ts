import type { ServiceContext, SystemContext } from "../../context.ts";
import type { Config } from "../../core/config.ts";
import { sha256, verifyPassword } from "../../core/crypto.ts";
import { DomainError } from "../../core/errors.ts";
import { newId } from "../../core/ids.ts";
import { secondsUntil } from "../../core/retry-after.ts";
import { now } from "../../core/time.ts";
import type { Account, User } from "../../db/tables/identity.ts";
import { recordAudit } from "../audit/audit.queries.ts";
import {
  insertRefreshToken,
  insertSession,
  revokeSession,
  revokeUserSessions,
  spendRefreshToken,
} from "./sessions.queries.ts";
import { findCredentials, findRefreshToken } from "./sessions.system-queries.ts";
import { newRefreshToken, signAccess, type TokenPair } from "./tokens.service.ts";

/** A person who has just proved who they are, with fresh tokens. */
export interface SignedIn extends TokenPair {
  user: User;
  account: Account;
}

interface SignIn {
  account: Account;
  user: User;
  siteIds: readonly number[] | null;
  sessionId: string;
  refresh: { token: string; expiresAt: number };
  /** When the rows were read, ms. */
  readAt: number;
}

export async function signedIn(
  config: Config,
  { account, user, siteIds, sessionId, refresh, readAt }: SignIn,
): Promise<SignedIn> {
  const subject = { userId: user.id, accountId: account.id, sessionId, role: user.role, siteIds, readAt };
  return {
    ...(await signAccess(config, subject)),
    user,
    account,
    refresh: refresh.token,
    refreshExpiresAt: refresh.expiresAt,
  };
}

/**
 * Throws `invalid_credentials`, the same for an unknown address, a wrong password and a disabled user; `account_suspended`;
 * `rate_limited` when too much was tried with this e-mail address, from wherever.
 */
export async function login(system: SystemContext, email: string, password: string): Promise<SignedIn> {
  const readAt = now();
  const [found] = await Promise.all([findCredentials(system.db, email), admitEmail(system, email)]);
  const matches = await verifyPassword(password, found?.user.passwordHash);
  if (!found || !matches || !found.user.isActive)
    throw new DomainError("invalid_credentials", "E-mail address or password is wrong.");
  refuseInactive(found.account);
  const [refresh, sessionId, at] = [await newRefreshToken(), newId(), now()];
  const { account, user, plan } = found;
  await system.db.batch([
    insertSession(system.db, { id: sessionId, accountId: account.id, userId: user.id, createdAt: at }),
    insertRefreshToken(system.db, {
      tokenHash: refresh.hash,
      accountId: account.id,
      sessionId,
      createdAt: at,
      expiresAt: refresh.expiresAt,
    }),
    recordAudit(system.db, { accountId: account.id, actor: `user:${user.id}`, action: "session.login", createdAt: at }),
  ]);
  // idempotent: opens the ledger if registration stopped before it could
  await system.accountObject(account.id).subscribe(plan.includedCredits);
  return signedIn(system.config, { account, user, siteIds: siteList(found.memberSites), sessionId, refresh, readAt });
}

/** Many callers guessing at one password are stopped as one caller is; an unknown e-mail address is counted like a known one. */
async function admitEmail(system: SystemContext, email: string): Promise<void> {
  const { refusal, limit, resetAt } = await system.emailObject(await sha256(email.toLowerCase())).admit({
    scope: "auth",
    scale: system.config.rateLimitScale,
    principal: { kind: "open" },
    idempotency: null,
  });
  if (refusal === null) return;
  throw new DomainError(
    "rate_limited",
    `Too many sign-ins with this e-mail address: ${limit} a minute are allowed. Try again in a minute.`,
    { retryAfterSeconds: secondsUntil(resetAt, now()) },
  );
}

/**
 * Spends a refresh token for a new pair. A token that was spent before means that two parties hold it: the whole
 * family is revoked, without grace. Throws `invalid_credentials`, `token_expired`, `account_suspended`.
 */
export async function refreshSession(system: SystemContext, token: string): Promise<SignedIn> {
  const [hash, readAt] = [await sha256(token), now()];
  const found = await findRefreshToken(system.db, hash);
  if (!found || found.session.revokedAt !== null || !found.user.isActive) throw endedSession();
  if (found.token.expiresAt <= now())
    throw new DomainError("token_expired", "The refresh token has expired. Sign in again.");
  refuseInactive(found.account);
  const { account, user, session } = found;
  const refresh = await newRefreshToken();
  const next = {
    tokenHash: refresh.hash,
    accountId: account.id,
    sessionId: session.id,
    createdAt: now(),
    expiresAt: refresh.expiresAt,
  };
  const [spent] = await system.db.batch([
    spendRefreshToken(system.db, account.id, hash, now()),
    insertRefreshToken(system.db, next),
  ]);
  if (spent.length === 0) {
    await revokeFamily(system, account.id, session.id);
    throw endedSession();
  }
  return signedIn(system.config, {
    account,
    user,
    siteIds: siteList(found.memberSites),
    sessionId: session.id,
    refresh,
    readAt,
  });
}

/** Ends every sign-in of the person who asks. */
export async function logout(ctx: ServiceContext, userId: number): Promise<void> {
  const at = now();
  const [ended] = await ctx.commit([
    revokeUserSessions(ctx.db, ctx.accountId, userId, "logout", at),
    recordAudit(ctx.db, { accountId: ctx.accountId, actor: ctx.actor.name, action: "session.logout", createdAt: at }),
  ]);
  await ctx.account.revokeUser(userId);
  await Promise.all(ended.map((session) => ctx.account.revokeSession(session.id)));
}

async function revokeFamily(system: SystemContext, accountId: number, sessionId: string): Promise<void> {
  await system.db.batch([
    revokeSession(system.db, accountId, sessionId, "refresh token reused", now()),
    recordAudit(system.db, {
      accountId,
      actor: "system",
      action: "session.reuse_detected",
      target: sessionId,
      createdAt: now(),
    }),
  ]);
  await system.accountObject(accountId).revokeSession(sessionId);
}

const endedSession = () =>
  new DomainError("invalid_credentials", "This refresh token is no longer valid. Sign in again.");

function refuseInactive(account: Account): void {
  if (account.status !== "active")
    throw new DomainError("account_suspended", `This account is ${account.status}. Ask the operator of this service.`);
}

const siteList = (text: string | null): number[] | null => (text === null ? null : (JSON.parse(text) as number[]));
