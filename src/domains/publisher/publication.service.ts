import type { ServiceContext } from "../../context.ts";
import type { Connection } from "../../db/tables/connections.ts";
import type { PublicationAttempt, PublicationIntent, ScheduleEntry } from "../../db/tables/publisher.ts";
import { findConnection } from "../connections/connections.queries.ts";
import { findContent, findMediaOf, findTermsOf } from "../writer/content.queries.ts";
import { IN_FLIGHT } from "./intent-states.ts";
import { findAttempts, findIntentsOfContent } from "./intents.queries.ts";
import type { Publishable } from "./post.ts";
import { isAt } from "./publication-plan.ts";
import { findOpenEntry } from "./schedule-entries.queries.ts";

/** The parts of one batch: the content row, its pictures and its terms. */
export const publishableStatements = (ctx: ServiceContext, contentId: number) =>
  [
    findContent(ctx.db, ctx.tenant, contentId),
    findMediaOf(ctx.db, ctx.accountId, contentId),
    findTermsOf(ctx.db, ctx.accountId, contentId),
  ] as const;

/** All that is known about an intent, as it is needed to send it or to look for it. */
export interface Publication {
  intent: PublicationIntent;
  /** Undefined when the content was deleted meanwhile. */
  source: Publishable | undefined;
  /** Undefined when it was removed meanwhile. */
  connection: Connection | undefined;
  /** The id of what this content already is at the platform, as an earlier revision or a draft: changed, not doubled. */
  remoteId: string | null;
  /** Another revision is on its way over the same connection. */
  underWay: boolean;
  /** Newest first. */
  attempts: PublicationAttempt[];
  entry: ScheduleEntry | undefined;
}

/** Reads it in one round trip. */
export async function readPublication(ctx: ServiceContext, intent: PublicationIntent): Promise<Publication> {
  const { db, accountId } = ctx;
  const [contents, media, taxonomies, connections, intents, attempts, entries] = await db.batch([
    ...publishableStatements(ctx, intent.contentId),
    findConnection(db, accountId, intent.connectionId),
    findIntentsOfContent(db, accountId, intent.contentId),
    findAttempts(db, accountId, intent.id),
    findOpenEntry(db, accountId, intent.id),
  ]);
  const [content, connection] = [contents[0], connections[0]];
  const here = intents.filter((row) => row.connectionId === intent.connectionId && connection && isAt(row, connection));
  const others = intents.filter((row) => row.id !== intent.id && row.connectionId === intent.connectionId);
  const earlier = here.filter((row) => row.id !== intent.id && row.state === "published").at(-1);
  return {
    intent,
    source: content && { content, media, taxonomies },
    connection,
    remoteId: (earlier ?? here.find((row) => row.id === intent.id))?.platformPostId ?? null,
    underWay: others.some(({ state }) => IN_FLIGHT.includes(state)),
    attempts,
    entry: entries[0],
  };
}
