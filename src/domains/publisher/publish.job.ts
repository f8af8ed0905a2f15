import type { ServiceContext } from "../../context.ts";
import { DomainError } from "../../core/errors.ts";
import { now } from "../../core/time.ts";
import type { PublicationIntent } from "../../db/tables/publisher.ts";
import type { JobHandler, RunningJob } from "../system/tasks.service.ts";
import { refreshShownStatus } from "../writer/content-status.queries.ts";
import { recordStatus } from "./intent-states.ts";
import { disarmIntents, findIntentsByUuid } from "./intents.queries.ts";
import { sendIntent } from "./send.service.ts";

/**
 * Publishes the intents that its request armed. Running again does no harm: each intent sends once. What is still
 * unknown or waiting at the end goes on behind the task, which says so.
 */
export const publishJob: JobHandler = {
  async run(ctx: ServiceContext, job: RunningJob) {
    const uuids = job.row.input.intents as string[];
    const intents = await findIntentsByUuid(ctx.db, ctx.accountId, uuids);
    for (const [index, intent] of intents.entries()) {
      await job.report(Math.round((100 * index) / intents.length), `Publishing to ${intent.platform}`);
      await sendIntent(ctx, intent.id);
    }
    const ended = await findIntentsByUuid(ctx.db, ctx.accountId, uuids);
    refuseIfNoneIsLive(ended);
    const result = { content_id: job.row.input.content_id, destinations: ended.map(presentDestination) };
    return { effects: [], result, usage: [], notification: null };
  },
  failed: () => ({ effects: [], notification: null }),
  cancelled: (ctx, { id, input }) => {
    const at = now();
    const { intents, content_id } = input as { intents?: string[]; content_id?: number };
    if (!intents || content_id === undefined) return [];
    return [
      disarmIntents(ctx.db, ctx.accountId, id, intents, at),
      refreshShownStatus(ctx.db, ctx.accountId, content_id, at),
    ];
  },
};

function refuseIfNoneIsLive(intents: readonly PublicationIntent[]): void {
  const failures = intents.filter((intent) => recordStatus(intent.state) === "failed");
  if (intents.length === 0 || failures.length < intents.length) return;
  const message = failures.map((intent) => `${intent.platform}: ${intent.error ?? intent.state}`).join("; ");
  throw new DomainError("publish_failed", message);
}

const presentDestination = (intent: PublicationIntent) => ({
  record_id: intent.id,
  destination: intent.platform,
  status: recordStatus(intent.state),
  state: intent.state,
  url: intent.url,
  error: intent.error,
});
