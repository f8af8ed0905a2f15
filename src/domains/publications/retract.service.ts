import type { ServiceContext } from "../../context.ts";
import { conflict, DomainError } from "../../core/errors.ts";
import { now } from "../../core/time.ts";
import { isGuardFailure, type Statement } from "../../db/guard.ts";
import type { Publication } from "../../db/tables/publications.ts";
import { recordAudit } from "../audit/audit.queries.ts";
import { refreshShownStatus, withdrawScheduled } from "../content/content-status.queries.ts";
import { takeDown } from "./delivery.service.ts";
import { readFacts } from "./publication-facts.service.ts";
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
  await takeOff(ctx, record);
  const at = now();
  const statements: [Statement, ...Statement[]] = [
    guardPublication(ctx.db, record),
    retractPublications(ctx.db, record, at),
    ...withdrawScheduled(ctx.db, ctx.accountId, record.contentId, at, record.connectionId),
    ...(record.url === null ? [] : [unlinkRemotePost(ctx.db, ctx.accountId, record.contentId, record.url)]),
    recordAudit(ctx.db, {
      ...{ accountId: ctx.accountId, actor: ctx.actor.name, action: "publication.retracted" },
      ...{ target: `record:${id}`, createdAt: at },
    }),
    refreshShownStatus(ctx.db, ctx.accountId, record.contentId, at),
    findRecord(ctx.db, ctx.tenant, id),
  ];
  const results: readonly unknown[] = await ctx.commit(statements).catch((error) => {
    throw isGuardFailure(error) ? conflict("The record changed at this very moment.") : error;
  });
  // safe: the last statement reads the record
  return (results.at(-1) as Publication[])[0] ?? record;
}

/** Takes it off its place. Repeating it does no harm, so the platform is asked before anything is written here. */
async function takeOff(ctx: ServiceContext, record: Publication): Promise<void> {
  const { connection, remoteId, underWay } = await readFacts(ctx, record);
  if (underWay)
    throw conflict("It is being published at this moment. Wait until that has ended.", "already_publishing");
  if (!connection || connection.deletedAt !== null || remoteId === null)
    throw conflict(`It cannot be taken down from here any more. Delete it on ${record.platform}.`);
  const outcome = await takeDown(ctx, connection, remoteId);
  if (outcome.kind === "retracted") return;
  const code =
    outcome.kind === "rejected" && outcome.reason === "auth_failed" ? "platform_auth_failed" : "publish_failed";
  throw new DomainError(code, `It was not taken down: ${outcome.message} Try again; a second time does no harm.`);
}
