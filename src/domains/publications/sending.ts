import { conflict, invalid } from "../../core/errors.ts";
import { HOUR, MINUTE, SECOND } from "../../core/time.ts";
import type { Connection } from "../../db/tables/connections.ts";
import type { Content } from "../../db/tables/content.ts";
import { WITHHELD_STATUSES } from "../../db/tables/content-enums.ts";
import type { Publication } from "../../db/tables/publications.ts";

/** A publication that could not go out for this long is not sent any more: it says so instead. */
export const MAX_LATENESS_MS = 24 * HOUR;
/** A moment this little in the past is now; an earlier one is a mistake. */
const PAST_TOLERANCE_MS = MINUTE;

/** When a publication is to go out; `timezone` is how its owner thinks of it. */
export interface Moment {
  /** Milliseconds. */
  at: number;
  timezone: string;
}

/** A wished moment as it is kept: never before now. Throws `validation_error` for one in the past. */
export function futureMoment(moment: Moment, now: number): Moment {
  if (moment.at < now - PAST_TOLERANCE_MS)
    throw invalid("scheduled_at", "This moment is in the past. Give a later one, or leave it out to publish now.");
  return { ...moment, at: Math.max(moment.at, now) };
}

/** Throws `conflict` for content that is not meant to be read by others, or has no text. */
export function expectPublishable({ status, bodyHtml }: Pick<Content, "status" | "bodyHtml">): void {
  if (status === "archived") throw conflict("Archived content cannot be published. Restore it first.");
  if (status === "idea" || status === "drafting")
    throw conflict("Content in draft cannot be published. Approve it first: PUT status approved.");
  if (bodyHtml === "") throw conflict("Content without a body cannot be published.");
}

/** Why a publication that was claimed is not sent. `withdrawn`: its author took the content back, and nothing failed. */
export type Refusal =
  | { kind: "withdrawn" }
  | { kind: "refused"; state: "rejected" | "missed"; code: string; message: string };

/** The last look before sending, at what is there now; null when it may go. */
export function refusalOf(
  { dueAt }: Pick<Publication, "dueAt">,
  content: Pick<Content, "status" | "bodyHtml"> | undefined,
  connection: Pick<Connection, "enabled"> | undefined,
  now: number,
): Refusal | null {
  if (!content || WITHHELD_STATUSES.includes(content.status)) return { kind: "withdrawn" };
  if (now - dueAt > MAX_LATENESS_MS)
    return refused(
      "missed",
      "missed",
      `It could not go out within ${MAX_LATENESS_MS / HOUR} hours of its time. Schedule it again.`,
    );
  if (content.bodyHtml === "") return refused("rejected", "conflict", "The content has no text any more.");
  if (connection?.enabled) return null;
  return refused(
    "rejected",
    "platform_not_configured",
    "The platform is not connected any more. Connect it, then publish again.",
  );
}

const refused = (state: "rejected" | "missed", code: string, message: string): Refusal => ({
  kind: "refused",
  state,
  code,
  message,
});

/** Prime, so that publications made in any step take turns. */
const RETRY_SLOTS = 17;

/** Up to a quarter more, by the publication's number: what failed together does not come back together. */
const spread = (delayMs: number, id: number) => Math.round(delayMs * (1 + (id % RETRY_SLOTS) / RETRY_SLOTS / 4));

/**
 * How long a publication waits after `tries` sends in vain, ms: what the platform asked for, else half a minute, doubled
 * each time, ten minutes at most; and the spread.
 */
export const retryDelayMs = ({ id }: Pick<Publication, "id">, tries: number, askedSeconds?: number): number =>
  spread(
    askedSeconds === undefined
      ? Math.min(30 * SECOND * 2 ** Math.max(0, tries - 1), 10 * MINUTE)
      : askedSeconds * SECOND,
    id,
  );
