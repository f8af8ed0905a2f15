import type { ServiceContext } from "../../context.ts";
import { MINUTE, now, SECOND } from "../../core/time.ts";
import { isGuardFailure } from "../../db/guard.ts";
import type { Content } from "../../db/tables/content.ts";
import type { Publication } from "../../db/tables/publications.ts";
import { profileOf } from "../../providers/platforms/profiles.ts";
import { readBack } from "./delivery.service.ts";
import { failed, published, saveChange } from "./outcomes.service.ts";
import { buildPost } from "./post.ts";
import { readFacts } from "./publication-facts.service.ts";
import { claimForReading, movePublication } from "./publications.queries.ts";
import { BETWEEN_READS_MS, type Verdict, verdictOf } from "./reading-back.ts";

const READING_LEASE_MS = MINUTE;

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
  const post = buildPost(ctx.config.publicUrl, ctx.images, source, publication, remoteId);
  const found = await readBack(ctx, connection, post);
  const ownKey = profileOf(connection.platform)?.can.ownKey ?? false;
  await carryOut(ctx, publication, source.content, verdictOf(publication, found, attempts, ownKey, now()));
}

async function carryOut(ctx: ServiceContext, publication: Publication, content: Content, verdict: Verdict) {
  switch (verdict.kind) {
    case "adopt":
      return saveChange(ctx, publication, published(ctx, publication, content, verdict.post, verdict.publishedAt));
    case "ask_a_person":
      return askAPerson(ctx, publication, content, verdict.message);
    case "look_again":
      return lookAgain(ctx, publication, verdict.delayMs, { error: verdict.message });
    case "read_once_more":
      await lookAgain(ctx, publication, BETWEEN_READS_MS, { absentReads: publication.absentReads + 1 });
      return wake(ctx, "publisher.reconcile", publication, BETWEEN_READS_MS + SECOND);
    case "send_again":
      return sendAgain(ctx, publication, verdict.delayMs);
  }
}

const wake = (
  ctx: ServiceContext,
  type: "publisher.send" | "publisher.reconcile",
  { id }: Publication,
  delayMs: number,
) => ctx.enqueue({ type, accountId: ctx.accountId, publicationId: id }, Math.ceil(delayMs / SECOND));

const askAPerson = (ctx: ServiceContext, publication: Publication, content: Content, message: string) =>
  saveChange(ctx, publication, failed(ctx, publication, content, "needs_human", "outcome_unknown", message));

/** The text or the connection is gone, so nothing can be compared any more. */
async function giveUp(ctx: ServiceContext, publication: Publication, content: Content | undefined): Promise<void> {
  const message = "The content or the connection is gone; look at the platform whether the post is live.";
  if (content) return askAPerson(ctx, publication, content, message);
  await saveChange(ctx, publication, {
    statements: [movePublication(ctx.db, publication, { state: "needs_human", error: message, leaseUntil: null })],
    events: [],
  });
}

async function lookAgain(
  ctx: ServiceContext,
  publication: Publication,
  delayMs: number,
  values: Partial<Pick<Publication, "error" | "absentReads">>,
): Promise<void> {
  const at = now();
  const move = { state: "unconfirmed", leaseUntil: at + delayMs, updatedAt: at, ...values } as const;
  await saveChange(ctx, publication, { statements: [movePublication(ctx.db, publication, move)], events: [] });
}

/** The same publication, the same remote key, a new attempt. */
async function sendAgain(ctx: ServiceContext, publication: Publication, delayMs: number): Promise<void> {
  const at = now();
  const absent: Publication = { ...publication, state: "absent" };
  const statements = [
    movePublication(ctx.db, publication, { state: "absent", updatedAt: at }),
    movePublication(ctx.db, absent, { state: "scheduled", retryAt: at + delayMs, leaseUntil: null, updatedAt: at }),
  ];
  await saveChange(ctx, publication, { statements, events: [] });
  await wake(ctx, "publisher.send", publication, delayMs);
}
