import type { ServiceContext } from "../../context.ts";
import { HOUR, MINUTE, now, SECOND } from "../../core/time.ts";
import { isGuardFailure } from "../../db/guard.ts";
import type { PublicationAttempt, PublicationIntent } from "../../db/tables/publisher.ts";
import { adapterFor } from "../../providers/platforms/registry.ts";
import { readBack } from "./delivery.service.ts";
import { failed, published, saveChange } from "./intent-outcomes.service.ts";
import { claimForReading, moveIntent } from "./intents.queries.ts";
import { buildPost, type Publishable } from "./post.ts";
import { readPublication } from "./publication.service.ts";

/** Two reads that do not find the post, this far apart, prove its absence; one may only have been too early. */
const BETWEEN_READS_MS = 20 * SECOND;
const READS_THAT_PROVE_ABSENCE = 2;
/** While the platform cannot be read we look again, ever more rarely, for a day; then a person must. */
const LOOKING_MS = 24 * HOUR;
const READING_LEASE_MS = MINUTE;

/**
 * Settles a publication whose outcome nobody knows by reading the platform back: adopts the post that is found; sends
 * again only after proof of absence, and only where a second send cannot make a second post.
 */
export async function reconcileIntent(ctx: ServiceContext, intentId: number): Promise<void> {
  const at = now();
  const intent = await claimForReading(ctx.db, ctx.accountId, intentId, at, at + READING_LEASE_MS);
  if (!intent) return;
  try {
    await settle(ctx, intent);
  } catch (error) {
    // another reader took it over
    if (!isGuardFailure(error)) throw error;
  }
}

async function settle(ctx: ServiceContext, intent: PublicationIntent): Promise<void> {
  const { source, connection, remoteId, lastAttempt } = await readPublication(ctx, intent);
  if (!source || !connection) return giveUp(ctx, intent, source?.content);
  const { content } = source;
  if (connection.platform === "site") return sendAgain(ctx, intent);
  const post = buildPost(ctx.config.publicUrl, ctx.images, source, intent, remoteId);
  const found = await readBack(ctx, connection, post);
  if (found.kind === "found") {
    const adopted = { ...found.post, metadata: { ...found.post.metadata, reconciled: true } };
    return saveChange(ctx, intent, published(ctx, intent, content, adopted, lastAttempt?.startedAt ?? now()));
  }
  if (found.kind === "undecidable") return lookAgain(ctx, intent, lastAttempt, found.message, content);
  if (intent.absentReads + 1 < READS_THAT_PROVE_ABSENCE) return readOnceMore(ctx, intent);
  if (adapterFor(connection.platform)?.resendAfterAbsence) return sendAgain(ctx, intent);
  const message =
    "The platform did not confirm the post, and it cannot be found there. Look, then confirm it or retry.";
  return saveChange(ctx, intent, failed(ctx, intent, content, "needs_human", "outcome_unknown", message));
}

/** The text or the connection is gone, so nothing can be compared any more. */
async function giveUp(
  ctx: ServiceContext,
  intent: PublicationIntent,
  content: Publishable["content"] | undefined,
): Promise<void> {
  const message = "The content or the connection is gone; look at the platform whether the post is live.";
  if (content) return saveChange(ctx, intent, failed(ctx, intent, content, "needs_human", "outcome_unknown", message));
  await saveChange(ctx, intent, {
    statements: [moveIntent(ctx.db, intent, { state: "needs_human", error: message, leaseUntil: null })],
    events: [],
  });
}

async function readOnceMore(ctx: ServiceContext, intent: PublicationIntent): Promise<void> {
  const at = now();
  const values = {
    state: "unconfirmed",
    absentReads: intent.absentReads + 1,
    leaseUntil: at + BETWEEN_READS_MS,
    updatedAt: at,
  } as const;
  await saveChange(ctx, intent, { statements: [moveIntent(ctx.db, intent, values)], events: [] });
  await ctx.enqueue(
    { type: "publisher.reconcile", accountId: ctx.accountId, intentId: intent.id },
    BETWEEN_READS_MS / SECOND + 1,
  );
}

/** Absence is proved, or the write is ours alone: the same intent, the same remote key, a new attempt. */
async function sendAgain(ctx: ServiceContext, intent: PublicationIntent): Promise<void> {
  const at = now();
  const absent: PublicationIntent = { ...intent, state: "absent" };
  const statements = [
    moveIntent(ctx.db, intent, { state: "absent", updatedAt: at }),
    moveIntent(ctx.db, absent, { state: "scheduled", retryAt: at, leaseUntil: null, updatedAt: at }),
  ];
  await saveChange(ctx, intent, { statements, events: [] });
  await ctx.enqueue({ type: "publisher.send", accountId: ctx.accountId, intentId: intent.id });
}

async function lookAgain(
  ctx: ServiceContext,
  intent: PublicationIntent,
  attempt: PublicationAttempt | undefined,
  message: string,
  content: Publishable["content"],
): Promise<void> {
  const at = now();
  const unknownSince = attempt?.startedAt ?? intent.updatedAt;
  if (at - unknownSince > LOOKING_MS)
    return saveChange(ctx, intent, failed(ctx, intent, content, "needs_human", "outcome_unknown", message));
  const pause = Math.min(Math.max(BETWEEN_READS_MS, (at - unknownSince) / 2), HOUR);
  const values = { state: "unconfirmed", leaseUntil: at + pause, error: message, updatedAt: at } as const;
  await saveChange(ctx, intent, { statements: [moveIntent(ctx.db, intent, values)], events: [] });
}
