import type { SystemContext } from "../../context.ts";
import { sha256 } from "../../core/crypto.ts";
import { DomainError, invalid, notFound } from "../../core/errors.ts";
import { newId } from "../../core/ids.ts";
import { now } from "../../core/time.ts";
import { isForeignKeyViolation, type Statement } from "../../db/guard.ts";
import type { Account } from "../../db/tables/identity.ts";
import { recordAudit } from "../audit/audit.queries.ts";
import { parkJobs, unparkJobs } from "../jobs/jobs.queries.ts";
import { parkPublications, unparkPublications } from "../publications/publications.queries.ts";
import { findAccount, findAudit, findPlan, updateAccount } from "./operator.queries.ts";

/** What the operator of a deployment does to an account. Every act may be repeated until it is answered. */

/**
 * Puts the account on a plan: D1 first, from which a sign-in heals the ledger too. A larger plan's credits are given at
 * once. Throws `not_found`, or `validation_error` for an unknown plan.
 */
export async function setPlan(
  system: SystemContext,
  accountId: number,
  slug: string,
  reason: string | null,
): Promise<Account> {
  const [[known], [plan]] = await system.db.batch([findAccount(system.db, accountId), findPlan(system.db, slug)]);
  if (!known) throw notFound("account", accountId);
  if (!plan) throw invalid("plan", `There is no plan '${slug}'.`);
  const details = { from: known.planSlug, to: slug, reason };
  const account = await change(system, accountId, { planSlug: slug }, "account.plan_set", details);
  await system.accountObject(accountId).subscribe(plan.includedCredits);
  return account;
}

/**
 * Locks an account out, or lets it in again, with its next request. Meanwhile nothing of it is started: its jobs and
 * publications wait, and go on when it is active again. Throws `not_found`.
 */
export async function setSuspended(
  system: SystemContext,
  accountId: number,
  suspended: boolean,
  reason: string | null,
): Promise<Account> {
  const [known] = await findAccount(system.db, accountId);
  if (!known) throw notFound("account", accountId);
  const status = suspended ? "suspended" : "active";
  const action = suspended ? "account.suspended" : "account.unsuspended";
  const waiting = suspended
    ? [...parkJobs(system.db, accountId), parkPublications(system.db, accountId)]
    : [...unparkJobs(system.db, accountId, now()), unparkPublications(system.db, accountId)];
  const account = await change(system, accountId, { status }, action, { from: known.status, reason }, waiting);
  await system.accountObject(accountId).setSuspended(suspended);
  if (!suspended) await system.accountObject(accountId).wakeAt(now());
  return account;
}

export interface Grant {
  accountId: number;
  credits: number;
  reason: string;
  /** The request's Idempotency-Key: what makes two calls the same grant. */
  key: string | null;
}

/**
 * Gives bonus credits, which never lapse. The ledger gives once for each grant id; the audit entry and the event follow,
 * and a repeat writes them if a crash came between. Throws `not_found`, or `idempotency_key_reused` for the same
 * key with another amount.
 */
export async function grantCredits(system: SystemContext, { accountId, credits, reason, key }: Grant) {
  const grantId = `grant/${key === null ? newId() : await sha256(JSON.stringify([accountId, key]))}`;
  const [[known], [before]] = await system.db.batch([
    findAccount(system.db, accountId),
    findAudit(system.db, accountId, GRANTED, grantId),
  ]);
  if (!known) throw notFound("account", accountId);
  if (before && before.details.credits !== credits)
    throw new DomainError("idempotency_key_reused", "This Idempotency-Key was used for another grant. Use a new key.");
  const object = system.accountObject(accountId);
  if (!before) {
    await object.grant(grantId, credits, reason);
    await recordGrant(system, accountId, grantId, { credits, reason });
  }
  const { available, plan, bonus } = await object.balance();
  return { grantId, balance: { available, plan, bonus } };
}

const GRANTED = "account.credits_granted";

function recordGrant(
  system: SystemContext,
  accountId: number,
  target: string,
  details: { credits: number; reason: string },
) {
  const entry = { accountId, actor: "operator", action: GRANTED, target, details, createdAt: now() };
  return system
    .forAccount(accountId)
    .commit([recordAudit(system.db, entry)], [{ type: "credits_granted", ...details }]);
}

async function change(
  system: SystemContext,
  accountId: number,
  values: Partial<Account>,
  action: string,
  details: Record<string, unknown>,
  others: readonly Statement[] = [],
): Promise<Account> {
  const at = now();
  const [[account]] = await system
    .forAccount(accountId)
    .commit([
      updateAccount(system.db, accountId, { ...values, updatedAt: at }),
      recordAudit(system.db, { accountId, actor: "operator", action, details, createdAt: at }),
      ...others,
    ])
    .catch((error) => {
      throw isForeignKeyViolation(error) ? invalid("plan", "There is no such plan.") : error;
    });
  if (!account) throw notFound("account", accountId);
  return account;
}
