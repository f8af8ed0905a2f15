import type { ServiceContext } from "../../context.ts";
import { notFound } from "../../core/errors.ts";
import { now } from "../../core/time.ts";
import { isGuardFailure } from "../../db/guard.ts";
import {
  deleteReads,
  findNotification,
  guardVisible,
  insertReads,
  softDeleteNotification,
} from "./notifications.queries.ts";

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

const refuseUnseen = (id: number) => (error: unknown) => {
  throw isGuardFailure(error) ? notFound("notification", id) : error;
};
