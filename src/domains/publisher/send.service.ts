import type { ServiceContext } from "../../context.ts";
import { log } from "../../core/log.ts";
import { HOUR, MINUTE, now } from "../../core/time.ts";
import { isGuardFailure, isUniqueViolation } from "../../db/guard.ts";
import type { Connection } from "../../db/tables/connections.ts";
import type { PublicationIntent } from "../../db/tables/publisher.ts";
import { WITHHELD_STATUSES } from "../../db/tables/writer-enums.ts";
import type { AccountEvent } from "../../messages/events.ts";
import { placeOf } from "../connections/credential-fields.ts";
import { refreshShownStatus } from "../writer/content-status.queries.ts";
import { type Delivery, deliver } from "./delivery.service.ts";
import { failed, MAX_LATENESS_MS, postponed, published, saveChange, unconfirmed } from "./intent-outcomes.service.ts";
import { claimIntent, guardIntent, insertAttempt, moveIntent } from "./intents.queries.ts";
import { buildPost, type Publishable } from "./post.ts";
import { type Publication, readPublication } from "./publication.service.ts";
import { isAt } from "./publication-plan.ts";
import { guardNotWithheld } from "./publishable.queries.ts";
import { updateOpenEntry } from "./schedule-entries.queries.ts";

/** Longer than any adapter's calls together; a sender that holds it longer is dead, and its outcome is unknown. */
const SENDING_LEASE_MS = 3 * MINUTE;

/**
 * Sends one due publication: claim, then the remote call alone, then its receipt. Whatever makes this run again finds
 * the claim taken; a sender that dies during the call leaves `sending`, which is read back and never repeated blindly.
 * Does nothing when the intent is not due or another sender has it.
 */
export async function sendIntent(ctx: ServiceContext, intentId: number): Promise<void> {
  const at = now();
  const claimed = await claimIntent(
    ctx.db,
    ctx.accountId,
    intentId,
    at,
    at + Math.min(SENDING_LEASE_MS, ctx.config.leaseMs),
  );
  if (!claimed) return;
  try {
    const publication = await readPublication(ctx, claimed);
    const { connection, source } = publication;
    if (!source || WITHHELD_STATUSES.includes(source.content.status)) return await cancelUnsent(ctx, claimed);
    const refusal = refusalOf(claimed, connection, source);
    if (refusal || !connection)
      return await saveChange(ctx, claimed, failed(ctx, claimed, source.content, ...(refusal ?? NOT_CONNECTED)));
    const sending = await beginSending(ctx, publication, source, connection);
    if (sending) await send(ctx, sending, connection, source, publication.remoteId);
  } catch (error) {
    // the claim was lost, or the content withdrawn at this very moment: who claims it next decides
    if (!isGuardFailure(error)) throw error;
  }
}

const SUPERSEDED: Refusal = [
  "rejected",
  "conflict",
  "Another record publishes this revision of the content. Retry that one.",
];

type Refusal = [state: "rejected" | "missed", code: string, message: string];

const NOT_CONNECTED: Refusal = [
  "rejected",
  "platform_not_configured",
  "The platform is not connected any more. Connect it, then publish again.",
];

function refusalOf(
  intent: PublicationIntent,
  connection: Connection | undefined,
  { content }: Publishable,
): Refusal | null {
  const hours = MAX_LATENESS_MS / HOUR;
  if (now() - intent.dueAt > MAX_LATENESS_MS) {
    return ["missed", "missed", `It could not go out within ${hours} hours of its time. Schedule it again.`];
  }
  if (content.bodyHtml === "") return ["rejected", "conflict", "The content has no text any more."];
  return connection?.enabled ? null : NOT_CONNECTED;
}

/** The content was withdrawn or deleted meanwhile: nothing is sent. */
async function cancelUnsent(ctx: ServiceContext, intent: PublicationIntent): Promise<void> {
  const at = now();
  await ctx.commit([
    guardIntent(ctx.db, intent),
    moveIntent(ctx.db, intent, { state: "cancelled", leaseUntil: null, updatedAt: at }),
    updateOpenEntry(ctx.db, ctx.accountId, intent.id, { status: "cancelled", updatedAt: at }),
    refreshShownStatus(ctx.db, ctx.accountId, intent.contentId, at),
  ]);
}

/**
 * The last write before the call. What goes out is the text of this moment: an intent made for an earlier revision is
 * moved to the current one; undefined when that revision has an intent of its own already.
 */
async function beginSending(
  ctx: ServiceContext,
  publication: Publication,
  source: Publishable,
  connection: Connection,
): Promise<PublicationIntent | undefined> {
  const { intent, entry } = publication;
  const at = now();
  const receipt = isAt(intent, connection) ? {} : { platformPostId: null, url: null, publishedAt: null };
  const sending: PublicationIntent = {
    ...intent,
    state: "sending",
    attempts: intent.attempts + 1,
    contentRevision: source.content.revision,
    metadata: { ...intent.metadata, place: placeOf(connection.identity) },
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
            site_id: intent.siteId,
          },
        ];
  try {
    await ctx.commit(
      [
        guardIntent(ctx.db, intent),
        guardNotWithheld(ctx.db, ctx.accountId, intent.contentId),
        moveIntent(ctx.db, intent, values),
        insertAttempt(ctx.db, intent, sending.attempts, at),
        updateOpenEntry(ctx.db, ctx.accountId, intent.id, { status: "in_progress", updatedAt: at }),
        refreshShownStatus(ctx.db, ctx.accountId, intent.contentId, at),
      ],
      triggered,
    );
    return sending;
  } catch (error) {
    if (!isUniqueViolation(error, "publication_intents.account_id")) throw error;
    await saveChange(ctx, intent, failed(ctx, intent, source.content, ...SUPERSEDED));
    return undefined;
  }
}

async function send(
  ctx: ServiceContext,
  intent: PublicationIntent,
  connection: Connection,
  source: Publishable,
  remoteId: string | null,
): Promise<void> {
  const post = buildPost(ctx.config.publicUrl, ctx.images, source, intent, remoteId);
  const delivery = await deliver(ctx, connection, intent, source, post).catch(thrown);
  await record(ctx, intent, source, delivery);
}

/** An adapter answers, it does not throw; if one does, nobody knows how far it came. */
const thrown = (error: unknown): Delivery => {
  log("error", "adapter threw", { error });
  return { outcome: { kind: "unknown", message: "The call to the platform broke off." }, effects: [], events: [] };
};

async function record(
  ctx: ServiceContext,
  intent: PublicationIntent,
  source: Publishable,
  { outcome, effects, events }: Delivery,
): Promise<void> {
  const { content } = source;
  if (outcome.kind === "succeeded") {
    const change = published(ctx, intent, content, outcome, now());
    return saveChange(ctx, intent, { ...change, events: [...change.events, ...events] }, effects);
  }
  if (outcome.kind === "rejected")
    return saveChange(ctx, intent, failed(ctx, intent, content, "rejected", outcome.reason, outcome.message));
  if (outcome.kind === "unknown") {
    await saveChange(ctx, intent, unconfirmed(ctx, intent, content, outcome.message));
    return ctx.enqueue({ type: "publisher.reconcile", accountId: ctx.accountId, intentId: intent.id }, 11);
  }
  const change = postponed(ctx, intent, outcome);
  await saveChange(ctx, intent, change);
  await ctx.account.wakeAt(now() + change.delayMs);
}
