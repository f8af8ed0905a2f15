import type { Shard, SystemContext } from "../../context.ts";
import { DAY, now } from "../../core/time.ts";
import { deleteExpiredProofs, deleteExpiredRows } from "./retention.system-queries.ts";

const EVENTS_DAYS = 30;
/** A day longer than the answers in the Durable Object live, so that a replay never outlives its proof. */
const KEYS_DAYS = 2;

/** Forgets events after 30 days and idempotency keys after two, a thousand rows at a time. */
export const forgetOldRows = (_system: SystemContext, { db }: Shard) =>
  deleteExpiredRows(db, now() - EVENTS_DAYS * DAY, now() - KEYS_DAYS * DAY, 1_000);

/** Forgets the directory's own idempotency keys. */
export const forgetOldProofs = ({ directory }: SystemContext) =>
  deleteExpiredProofs(directory, now() - KEYS_DAYS * DAY, 1_000);
