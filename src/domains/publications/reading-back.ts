import { HOUR, SECOND } from "../../core/time.ts";
import type { Publication, PublicationAttempt } from "../../db/tables/publications.ts";
import type { Found, RemotePost } from "../../providers/platforms/adapter.ts";
import { retryDelayMs } from "./sending.ts";

/** The first look at the platform after an unknown outcome; platforms list a new post within seconds. */
export const FIRST_LOOK_MS = 10 * SECOND;
/** Two reads that do not find the post, this far apart, prove its absence; one may only have been too early. */
export const BETWEEN_READS_MS = 20 * SECOND;
const READS_THAT_PROVE_ABSENCE = 2;
/** While the platform cannot be read we look again, ever more rarely, for a day; then a person must. */
const LOOKING_MS = 24 * HOUR;
/** A platform that lost the post this often will lose it again: a person must look. */
const MAX_LOST_SENDS = 5;

/** What follows a look at the platform. Times are milliseconds. */
export type Verdict =
  | { kind: "adopt"; post: RemotePost; publishedAt: number }
  /** Not there yet: read once more before it counts as absent. */
  | { kind: "read_once_more" }
  /** Absence is proved, and a second sending cannot make a second post. */
  | { kind: "send_again"; delayMs: number }
  | { kind: "look_again"; delayMs: number; message: string }
  | { kind: "ask_a_person"; message: string };

/** Decides what a look at the platform means. `attempts`: newest first. `ownKey`: `Abilities` of the platform. */
export function verdictOf(
  publication: Publication,
  found: Found,
  attempts: readonly PublicationAttempt[],
  ownKey: boolean,
  now: number,
): Verdict {
  const sentAt = attempts[0]?.startedAt;
  if (found.kind === "found") {
    const post = { ...found.post, metadata: { ...found.post.metadata, reconciled: true } };
    return { kind: "adopt", post, publishedAt: sentAt ?? now };
  }
  if (found.kind === "undecidable") return unreadable(found.message, now - (sentAt ?? publication.updatedAt));
  if (!found.certain && publication.absentReads + 1 < READS_THAT_PROVE_ABSENCE) return { kind: "read_once_more" };
  return ownKey ? absent(publication, attempts) : { kind: "ask_a_person", message: NOWHERE };
}

const NOWHERE = "The platform did not confirm the post, and it cannot be found there. Look, then confirm it or retry.";

/** Ever more rarely: after half of the time that it has been unknown. */
function unreadable(message: string, unknownMs: number): Verdict {
  if (unknownMs > LOOKING_MS) return { kind: "ask_a_person", message };
  return { kind: "look_again", delayMs: Math.min(Math.max(BETWEEN_READS_MS, unknownMs / 2), HOUR), message };
}

/** The first goes again at once, since only an answer may have been lost; the next ones wait ever longer. */
function absent(publication: Publication, attempts: readonly PublicationAttempt[]): Verdict {
  // since somebody last wished it; an attempt that was refused beforehand is told apart by its outcome
  const lost = attempts.filter((one) => one.startedAt >= publication.dueAt && one.outcome !== "retryable").length;
  if (lost >= MAX_LOST_SENDS) return { kind: "ask_a_person", message: lostMessage(publication) };
  return { kind: "send_again", delayMs: lost > 1 ? retryDelayMs(publication, lost) : 0 };
}

const lostMessage = ({ platform }: Publication) =>
  `Sent ${MAX_LOST_SENDS} times and never confirmed, nor is it on ${platform} as it was sent. Look there, and in the error log of that site; then retry this record, or confirm it if it is live.`;
