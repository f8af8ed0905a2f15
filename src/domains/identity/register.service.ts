import slugify from "@sindresorhus/slugify";
import { eq } from "drizzle-orm";
import type { SystemContext } from "../../context.ts";
import { hashPassword } from "../../core/crypto.ts";
import { conflict, DomainError } from "../../core/errors.ts";
import { newId } from "../../core/ids.ts";
import { now } from "../../core/time.ts";
import { isForeignKeyViolation, isUniqueViolation } from "../../db/guard.ts";
import { plans } from "../../db/tables/identity.ts";
import { recordAudit } from "../audit/audit.queries.ts";
import { idOfAccount, idOfUser, insertAccount, insertUser } from "./accounts.queries.ts";
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
 * Makes an account and its owner, grants the plan's credits and signs in; one D1 batch. Throws `conflict` when the
 * e-mail address is taken.
 */
export async function register(system: SystemContext, input: Registration): Promise<SignedIn> {
  const at = now();
  const person = `${input.firstName} ${input.lastName}`.trim();
  const slug = `${slugify(input.accountName ?? person).slice(0, 40) || "account"}-${newId().slice(0, 8)}`;
  const [passwordHash, refresh, sessionId] = [await hashPassword(input.password), await newRefreshToken(), newId()];
  const account = {
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
  };
  const accountId = idOfAccount(slug);
  const db = system.db;
  const [accountRows, userRows, planRows] = await db
    .batch([
      insertAccount(db, account),
      insertUser(db, { ...user, passwordHash, role: "owner", createdAt: at, updatedAt: at }, accountId),
      db.select().from(plans).where(eq(plans.slug, account.planSlug)),
      insertSession(db, { id: sessionId, accountId, userId: idOfUser(input.email), createdAt: at }),
      insertRefreshToken(db, {
        tokenHash: refresh.hash,
        accountId,
        sessionId,
        createdAt: at,
        expiresAt: refresh.expiresAt,
      }),
      recordAudit(db, { accountId, actor: "system", action: "account.registered", createdAt: at }),
    ])
    .catch(refuseTaken);
  const [row, owner, plan] = [accountRows[0], userRows[0], planRows[0]];
  if (!row || !owner || !plan) throw new Error("registration answered no rows");
  await system.accountObject(row.id).subscribe(plan.includedCredits);
  return signedIn(system.config, { account: row, user: owner, siteIds: null, sessionId, refresh, readAt: at });
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
