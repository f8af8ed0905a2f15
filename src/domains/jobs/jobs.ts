import { MINUTE, SECOND } from "../../core/time.ts";
import { JOB_STATES, type JobRow, type JobState } from "../../db/tables/jobs.ts";
import type { UsageLine } from "./usage-line.ts";

/**
 * Who may follow whom. Each move is one conditional UPDATE that names the state it leaves.
 *
 *   new ─▶ queued (its credits are held) | failed (its request is gone, or the balance is short)
 *   queued ─▶ running (claimed) | cancelled
 *   running ─▶ done | failed | cancelled | queued (to be tried again)
 */
const NEXT: Record<JobState, readonly JobState[]> = {
  new: ["queued", "failed"],
  queued: ["running", "cancelled"],
  running: ["done", "failed", "cancelled", "queued"],
  done: [],
  failed: [],
  cancelled: [],
};

/** Throws an Error for a move that no arrow allows: a mistake in the code, never in a request. */
export function expectJobMove(from: JobState, to: JobState): void {
  if (!NEXT[from].includes(to)) throw new Error(`a job cannot go from ${from} to ${to}`);
}

/** Not over. */
export const OPEN_STATES: readonly JobState[] = JOB_STATES.filter((state) => NEXT[state].length > 0);

/** A row that is `new` does not say yet what its request is about to take. */
export const CANCELLABLE_STATES: readonly JobState[] = JOB_STATES.filter((state) => NEXT[state].includes("cancelled"));

export const MAX_ATTEMPTS = 3;
/** A row that is still `new` after this long lost the process that made it. */
export const NEW_LIFETIME_MS = 2 * MINUTE;
/** A message normally arrives within seconds; after this long it may be lost. */
export const MESSAGE_PATIENCE_MS = 30 * SECOND;
/** What the sweep has dealt with it looks at again after this long, so that a long queue is not flooded with copies. */
export const NEXT_LOOK_MS = 3 * MINUTE;

const LONGEST_RETRY_SECONDS = 300;

/** No further attempt will follow: what fails now has failed. */
export const isLastAttempt = ({ attempts, maxAttempts }: Pick<JobRow, "attempts" | "maxAttempts">): boolean =>
  attempts >= maxAttempts;

/** Seconds until the next attempt, after `attempts` in vain: 10, 20, 40, or what the provider asks for, at most five minutes. */
export const retryDelaySeconds = (attempts: number, asked?: number): number =>
  Math.min(asked ?? 10 * 2 ** (attempts - 1), LONGEST_RETRY_SECONDS);

/** What the sweep does with a job that nobody has: begin a follower, send a message, or end what cannot go on. */
export type Rescue = "start" | "send" | "end";

/**
 * A `new` row with a parent says all that it needs; one without a parent knows nothing but its request, which is gone. A row
 * that is still `running` here has used up its attempts.
 */
export function rescueOf({ state, parentId }: Pick<JobRow, "state" | "parentId">): Rescue {
  if (state === "new") return parentId === null ? "end" : "start";
  return state === "queued" ? "send" : "end";
}

export const creditsOf = (usage: readonly UsageLine[]): number => usage.reduce((sum, line) => sum + line.credits, 0);

/**
 * What is charged: one line for each operation, and in all never more than was held. `cost` is what it would have been; an
 * overrun is ours.
 */
export function chargeOf(
  held: number,
  usage: readonly UsageLine[],
): { lines: UsageLine[]; cost: number; paid: number } {
  let left = held;
  const lines = byOperation(usage).map((line) => {
    const credits = Math.min(line.credits, left);
    left -= credits;
    return { ...line, credits };
  });
  return { lines, cost: creditsOf(usage), paid: creditsOf(lines) };
}

/** The usage log has one row for each operation of a job; it names the model that was used first. */
function byOperation(usage: readonly UsageLine[]): UsageLine[] {
  const lines = new Map<string, UsageLine>();
  for (const line of usage) {
    const sum = lines.get(line.operation);
    const credits = line.credits + (sum?.credits ?? 0);
    const tokensIn = line.tokensIn + (sum?.tokensIn ?? 0);
    const tokensOut = line.tokensOut + (sum?.tokensOut ?? 0);
    lines.set(line.operation, { ...line, ...sum, credits, tokensIn, tokensOut });
  }
  return [...lines.values()];
}
