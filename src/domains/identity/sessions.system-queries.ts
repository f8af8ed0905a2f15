import { and, eq } from "drizzle-orm";
import type { DirectoryDb } from "../../db/client.ts";
import { accounts, plans, refreshTokens, sessions, users } from "../../db/tables/identity.ts";
import { memberSites } from "./sessions.queries.ts";

/** A sign-in: the e-mail says which account. */
export async function findCredentials(db: DirectoryDb, email: string) {
  const [row] = await db
    .select({ user: users, account: accounts, plan: plans, memberSites })
    .from(users)
    .innerJoin(accounts, eq(accounts.id, users.accountId))
    .innerJoin(plans, eq(plans.slug, accounts.planSlug))
    .where(eq(users.email, email))
    .limit(1);
  return row;
}

/** A refresh token says which session, user and account. */
export async function findRefreshToken(db: DirectoryDb, tokenHash: string) {
  const [row] = await db
    .select({ token: refreshTokens, session: sessions, user: users, account: accounts, memberSites })
    .from(refreshTokens)
    .innerJoin(sessions, and(eq(sessions.accountId, refreshTokens.accountId), eq(sessions.id, refreshTokens.sessionId)))
    .innerJoin(users, and(eq(users.accountId, sessions.accountId), eq(users.id, sessions.userId)))
    .innerJoin(accounts, eq(accounts.id, users.accountId))
    .where(eq(refreshTokens.tokenHash, tokenHash))
    .limit(1);
  return row;
}
