import type { ServiceContext } from "../../context.ts";
import { conflict, notFound } from "../../core/errors.ts";
import { now } from "../../core/time.ts";
import { isGuardFailure, type Statement } from "../../db/guard.ts";
import type { Publication } from "../../db/tables/publications.ts";
import { recordAudit } from "../audit/audit.queries.ts";
import { refreshShownStatus } from "../content/content-status.queries.ts";
import { updateOpenEntry } from "./calendar-entries.queries.ts";
import { expectCancellable, expectSettleable } from "./publication-states.ts";
import { guardNewest, guardNothingUnderWay, guardPublication, movePublication } from "./publications.queries.ts";
import { findPublishStatus, findRecord } from "./records.queries.ts";

/** Throws `not_found`. */
export async function getRecord(ctx: ServiceContext, id: number): Promise<Publication> {
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
): Promise<Publication> {
  const at = now();
  const receipt = { url: found.url, platformPostId: found.externalId, publishedAt: at, errorCode: null, error: null };
  return settleByHand(ctx, id, "publication.confirmed", { state: "published", ...receipt, updatedAt: at });
}

/** A person has looked: it is not live. The same publication goes out once more. */
export async function retryRecord(ctx: ServiceContext, id: number): Promise<Publication> {
  const at = now();
  const record = await settleByHand(ctx, id, "publication.retried", {
    state: "scheduled",
    dueAt: at,
    retryAt: null,
    errorCode: null,
    error: null,
    updatedAt: at,
  });
  ctx.defer(
    ctx.enqueue({ type: "publisher.send", accountId: ctx.accountId, publicationId: id }).catch(() => undefined),
  );
  return record;
}

/** Takes back a publication that waits for its time. Throws `not_found`, `conflict` for one that does not wait any more. */
export async function cancelRecord(ctx: ServiceContext, id: number): Promise<Publication> {
  const record = await getRecord(ctx, id);
  expectCancellable(record.state);
  const at = now();
  const entry = updateOpenEntry(ctx.db, ctx.accountId, id, { status: "cancelled", updatedAt: at });
  return writeByHand(ctx, record, "publication.cancelled", { state: "cancelled", retryAt: null, updatedAt: at }, [
    entry,
  ]);
}

async function settleByHand(
  ctx: ServiceContext,
  id: number,
  action: string,
  values: Parameters<typeof movePublication>[2] & { state: "published" | "scheduled" },
): Promise<Publication> {
  const record = await getRecord(ctx, id);
  expectSettleable(record.state, values.state);
  const alone = [
    guardNothingUnderWay(ctx.db, ctx.accountId, record.contentId, record.connectionId),
    guardNewest(ctx.db, record),
  ];
  return writeByHand(ctx, record, action, values, values.state === "scheduled" ? alone : []);
}

/** Moves the record as a person wishes, together with `others`; the move is on the account's audit list. */
async function writeByHand(
  ctx: ServiceContext,
  record: Publication,
  action: string,
  values: Parameters<typeof movePublication>[2],
  others: readonly Statement[],
): Promise<Publication> {
  const at = now();
  const audit = {
    accountId: ctx.accountId,
    actor: ctx.actor.name,
    action,
    target: `record:${record.id}`,
    createdAt: at,
  };
  const statements = [
    guardPublication(ctx.db, record),
    ...others,
    movePublication(ctx.db, record, values),
    recordAudit(ctx.db, audit),
    refreshShownStatus(ctx.db, ctx.accountId, record.contentId, at),
    findRecord(ctx.db, ctx.tenant, record.id),
  ] as const;
  const results: readonly unknown[] = await ctx.commit(statements).catch(refuseRace);
  // safe: the last statement reads the record
  return (results.at(-1) as Publication[])[0] ?? record;
}

function refuseRace(error: unknown): never {
  if (isGuardFailure(error, "nothing under way"))
    throw conflict("Another record of this content is on its way to the same place.", "already_publishing");
  if (isGuardFailure(error, "newest revision"))
    throw conflict("The content has a later record for the same place. Retry that one.");
  throw isGuardFailure(error) ? conflict("The record changed at this very moment.") : error;
}
