import { createSystemContext, type ServiceContext } from "../context.ts";
import { checkHolds } from "../domains/billing/check-holds.service.ts";
import { copyLedger } from "../domains/billing/copy-ledger.service.ts";
import { reconcileIntent } from "../domains/publisher/reconcile.service.ts";
import { fireDue } from "../domains/publisher/schedule.service.ts";
import { sendIntent } from "../domains/publisher/send.service.ts";
import { Errand, Message, type MessageOf, RowJob } from "../messages/jobs.ts";
import { handleDead } from "./dead-letter.ts";
import { JOB_HANDLERS } from "./handlers.ts";
import { putBack } from "./put-back.ts";
import { runJob } from "./run-job.ts";

type Errands = { [T in Errand["type"]]: (ctx: ServiceContext, errand: MessageOf<T>) => Promise<unknown> };

const ERRANDS: Errands = {
  "publisher.send": (ctx, errand) => sendIntent(ctx, errand.intentId),
  "publisher.reconcile": (ctx, errand) => reconcileIntent(ctx, errand.intentId),
  "publisher.fire_due": (ctx) => fireDue(ctx),
  "system.cancelled": (ctx, errand) => putBack(ctx, errand.jobId),
  "billing.copy_ledger": (ctx) => copyLedger(ctx),
  "billing.check_holds": (ctx) => checkHolds(ctx),
};

// safe: `errand.type` selects the function written for that very member of the union
const runErrand = (ctx: ServiceContext, errand: Errand) =>
  (ERRANDS[errand.type] as (ctx: ServiceContext, errand: Errand) => Promise<unknown>)(ctx, errand);

/** Message by message, so that one failure repeats one piece of work. All four queues end here. */
export async function consume(batch: MessageBatch<unknown>, env: Env, execution: ExecutionContext): Promise<void> {
  const system = createSystemContext(env, (work) => execution.waitUntil(work));
  for (const message of batch.messages) {
    const parsed = Message.safeParse(message.body);
    if (!parsed.success) {
      console.error(JSON.stringify({ level: "error", message: "dropping a malformed message", id: message.id }));
      message.ack();
      continue;
    }
    const ctx = system.forAccount(parsed.data.accountId);
    try {
      if (batch.queue.endsWith("-dead")) await handleDead(ctx, parsed.data);
      else await run(ctx, parsed.data);
      message.ack();
    } catch (error) {
      console.error(
        JSON.stringify({
          level: "error",
          message: "message failed",
          type: parsed.data.type,
          attempt: message.attempts,
          error: describe(error),
        }),
      );
      message.retry({ delaySeconds: Math.min(2 ** message.attempts * 5, 600) });
    }
  }
}

function run(ctx: ServiceContext, message: Message): Promise<unknown> {
  const job = RowJob.safeParse(message);
  if (job.success) return runJob(ctx, job.data, JOB_HANDLERS[job.data.type]);
  return runErrand(ctx, Errand.parse(message));
}

const describe = (error: unknown) =>
  error instanceof Error ? `${error.stack ?? error.message} ${error.cause ?? ""}` : String(error);
