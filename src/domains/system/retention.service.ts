import type { SystemContext } from "../../context.ts";
import { DAY, now, SECOND } from "../../core/time.ts";
import {
  type Forget,
  forgetAttempts,
  forgetAuditEntries,
  forgetEvents,
  forgetIdempotencyKeys,
  forgetJobs,
  forgetNotifications,
  forgetRefreshTokens,
  forgetSessions,
} from "./retention.system-queries.ts";

type Kept = readonly [days: number, forget: Forget];

const ON_A_SHARD: readonly Kept[] = [
  [90, forgetJobs],
  [90, forgetNotifications],
  [400, forgetAttempts],
  [400, forgetAuditEntries],
  [30, forgetEvents],
  // a day longer than the answers in the Durable Object live, so that a replay never outlives its proof
  [2, forgetIdempotencyKeys],
];

const IN_THE_DIRECTORY: readonly Kept[] = [
  [30, forgetRefreshTokens],
  [30, forgetSessions],
];

/** Ten million rows a day of one kind are 7,000 a minute; a run removes up to 40,000, and stops when its time is over. */
const BATCH = 2_000;
const MAX_BATCHES = 20;
const BUDGET_MS = 20 * SECOND;

/** Forgets what is kept for a time only: of an account's own rows. */
export const forgetOldRows = (system: SystemContext) => forgetAll(system.db, ON_A_SHARD);

/** The same of what stands in the directory. */
export const forgetOldSessions = (system: SystemContext) => forgetAll(system.db, IN_THE_DIRECTORY);

/** All kinds side by side, so that a long backlog of one, or its failure, does not keep the others. */
async function forgetAll(db: Parameters<Forget>[0], kinds: readonly Kept[]): Promise<void> {
  const start = now();
  const ends = await Promise.allSettled(
    kinds.map(async ([days, forget]) => {
      for (let batch = 0; batch < MAX_BATCHES && now() - start < BUDGET_MS; batch++) {
        if ((await forget(db, start - days * DAY, BATCH)) < BATCH) return;
      }
    }),
  );
  const failures = ends.flatMap((end) => (end.status === "rejected" ? [end.reason] : []));
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} kinds of rows were not forgotten`);
}
