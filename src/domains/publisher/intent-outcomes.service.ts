import type { ServiceContext } from "../../context.ts";
import { HOUR, MINUTE, now, SECOND } from "../../core/time.ts";
import type { Statement } from "../../db/guard.ts";
import type { PublicationIntent } from "../../db/tables/publisher.ts";
import type { Content } from "../../db/tables/writer.ts";
import type { AccountEvent } from "../../messages/events.ts";
import type { Outcome, RemotePost } from "../../providers/platforms/adapter.ts";
import { notice } from "../notifications/notify.service.ts";
import { refreshShownStatus } from "../writer/content-status.queries.ts";
import { endAttempt, guardIntent, moveIntent } from "./intents.queries.ts";
import { linkRemotePost } from "./publishable.queries.ts";
import { updateOpenEntry } from "./schedule-entries.queries.ts";

/** A publication that could not go out for this long is not sent any more: it says so instead. */
export const MAX_LATENESS_MS = 24 * HOUR;
/** The first look at the platform after an unknown outcome; platforms list a new post within seconds. */
export const FIRST_LOOK_MS = 10 * SECOND;

interface Change {
  statements: Statement[];
  events: AccountEvent[];
}

const named = (content: Content, intent: PublicationIntent) => ({
  content_id: content.uuid,
  content_number: content.id,
  platform: intent.platform,
  site_id: intent.siteId,
});

/** v1 shows one address: that of WordPress, else that of the hosted site. */
const isItsSite = (ctx: ServiceContext, { platform }: PublicationIntent, { externalUrl }: Content): boolean =>
  platform === "wordpress" || (platform === "site" && (!externalUrl || externalUrl.startsWith(ctx.config.publicUrl)));

/** It is there: the receipt, the schedule entry and what people see, in one batch. */
export function published(
  ctx: ServiceContext,
  intent: PublicationIntent,
  content: Content,
  post: RemotePost,
  publishedAt: number,
): Change {
  const { db, accountId } = ctx;
  const at = now();
  const metadata = { ...intent.metadata, ...post.metadata };
  const receipt = {
    platformPostId: post.platformPostId,
    url: post.url,
    publishedAt,
    latenessMs: Math.max(0, publishedAt - intent.dueAt),
    metadata,
  };
  const clean = { leaseUntil: null, retryAt: null, errorCode: null, error: null, retractedAt: null, updatedAt: at };
  const link = { externalId: post.platformPostId, externalUrl: post.url, externalType: content.contentType };
  const isDraft = intent.remoteStatus === "draft";
  const told = notice(ctx, {
    type: "content_published",
    title: isDraft ? "Draft saved" : "Content published",
    message: `"${content.title}" is ${isDraft ? "saved as a draft" : "live"} on ${intent.platform}.`,
    siteId: intent.siteId,
    metadata: { content_id: content.id, url: post.url },
  });
  return {
    statements: [
      moveIntent(db, intent, { state: "published", ...receipt, ...clean }),
      endAttempt(db, intent, { finishedAt: at, outcome: "succeeded", errorCode: null, error: null }),
      updateOpenEntry(db, accountId, intent.id, { status: "published", error: null, updatedAt: at }),
      ...(isItsSite(ctx, intent, content) ? [linkRemotePost(db, accountId, content.id, link)] : []),
      told.statement,
    ],
    events: [{ type: "publish_success", ...named(content, intent), url: post.url }, told.event],
  };
}

/** It is not live, and nothing will try again by itself. */
export function failed(
  ctx: ServiceContext,
  intent: PublicationIntent,
  content: Content,
  state: "rejected" | "missed" | "needs_human",
  code: string,
  message: string,
): Change {
  const { db, accountId } = ctx;
  const at = now();
  const told = notice(ctx, {
    type: "content_publish_failed",
    title: state === "needs_human" ? "A publication needs your eyes" : "Publishing failed",
    message: `"${content.title}" on ${intent.platform}: ${message}`,
    siteId: intent.siteId,
    metadata: { content_id: content.id, code },
  });
  return {
    statements: [
      moveIntent(db, intent, {
        state,
        errorCode: code,
        error: message,
        leaseUntil: null,
        retryAt: null,
        updatedAt: at,
      }),
      ...(intent.state === "sending"
        ? [endAttempt(db, intent, { finishedAt: at, outcome: "rejected", errorCode: code, error: message })]
        : []),
      updateOpenEntry(db, accountId, intent.id, { status: "failed", error: message, updatedAt: at }),
      told.statement,
    ],
    events: [{ type: "publish_failed", ...named(content, intent), error: message }, told.event],
  };
}

/** Refused before acceptance: certainly not live, so the same intent goes again. Retry-After wins over our own pace. */
export function postponed(
  ctx: ServiceContext,
  intent: PublicationIntent,
  outcome: Extract<Outcome, { kind: "retryable" }>,
): Change & { delayMs: number } {
  const at = now();
  const pace = Math.min(30 * SECOND * 2 ** Math.max(0, intent.attempts - 1), 10 * MINUTE);
  const delayMs = outcome.retryAfterSeconds === undefined ? pace : outcome.retryAfterSeconds * SECOND;
  const error = { errorCode: "platform_unavailable", error: outcome.message };
  return {
    delayMs,
    statements: [
      moveIntent(ctx.db, intent, {
        state: "scheduled",
        retryAt: at + delayMs,
        leaseUntil: null,
        ...error,
        updatedAt: at,
      }),
      endAttempt(ctx.db, intent, { finishedAt: at, outcome: "retryable", ...error }),
      updateOpenEntry(ctx.db, ctx.accountId, intent.id, { status: "pending", updatedAt: at }),
    ],
    events: [],
  };
}

/** Nobody knows: never sent again blindly. The platform will be read back; until then callers are told the truth. */
export function unconfirmed(ctx: ServiceContext, intent: PublicationIntent, content: Content, message: string): Change {
  const at = now();
  const error = { errorCode: "outcome_unknown", error: message };
  return {
    statements: [
      moveIntent(ctx.db, intent, {
        state: "unconfirmed",
        leaseUntil: at + FIRST_LOOK_MS,
        absentReads: 0,
        ...error,
        updatedAt: at,
      }),
      endAttempt(ctx.db, intent, { finishedAt: at, outcome: "unknown", ...error }),
    ],
    events: [{ type: "publish_unconfirmed", ...named(content, intent), error: message }],
  };
}

/** Writes a change of an intent that this worker holds, and derives what is shown. Throws when the claim was lost. */
export async function saveChange(
  ctx: ServiceContext,
  intent: PublicationIntent,
  change: Change,
  effects: readonly Statement[] = [],
): Promise<void> {
  await ctx.commit(
    [
      guardIntent(ctx.db, intent),
      ...change.statements,
      ...effects,
      refreshShownStatus(ctx.db, ctx.accountId, intent.contentId, now()),
    ],
    change.events,
  );
}
