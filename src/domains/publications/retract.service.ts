import type { ServiceContext } from "../../context.ts";
import { conflict, DomainError } from "../../core/errors.ts";
import { now } from "../../core/time.ts";
import { isGuardFailure, type Statement } from "../../db/guard.ts";
import type { Publication } from "../../db/tables/publications.ts";
import type { AccountEvent } from "../../messages/events.ts";
import { recordAudit } from "../audit/audit.queries.ts";
import { refreshShownStatus, withdrawScheduled } from "../content/content-status.queries.ts";
import { takeDown } from "./delivery.service.ts";
import { siteRetraction } from "./hosted-sites.service.ts";
import { readFacts } from "./publication.service.ts";
import { guardPublication, retractPublications } from "./publications.queries.ts";
import { unlinkRemotePost } from "./publishable.queries.ts";
import { findRecord } from "./records.queries.ts";
import { getRecord } from "./records.service.ts";

/**
 * Takes what a record published down again, and what waits to go out to the same place with it. Does nothing twice: a post
 * that is gone counts as taken down. Throws `not_found`, `conflict`, `already_publishing`, and `publish_failed` when the
 * platform did not do it.
 */
export async function retractRecord(ctx: ServiceContext, id: number): Promise<Publication> {
  const record = await getRecord(ctx, id);
  if (record.state !== "published") throw conflict(`This record is ${record.state}: there is nothing to take down.`);
  const { effects, events } = await removal(ctx, record);
  const at = now();
  const statements: [Statement, ...Statement[]] = [
    guardPublication(ctx.db, record),
    retractPublications(ctx.db, record, at),
    ...withdrawScheduled(ctx.db, ctx.accountId, record.contentId, at, record.connectionId),
    ...effects,
    recordAudit(ctx.db, {
      ...{ accountId: ctx.accountId, actor: ctx.actor.name, action: "publication.retracted" },
      ...{ target: `record:${id}`, createdAt: at },
    }),
    refreshShownStatus(ctx.db, ctx.accountId, record.contentId, at),
    findRecord(ctx.db, ctx.tenant, id),
  ];
  const results: readonly unknown[] = await ctx.commit(statements, events).catch((error) => {
    throw isGuardFailure(error) ? conflict("The record changed at this very moment.") : error;
  });
  // safe: the last statement reads the record
  return (results.at(-1) as Publication[])[0] ?? record;
}

/** Takes it off its place, and says what has to be written here with that. */
async function removal(
  ctx: ServiceContext,
  record: Publication,
): Promise<{ effects: Statement[]; events: AccountEvent[] }> {
  const { connection, remoteId, underWay } = await readFacts(ctx, record);
  if (underWay)
    throw conflict("It is being published at this moment. Wait until that has ended.", "already_publishing");
  const unlink = record.url === null ? [] : [unlinkRemotePost(ctx.db, ctx.accountId, record.contentId, record.url)];
  if (record.platform === "site" && record.siteId !== null) {
    const { effects, events } = await siteRetraction(ctx, record.siteId, record.contentId);
    return { effects: [...effects, ...unlink], events };
  }
  if (!connection || connection.deletedAt !== null || remoteId === null)
    throw conflict(`It cannot be taken down from here any more. Delete it on ${record.platform}.`);
  const outcome = await takeDown(ctx, connection, remoteId);
  if (outcome.kind === "retracted") return { effects: unlink, events: [] };
  const code =
    outcome.kind === "rejected" && outcome.reason === "auth_failed" ? "platform_auth_failed" : "publish_failed";
  throw new DomainError(code, `It was not taken down: ${outcome.message} Try again; a second time does no harm.`);
}
