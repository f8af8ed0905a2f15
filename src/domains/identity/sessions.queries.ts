import { and, eq, isNull, sql } from "drizzle-orm";
import type { SQLiteInsertValue } from "drizzle-orm/sqlite-core";
import type { DirectoryDb } from "../../db/client.ts";
import { refreshTokens, sessions, users } from "../../db/tables/identity.ts";

export const insertSession = (db: DirectoryDb, row: SQLiteInsertValue<typeof sessions>) =>
  db.insert(sessions).values(row);

export const insertRefreshToken = (db: DirectoryDb, row: SQLiteInsertValue<typeof refreshTokens>) =>
  db.insert(refreshTokens).values(row);

/** Spends a refresh token: answers a row only for the one caller that was first. */
export const spendRefreshToken = (db: DirectoryDb, accountId: number, tokenHash: string, now: number) =>
  db
    .update(refreshTokens)
    .set({ usedAt: now })
    .where(
      and(eq(refreshTokens.accountId, accountId), eq(refreshTokens.tokenHash, tokenHash), isNull(refreshTokens.usedAt)),
    )
    .returning({ sessionId: refreshTokens.sessionId });

export const revokeSession = (db: DirectoryDb, accountId: number, sessionId: string, reason: string, now: number) =>
  db
    .update(sessions)
    .set({ revokedAt: now, revokedReason: reason })
    .where(and(eq(sessions.accountId, accountId), eq(sessions.id, sessionId), isNull(sessions.revokedAt)));

/** Every open sign-in of a user: logout ends all of them. */
export const revokeUserSessions = (db: DirectoryDb, accountId: number, userId: number, reason: string, now: number) =>
  db
    .update(sessions)
    .set({ revokedAt: now, revokedReason: reason })
    .where(and(eq(sessions.accountId, accountId), eq(sessions.userId, userId), isNull(sessions.revokedAt)))
    .returning({ id: sessions.id });

/** The sites a member is limited to, as one JSON list; null for none. */
export const memberSites = sql<string | null>`(SELECT json_group_array(site_id) FROM site_members
  WHERE site_members.account_id = ${users.accountId} AND site_members.user_id = ${users.id} HAVING count(*) > 0)`;
