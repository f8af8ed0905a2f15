import type { ServiceContext } from "../../context.ts";
import { conflict, notFound } from "../../core/errors.ts";
import { newId } from "../../core/ids.ts";
import { now } from "../../core/time.ts";
import { isGuardFailure, isUniqueViolation, type Statement } from "../../db/guard.ts";
import type { Connection } from "../../db/tables/connections.ts";
import type { Content } from "../../db/tables/content.ts";
import type { Publication } from "../../db/tables/publications.ts";
import { type QueuedJob, requestJob } from "../billing/paid-jobs.service.ts";
import { refreshShownStatus } from "../content/content-status.queries.ts";
import { insertScheduleEntry, updateOpenEntry } from "./calendar-entries.queries.ts";
import { publishableStatements } from "./publication-facts.service.ts";
import { chooseConnections, type Destination, planPublication, type Wish } from "./publication-plan.ts";
import {
  findPublicationsByUuid,
  findPublicationsOfContent,
  guardNothingUnderWay,
  guardPublication,
  insertPublication,
  movePublication,
} from "./publications.queries.ts";
import { findUsableConnections } from "./publishable.queries.ts";
import { expectPublishable, futureMoment, type Moment } from "./sending.ts";

export interface PublishWish extends Wish {
  contentId: number;
  destinations: readonly Destination[];
}

const readsFor = (ctx: ServiceContext, contentId: number) =>
  [
    ...publishableStatements(ctx, contentId),
    findUsableConnections(ctx.db, ctx.tenant),
    findPublicationsOfContent(ctx.db, ctx.accountId, contentId),
  ] as const;

/** Starts the job that publishes content now. Throws `not_found`, `platform_not_configured`, `already_publishing`, `conflict`. */
export async function requestPublish(ctx: ServiceContext, wish: PublishWish): Promise<QueuedJob> {
  return requestJob(
    ctx,
    "publisher.publish",
    readsFor(ctx, wish.contentId),
    ([contents, , , connections, publications]) => {
      const content = publishableContent(contents[0], wish.contentId);
      const chosen = chooseConnections(content, connections, wish.destinations);
      const prepared = chosen.map((connection) => prepare(ctx, content, connection, publications, wish, null));
      const arming = prepared.flatMap((one) => one.statements);
      const refresh = refreshShownStatus(ctx.db, ctx.accountId, content.id, now());
      const effects = arming.length > 0 ? [...arming, refresh] : [];
      const input = { content_id: content.id, publications: prepared.map((one) => one.uuid) };
      return { input, subject: content.id, estimate: 0, operation: null, siteId: content.siteId, effects };
    },
  ).catch(refuseRace);
}

/** `unchanged`: it is there as it is wished; `rearmed`: the record of an earlier wish goes out, or at another time. */
export type RecordOutcome = "created" | "rearmed" | "unchanged";

/**
 * Makes one publishing record, to go out now or at `wished`, or arms the one that there is. Throws as `requestPublish`,
 * and `validation_error` for a moment in the past.
 */
export async function createRecord(
  ctx: ServiceContext,
  wish: PublishWish,
  wished: Moment | null,
): Promise<{ record: Publication; outcome: RecordOutcome }> {
  const moment = wished && futureMoment(wished, now());
  const [contents, , , connections, publications] = await ctx.db.batch(readsFor(ctx, wish.contentId));
  const content = publishableContent(contents[0], wish.contentId);
  const [connection] = chooseConnections(content, connections, wish.destinations);
  if (!connection) throw new Error("no connection was chosen");
  const one = prepare(ctx, content, connection, publications, wish, moment);
  if (one.unchanged) return { record: one.unchanged, outcome: "unchanged" };
  const refresh = refreshShownStatus(ctx.db, ctx.accountId, content.id, now());
  const statements: [Statement, ...Statement[]] = [refresh, findPublicationsByUuid(ctx.db, ctx.accountId, [one.uuid])];
  statements.unshift(...one.statements);
  const results: unknown[] = await ctx.commit(statements).catch(refuseRace);
  const record = (results.at(-1) as Publication[])[0];
  if (!record) throw new Error("the record was not written");
  if (moment && moment.at > now()) await ctx.account.wakeAt(moment.at);
  else
    ctx.defer(
      ctx
        .enqueue({ type: "publisher.send", accountId: ctx.accountId, publicationId: record.id })
        .catch(() => undefined),
    );
  return { record, outcome: one.isNew ? "created" : "rearmed" };
}

function publishableContent(content: Content | undefined, id: number): Content {
  if (!content) throw notFound("content", id);
  expectPublishable(content);
  return content;
}

interface Prepared {
  uuid: string;
  statements: Statement[];
  unchanged: Publication | null;
  isNew: boolean;
}

/** The statements that arm one publication for `moment` (null: now), with its place in the calendar. */
function prepare(
  ctx: ServiceContext,
  content: Content,
  connection: Connection,
  publications: readonly Publication[],
  wish: PublishWish,
  moment: Moment | null,
): Prepared {
  const plan = planPublication(content, connection, publications, wish);
  if (plan.kind === "unchanged")
    return { uuid: plan.publication.uuid, statements: [], unchanged: plan.publication, isNew: false };
  const at = now();
  const dueAt = moment?.at ?? at;
  const arm = {
    state: "scheduled",
    dueAt,
    retryAt: null,
    leaseUntil: null,
    errorCode: null,
    error: null,
    remoteStatus: wish.remoteStatus,
    requestedBy: ctx.actor.name,
    updatedAt: at,
  } as const;
  const uuid = plan.kind === "rearm" ? plan.publication.uuid : newId();
  const statements: Statement[] =
    plan.kind === "rearm"
      ? [
          guardPublication(ctx.db, plan.publication),
          movePublication(ctx.db, plan.publication, arm),
          updateOpenEntry(ctx.db, ctx.accountId, plan.publication.id, { status: "cancelled", updatedAt: at }),
        ]
      : [
          guardNothingUnderWay(ctx.db, ctx.accountId, content.id, connection.id),
          insertPublication(ctx.db, { ...arm, uuid, ...identityOf(ctx, content, connection), createdAt: at }),
        ];
  if (moment) statements.push(entryStatement(ctx, content, connection, uuid, dueAt, moment.timezone));
  return { uuid, statements, unchanged: null, isNew: plan.kind === "create" };
}

const identityOf = (ctx: ServiceContext, content: Content, connection: Connection) => ({
  accountId: ctx.accountId,
  siteId: content.siteId,
  contentId: content.id,
  connectionId: connection.id,
  platform: connection.platform,
  contentRevision: content.revision,
  remoteKey: content.slug,
  metadata: {},
});

function entryStatement(
  ctx: ServiceContext,
  content: Content,
  connection: Connection,
  publicationUuid: string,
  scheduledAt: number,
  timezone: string,
): Statement {
  const at = now();
  const ids = {
    uuid: newId(),
    accountId: ctx.accountId,
    siteId: content.siteId,
    contentId: content.id,
    connectionId: connection.id,
  };
  return insertScheduleEntry(
    ctx.db,
    { ...ids, platform: connection.platform, scheduledAt, timezone, createdAt: at, updatedAt: at },
    publicationUuid,
  );
}

/** Somebody armed or moved the same publication between our look and our write. */
function refuseRace(error: unknown): never {
  const armed = isUniqueViolation(error, "publications.account_id") || isGuardFailure(error, "nothing under way");
  if (armed) throw conflict("Another request is publishing it at this very moment.", "already_publishing");
  throw isGuardFailure(error)
    ? conflict("The publication changed at this very moment. Look at its status, then try again.")
    : error;
}
