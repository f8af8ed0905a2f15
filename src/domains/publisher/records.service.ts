import type { ServiceContext } from "../../context.ts";
import { conflict, notFound } from "../../core/errors.ts";
import { now } from "../../core/time.ts";
import { isGuardFailure } from "../../db/guard.ts";
import type { PublicationIntent } from "../../db/tables/publisher.ts";
import { recordAudit } from "../system/audit.queries.ts";
import { refreshShownStatus } from "../writer/content-status.queries.ts";
import { guardIntent, moveIntent } from "./intents.queries.ts";
import { findPublishStatus, findRecord, findRecords, type RecordFilter } from "./records.queries.ts";

export const listRecords = (ctx: ServiceContext, filter: RecordFilter) => findRecords(ctx.db, ctx.tenant, filter);

/** Throws `not_found`. */
export async function getRecord(ctx: ServiceContext, id: number): Promise<PublicationIntent> {
  const [record] = await findRecord(ctx.db, ctx.tenant, id);
  if (!record) throw notFound("record", id);
  return record;
}

/** What the content's status is and how each of its publications stands. Throws `not_found`. */
export async function getPublishStatus(ctx: ServiceContext, contentId: number) {
  const [contents, records] = await findPublishStatus(ctx.db, ctx.tenant, contentId);
  const content = contents[0];
  if (!content) throw notFound("content", contentId);
  return { content, records };
}

/** A person has looked: the post is live. Only for a record whose outcome nobody could find out. */
export async function confirmRecord(
  ctx: ServiceContext,
  id: number,
  found: { url: string; externalId: string | null },
): Promise<PublicationIntent> {
  const at = now();
  const receipt = { url: found.url, platformPostId: found.externalId, publishedAt: at, errorCode: null, error: null };
  return settleByHand(ctx, id, "publication.confirmed", { state: "published", ...receipt, updatedAt: at });
}

/** A person has looked: it is not live. The same intent goes out once more. */
export async function retryRecord(ctx: ServiceContext, id: number): Promise<PublicationIntent> {
  const at = now();
  const record = await settleByHand(ctx, id, "publication.retried", {
    state: "scheduled",
    dueAt: at,
    retryAt: null,
    errorCode: null,
    error: null,
    updatedAt: at,
  });
  ctx.defer(ctx.enqueue({ type: "publisher.send", accountId: ctx.accountId, intentId: id }).catch(() => undefined));
  return record;
}

async function settleByHand(
  ctx: ServiceContext,
  id: number,
  action: string,
  values: Parameters<typeof moveIntent>[2],
): Promise<PublicationIntent> {
  const record = await getRecord(ctx, id);
  const retries = values.state === "scheduled" && (record.state === "rejected" || record.state === "missed");
  if (record.state !== "needs_human" && !retries)
    throw conflict(`This record is ${record.state}: there is nothing to settle by hand.`);
  const audit = recordAudit(ctx.db, {
    accountId: ctx.accountId,
    actor: ctx.actor.name,
    action,
    target: `record:${id}`,
    createdAt: now(),
  });
  const statements = [
    guardIntent(ctx.db, record),
    moveIntent(ctx.db, record, values),
    audit,
    refreshShownStatus(ctx.db, ctx.accountId, record.contentId, now()),
    findRecord(ctx.db, ctx.tenant, id),
  ] as const;
  const results = await ctx.commit(statements).catch((error) => {
    throw isGuardFailure(error) ? conflict("The record changed at this very moment.") : error;
  });
  return results[4][0] ?? record;
}
