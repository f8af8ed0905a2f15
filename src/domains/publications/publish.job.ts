import type { ServiceContext } from "../../context.ts";
import { DomainError } from "../../core/errors.ts";
import { now } from "../../core/time.ts";
import type { Publication } from "../../db/tables/publications.ts";
import { refreshShownStatus } from "../content/content-status.queries.ts";
import type { JobHandler, RunningJob } from "../jobs/jobs.service.ts";
import { recordStatus } from "./publication-states.ts";
import { disarmPublications, findPublicationsByUuid } from "./publications.queries.ts";
import { sendPublication } from "./send.service.ts";

/**
 * Publishes the publications that its request armed. Running again does no harm: each publication sends once. What is still
 * unknown or waiting at the end goes on behind the task, which says so.
 */
export const publishJob: JobHandler = {
  async run(ctx: ServiceContext, job: RunningJob) {
    const uuids = job.row.input.publications as string[];
    const publications = await findPublicationsByUuid(ctx.db, ctx.accountId, uuids);
    for (const [index, publication] of publications.entries()) {
      await job.report(Math.round((100 * index) / publications.length), `Publishing to ${publication.platform}`);
      await sendPublication(ctx, publication.id);
    }
    const ended = await findPublicationsByUuid(ctx.db, ctx.accountId, uuids);
    refuseIfNoneIsLive(ended);
    const result = { content_id: job.row.input.content_id, destinations: ended.map(presentDestination) };
    return { effects: [], result, usage: [], notification: null };
  },
  failed: () => ({ effects: [], notification: null }),
  cancelled: (ctx, { id, input }) => {
    const at = now();
    const { publications, content_id } = input as { publications?: string[]; content_id?: number };
    if (!publications || content_id === undefined) return [];
    return [
      disarmPublications(ctx.db, ctx.accountId, id, publications, at),
      refreshShownStatus(ctx.db, ctx.accountId, content_id, at),
    ];
  },
};

function refuseIfNoneIsLive(publications: readonly Publication[]): void {
  const failures = publications.filter((publication) => recordStatus(publication.state) === "failed");
  if (publications.length === 0 || failures.length < publications.length) return;
  const message = failures
    .map((publication) => `${publication.platform}: ${publication.error ?? publication.state}`)
    .join("; ");
  throw new DomainError("publish_failed", message);
}

const presentDestination = (publication: Publication) => ({
  record_id: publication.id,
  destination: publication.platform,
  status: recordStatus(publication.state),
  state: publication.state,
  url: publication.url,
  error: publication.error,
});
