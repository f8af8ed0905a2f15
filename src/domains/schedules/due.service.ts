import type { ServiceContext, SystemContext } from "../../context.ts";
import { MINUTE, now } from "../../core/time.ts";
import type { Message } from "../../messages/jobs.ts";
import { findDue } from "../publications/publications.queries.ts";
import { claimForgottenPublications, findLapsedPublications } from "./due.system-queries.ts";

const PAGE = 100;
/** What the sweep has sent it sends again after this long, if it still waits. */
const NEXT_LOOK_MS = 3 * MINUTE;

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
export async function sweepPublications(system: SystemContext): Promise<void> {
  const at = now();
  const [forgotten, lapsed] = await Promise.all([
    claimForgottenPublications(system.db, at, at + NEXT_LOOK_MS, PAGE),
    findLapsedPublications(system.db, at, PAGE),
  ]);
  const message = (
    type: "publisher.send" | "publisher.reconcile",
    row: { id: number; accountId: number },
  ): Message => ({
    type,
    accountId: row.accountId,
    publicationId: row.id,
  });
  const messages = [
    ...forgotten.map((row) => message("publisher.send", row)),
    // a claim never began to send; what is further may be live and is read back
    ...lapsed.map((row) => message(row.state === "claimed" ? "publisher.send" : "publisher.reconcile", row)),
  ];
  if (messages.length > 0) await system.enqueueAll(messages);
}
