import type { ServiceContext } from "../../context.ts";
import { HOUR, MINUTE, now, SECOND } from "../../core/time.ts";
import { isGuardFailure } from "../../db/guard.ts";
import type { Publication, PublicationAttempt } from "../../db/tables/publications.ts";
import { profileOf } from "../../providers/platforms/profiles.ts";
import { readBack } from "./delivery.service.ts";
import { failed, published, retryDelayMs, saveChange } from "./outcomes.service.ts";
import { buildPost, type Publishable } from "./post.ts";
import { readFacts } from "./publication-facts.service.ts";
import { claimForReading, movePublication } from "./publications.queries.ts";

/** Two reads that do not find the post, this far apart, prove its absence; one may only have been too early. */
const BETWEEN_READS_MS = 20 * SECOND;
const READS_THAT_PROVE_ABSENCE = 2;
/** While the platform cannot be read we look again, ever more rarely, for a day; then a person must. */
const LOOKING_MS = 24 * HOUR;
const READING_LEASE_MS = MINUTE;
/** A platform that lost the post this often will lose it again: a person must look. */
const MAX_LOST_SENDS = 5;

/**
 * Settles a publication whose outcome nobody knows by reading the platform back: adopts the post that is found; sends
 * again only after proof of absence, and only where a second send cannot make a second post.
 */
export async function reconcilePublication(ctx: ServiceContext, publicationId: number): Promise<void> {
  const at = now();
  const publication = await claimForReading(ctx.db, ctx.accountId, publicationId, at, at + READING_LEASE_MS);
  if (!publication) return;
  try {
    await settle(ctx, publication);
  } catch (error) {
    // another reader took it over
    if (!isGuardFailure(error)) throw error;
  }
}

async function settle(ctx: ServiceContext, publication: Publication): Promise<void> {
  const { source, connection, remoteId, attempts } = await readFacts(ctx, publication);
  if (!source || !connection) return giveUp(ctx, publication, source?.content);
  const { content } = source;
  const [lastAttempt] = attempts;
  const post = buildPost(ctx.config.publicUrl, ctx.images, source, publication, remoteId);
  const found = await readBack(ctx, connection, post);
  if (found.kind === "found") {
    const adopted = { ...found.post, metadata: { ...found.post.metadata, reconciled: true } };
    return saveChange(ctx, publication, published(ctx, publication, content, adopted, lastAttempt?.startedAt ?? now()));
  }
  if (found.kind === "undecidable") return lookAgain(ctx, publication, lastAttempt, found.message, content);
  if (!found.certain && publication.absentReads + 1 < READS_THAT_PROVE_ABSENCE) return readOnceMore(ctx, publication);
  if (profileOf(connection.platform)?.can.ownKey) return sendAgain(ctx, publication, attempts, content);
  const message =
    "The platform did not confirm the post, and it cannot be found there. Look, then confirm it or retry.";
  return saveChange(ctx, publication, failed(ctx, publication, content, "needs_human", "outcome_unknown", message));
}

/** The text or the connection is gone, so nothing can be compared any more. */
async function giveUp(
  ctx: ServiceContext,
  publication: Publication,
  content: Publishable["content"] | undefined,
): Promise<void> {
  const message = "The content or the connection is gone; look at the platform whether the post is live.";
  if (content)
    return saveChange(ctx, publication, failed(ctx, publication, content, "needs_human", "outcome_unknown", message));
  await saveChange(ctx, publication, {
    statements: [movePublication(ctx.db, publication, { state: "needs_human", error: message, leaseUntil: null })],
    events: [],
  });
}

async function readOnceMore(ctx: ServiceContext, publication: Publication): Promise<void> {
  const at = now();
  const values = {
    state: "unconfirmed",
    absentReads: publication.absentReads + 1,
    leaseUntil: at + BETWEEN_READS_MS,
    updatedAt: at,
  } as const;
  await saveChange(ctx, publication, { statements: [movePublication(ctx.db, publication, values)], events: [] });
  await ctx.enqueue(
    { type: "publisher.reconcile", accountId: ctx.accountId, publicationId: publication.id },
    BETWEEN_READS_MS / SECOND + 1,
  );
}

/**
 * Absence is proved, or the write is ours alone: the same publication, the same remote key, a new attempt. The first goes at
 * once, since only an answer may have been lost; the next ones wait ever longer.
 */
async function sendAgain(
  ctx: ServiceContext,
  publication: Publication,
  attempts: readonly PublicationAttempt[],
  content: Publishable["content"],
): Promise<void> {
  const at = now();
  // since somebody last wished it; an attempt that was refused beforehand is told apart by its outcome
  const lost = attempts.filter((one) => one.startedAt >= publication.dueAt && one.outcome !== "retryable").length;
  if (lost >= MAX_LOST_SENDS)
    return saveChange(
      ctx,
      publication,
      failed(ctx, publication, content, "needs_human", "outcome_unknown", lostMessage(publication)),
    );
  const delayMs = lost > 1 ? retryDelayMs(publication, lost) : 0;
  const absent: Publication = { ...publication, state: "absent" };
  const statements = [
    movePublication(ctx.db, publication, { state: "absent", updatedAt: at }),
    movePublication(ctx.db, absent, { state: "scheduled", retryAt: at + delayMs, leaseUntil: null, updatedAt: at }),
  ];
  await saveChange(ctx, publication, { statements, events: [] });
  const message = { type: "publisher.send", accountId: ctx.accountId, publicationId: publication.id } as const;
  await ctx.enqueue(message, Math.ceil(delayMs / SECOND));
}

const lostMessage = ({ platform }: Publication) =>
  `Sent ${MAX_LOST_SENDS} times and never confirmed, nor is it on ${platform} as it was sent. Look there, and in the error log of that site; then retry this record, or confirm it if it is live.`;

async function lookAgain(
  ctx: ServiceContext,
  publication: Publication,
  attempt: PublicationAttempt | undefined,
  message: string,
  content: Publishable["content"],
): Promise<void> {
  const at = now();
  const unknownSince = attempt?.startedAt ?? publication.updatedAt;
  if (at - unknownSince > LOOKING_MS)
    return saveChange(ctx, publication, failed(ctx, publication, content, "needs_human", "outcome_unknown", message));
  const pause = Math.min(Math.max(BETWEEN_READS_MS, (at - unknownSince) / 2), HOUR);
  const values = { state: "unconfirmed", leaseUntil: at + pause, error: message, updatedAt: at } as const;
  await saveChange(ctx, publication, { statements: [movePublication(ctx.db, publication, values)], events: [] });
}
