import type { ServiceContext } from "../../context.ts";
import { log } from "../../core/log.ts";
import { MINUTE, now } from "../../core/time.ts";
import { isGuardFailure, isUniqueViolation } from "../../db/guard.ts";
import type { Connection } from "../../db/tables/connections.ts";
import type { Publication } from "../../db/tables/publications.ts";
import type { AccountEvent } from "../../messages/events.ts";
import type { Outcome } from "../../providers/platforms/adapter.ts";
import { placeOf } from "../connections/credential-fields.ts";
import { refreshShownStatus } from "../content/content-status.queries.ts";
import { updateOpenEntry } from "./calendar-entries.queries.ts";
import { deliver } from "./delivery.service.ts";
import { failed, postponed, published, saveChange, unconfirmed } from "./outcomes.service.ts";
import { buildPost, type Publishable } from "./post.ts";
import { type PublicationFacts, readFacts } from "./publication-facts.service.ts";
import { isAt } from "./publication-plan.ts";
import { claimPublication, guardPublication, insertAttempt, movePublication } from "./publications.queries.ts";
import { guardNotWithheld } from "./publishable.queries.ts";
import { type Refusal, refusalOf } from "./sending.ts";

/** Longer than any adapter's calls together; a sender that holds it longer is dead, and its outcome is unknown. */
const SENDING_LEASE_MS = 3 * MINUTE;

/**
 * Sends one due publication: claim, then the remote call alone, then its receipt. Whatever makes this run again finds
 * the claim taken; a sender that dies during the call leaves `sending`, which is read back and never repeated blindly.
 * Does nothing when the publication is not due or another sender has it.
 */
export async function sendPublication(ctx: ServiceContext, publicationId: number): Promise<void> {
  const at = now();
  const claimed = await claimPublication(
    ctx.db,
    ctx.accountId,
    publicationId,
    at,
    at + Math.min(SENDING_LEASE_MS, ctx.config.leaseMs),
  );
  if (!claimed) return;
  try {
    const facts = await readFacts(ctx, claimed);
    const { connection, source } = facts;
    const refusal = refusalOf(claimed, source?.content, connection, now());
    if (refusal || !source || !connection) return await refuse(ctx, claimed, source, refusal);
    const sending = await beginSending(ctx, facts, source, connection);
    if (sending) await send(ctx, sending, connection, source, facts.remoteId);
  } catch (error) {
    // the claim was lost, or the content withdrawn at this very moment: who claims it next decides
    if (!isGuardFailure(error)) throw error;
  }
}

/** Nothing is sent: what was withdrawn or deleted is cancelled, anything else has failed. */
const refuse = (
  ctx: ServiceContext,
  publication: Publication,
  source: Publishable | undefined,
  refusal: Refusal | null,
) => (source && refusal?.kind === "refused" ? fail(ctx, publication, source, refusal) : cancelUnsent(ctx, publication));

const fail = (
  ctx: ServiceContext,
  publication: Publication,
  { content }: Publishable,
  { state, code, message }: { state: "rejected" | "missed"; code: string; message: string },
) => saveChange(ctx, publication, failed(ctx, publication, content, state, code, message));

const SUPERSEDED = {
  state: "rejected",
  code: "conflict",
  message: "Another record publishes this revision of the content. Retry that one.",
} as const;

async function cancelUnsent(ctx: ServiceContext, publication: Publication): Promise<void> {
  const at = now();
  await ctx.commit([
    guardPublication(ctx.db, publication),
    movePublication(ctx.db, publication, { state: "cancelled", leaseUntil: null, updatedAt: at }),
    updateOpenEntry(ctx.db, ctx.accountId, publication.id, { status: "cancelled", updatedAt: at }),
    refreshShownStatus(ctx.db, ctx.accountId, publication.contentId, at),
  ]);
}

/**
 * The last write before the call. What goes out is the text of this moment: a publication made for an earlier revision is
 * moved to the current one; undefined when that revision has a publication of its own already.
 */
async function beginSending(
  ctx: ServiceContext,
  { publication, entry }: PublicationFacts,
  source: Publishable,
  connection: Connection,
): Promise<Publication | undefined> {
  const at = now();
  const receipt = isAt(publication, connection) ? {} : { platformPostId: null, url: null, publishedAt: null };
  const sending: Publication = {
    ...publication,
    state: "sending",
    attempts: publication.attempts + 1,
    contentRevision: source.content.revision,
    metadata: { ...publication.metadata, place: placeOf(connection.identity) },
    leaseUntil: at + Math.min(SENDING_LEASE_MS, ctx.config.leaseMs),
  };
  const values = {
    state: "sending",
    attempts: sending.attempts,
    contentRevision: sending.contentRevision,
    metadata: sending.metadata,
    leaseUntil: sending.leaseUntil,
    // the reads before it were about the attempt before it
    absentReads: 0,
    updatedAt: at,
    ...receipt,
  } as const;
  const triggered: AccountEvent[] =
    entry === undefined
      ? []
      : [
          {
            type: "schedule_triggered",
            schedule_id: entry.uuid,
            content_id: source.content.uuid,
            content_number: source.content.id,
            site_id: publication.siteId,
          },
        ];
  try {
    await ctx.commit(
      [
        guardPublication(ctx.db, publication),
        guardNotWithheld(ctx.db, ctx.accountId, publication.contentId),
        movePublication(ctx.db, publication, values),
        insertAttempt(ctx.db, publication, sending.attempts, at),
        updateOpenEntry(ctx.db, ctx.accountId, publication.id, { status: "in_progress", updatedAt: at }),
        refreshShownStatus(ctx.db, ctx.accountId, publication.contentId, at),
      ],
      triggered,
    );
    return sending;
  } catch (error) {
    if (!isUniqueViolation(error, "publications.account_id")) throw error;
    await fail(ctx, publication, source, SUPERSEDED);
    return undefined;
  }
}

async function send(
  ctx: ServiceContext,
  publication: Publication,
  connection: Connection,
  source: Publishable,
  remoteId: string | null,
): Promise<void> {
  const post = buildPost(ctx.config.publicUrl, ctx.images, source, publication, remoteId);
  await record(ctx, publication, source, await deliver(ctx, connection, post).catch(thrown));
}

/** An adapter answers, it does not throw; if one does, nobody knows how far it came. */
const thrown = (error: unknown): Outcome => {
  log("error", "adapter threw", { error });
  return { kind: "unknown", message: "The call to the platform broke off." };
};

async function record(
  ctx: ServiceContext,
  publication: Publication,
  source: Publishable,
  outcome: Outcome,
): Promise<void> {
  const { content } = source;
  if (outcome.kind === "succeeded")
    return saveChange(ctx, publication, published(ctx, publication, content, outcome, now()));
  if (outcome.kind === "rejected")
    return fail(ctx, publication, source, { state: "rejected", code: outcome.reason, message: outcome.message });
  if (outcome.kind === "unknown") {
    await saveChange(ctx, publication, unconfirmed(ctx, publication, content, outcome.message));
    return ctx.enqueue({ type: "publisher.reconcile", accountId: ctx.accountId, publicationId: publication.id }, 11);
  }
  const change = postponed(ctx, publication, outcome);
  await saveChange(ctx, publication, change);
  await ctx.account.wakeAt(now() + change.delayMs);
}
