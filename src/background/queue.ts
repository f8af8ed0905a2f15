import { createSystemContext, type ServiceContext, type SystemContext } from "../context.ts";
import { log } from "../core/log.ts";
import { checkHolds } from "../domains/billing/check-holds.service.ts";
import { copyLedger } from "../domains/billing/copy-ledger.service.ts";
import { reconcilePublication } from "../domains/publications/reconcile.service.ts";
import { sendPublication } from "../domains/publications/send.service.ts";
import { fireDue } from "../domains/schedules/due.service.ts";
import { Errand, Message, type MessageOf, queueOf, RowJob } from "../messages/jobs.ts";
import { handleDead } from "./dead-letter.ts";
import { JOB_HANDLERS } from "./handlers.ts";
import { runNextJob } from "./run-job.ts";

/** The platform's message, which shares its name with what it carries. */
type QueueMessage = MessageBatch<unknown>["messages"][number];

type Errands = { [T in Errand["type"]]: (ctx: ServiceContext, errand: MessageOf<T>) => Promise<unknown> };

const ERRANDS: Errands = {
  "publisher.send": (ctx, errand) => sendPublication(ctx, errand.publicationId),
  "publisher.reconcile": (ctx, errand) => reconcilePublication(ctx, errand.publicationId),
  "publisher.fire_due": (ctx) => fireDue(ctx),
  "billing.copy_ledger": (ctx) => copyLedger(ctx),
  "billing.check_holds": (ctx) => checkHolds(ctx),
};

// safe: `errand.type` selects the function written for that very member of the union
const runErrand = (ctx: ServiceContext, errand: Errand) =>
  (ERRANDS[errand.type] as (ctx: ServiceContext, errand: Errand) => Promise<unknown>)(ctx, errand);

/**
 * Each message on its own, so that one failure repeats one piece of work and nobody waits for a slow neighbour. All four
 * queues end here; deployed, a job or an errand comes alone (wrangler.toml).
 */
export async function consume(batch: MessageBatch<unknown>, env: Env, execution: ExecutionContext): Promise<void> {
  const system = createSystemContext(env, (work) => execution.waitUntil(work));
  const dead = batch.queue.endsWith("-dead");
  await Promise.all(batch.messages.map((message) => handle(system, message, dead ? handleDead : run)));
}

type Work = (ctx: ServiceContext, message: Message) => Promise<unknown>;

/** Acknowledges what is done or can never be done; anything else comes back later. */
async function handle(system: SystemContext, message: QueueMessage, work: Work): Promise<void> {
  const parsed = Message.safeParse(message.body);
  if (!parsed.success) {
    log("error", "dropping a malformed message", { id: message.id });
    return message.ack();
  }
  const { type, accountId } = parsed.data;
  try {
    await work(system.forAccount(accountId), parsed.data);
    message.ack();
  } catch (error) {
    log("error", "message failed", { type, attempt: message.attempts, error });
    message.retry({ delaySeconds: Math.min(2 ** message.attempts * 5, 600) });
  }
}

function run(ctx: ServiceContext, message: Message): Promise<unknown> {
  const job = RowJob.safeParse(message);
  if (job.success) return runNextJob(ctx, queueOf(job.data.type), JOB_HANDLERS);
  return runErrand(ctx, Errand.parse(message));
}
