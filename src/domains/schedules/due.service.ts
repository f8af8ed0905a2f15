import type { ServiceContext, Shard, SystemContext } from "../../context.ts";
import { now } from "../../core/time.ts";
import type { Message } from "../../messages/jobs.ts";
import { findDue } from "../publications/publications.queries.ts";
import { findOverduePublications } from "./due.system-queries.ts";

const PAGE = 100;

/** The account's clock has struck: one message for each publication that is due, and the next wake-up. */
export async function fireDue(ctx: ServiceContext): Promise<void> {
  const { ids, nextAt } = await findDue(ctx.db, ctx.accountId, now(), PAGE);
  if (ids.length > 0)
    await ctx.enqueueAll(
      ids.map((publicationId) => ({ type: "publisher.send", accountId: ctx.accountId, publicationId })),
    );
  const wakeAt = ids.length === PAGE ? now() + 1_000 : nextAt;
  if (wakeAt !== null) await ctx.account.wakeAt(wakeAt);
}

/** The net under it, each minute over all accounts: what no alarm sent, and what lost its sender or reader. */
export async function sweepPublications(system: SystemContext, { db }: Shard): Promise<void> {
  const [due, orphaned, unknown] = await findOverduePublications(db, now(), PAGE);
  const message =
    (type: "publisher.send" | "publisher.reconcile") =>
    (row: { id: number; accountId: number }): Message => ({ type, accountId: row.accountId, publicationId: row.id });
  const messages = [
    ...[...due, ...orphaned].map(message("publisher.send")),
    ...unknown.map(message("publisher.reconcile")),
  ];
  if (messages.length > 0) await system.enqueueAll(messages);
}
