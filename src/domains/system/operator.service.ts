import type { ServiceContext, SystemContext } from "../../context.ts";
import { sha256 } from "../../core/crypto.ts";
import { DomainError, invalid, notFound } from "../../core/errors.ts";
import { newId } from "../../core/ids.ts";
import { now } from "../../core/time.ts";
import type { Account } from "../../db/tables/identity.ts";
import { recordAudit } from "../audit/audit.queries.ts";
import { findAccount, findPlan } from "../identity/accounts.queries.ts";
import { writeAccount } from "../identity/accounts.service.ts";
import { parkJobs, unparkJobs } from "../jobs/jobs.queries.ts";
import { parkPublications, unparkPublications } from "../publications/publications.queries.ts";
import { findAudit } from "./operator.queries.ts";

/** What the operator of a deployment does to an account. Every act may be repeated until it is answered. */

/**
 * Puts the account on a plan: the directory first, from which a sign-in heals the ledger too. A larger plan's credits are
 * given at once. Throws `not_found`, or `validation_error` for an unknown plan.
 */
export async function setPlan(
  system: SystemContext,
  accountId: number,
  slug: string,
  reason: string | null,
): Promise<Account> {
  const { directory } = system;
  const [[known], [plan]] = await directory.batch([findAccount(directory, accountId), findPlan(directory, slug)]);
  if (!known) throw notFound("account", accountId);
  if (!plan) throw invalid("plan", `There is no plan '${slug}'.`);
  const details = { from: known.planSlug, to: slug, reason };
  const ctx = asOperator(system, known);
  const { account } = await writeAccount(ctx, { planSlug: slug }, { action: "account.plan_set", details });
  await ctx.account.subscribe(plan.includedCredits);
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
  const [known] = await findAccount(system.directory, accountId);
  if (!known) throw notFound("account", accountId);
  const status = suspended ? "suspended" : "active";
  const action = suspended ? "account.suspended" : "account.unsuspended";
  const ctx = asOperator(system, known);
  const { db } = ctx;
  const waiting = suspended
    ? [...parkJobs(db, accountId), parkPublications(db, accountId)]
    : [...unparkJobs(db, accountId, now()), unparkPublications(db, accountId)];
  const act = { action, details: { from: known.status, reason } };
  const { account } = await writeAccount(ctx, { status }, act, waiting);
  await ctx.account.setSuspended(suspended);
  if (!suspended) await ctx.account.wakeAt(now());
  return account;
}

const asOperator = (system: SystemContext, account: Account): ServiceContext => ({
  ...system.forAccount(account),
  actor: { kind: "operator", name: "operator" },
});

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
  const [known] = await findAccount(system.directory, accountId);
  if (!known) throw notFound("account", accountId);
  const ctx = asOperator(system, known);
  const [before] = await findAudit(ctx.db, accountId, GRANTED, grantId);
  if (before && before.details.credits !== credits)
    throw new DomainError("idempotency_key_reused", "This Idempotency-Key was used for another grant. Use a new key.");
  if (!before) {
    await ctx.account.grant(grantId, credits, reason);
    await recordGrant(ctx, grantId, { credits, reason });
  }
  const { available, plan, bonus } = await ctx.account.balance();
  return { grantId, balance: { available, plan, bonus } };
}

const GRANTED = "account.credits_granted";

function recordGrant(ctx: ServiceContext, target: string, details: { credits: number; reason: string }) {
  const { accountId, actor } = ctx;
  const entry = { accountId, actor: actor.name, action: GRANTED, target, details, createdAt: now() };
  return ctx.commit([recordAudit(ctx.db, entry)], [{ type: "credits_granted", ...details }]);
}
