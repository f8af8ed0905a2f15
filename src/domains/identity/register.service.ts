import slugify from "@sindresorhus/slugify";
import type { SystemContext } from "../../context.ts";
import { hashPassword } from "../../core/crypto.ts";
import { conflict, DomainError } from "../../core/errors.ts";
import { newId } from "../../core/ids.ts";
import { now } from "../../core/time.ts";
import { isForeignKeyViolation, isUniqueViolation } from "../../db/guard.ts";
import { DIRECTORY_SHARD } from "../../db/shards.ts";
import { recordDirectoryAudit } from "../audit/audit.queries.ts";
import { bringCopy } from "./account-copies.service.ts";
import { findPlan, idOfUser, insertAccount, insertUser } from "./accounts.queries.ts";
import { findLastNumber } from "./accounts.system-queries.ts";
import { shardFor } from "./placement.ts";
import { insertRefreshToken, insertSession } from "./sessions.queries.ts";
import { type SignedIn, signedIn } from "./sessions.service.ts";
import { newRefreshToken } from "./tokens.service.ts";

export interface Registration {
  email: string;
  password: string;
  firstName: string;
  lastName: string;
  username?: string | undefined;
  accountName?: string | undefined;
}

/**
 * Makes an account and its owner in one batch of the directory, brings the account's row onto its shard, grants the plan's
 * credits and signs in. What a crash leaves undone the sweep of copies and the first sign-in complete. Throws `conflict`
 * when the e-mail address is taken.
 */
export async function register(system: SystemContext, input: Registration): Promise<SignedIn> {
  const at = now();
  const person = `${input.firstName} ${input.lastName}`.trim();
  const slug = `${slugify(input.accountName ?? person).slice(0, 40) || "account"}-${newId().slice(0, 8)}`;
  const [passwordHash, refresh, sessionId, uuid] = [
    await hashPassword(input.password),
    await newRefreshToken(),
    newId(),
    newId(),
  ];
  const shard = shardFor(uuid, system.config.newAccountShards);
  // refused before anything is written when that shard is not bound
  system.shard(shard);
  const account = {
    uuid,
    shard,
    copyDue: shard !== DIRECTORY_SHARD,
    name: input.accountName ?? person,
    slug,
    planSlug: system.config.defaultPlan,
    billingEmail: input.email,
    createdAt: at,
    updatedAt: at,
  };
  const user = {
    email: input.email,
    username: input.username ?? input.email.split("@")[0] ?? "owner",
    firstName: input.firstName,
    lastName: input.lastName,
    passwordHash,
    role: "owner" as const,
    createdAt: at,
    updatedAt: at,
  };
  const db = system.directory;
  const statements = (id: number) =>
    [
      insertAccount(db, { ...account, id }),
      insertUser(db, { ...user, accountId: id }),
      findPlan(db, account.planSlug),
      insertSession(db, { id: sessionId, accountId: id, userId: idOfUser(input.email), createdAt: at }),
      insertRefreshToken(db, {
        tokenHash: refresh.hash,
        accountId: id,
        sessionId,
        createdAt: at,
        expiresAt: refresh.expiresAt,
      }),
      recordDirectoryAudit(db, { accountId: id, actor: "system", action: "account.registered", createdAt: at }),
    ] as const;
  const [[row], [owner], [plan]] = await numbered(system, (id) => db.batch(statements(id))).catch(refuseTaken);
  if (!row || !owner || !plan) throw new Error("registration answered no rows");
  await bringCopy(system, row);
  await system.accountObject(row).subscribe(plan.includedCredits);
  return signedIn(system.config, { account: row, user: owner, siteIds: null, sessionId, refresh, readAt: at });
}

/**
 * A number that no account ever had, not even one that a restore of the database has undone: the object that gives them
 * remembers. One that has forgotten itself learns from the directory, and gives another.
 */
async function numbered<T>(system: SystemContext, insert: (id: number) => Promise<T>): Promise<T> {
  const numbers = system.numbersObject();
  try {
    return await insert(await numbers.nextNumber(0));
  } catch (error) {
    if (!isUniqueViolation(error, "accounts.id")) throw error;
    const [known] = await findLastNumber(system.directory);
    return insert(await numbers.nextNumber(known?.last ?? 0));
  }
}

function refuseTaken(error: unknown): never {
  if (isUniqueViolation(error, "users.email"))
    throw conflict("This e-mail address already has an account. Sign in instead: POST /api/v1/auth/login/.");
  if (isForeignKeyViolation(error))
    throw new DomainError("misconfigured", "DEFAULT_PLAN names a plan that does not exist.", {
      variable: "DEFAULT_PLAN",
    });
  throw error;
}
