import type { ServiceContext } from "../../context.ts";
import type { Connection } from "../../db/tables/connections.ts";
import type { Publication, PublicationAttempt } from "../../db/tables/publications.ts";
import type { ScheduleEntry } from "../../db/tables/schedules.ts";
import { findConnection } from "../connections/connections.queries.ts";
import { findContent, findMediaOf, findTermsOf } from "../content/content.queries.ts";
import { findOpenEntry } from "./calendar-entries.queries.ts";
import type { Publishable } from "./post.ts";
import { isAt } from "./publication-plan.ts";
import { IN_FLIGHT } from "./publication-states.ts";
import { findAttempts, findPublicationsOfContent } from "./publications.queries.ts";

/** The parts of one batch: the content row, its pictures and its terms. */
export const publishableStatements = (ctx: ServiceContext, contentId: number) =>
  [
    findContent(ctx.db, ctx.tenant, contentId),
    findMediaOf(ctx.db, ctx.accountId, contentId),
    findTermsOf(ctx.db, ctx.accountId, contentId),
  ] as const;

/** All that is known about a publication, as it is needed to send it or to look for it. */
export interface PublicationFacts {
  publication: Publication;
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
export async function readFacts(ctx: ServiceContext, publication: Publication): Promise<PublicationFacts> {
  const { db, accountId } = ctx;
  const [contents, media, taxonomies, connections, publications, attempts, entries] = await db.batch([
    ...publishableStatements(ctx, publication.contentId),
    findConnection(db, accountId, publication.connectionId),
    findPublicationsOfContent(db, accountId, publication.contentId),
    findAttempts(db, accountId, publication.id),
    findOpenEntry(db, accountId, publication.id),
  ]);
  const [content, connection] = [contents[0], connections[0]];
  const here = publications.filter(
    (row) => row.connectionId === publication.connectionId && connection && isAt(row, connection),
  );
  const others = publications.filter(
    (row) => row.id !== publication.id && row.connectionId === publication.connectionId,
  );
  const earlier = here.filter((row) => row.id !== publication.id && row.state === "published").at(-1);
  return {
    publication,
    source: content && { content, media, taxonomies },
    connection,
    remoteId: (earlier ?? here.find((row) => row.id === publication.id))?.platformPostId ?? null,
    underWay: others.some(({ state }) => IN_FLIGHT.includes(state)),
    attempts,
    entry: entries[0],
  };
}
