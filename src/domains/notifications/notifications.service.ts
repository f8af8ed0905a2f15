import type { ServiceContext, Shard, SystemContext } from "../../context.ts";
import { invalid, notFound } from "../../core/errors.ts";
import { DAY, now } from "../../core/time.ts";
import { isGuardFailure } from "../../db/guard.ts";
import { filterWords, typesMatching } from "./catalog.ts";
import {
  countUnread,
  deleteReads,
  findNotification,
  findNotifications,
  guardVisible,
  insertReads,
  softDeleteNotification,
} from "./notifications.queries.ts";
import { deleteNotificationsBefore } from "./notifications.system-queries.ts";

const KEPT_DAYS = 90;

interface ListFilter {
  /** A type or a group of types, as the caller wrote it. */
  word: string | undefined;
  isRead: boolean | undefined;
  limit: number;
  offset: number;
}

/** Newest first, with the caller's own read state. Throws `validation_error` for a word that is no type and no group. */
export function listNotifications(ctx: ServiceContext, { word, ...filter }: ListFilter) {
  const types = word === undefined ? null : typesMatching(word);
  if (word !== undefined && types === null)
    throw invalid("notification_type", `must be one of ${filterWords().join(", ")}`);
  return findNotifications(ctx.db, ctx.tenant, ctx.actor.name, { ...filter, types });
}

/** Throws `not_found`. */
export async function getNotification(ctx: ServiceContext, id: number) {
  const [row] = await findNotification(ctx.db, ctx.tenant, ctx.actor.name, id);
  if (!row) throw notFound("notification", id);
  return row;
}

/** Idempotent: the first time stands. Throws `not_found`. */
export async function readNotification(ctx: ServiceContext, id: number) {
  const reader = ctx.actor.name;
  const [, , rows] = await ctx
    .commit([
      guardVisible(ctx.db, ctx.tenant, id),
      insertReads(ctx.db, ctx.tenant, reader, now(), id),
      findNotification(ctx.db, ctx.tenant, reader, id),
    ])
    .catch(refuseUnseen(id));
  const [row] = rows;
  if (!row) throw notFound("notification", id);
  return row;
}

/** Answers how many the caller had not read. */
export async function readAllNotifications(ctx: ServiceContext): Promise<number> {
  const [inserted] = await ctx.commit([insertReads(ctx.db, ctx.tenant, ctx.actor.name, now())]);
  return inserted.meta.changes;
}

export async function countUnreadNotifications(ctx: ServiceContext): Promise<number> {
  const [row] = await countUnread(ctx.db, ctx.tenant, ctx.actor.name);
  return row?.unread ?? 0;
}

/** For every reader of the account. Throws `not_found`, also the second time. */
export async function removeNotification(ctx: ServiceContext, id: number): Promise<void> {
  await ctx
    .commit([
      guardVisible(ctx.db, ctx.tenant, id),
      deleteReads(ctx.db, ctx.accountId, id),
      softDeleteNotification(ctx.db, ctx.tenant, id, now()),
    ])
    .catch(refuseUnseen(id));
}

/** Forgets notifications after 90 days, a thousand at a time. */
export const deleteOldNotifications = (_system: SystemContext, { db }: Shard) =>
  deleteNotificationsBefore(db, now() - KEPT_DAYS * DAY, 1_000);

const refuseUnseen = (id: number) => (error: unknown) => {
  throw isGuardFailure(error) ? notFound("notification", id) : error;
};
