import type { ServiceContext } from "../../context.ts";
import { now } from "../../core/time.ts";
import type { Statement } from "../../db/guard.ts";
import type { Content } from "../../db/tables/content.ts";
import type { Publication } from "../../db/tables/publications.ts";
import type { AccountEvent } from "../../messages/events.ts";
import type { Outcome, RemotePost } from "../../providers/platforms/adapter.ts";
import { profileOf } from "../../providers/platforms/profiles.ts";
import { refreshShownStatus } from "../content/content-status.queries.ts";
import { notice } from "../notifications/notify.service.ts";
import { updateOpenEntry } from "./calendar-entries.queries.ts";
import { endAttempt, guardPublication, movePublication } from "./publications.queries.ts";
import { linkRemotePost } from "./publishable.queries.ts";
import { FIRST_LOOK_MS } from "./reading-back.ts";
import { retryDelayMs } from "./sending.ts";

interface Change {
  statements: Statement[];
  events: AccountEvent[];
}

const named = (content: Content, publication: Publication) => ({
  content_id: content.uuid,
  content_number: content.id,
  platform: publication.platform,
  site_id: publication.siteId,
});

/** v1 shows one address, that on a website of the account's; one of our own never takes the place of another. */
const isItsAddress = (ctx: ServiceContext, { platform }: Publication, { externalUrl }: Content, url: string): boolean =>
  profileOf(platform)?.isWebsite === true &&
  (!externalUrl || externalUrl.startsWith(ctx.config.publicUrl) || !url.startsWith(ctx.config.publicUrl));

/** It is there: the receipt, the schedule entry and what people see, in one batch. */
export function published(
  ctx: ServiceContext,
  publication: Publication,
  content: Content,
  post: RemotePost,
  publishedAt: number,
): Change {
  const { db, accountId } = ctx;
  const at = now();
  const metadata = { ...publication.metadata, ...post.metadata };
  const receipt = {
    platformPostId: post.platformPostId,
    url: post.url,
    publishedAt,
    latenessMs: Math.max(0, publishedAt - publication.dueAt),
    metadata,
  };
  const clean = { leaseUntil: null, retryAt: null, errorCode: null, error: null, retractedAt: null, updatedAt: at };
  const link = { externalId: post.platformPostId, externalUrl: post.url, externalType: content.contentType };
  const isDraft = publication.remoteStatus === "draft";
  const told = notice(ctx, {
    type: "content_published",
    title: isDraft ? "Draft saved" : "Content published",
    message: `"${content.title}" is ${isDraft ? "saved as a draft" : "live"} on ${publication.platform}.`,
    siteId: publication.siteId,
    metadata: { content_id: content.id, url: post.url },
  });
  return {
    statements: [
      movePublication(db, publication, { state: "published", ...receipt, ...clean }),
      endAttempt(db, publication, { finishedAt: at, outcome: "succeeded", errorCode: null, error: null }),
      updateOpenEntry(db, accountId, publication.id, { status: "published", error: null, updatedAt: at }),
      ...(isItsAddress(ctx, publication, content, post.url) ? [linkRemotePost(db, accountId, content.id, link)] : []),
      told.statement,
    ],
    events: [{ type: "publish_success", ...named(content, publication), url: post.url }, told.event],
  };
}

/** It is not live, and nothing will try again by itself. */
export function failed(
  ctx: ServiceContext,
  publication: Publication,
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
    message: `"${content.title}" on ${publication.platform}: ${message}`,
    siteId: publication.siteId,
    metadata: { content_id: content.id, code },
  });
  return {
    statements: [
      movePublication(db, publication, {
        state,
        errorCode: code,
        error: message,
        leaseUntil: null,
        retryAt: null,
        updatedAt: at,
      }),
      ...(publication.state === "sending"
        ? [endAttempt(db, publication, { finishedAt: at, outcome: "rejected", errorCode: code, error: message })]
        : []),
      updateOpenEntry(db, accountId, publication.id, { status: "failed", error: message, updatedAt: at }),
      told.statement,
    ],
    events: [{ type: "publish_failed", ...named(content, publication), error: message }, told.event],
  };
}

/** Refused before acceptance: certainly not live, so the same publication goes again. Retry-After wins over our own pace. */
export function postponed(
  ctx: ServiceContext,
  publication: Publication,
  outcome: Extract<Outcome, { kind: "retryable" }>,
): Change & { delayMs: number } {
  const at = now();
  const delayMs = retryDelayMs(publication, publication.attempts, outcome.retryAfterSeconds);
  const error = { errorCode: "platform_unavailable", error: outcome.message };
  return {
    delayMs,
    statements: [
      movePublication(ctx.db, publication, {
        state: "scheduled",
        retryAt: at + delayMs,
        leaseUntil: null,
        ...error,
        updatedAt: at,
      }),
      endAttempt(ctx.db, publication, { finishedAt: at, outcome: "retryable", ...error }),
      updateOpenEntry(ctx.db, ctx.accountId, publication.id, { status: "pending", updatedAt: at }),
    ],
    events: [],
  };
}

/** Nobody knows: never sent again blindly. The platform will be read back; until then callers are told the truth. */
export function unconfirmed(ctx: ServiceContext, publication: Publication, content: Content, message: string): Change {
  const at = now();
  const error = { errorCode: "outcome_unknown", error: message };
  return {
    statements: [
      movePublication(ctx.db, publication, {
        state: "unconfirmed",
        leaseUntil: at + FIRST_LOOK_MS,
        absentReads: 0,
        ...error,
        updatedAt: at,
      }),
      endAttempt(ctx.db, publication, { finishedAt: at, outcome: "unknown", ...error }),
    ],
    events: [{ type: "publish_unconfirmed", ...named(content, publication), error: message }],
  };
}

/** Writes a change of a publication that this worker holds, and derives what is shown. Throws when the claim was lost. */
export async function saveChange(ctx: ServiceContext, publication: Publication, change: Change): Promise<void> {
  await ctx.commit(
    [
      guardPublication(ctx.db, publication),
      ...change.statements,
      refreshShownStatus(ctx.db, ctx.accountId, publication.contentId, now()),
    ],
    change.events,
  );
}
